"""Who takes which contact: languages, skills, owners, places kept, offers, and how long one will wait.

Pure and in whole milliseconds: it is fed happenings and gives back assignments. It knows neither cases nor
paths; the same object runs live and in the twin.
"""

from possible.floor.floor import Floor
from possible.floor.happenings import (
    Accepted,
    Agent,
    Assignment,
    CameIn,
    Connected,
    Declined,
    Estimate,
    Happening,
    Joined,
    Left,
    Offered,
    OfferOver,
    Paused,
    Relaxation,
    Released,
    Resumed,
    Rules,
    Ticked,
    Want,
    WentOut,
    WrappedUp,
)

__all__ = [
    "Accepted",
    "Agent",
    "Assignment",
    "CameIn",
    "Connected",
    "Declined",
    "Estimate",
    "Floor",
    "Happening",
    "Joined",
    "Left",
    "OfferOver",
    "Offered",
    "Paused",
    "Relaxation",
    "Released",
    "Resumed",
    "Rules",
    "Ticked",
    "Want",
    "WentOut",
    "WrappedUp",
]
