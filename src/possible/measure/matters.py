"""Whether one has to come again: repeats, solved at first contact, questions asked again, refusals."""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.charter.rules import NO
from possible.measure.questions import Known
from possible.measure.seen import Seen
from possible.measure.tally import ALL, Group, Tally
from possible.values.events import (
    AnswerGiven,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseSolved,
    ContactArrived,
    Event,
    FactAsked,
)
from possible.values.instant import HOUR, Instant

SEVEN_DAYS = 7 * 24 * HOUR


@dataclass(slots=True)
class Repeats:
    """A contact within seven days of the same customer's last one is a repeat, whatever it is about."""

    last: dict[str, Instant] = field(default_factory=dict)

    def see(self, seen: Seen, tally: Tally) -> None:
        """Count an arrival."""
        event = seen.event
        if not isinstance(event, ContactArrived) or event.outward:
            return
        while self.last and event.at - next(iter(self.last.values())) > SEVEN_DAYS:
            del self.last[next(iter(self.last))]
        tally.count("contacts", seen.groups)
        tally.count("again", seen.groups, int(self.last.pop(event.customer, None) is not None))
        self.last[event.customer] = event.at


@dataclass(slots=True)
class OpenCase:
    """A case: its groups, how many contacts of its customer came after the one that opened it."""

    groups: tuple[Group, ...]
    customer: str
    more: int = 0
    counted: bool = False


@dataclass(slots=True)
class FirstContact:
    """Cases that are solved, as the customer says, without a second contact of that customer meanwhile."""

    cases: dict[str, OpenCase] = field(default_factory=dict)
    of: dict[str, set[str]] = field(default_factory=dict)

    def see(self, seen: Seen, tally: Tally) -> None:
        """Follow a case from its opening to its closing."""
        event, case = seen.event, self.cases.get(seen.case)
        if isinstance(event, ContactArrived) and not event.outward:
            for name in self.of.get(event.customer, ()):
                self.cases[name].more += 1
        elif isinstance(event, CaseOpened):
            self.cases[event.case] = OpenCase((ALL, Group("language", event.language)), event.customer)
            self.of.setdefault(event.customer, set()).add(event.case)
        elif case:
            self._lived(event, case, seen.case, tally)

    def _lived(self, event: Event, case: OpenCase, name: str, tally: Tally) -> None:
        if isinstance(event, CaseSolved) and event.agreed and not case.counted:
            case.counted = True
            tally.count("solved", case.groups)
            tally.count("solved-at-first", case.groups, int(case.more == 0))
        elif isinstance(event, CaseReopened) and case.counted:
            case.counted = False
            tally.count("solved", case.groups, -1)
            tally.count("solved-at-first", case.groups, -int(case.more == 0))
            case.more += 1  # it took more than one, whoever called
        elif isinstance(event, CaseClosed):
            del self.cases[name]
            self.of[case.customer].discard(name)
            if not self.of[case.customer]:
                del self.of[case.customer]


@dataclass(slots=True)
class Questions:
    """Questions whose answer the contact or its case knew already."""

    known: dict[str, Known] = field(default_factory=dict)

    def see(self, seen: Seen, tally: Tally) -> None:
        """Count a question; forget what is over."""
        event = seen.event
        again = [self.known.setdefault(name, Known()).again(event) for name in seen.names]
        if isinstance(event, FactAsked):
            tally.count("asked", seen.groups)
            tally.count("asked-again", seen.groups, int(any(again)))
        elif isinstance(event, CaseOpened) and event.contact:
            self.known[f"case {event.case}"].facts |= self.known[f"contact {event.contact}"].facts
        if seen.over:
            self.known.pop(f"contact {event.contact}", None)
        if isinstance(event, CaseClosed):
            self.known.pop(f"case {event.case}", None)


@dataclass(slots=True)
class Answers:
    """Answers, refusals, and refusals without a reason."""

    def see(self, seen: Seen, tally: Tally) -> None:
        """Count an answer."""
        event = seen.event
        if isinstance(event, AnswerGiven):
            refused = event.answer == NO
            tally.count("told", seen.groups)
            tally.count("refused", seen.groups, int(refused))
            tally.count("refused-bare", seen.groups, int(refused and not event.because))
