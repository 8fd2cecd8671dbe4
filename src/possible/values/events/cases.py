"""What happens to a case, and to the service that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.events.base import Event
from possible.values.instant import Instant
from possible.values.language import Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseOpened(Event):
    """A problem got a case of its own. `anew`: the customer said that it is another matter."""

    customer: str
    reference: str
    language: Language
    anew: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseJoined(Event):
    """A later contact joined the case; `call`: the call that we owed, whose wait it takes up."""

    call: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OwnerNamed(Event):
    """An agent answers for the case from now on."""

    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseWaits(Event):
    """The open case waits in a state, until an instant at most (None: nothing says how long)."""

    state: str
    due: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseSolved(Event):
    """The problem is solved; `agreed`: the customer says so."""

    agreed: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseClosed(Event):
    """The case is over: `customer agrees`, `after notice`, or what the charter writes instead."""

    how: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseReopened(Event):
    """The customer says that it is not solved after all."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class NewsTold(Event):
    """The customer was told, unasked, where the matter stands."""

    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ServiceFailed(Event):
    """What the customer pays for does not work from now on."""

    customer: str
    service: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ServiceRestored(Event):
    """It works again."""

    customer: str
    service: str
