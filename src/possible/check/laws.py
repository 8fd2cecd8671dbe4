"""All laws, in the order in which a customer would miss them."""

from __future__ import annotations

from possible.check import (
    every_wait_has_a_clock,
    free_wait,
    keepable,
    kept_slot,
    language_kept,
    never_dropped,
    no_dead_end,
    no_loop,
    one_answer,
    price_before,
    reasoned_no,
    remedy_owed,
    said_once,
    stories,
)
from possible.check.law import Law

LAWS: tuple[Law, ...] = (
    free_wait.LAW,
    no_loop.LAW,
    no_dead_end.LAW,
    language_kept.LAW,
    one_answer.LAW,
    reasoned_no.LAW,
    price_before.LAW,
    kept_slot.LAW,
    every_wait_has_a_clock.LAW,
    never_dropped.LAW,
    said_once.LAW,
    keepable.LAW,
    remedy_owed.LAW,
    stories.LAW,
)
