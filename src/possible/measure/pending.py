"""Samples that only a later event decides: callbacks, credits, visits. Kept until then, by case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from possible.measure.seen import Seen
from possible.values import events as e
from possible.values.instant import Instant

BROKEN_OFF = ("lost", "hung-up")
Decided = tuple[str, Instant, int]


@dataclass(slots=True)
class Open:
    """What is open in one case or contact."""

    dropped: list[Instant] = field(default_factory=list)
    callbacks: list[Instant | None] = field(default_factory=list)
    broken: list[tuple[str, Instant]] = field(default_factory=list)
    windows: dict[str, Instant] = field(default_factory=dict)
    missed: list[Instant] = field(default_factory=list)
    late: bool = False


@dataclass(slots=True)
class Pending:
    """What is open, by case (or contact without one)."""

    matters: dict[str, Open] = field(default_factory=dict)

    def feed(self, seen: Seen) -> Iterator[Decided]:
        """Take an event; yield what it decides."""
        event = seen.event
        key = f"case {seen.case}" if seen.case else f"customer {seen.customer}"
        matter = self.matters.get(key) or Open()
        match event:
            case e.CallbackMade() | e.ContactArrived():
                yield from self._called(matter, event)
            case e.CreditGiven():
                yield from self._credited(matter, event)
            case e.VisitArrived() | e.VisitCancelled():
                self._visited(matter, event)
            case e.FeeCharged() if matter.late:
                yield "late-visit-charged", event.at, int(event.amount.cents > 0)
            case _:
                self._begun(matter, seen)
        if matter != Open():
            self.matters[key] = matter
        else:
            self.matters.pop(key, None)

    def _begun(self, matter: Open, seen: Seen) -> None:
        event, contact = seen.event, seen.contact
        match event:
            case e.CallbackPromised():
                matter.callbacks.append(event.due)
            case e.PromiseBroken():
                matter.broken.append((event.promise, event.at))
            case e.VisitBooked() | e.VisitMoved():
                matter.windows[event.visit] = event.ends
            case _ if contact and seen.over and contact.how in BROKEN_OFF and contact.by != "customer":
                matter.dropped.append(event.at)

    def _called(self, matter: Open, event: e.CallbackMade | e.ContactArrived) -> Iterator[Decided]:
        if isinstance(event, e.ContactArrived) and not event.outward:
            return
        for dropped in matter.dropped:
            yield "dropped-and-not-called", dropped, 0
        matter.dropped.clear()
        if isinstance(event, e.CallbackMade) and matter.callbacks:
            due = matter.callbacks.pop(0)
            yield "callback-late", event.at, int(due is not None and event.at > due)

    def _credited(self, matter: Open, event: e.CreditGiven) -> Iterator[Decided]:
        over = [visit for visit, ends in matter.windows.items() if ends <= event.at]
        matter.missed += [matter.windows.pop(visit) for visit in over]
        for missed in matter.missed:
            yield "missed-visit-unpaid", missed, 0
        matter.missed.clear()
        mine = next((each for each in matter.broken if each[0] == event.promise), None)
        if mine:
            matter.broken.remove(mine)
            yield "credit-delay", mine[1], event.at - mine[1]

    def _visited(self, matter: Open, event: e.VisitArrived | e.VisitCancelled) -> None:
        ends = matter.windows.pop(event.visit, None)
        given_up = isinstance(event, e.VisitCancelled) and event.by != "customer"
        late = isinstance(event, e.VisitArrived) and ends is not None and event.at > ends
        if ends is not None and (late or given_up):
            matter.late = matter.late or late
            matter.missed.append(event.at)

    def still(self, now: Instant) -> Iterator[Decided]:
        """Yield what nothing has decided: a callback past its time, a credit not given for so long."""
        for matter in self.matters.values():
            missed = [*matter.missed, *(ends for ends in matter.windows.values() if ends < now)]
            overdue = [due for due in matter.callbacks if due is not None and due < now]
            yield from (("dropped-and-not-called", dropped, 1) for dropped in matter.dropped)
            yield from (("callback-late", due, 1) for due in overdue)
            yield from (("credit-delay", broken, now - broken) for _, broken in matter.broken)
            yield from (("missed-visit-unpaid", at, 1) for at in missed)
