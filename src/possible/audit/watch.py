"""What every law of the audit shares: where an event stands, how a breach is told, what is remembered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import FEW, Debt, Debts
from possible.charter import Charter
from possible.measure.contacts import Contact
from possible.values import Money, Sentence, Span, Unit
from possible.values.events import Event
from possible.values.instant import HOUR, MINUTE, SECOND, Instant

DAY = 24 * HOUR
GRACE = 5 * SECOND
PAID_WITHIN = 30 * DAY
_LONGEST = {Unit.SECOND: SECOND, Unit.DAY: DAY, Unit.MONTH: 31 * DAY}

E_co = TypeVar("E_co", bound=Event, covariant=True)
Handler = Callable[[Any], Iterable[Breach]]
Handlers = dict[type[Event], Handler]
NOTHING: tuple[Breach, ...] = ()


@dataclass(slots=True)
class Here(Generic[E_co]):
    """Where an event stands: its place in the stream, its contact, case and customer as far as known.

    `recent`: the last events of the contact (else of the case), this one included.
    """

    index: int
    event: E_co
    contact: Contact | None
    case: str
    customer: str
    recent: deque[Event]

    @property
    def names(self) -> tuple[str, ...]:
        """The contact and the case by which things are remembered; the nearest first."""
        contact = self.event.contact
        return tuple(
            name for name in (contact and f"contact {contact}", self.case and f"case {self.case}") if name
        )

    @property
    def name(self) -> str:
        """The contact, or the case where there is none; nothing for an event of neither."""
        return self.names[0] if self.names else ""

    @property
    def matter(self) -> str:
        """The case, or the contact where there is none."""
        return f"case {self.case}" if self.case else f"contact {self.event.contact}"


class Watch:
    """One law over events: handlers by class of event, and what it remembers by the names of open things.

    `kept`: the mappings by `contact …` and `case …` from which a thing that is over is forgotten.
    """

    RULES: ClassVar[tuple[LiveRule, ...]] = ()

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Keep the charter (None: what only a charter says is not judged) and where debts are noted."""
        self.charter = charter
        self.debts = debts
        self.kept: tuple[MutableMapping[str, Any], ...] = ()

    def handlers(self) -> Handlers:
        """Return what is done with which class of events."""
        raise NotImplementedError

    def finish(self, now: Instant) -> Iterable[Breach]:  # noqa: ARG002 - most laws have nothing left
        """Return what the end of the stream makes certain, beyond debts that are due."""
        return NOTHING

    def forget(self, name: str) -> None:
        """Forget a contact or case that has been over for long."""
        for mapping in self.kept:
            mapping.pop(name, None)

    def breach(
        self, here: Here[Event], rule: LiveRule, message: Sentence, attempt: Sentence | None = None
    ) -> Breach:
        """Return the breach of a rule by the event that is looked at."""
        return Breach(rule, here.index, here.event, message, tuple(here.recent), attempt)

    def owe(self, due: int, breach: Breach, left: Money | None = None) -> Debt:
        """Note a breach that is one unless it is settled by an instant; `left`: how much it still takes."""
        return self.debts.owe(Instant(due), breach, left)

    def settle(self, debts: Iterable[Debt]) -> None:
        """Settle debts."""
        for debt in debts:
            self.debts.settle(debt)

    @property
    def paid_within(self) -> int:
        """Milliseconds within which a credit must be given: as the charter says, else thirty days.

        A time that holds for those who ask says nothing of what is given unasked.
        """
        credits_ = self.charter.credits if self.charter else None
        span = credits_.paid_within if credits_ and credits_.unasked else None
        return longest(span) if span else PAID_WITHIN


@dataclass(slots=True)
class Owed:
    """Open debts by name; a thing may be owed under several. Names without an open debt are swept out."""

    by_name: dict[str, list[Debt]] = field(default_factory=dict)
    noted: int = 0

    def note(self, debt: Debt, *names: str) -> None:
        """Note a debt under names."""
        for name in names:
            self.by_name.setdefault(name, []).append(debt)
        self.noted += 1
        if self.noted > FEW + len(self.by_name):
            open_now = {name: [each for each in debts if each.open] for name, debts in self.by_name.items()}
            self.by_name = {name: debts for name, debts in open_now.items() if debts}
            self.noted = 0

    def open(self, *names: str) -> list[Debt]:
        """Return the open debts of names, each once, in the order noted."""
        found = dict.fromkeys(debt for name in names for debt in self.by_name.get(name, ()) if debt.open)
        return list(found)


def longest(span: Span) -> int:
    """Return the milliseconds that a span can last at most: working days with week-ends and two holidays."""
    if span.unit is Unit.WORKING_DAY:
        return (span.count + 2 * (span.count // 5 + 1) + 2) * DAY
    return span.count * _LONGEST[span.unit]


__all__ = ["DAY", "GRACE", "MINUTE", "NOTHING", "Handlers", "Here", "Owed", "Watch", "longest"]
