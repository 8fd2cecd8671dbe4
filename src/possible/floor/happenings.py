"""What a floor is told, and what it says in turn: small values in whole milliseconds.

The floor has no clock and no randomness. It is fed happenings in the order of (instant, sequence), and gives
back what follows: offers, withdrawals, connections. The same happenings give the same answer, always.

They are values by agreement: nobody changes one. Frozen classes cost a tenth of the floor's time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.values import Language
from possible.values.instant import Instant

NOBODY = ""
AT_ONCE = Instant(0)


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Relaxation:
    """From an instant on, others may serve too: a team, in a language (planned, and consented to)."""

    from_: Instant
    team: str
    language: Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Want:
    """What a waiting contact needs, and the place that it has.

    `since`: the instant from which it waits; callbacks and transfers keep it. `credit`: priority as time,
    milliseconds by which it counts as having waited longer. `not_before`: it is in its place but may not be
    offered yet (a scheduled callback, a retry). `owner`: this agent first, alone until `owner_until`.
    `holder`: the agent who keeps the customer until the next one accepts (a warm transfer).
    `out`: we call; the agent is kept while the customer is dialled.
    """

    contact: str
    team: str
    language: Language
    channel: str
    since: Instant
    credit: int = 0
    not_before: Instant = AT_ONCE
    owner: str = NOBODY
    owner_until: Instant = AT_ONCE
    holder: str = NOBODY
    out: bool = False
    skills: frozenset[str] = frozenset()
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Agent:
    """A person at work: teams in the order of preference, languages, skills, and how many contacts at once.

    `capacity`: how many contacts of each channel at once; channels that are `Rules.alone` exclude all others.
    """

    name: str
    teams: tuple[str, ...]
    languages: frozenset[Language]
    skills: frozenset[str] = frozenset()
    capacity: tuple[tuple[str, int], ...] = (
        ("phone", 1),
        ("chat", 3),
        ("video", 1),
        ("place", 1),
        ("mail", 1),
    )


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Rules:
    """The numbers of a floor, in milliseconds: how long an offer stands, and each channel's wrap-up.

    `asked_again`: who declined, or let an offer pass, is not asked for the same contact again before this.
    `alone`: channels whose contacts exclude all others at one agent. `service`: how long a contact takes,
    for wait estimates, until some have been measured.
    """

    offer_stands: int = 20_000
    wrap_up: tuple[tuple[str, int], ...] = ()
    asked_again: int = 10_000
    alone: frozenset[str] = frozenset({"phone", "visit", "video", "place"})
    service: int = 360_000


# ---- happenings: what the floor is told -----------------------------------------------------------------


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Happening:
    """Something that happened at an instant."""

    at: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Joined(Happening):
    """A contact waits (anew, or again with its place kept)."""

    want: Want


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Left(Happening):
    """A contact waits no more: it gave up, its limit came, or it was withdrawn.

    `gave_up`: the customer lost patience; not so where it was withdrawn (it becomes a callback, its line
    closed). Only who gives up counts for the patience from which waits are estimated.
    """

    contact: str
    gave_up: bool = True


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CameIn(Happening):
    """An agent is at work and available."""

    agent: Agent


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Paused(Happening):
    """An agent takes no new contacts (a break, with a reason); what is held goes on."""

    agent: str
    reason: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Resumed(Happening):
    """An agent takes contacts again."""

    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class WentOut(Happening):
    """An agent is gone: nothing new, and what is held ends or is handed on as usual (no ghosts)."""

    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Accepted(Happening):
    """An agent takes the contact that was offered."""

    contact: str
    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Declined(Happening):
    """An agent does not take the contact that was offered; it keeps its place and is offered to another."""

    contact: str
    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Released(Happening):
    """An agent's part of a contact is over; wrap-up begins where the rules give time for it."""

    contact: str
    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class WrappedUp(Happening):
    """An agent is done with the wrap-up of a contact, before its time is over."""

    contact: str
    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Ticked(Happening):
    """Time has passed: offers expire, wrap-ups end, scheduled callbacks become due, owners give way."""


# ---- assignments: what the floor says -------------------------------------------------------------------


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Offered:
    """A contact is proposed to an agent, until an instant; `since` is the place that it keeps."""

    contact: str
    agent: str
    team: str
    language: Language
    expires: Instant
    since: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OfferOver:
    """An offer ended without being accepted: `declined`, `expired` or `withdrawn`."""

    contact: str
    agent: str
    how: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Connected:
    """An agent has the contact now; `released`: the agent who kept it until then, and lets go now."""

    contact: str
    agent: str
    team: str
    language: Language
    released: str = NOBODY


Assignment = Offered | OfferOver | Connected


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Estimate:
    """How long a contact will wait: milliseconds at P50 and P80, and how it was reckoned (`QLm`, `HOL`).

    None: nobody who could serve it is there, so nothing honest can be said. `mean` is not told to anybody:
    it is what RASE and bias are reckoned from.
    """

    low: int | None
    high: int | None
    method: str = field(default="")
    mean: int | None = None
