"""Promises, what was paid for those that were broken, and calls that are owed."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.events.base import Event
from possible.values.instant import Instant
from possible.values.money import Money


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseMade(Event):
    """A promise of the charter runs for a case (or a contact), until it is due (None: without a time)."""

    promise: str
    id: str
    due: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromisePaused(Event):
    """The clock of a promise stands still while the customer must move."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseResumed(Event):
    """The clock of a promise runs on, to a later due time."""

    promise: str
    id: str
    due: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseKept(Event):
    """What was promised happened in time."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseBroken(Event):
    """The time of a promise has passed."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseEnded(Event):
    """The matter ended before the promise was due: there is nothing left to keep."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CreditGiven(Event):
    """Something was paid back, for a broken promise (`id`: which) or a phase of a call; asked for or not."""

    credit: str
    promise: str
    amount: Money
    unasked: bool = True
    id: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallbackPromised(Event):
    """We will call: `kept-place`, `scheduled` or `owned`, for which promise, and when at the latest."""

    kind: str
    promise: str
    due: Instant | None
    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallbackDeclined(Event):
    """The customer does not need the calls any more that we owed."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallbackMade(Event):
    """We called, and reached the customer or not."""

    promise: str
    reached: bool
