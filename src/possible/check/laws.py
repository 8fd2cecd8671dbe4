"""All laws, in the order in which a customer would miss them."""

from __future__ import annotations

from possible.check.law import Law

LAWS: tuple[Law, ...] = ()
