"""All laws, in the order in which a customer would miss them."""

from __future__ import annotations

from possible.check import free_wait, no_dead_end, no_loop, stories
from possible.check.law import Law

LAWS: tuple[Law, ...] = (
    free_wait.LAW,
    no_loop.LAW,
    no_dead_end.LAW,
    stories.LAW,
)
