"""Commands: what whoever runs a case must carry out after a step. Data; nothing here does anything.

Like events they are values by agreement: nobody changes one, and classes that are not frozen are made faster.
"""

from __future__ import annotations

from dataclasses import dataclass

from possible.floor import Want
from possible.values.instant import Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Command:
    """Something to carry out."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Enqueue(Command):
    """Let a contact wait on the floor."""

    want: Want


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Withdraw(Command):
    """Take a contact off the floor's queues; `gave_up`: the customer lost patience."""

    contact: str
    gave_up: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Release(Command):
    """An agent's part of a contact is over."""

    contact: str
    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class SetTimer(Command):
    """Let a timer of the case ring (`Rings`) at an instant; one that is set already is moved."""

    timer: str
    due: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class StopTimer(Command):
    """Forget a timer."""

    timer: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class LookUp(Command):
    """Find a fact out in the records, and tell it with `Knows`."""

    fact: str
    source: str
    contact: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class HaveDone(Command):
    """Have the system or an agent do an action of a playbook, and tell how it went with `Replies`."""

    contact: str
    action: str
    by: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FindWindows(Command):
    """Find windows for a remedy that a technician brings, and book one with `Books`."""

    quote: str
    remedy: str
    within: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallOff(Command):
    """Tell the technicians that nobody need come: the visit was given up, whoever did so."""

    visit: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CarryOut(Command):
    """Have a team carry a remedy out, and tell the end with `RemedyEnds`."""

    quote: str
    remedy: str
    team: str
