"""The one kind of clock: from, until, within, share, each, else; what is due, what broke, what is owed.

Pure and in whole numbers: milliseconds and cents. It knows no case, no queue and no screen; the journey
starts, stops and ends its clocks, and standards are reckoned by the same rules as charters.
"""

from possible.promises.clock import (
    Clock,
    State,
    Window,
    again,
    breach,
    due_of,
    give_up,
    keep,
    move,
    next_due,
    pause,
    resume,
    start,
)
from possible.promises.named import is_rung, promise_of, rung, written_promise
from possible.promises.owed import Credit, Follows, follows, more_at, owed, owed_under
from possible.promises.owes import AmountsByDate, Owes, Step, of_else
from possible.promises.reckon import Late, Prices, reckon, units
from possible.promises.shares import Tally, period, tallies

__all__ = [
    "AmountsByDate",
    "Clock",
    "Credit",
    "Follows",
    "Late",
    "Owes",
    "Prices",
    "State",
    "Step",
    "Tally",
    "Window",
    "again",
    "breach",
    "due_of",
    "follows",
    "give_up",
    "is_rung",
    "keep",
    "more_at",
    "move",
    "next_due",
    "of_else",
    "owed",
    "owed_under",
    "pause",
    "period",
    "promise_of",
    "reckon",
    "resume",
    "rung",
    "start",
    "tallies",
    "units",
    "written_promise",
]
