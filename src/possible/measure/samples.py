"""What standards measure on events, as samples: a length of time, a sum, or whether something was at fault.

A standard names one of `MEASURES` and brings its own limit, share and period; nothing here knows a law.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from possible.charter.promises import CUSTOMER_AGREES
from possible.charter.tariffs import Phase
from possible.measure import clocks
from possible.measure.contacts import Contact
from possible.measure.pending import Pending
from possible.measure.questions import Known
from possible.measure.seen import Seen, Sight
from possible.values import events as e
from possible.values.events import Event
from possible.values.instant import Instant

NEVER = -1


class Sort(StrEnum):
    """What a sample is."""

    LENGTH = "length"
    SUM = "sum"
    FAULT = "fault"


MEASURES: dict[str, Sort] = {
    "wait-from-first-ring": Sort.LENGTH,
    "wait-from-connection-and-each-transfer": Sort.LENGTH,
    "wait-from-request": Sort.LENGTH,
    "wait-from-request-and-each-transfer": Sort.LENGTH,
    "each-hold": Sort.LENGTH,
    "silence-while-waiting": Sort.LENGTH,
    "window-width": Sort.LENGTH,
    "credit-delay": Sort.LENGTH,
    "charge-unserved": Sort.SUM,
    "charge-unserved-own-network": Sort.SUM,
    "charge-per-call": Sort.SUM,
    "hung-up": Sort.FAULT,
    "hung-up-by-machine": Sort.FAULT,
    "dropped-and-not-called": Sort.FAULT,
    "callback-late": Sort.FAULT,
    "other-language": Sort.FAULT,
    "no-reference": Sort.FAULT,
    "another-answer": Sort.FAULT,
    "closed-alone": Sort.FAULT,
    "request-without-person": Sort.FAULT,
    "asked-again": Sort.FAULT,
    "late-visit-charged": Sort.FAULT,
    "missed-visit-unpaid": Sort.FAULT,
}
WAITS = {
    "wait-from-first-ring": (clocks.from_first_ring,),
    "wait-from-connection-and-each-transfer": (clocks.from_connected, clocks.from_each_transfer),
    "wait-from-request": (clocks.from_request,),
    "wait-from-request-and-each-transfer": (clocks.from_request, clocks.from_each_transfer),
}
OWN_NETWORK = "own-network"
CUT = (Phase.QUEUE, Phase.HOLD, Phase.TRANSFER)


@dataclass(slots=True)
class Series:
    """The samples of one measure: instants, and values (milliseconds, cents, 1 for a fault, NEVER)."""

    at: array[int] = field(default_factory=lambda: array("q"))
    values: array[int] = field(default_factory=lambda: array("q"))

    def add(self, at: Instant, value: int) -> None:
        """Note a sample."""
        self.at.append(at)
        self.values.append(value)

    def copy(self) -> Series:
        """Return a copy that can be added to."""
        return Series(array("q", self.at), array("q", self.values))

    def __iter__(self) -> Iterator[tuple[Instant, int]]:
        """Yield instants with values."""
        return ((Instant(at), value) for at, value in zip(self.at, self.values, strict=True))


@dataclass(slots=True)
class Words:
    """A contact that waits: since when it heard nothing, and the longest silence so far; holds; questions."""

    silent: Instant | None = None
    longest: int = 0
    held: Instant | None = None
    again: bool = False
    known: Known = field(default_factory=Known)


@dataclass(slots=True)
class Samples:
    """The fold: every measure at once, of whichever customers."""

    sight: Sight = field(default_factory=Sight)
    series: dict[str, Series] = field(default_factory=lambda: {name: Series() for name in MEASURES})
    words: dict[str, Words] = field(default_factory=dict)
    answers: dict[tuple[object, ...], tuple[object, ...]] = field(default_factory=dict)
    pending: Pending = field(default_factory=Pending)

    def feed(self, event: Event) -> None:
        """Take one more event."""
        seen = self.sight.see(event)
        if seen.contact:
            self._words(seen, seen.contact)
        self._plain(seen)
        for name, at, value in self.pending.feed(seen):
            self.series[name].add(at, value)
        if seen.contact and seen.over:
            self._over(seen.contact)
            self._last_words(event.contact, event.at)

    @property
    def result(self) -> dict[str, Series]:
        """The samples so far; what is owed and not yet done counts with what has passed of its time."""
        found = {name: series.copy() for name, series in self.series.items()}
        for name, at, value in self.pending.still(self.sight.now):
            found[name].add(at, value)
        return found

    def _note(self, name: str, at: Instant, value: int) -> None:
        self.series[name].add(at, value)

    def _plain(self, seen: Seen) -> None:
        """Note what one event shows by itself."""
        match event := seen.event:
            case e.VisitBooked():
                self._note("window-width", event.at, event.ends - event.starts)
            case e.CaseOpened():
                self._note("no-reference", event.at, int(not event.reference))
            case e.CaseClosed():
                self._note("closed-alone", event.at, int(event.how not in (CUSTOMER_AGREES, "after notice")))
            case e.ContactAnswered() if seen.language:
                self._note("other-language", event.at, int(event.language != seen.language))
            case e.AnswerGiven():
                asked = (event.question, tuple(sorted(event.facts)), event.charter)
                told = (event.answer, event.price)
                self._note("another-answer", event.at, int(self.answers.setdefault(asked, told) != told))
            case e.CallCharged():
                self._charged(event, seen)

    def _charged(self, event: e.CallCharged, seen: Seen) -> None:
        """Note each charge; charges are told by contact, often after its end."""
        unserved = event.phase != Phase.TALK or (seen.contact is not None and not seen.contact.served)
        self._note("charge-per-call", event.at, event.amount.cents)
        if unserved:
            self._note("charge-unserved", event.at, event.amount.cents)
            if event.network == OWN_NETWORK:
                self._note("charge-unserved-own-network", event.at, event.amount.cents)

    def _words(self, seen: Seen, contact: Contact) -> None:
        """Follow words, holds and questions of an open contact."""
        event, now = seen.event, self.words.setdefault(contact.id, Words())
        if isinstance(event, e.HoldStarted):
            now.held = event.at
        elif now.held is not None and contact.phase is not Phase.HOLD:
            self._note("each-hold", now.held, event.at - now.held)
            now.held = None
        waits = contact.phase in CUT and contact.open
        heard = isinstance(event, e.WaitTold | e.SentenceSaid) or not waits
        if now.silent is not None and heard:
            now.longest = max(now.longest, event.at - now.silent)
        now.silent = event.at if waits and (heard or now.silent is None) else now.silent if waits else None
        now.again = now.known.again(event) or now.again

    def _last_words(self, contact: str, at: Instant) -> None:
        words = self.words.pop(contact)
        if words.longest:
            self._note("silence-while-waiting", at, words.longest)
        self._note("asked-again", at, int(words.again))

    def _over(self, contact: Contact) -> None:
        """Note what a contact shows that is over."""
        for name, names in WAITS.items():
            for clock in names:
                for start, end in clock(contact):
                    self._note(name, start, NEVER if end is None else end - start)
        ended = contact.ended if contact.ended is not None else contact.last
        cut = contact.by in ("company", "agent") and (contact.how == "hung-up" or contact.phase in CUT)
        for name in ("charge-unserved", "charge-per-call"):
            self._note(name, ended, 0)  # what is charged comes on top, often later
        self._note("hung-up", ended, int(cut))
        machine = cut and contact.by == "company" and not contact.served
        self._note("hung-up-by-machine", ended, int(machine))
        if contact.asked is not None:
            self._note("request-without-person", ended, int(not contact.served))
