"""What the customer has said goes with them; nothing is asked twice."""

from possible.check.law import Law
from possible.check.said_once.asked import ASKED_TWICE
from possible.check.said_once.cases import CASE_FORGETS, CASE_STAYS_BEHIND
from possible.values import N_

LAW = Law(
    "said-once",
    N_("What the customer has said goes with them; nothing is asked twice."),
    (ASKED_TWICE, CASE_FORGETS, CASE_STAYS_BEHIND),
)

__all__ = ["LAW"]
