"""Runs every law over a stream of events in one pass; it remembers what is open, little of what is over."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from possible.audit.breach import Breach
from possible.audit.debts import Debts
from possible.audit.laws import LAWS
from possible.audit.watch import Handler, Here
from possible.charter import Charter
from possible.measure.contacts import Contact
from possible.values import N_, Refused, sentence
from possible.values.events import (
    CaseClosed,
    CaseJoined,
    CaseOpened,
    CaseReopened,
    ConnectionLost,
    ContactArrived,
    ContactEnded,
    Event,
)
from possible.values.instant import Instant, written

OVER = 4096  # contacts and cases that are over and still remembered: late charges, lost lines, credits
STEPS = 24  # of a path
BEGINNINGS = (ContactArrived, CaseOpened, CaseJoined, CaseReopened)


@dataclass(slots=True)
class Strand:
    """One contact or case: its last events, whose it is, and its phases (contacts whose arrival was seen)."""

    recent: deque[Event] = field(default_factory=lambda: deque(maxlen=STEPS))
    contact: Contact | None = None
    case: str = ""
    customer: str = ""


class Auditor:
    """The laws as one fold: `feed` returns what has become certain, `finish` what the end makes certain.

    Events come in the order of time, of any number of customers. Memory grows with what is open, and (for
    `one-answer`) with the different answers given.
    """

    def __init__(self, charter: Charter | None = None) -> None:
        """Hold events against the laws, and against a charter's own limits where one is given."""
        self.debts = Debts()
        self.watches = tuple(law(charter, self.debts) for law in LAWS)
        self.handlers: dict[type[Event], list[Handler]] = {}
        for watch in self.watches:
            for cls, handler in watch.handlers().items():
                self.handlers.setdefault(cls, []).append(handler)
        self.strands: dict[str, Strand] = {}
        self.over: dict[str, None] = {}
        self.count = 0
        self.now: Instant | None = None

    def feed(self, event: Event) -> list[Breach]:
        """Take the next event; return the breaches that are certain now.

        `Refused` for an event that is earlier than the one before.
        """
        if self.now is not None and event.at < self.now:
            why = sentence(
                N_("An event of {at} follows one of {now}."), at=written(event.at), now=written(self.now)
            )
            raise Refused(why, sentence(N_("sort the events by `at`")))
        found = list(self.debts.overdue(event.at)) if event.at != self.now else []
        self.now = event.at
        here = self._here(event)
        self.count += 1
        for handler in self.handlers.get(type(event), ()):
            found.extend(handler(here))
        self._remember(event)
        return found

    def finish(self) -> list[Breach]:
        """Return what is certain once no event follows: what was due by the last event's instant."""
        if self.now is None:
            return []
        late = [breach for watch in self.watches for breach in watch.finish(self.now)]
        return [*late, *self.debts.overdue(Instant(self.now + 1))]

    def _here(self, event: Event) -> Here[Event]:
        talk = self._strand(f"contact {event.contact}", event) if event.contact else None
        if talk is not None:
            talk.case = event.case or talk.case
            talk.recent.append(event)
            if isinstance(event, ContactArrived):
                talk.contact, talk.customer = Contact.began(event), event.customer
            elif talk.contact:
                talk.contact.feed(event)
        name = event.case or (talk.case if talk else "")
        case = self._strand(f"case {name}", event) if name else None
        if case is not None:
            case.recent.append(event)
            case.customer = (event.customer if isinstance(event, CaseOpened) else "") or case.customer
        customer = (talk.customer if talk else "") or (case.customer if case else "")
        nearest = talk or case
        recent = nearest.recent if nearest else deque([event])
        return Here(self.count, event, talk.contact if talk else None, name, customer, recent)

    def _strand(self, name: str, event: Event) -> Strand:
        """Return a strand; one whose beginning was not seen may be an afterthought: forgotten sooner."""
        found = self.strands.get(name)
        if found is None:
            found = self.strands[name] = Strand()
            if not isinstance(event, BEGINNINGS):
                self.over[name] = None
        return found

    def _remember(self, event: Event) -> None:
        """Put what is over at the end of a queue; what has been over for long is forgotten."""
        if isinstance(event, BEGINNINGS):
            self.over.pop(f"contact {event.contact}", None)
            self.over.pop(f"case {event.case}", None)
        elif isinstance(event, ContactEnded | ConnectionLost):
            self.over[f"contact {event.contact}"] = None
        elif isinstance(event, CaseClosed):
            self.over[f"case {event.case}"] = None
        while len(self.over) > OVER:
            oldest = next(iter(self.over))
            del self.over[oldest]
            self.strands.pop(oldest, None)
            for watch in self.watches:
                watch.forget(oldest)


def audited(events: Iterable[Event], charter: Charter | None = None) -> Iterator[Breach]:
    """Yield breaches as soon as they are certain; a breach that time shows comes after its event."""
    auditor = Auditor(charter)
    for event in events:
        yield from auditor.feed(event)
    yield from auditor.finish()


def audit(events: Iterable[Event], charter: Charter | None = None) -> list[Breach]:
    """Return every breach of a stream, in the order of the events that broke the laws."""
    return sorted(audited(events, charter), key=lambda breach: (breach.index, breach.rule.id))
