"""What one matter cost a customer, from the day it failed until it works: the figures of `possible story`.

Each figure is a fold of its own over raw events, with its formula beside it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from possible.measure.receipt import Receipt, Sums, Tally
from possible.values import N_, Sentence, sentence
from possible.values.events import (
    CaseOpened,
    ConnectionLost,
    ContactArrived,
    ContactEnded,
    Event,
    LanguageChanged,
    SentenceSaid,
    ServiceFailed,
    ServiceRestored,
)
from possible.values.instant import Instant, local

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Ordeal:
    """The figures of one matter of one customer. Milliseconds, sums by currency, counts."""

    contacts: int
    cases: int
    most_in_a_day: int
    worst_day: date | None
    longest: int
    waited: int
    held: int
    paid: Sums
    paid_to_wait: Sums
    fees: Sums
    refusals: int
    loops: int
    asked_again: int
    hung_up: int
    lost_language: int
    days: int | None
    credited: Sums
    receipt: Receipt


FORMULAS: dict[str, Sentence] = {
    "contacts": sentence(N_("contacts that arrived, ours and theirs")),
    "cases": sentence(N_("cases that were opened for the same matter")),
    "most_in_a_day": sentence(N_("most contacts that the customer made in one local day")),
    "longest": sentence(N_("longest contact, from the first ring to the end")),
    "waited": sentence(N_("time in queues and transfers, over all contacts")),
    "held": sentence(N_("time on hold, over all contacts")),
    "paid_to_wait": sentence(N_("what the network charged in every phase but talking")),
    "paid": sentence(N_("all that the network charged, and all fees")),
    "refusals": sentence(N_("answers that were a no")),
    "loops": sentence(N_("times that a line told its caller to dial the line just dialled")),
    "asked_again": sentence(N_("questions asked although the customer had answered them")),
    "hung_up": sentence(N_("contacts that the company ended without the customer")),
    "lost_language": sentence(N_("contacts that went on in another language, unasked")),
    "days": sentence(N_("days from the fault until it works again, a started day counted")),
    "credited": sentence(N_("what was paid back, unasked")),
}


@dataclass(slots=True)
class OrdealFold:
    """The fold: feed it the events of one customer (or of a stream in which there is no other)."""

    zone: ZoneInfo
    tally: Tally = field(default_factory=lambda: Tally("ordeal"))
    days: Counter[date] = field(default_factory=Counter)
    lines: dict[str, str] = field(default_factory=dict)
    cases: int = 0
    loops: int = 0
    hung_up: int = 0
    lost_language: set[str] = field(default_factory=set)
    failed: Instant | None = None
    restored: Instant | None = None

    def feed(self, event: Event) -> None:
        """Take the next event."""
        self.tally.feed(event)
        match event:
            case ContactArrived(outward=outward):
                self.lines[event.contact] = event.line
                if not outward:
                    self.days[local(event.at, self.zone).date()] += 1
            case CaseOpened():
                self.cases += 1
            case SentenceSaid(names=names):
                self.loops += self.lines.get(event.contact) in names
            case ContactEnded(by="company", how="hung-up") | ConnectionLost():
                self.hung_up += 1
            case LanguageChanged(consent=False):
                self.lost_language.add(event.contact)
            case ServiceFailed():
                self.failed = event.at if self.failed is None else self.failed
            case ServiceRestored():
                self.restored = event.at
            case _:
                pass

    @property
    def result(self) -> Ordeal:
        """The figures so far."""
        receipt = self.tally.result
        worst = max(self.days.items(), key=lambda entry: (entry[1], entry[0]), default=(None, 0))
        lasted = None
        if self.failed is not None and self.restored is not None:
            lasted = -(-(self.restored - self.failed) // DAY)
        return Ordeal(
            contacts=len(receipt.contacts),
            cases=self.cases,
            most_in_a_day=worst[1],
            worst_day=worst[0],
            longest=max((contact.lasted for contact in receipt.contacts), default=0),
            waited=receipt.minutes("waited") + receipt.minutes("transferred"),
            held=receipt.minutes("held"),
            paid=receipt.paid,
            paid_to_wait=receipt.to_wait,
            fees=receipt.fees,
            refusals=len(receipt.refusals),
            loops=self.loops,
            asked_again=len(receipt.asked_again),
            hung_up=self.hung_up,
            lost_language=len(self.lost_language),
            days=lasted,
            credited=receipt.credited,
            receipt=receipt,
        )
