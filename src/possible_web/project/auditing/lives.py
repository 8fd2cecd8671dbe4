"""What the journal says that each case is: a fold over its events, by a way of its own.

It is no second `journey.step`: it believes what happened, and never asks what a charter would have done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from possible.journey.case import CaseState
from possible.values import Money
from possible.values.event_forms import kind_of
from possible.values.events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseSolved,
    CaseWaits,
    ContactArrived,
    ContactEnded,
    CreditGiven,
    Event,
    FactLearnt,
    OwnerNamed,
    PromiseBroken,
    PromiseEnded,
    PromiseKept,
    PromiseMade,
    QuoteAccepted,
    QuoteDeclined,
    QuoteGiven,
    SentenceSaid,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitDone,
    VisitMoved,
)
from possible.values.instant import Instant
from possible_web.keeping.lines import event_of

Window = tuple[Instant, Instant, str]


@dataclass(slots=True)
class Life:
    """A case as its events tell it; instants in milliseconds.

    `talks`: the contacts that go on. `quotes`: what became of each price that was said. `visits`: window and
    state. `running`, `broken`: promises by their ids. `rests`: until when it waits in its present state.
    `twice`: what happened under a name that had been used already.
    """

    state: CaseState = CaseState.OPEN
    owner: str = ""
    contacts: int = 0
    talks: dict[str, None] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    quotes: dict[str, str] = field(default_factory=dict)
    visits: dict[str, Window] = field(default_factory=dict)
    running: dict[str, None] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    over: set[str] = field(default_factory=set)
    facts: dict[str, str] = field(default_factory=dict)
    credits: list[tuple[str, Money]] = field(default_factory=list)
    rests: Instant | None = None
    names: set[tuple[str, str]] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)

    def feed(self, event: Event) -> None:
        """Take in the next event of this case."""
        does = _DOES.get(type(event))
        if does is not None:
            does(self, event)

    def once(self, kind: str, name: str) -> None:
        """Note that something happened which happens once under its name."""
        if (kind, name) in self.names:
            self.twice.append(f"{kind} {name}")
        self.names.add((kind, name))


_DOES: dict[type[Event], Callable[[Life, Any], None]] = {}


def _on(*kinds: type[Event]) -> Callable[[Callable[[Life, Any], None]], Callable[[Life, Any], None]]:
    def note(does: Callable[[Life, Any], None]) -> Callable[[Life, Any], None]:
        _DOES.update(dict.fromkeys(kinds, does))
        return does

    return note


def lives_of(rows: Iterable[tuple[str, int, int | None, str, dict[str, Any]]]) -> dict[int, Life]:
    """Return the life of each case; `rows`: the lines of the journal by `LINE`, in their order."""
    found: dict[int, Life] = defaultdict(Life)
    for kind, at, case, contact, body in rows:
        if case is not None:
            found[case].feed(event_of(kind, at, case, contact, body))
    return dict(found)


def kinds() -> list[str]:
    """Return the kinds of events that the fold takes in."""
    return [kind_of(cls) for cls in _DOES]


# ---- contacts ------------------------------------------------------------------------------------------


@_on(ContactArrived)
def _(life: Life, event: ContactArrived) -> None:
    life.once("contact-arrived", event.contact)
    life.contacts += 1
    life.talks[event.contact] = None


@_on(ContactEnded)
def _(life: Life, event: ContactEnded) -> None:
    life.once("contact-ended", event.contact)
    life.talks.pop(event.contact, None)
    life.ended.add(event.contact)


@_on(SentenceSaid)
def _(life: Life, event: SentenceSaid) -> None:
    if event.sentence == "waiting.status":
        life.once("sentence-said", f"{event.contact} {event.at}")


# ---- the case ------------------------------------------------------------------------------------------


@_on(CaseOpened)
def _(life: Life, _: CaseOpened) -> None:
    life.once("case-opened", "")


@_on(CaseSolved)
def _(life: Life, _: CaseSolved) -> None:
    life.state = CaseState.SOLVED


@_on(CaseClosed)
def _(life: Life, _: CaseClosed) -> None:
    life.state = CaseState.CLOSED if life.state is CaseState.OPEN else life.state
    life.rests = None


@_on(CaseReopened)
def _(life: Life, _: CaseReopened) -> None:
    life.state = CaseState.OPEN


@_on(CaseWaits)
def _(life: Life, event: CaseWaits) -> None:
    life.rests = event.due


@_on(OwnerNamed)
def _(life: Life, event: OwnerNamed) -> None:
    life.owner = event.agent


@_on(FactLearnt)
def _(life: Life, event: FactLearnt) -> None:
    life.facts[event.fact] = event.value


# ---- quotes and visits ---------------------------------------------------------------------------------


@_on(QuoteGiven)
def _(life: Life, event: QuoteGiven) -> None:
    life.once("quote-given", event.quote)
    life.quotes[event.quote] = "open"


@_on(QuoteAccepted)
def _(life: Life, event: QuoteAccepted) -> None:
    life.quotes[event.quote] = "accepted"


@_on(QuoteDeclined)
def _(life: Life, event: QuoteDeclined) -> None:
    life.quotes[event.quote] = "declined"


@_on(VisitBooked)
def _(life: Life, event: VisitBooked) -> None:
    life.once("visit-booked", event.visit)
    life.visits[event.visit] = (event.starts, event.ends, "booked")


@_on(VisitMoved)
def _(life: Life, event: VisitMoved) -> None:
    life.visits[event.visit] = (event.starts, event.ends, "booked")


@_on(VisitArrived, VisitDone, VisitCancelled)
def _(life: Life, event: VisitArrived | VisitDone | VisitCancelled) -> None:
    states: dict[type[Event], str] = {VisitArrived: "arrived", VisitDone: "done", VisitCancelled: "cancelled"}
    window = life.visits.get(event.visit)
    if window is not None:
        life.visits[event.visit] = (window[0], window[1], states[type(event)])


# ---- promises ------------------------------------------------------------------------------------------


@_on(PromiseMade)
def _(life: Life, event: PromiseMade) -> None:
    life.once("promise-made", event.id)
    life.running[event.id] = None


@_on(PromiseBroken)
def _(life: Life, event: PromiseBroken) -> None:
    life.once("promise-broken", event.id)
    life.running.pop(event.id, None)
    life.broken.add(event.id)


@_on(PromiseKept, PromiseEnded)
def _(life: Life, event: PromiseKept | PromiseEnded) -> None:
    life.once("promise-over", event.id)
    life.running.pop(event.id, None)
    life.over.add(event.id)


@_on(CreditGiven)
def _(life: Life, event: CreditGiven) -> None:
    if event.id:  # what a phase of a call cost comes back under no name of its own
        life.once("credit-given", event.credit)
        life.credits.append((event.id, event.amount))
