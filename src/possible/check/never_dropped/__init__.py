"""A lost connection opens a callback; a case ends only when the customer agrees."""

from possible.check.law import Law
from possible.check.never_dropped.rules import RULES
from possible.values import N_

LAW = Law(
    "never-dropped",
    N_("A lost connection opens a callback; a case ends only when the customer agrees."),
    RULES,
)

__all__ = ["LAW"]
