"""Every promise has a remedy for its breach, given unasked."""

from possible.check.law import Law
from possible.check.remedy_owed.paid import MUST_BE_CLAIMED, NO_PAY_BY, NOT_SAID
from possible.check.remedy_owed.promised import ELSE_CIRCLES, NOTHING_OWED
from possible.values import N_

LAW = Law(
    "remedy-owed",
    N_("Every promise has a remedy for its breach, given unasked."),
    (NOTHING_OWED, ELSE_CIRCLES, MUST_BE_CLAIMED, NO_PAY_BY, NOT_SAID),
)

__all__ = ["LAW"]
