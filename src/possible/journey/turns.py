"""Turns: what a customer, an agent, the floor, the clock or the world does; `step` says what follows.

A turn carries what its doer chose and nothing that the charter decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from possible.charter.causes import NO_CAUSE
from possible.playbooks import Observation
from possible.values import Language, Money
from possible.values.instant import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Something that somebody does, on a contact where there is one."""

    contact: str = ""


# ---- the customer's ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrives(Turn):
    """A contact reaches a line, in the language that the customer wants; `network` matters for its price.

    `goes_on`: where a call is owed, it takes up the wait of that call instead of beginning with the line.
    `anew`: the customer says that it is another matter than that of any open case of theirs.
    """

    line: str
    language: Language
    network: str = "other-network"
    goes_on: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Says(Turn):
    """The customer gives a fact, asked or not."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies(Turn):
    """The customer (or an agent for them) answers the move of a playbook: seen, done, cannot, don't know."""

    observation: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsays(Turn):
    """The customer takes back the answer that they gave last in a playbook: it is asked anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantsPerson(Turn):
    """“A person, please.”"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agrees(Turn):
    """The customer agrees to what was offered, or takes the answer as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declines(Turn):
    """The customer does not want what was offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesInstead(Turn):
    """The customer takes what is offered instead of a no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves(Turn):
    """The customer ends the contact (gives up, where nobody was there yet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IsLost(Turn):
    """The connection breaks although nobody wanted it to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drops(Turn):
    """The customer's end falls silent without a word (a page that is closed): the talk is held for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IsBack(Turn):
    """The customer whose end was silent is there again: the talk goes on where it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents(Turn):
    """The customer says yes or no to a consent."""

    consent: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WantsCall(Turn):
    """The customer, waiting or not, wants to be called instead; `at`: not before (nothing: now)."""

    team: str = ""
    at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantsNoCall(Turn):
    """The customer does not need the call any more that we owe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IsSolved(Turn):
    """The customer says that it is solved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IsNotSolved(Turn):
    """The customer says that it is not solved after all: the case goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes(Turn):
    """The customer says that what was charged under a quote is not owed, and why."""

    quote: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relents(Turn):
    """The customer takes the dispute of a charge back."""

    quote: str


# ---- the floor's and the agents' -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Turn):
    """An agent takes the contact (the floor has connected them), and speaks a language."""

    agent: str
    team: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Puts(Turn):
    """The agent puts a question of the charter for the customer."""

    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesThrough(Turn):
    """The agent goes through a path of the charter with the customer."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsOn(Turn):
    """The agent hands the customer on to another team, with the case, and stays until somebody is there."""

    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepsCustomer(Turn):
    """The agent who is handing the customer on keeps them after all: nobody need come any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departs(Turn):
    """The agent does what `in-practice` says of the team: the act by its number."""

    act: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds(Turn):
    """The agent puts the customer on hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumes(Turn):
    """The agent is back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishes(Turn):
    """The agent ends the contact, everything being said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excepts(Turn):
    """The agent departs from the table, with a reason: another answer, at another price."""

    question: str
    answer: str
    reason: str
    price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settles(Turn):
    """An agent decides a dispute, with a reason: it is given back, or it stays owed."""

    quote: str
    upheld: bool
    reason: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waives(Turn):
    """An agent of the team that may depart from the answers lets a fee go, with a reason."""

    quote: str
    reason: str
    agent: str
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owns(Turn):
    """An agent answers for the case from now on."""

    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tells(Turn):
    """The company tells the customer where the matter stands: it keeps what was promised to be told."""

    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls(Turn):
    """We called (an owed callback), and reached the customer or not; an agent is on the line."""

    agent: str
    team: str
    language: Language
    reached: bool
    network: str = "other-network"


# ---- the clock's and the world's -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Knows(Turn):
    """A fact was looked up in the records (or found by the system)."""

    fact: str
    value: str
    source: str = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings(Turn):
    """A timer that `step` had set rings, by its name."""

    timer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Books(Turn):
    """The window of a visit was reserved under a quote that was accepted."""

    quote: str
    starts: Instant
    ends: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves(Turn):
    """The window of a visit is moved, with or without the customer's consent."""

    visit: str
    starts: Instant
    ends: Instant
    consent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IsThere(Turn):
    """The technician is at the door."""

    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnds(Turn):
    """The visit is over: fixed or not, and the cause (one of `charter.causes`).

    `again`: another visit follows under the same quote; what was agreed to is charged once, after the last.
    """

    visit: str
    fixed: bool
    cause: str = NO_CAUSE
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancels(Turn):
    """The customer gives a visit up; `wants_other`: they want another window under the same quote."""

    visit: str
    wants_other: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsOff(Turn):
    """The company cannot come in the window, and says why."""

    visit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyEnds(Turn):
    """A remedy under an accepted quote was carried out; `worked`: the fault is gone with it."""

    quote: str
    worked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsOver(Turn):
    """The customer got another device under an accepted quote; whether it helps, they find out at home."""

    quote: str
    serial: str
    old: str = ""
    place: str = "shop"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesBack(Turn):
    """A device that was exchanged is back with us."""

    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksAgain(Turn):
    """The service works again, whatever brought it back."""

    service: str
