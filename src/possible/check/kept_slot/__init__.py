"""A slot on offer can be kept; a booked window does not move without the customer's consent."""

from possible.check.kept_slot.rules import RULES
from possible.check.law import Law
from possible.values import N_

LAW = Law(
    "kept-slot",
    N_("A slot on offer can be kept; a booked window does not move without the customer's consent."),
    RULES,
)

__all__ = ["LAW"]
