"""The customer's receipt: how long one waited, what it cost, what was told, what was promised and kept.

A tally is the fold of the events of one case or one customer; `Receipts` sorts a stream of many into tallies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from possible.charter.tariffs import Phase
from possible.ledger import Entry, Ledger, entry_of, ledger
from possible.measure.contacts import Contact
from possible.measure.questions import Known
from possible.values import events as happened
from possible.values.events import Event
from possible.values.instant import Instant
from possible.values.language import Language
from possible.values.money import Money

Sums = tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact on a receipt: milliseconds by what they were, which add up to `lasted`."""

    id: str
    line: str
    channel: str
    language: Language
    outward: bool
    began: Instant
    how: str
    waited: int
    menu: int
    held: int
    transferred: int
    spoke: int
    lasted: int


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it was told."""

    at: Instant
    question: str
    answer: str
    price: Money | None
    because: str
    instead: str
    appeal: tuple[str, ...]
    agent: str


@dataclass(slots=True)
class Promised:
    """A promise: when made, when due, what came of it (`running`, `kept`, `broken`, `ended`), and when."""

    promise: str
    id: str
    made: Instant
    due: Instant | None
    outcome: str = "running"
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Credited:
    """Something was paid back."""

    at: Instant
    credit: str
    promise: str
    amount: Money
    unasked: bool


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A question that had been answered before."""

    at: Instant
    fact: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a case, or all that one customer had, came to. Sums are one for each currency."""

    subject: str
    reference: str
    contacts: tuple[ContactLine, ...]
    calls: Sums
    to_wait: Sums
    fees: Sums
    told: tuple[Said, ...]
    promised: tuple[Promised, ...]
    credits: tuple[Credited, ...]
    asked_again: tuple[AskedAgain, ...]
    solved: Instant | None
    bill: Ledger

    def minutes(self, of: str) -> int:
        """Return the milliseconds of one kind (`waited`, `held` …) over all contacts."""
        return sum(getattr(contact, of) for contact in self.contacts)

    @property
    def paid(self) -> Sums:
        """Calls and fees together."""
        return summed((*self.calls, *self.fees))

    @property
    def credited(self) -> Sums:
        """Everything that was paid back."""
        return summed(tuple(credit.amount for credit in self.credits))

    @property
    def refusals(self) -> tuple[Said, ...]:
        """The answers that were a no."""
        return tuple(said for said in self.told if said.answer == "no")


def summed(amounts: Sums) -> Sums:
    """Return the sums, one for each currency in alphabetical order, nothings left out."""
    found: dict[str, int] = {}
    for amount in amounts:
        found[amount.currency] = found.get(amount.currency, 0) + amount.cents
    return tuple(Money(cents, currency) for currency, cents in sorted(found.items()) if cents)


@dataclass(slots=True)
class Tally:
    """The fold of the events of one case or one customer."""

    subject: str
    reference: str = ""
    contacts: dict[str, Contact] = field(default_factory=dict)
    calls: list[Money] = field(default_factory=list)
    to_wait: list[Money] = field(default_factory=list)
    fees: list[Money] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)
    promised: dict[tuple[str, str], Promised] = field(default_factory=dict)
    credits: list[Credited] = field(default_factory=list)
    asked_again: list[AskedAgain] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    solved: Instant | None = None
    entries: list[Entry] = field(default_factory=list)

    def feed(self, event: Event) -> None:
        """Take an event of this case or customer."""
        if isinstance(event, happened.ContactArrived):
            self.contacts[event.contact] = Contact.began(event)
        elif event.contact in self.contacts:
            self.contacts[event.contact].feed(event)
        if self.known.again(event) and isinstance(event, happened.FactAsked):
            self.asked_again.append(AskedAgain(event.at, event.fact))
        entry = entry_of(event)
        if entry:
            self.entries.append(entry)
        step = _STEPS.get(type(event))
        if step:
            step(self, event)

    @property
    def result(self) -> Receipt:
        """The receipt of what happened so far."""
        return Receipt(
            self.subject, self.reference, tuple(_line(contact) for contact in self.contacts.values()),
            summed(tuple(self.calls)), summed(tuple(self.to_wait)), summed(tuple(self.fees)),
            tuple(self.told), tuple(self.promised.values()), tuple(self.credits), tuple(self.asked_again),
            self.solved, ledger(self.entries),
        )  # fmt: skip

    def _charged(self, event: happened.CallCharged) -> None:
        self.calls.append(event.amount)
        if event.phase != Phase.TALK:
            self.to_wait.append(event.amount)

    def _fee(self, event: happened.FeeCharged) -> None:
        self.fees.append(event.amount)

    def _told(self, event: happened.AnswerGiven) -> None:
        said = Said(
            event.at, event.question, event.answer, event.price, event.because, event.instead, event.appeal,
            event.agent,
        )  # fmt: skip
        self.told.append(said)

    def _promise(self, event: happened.PromiseMade) -> None:
        self.promised[event.promise, event.id] = Promised(event.promise, event.id, event.at, event.due)

    def _later(self, event: happened.PromiseResumed) -> None:
        if (event.promise, event.id) in self.promised:
            self.promised[event.promise, event.id].due = event.due

    def _settled(self, event: happened.PromiseKept | happened.PromiseBroken | happened.PromiseEnded) -> None:
        found = self.promised.setdefault(
            (event.promise, event.id), Promised(event.promise, event.id, event.at, None)
        )
        if found.outcome == "running":
            found.outcome = _OUTCOMES[type(event)]
            found.at = event.at

    def _credit(self, event: happened.CreditGiven) -> None:
        self.credits.append(Credited(event.at, event.credit, event.promise, event.amount, event.unasked))

    def _opened(self, event: happened.CaseOpened) -> None:
        self.reference = self.reference or event.reference

    def _solved(self, event: happened.CaseSolved) -> None:
        self.solved = event.at

    def _reopened(self, _: happened.CaseReopened) -> None:
        self.solved = None


_OUTCOMES: dict[type[Event], str] = {
    happened.PromiseKept: "kept",
    happened.PromiseBroken: "broken",
    happened.PromiseEnded: "ended",
}
_STEPS: dict[type[Event], Callable[[Tally, Any], None]] = {
    happened.CallCharged: Tally._charged,  # noqa: SLF001 - a table of its own methods
    happened.FeeCharged: Tally._fee,  # noqa: SLF001
    happened.AnswerGiven: Tally._told,  # noqa: SLF001
    happened.PromiseMade: Tally._promise,  # noqa: SLF001
    happened.PromiseResumed: Tally._later,  # noqa: SLF001
    happened.PromiseKept: Tally._settled,  # noqa: SLF001
    happened.PromiseBroken: Tally._settled,  # noqa: SLF001
    happened.PromiseEnded: Tally._settled,  # noqa: SLF001
    happened.CreditGiven: Tally._credit,  # noqa: SLF001
    happened.CaseOpened: Tally._opened,  # noqa: SLF001
    happened.CaseSolved: Tally._solved,  # noqa: SLF001
    happened.CaseReopened: Tally._reopened,  # noqa: SLF001
}


def _line(contact: Contact) -> ContactLine:
    spent = contact.in_phases
    return ContactLine(
        contact.id, contact.line, contact.channel, contact.language, contact.outward, contact.arrived,
        contact.how or "running", spent(Phase.CONNECT, Phase.QUEUE), spent(Phase.MENU), spent(Phase.HOLD),
        spent(Phase.TRANSFER), spent(Phase.TALK), contact.duration,
    )  # fmt: skip
