"""What the company would owe: the case takes the turn in thought, by its own charter, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from possible.journey import turns
from possible.journey.case import Case
from possible.journey.step import step
from possible.values import Money, Refused
from possible.values.events import CreditGiven, FeeWaived
from possible.values.instant import Instant
from possible.values.plain import from_plain
from possible_web.keeping.force import force_of
from possible_web.records.models import Visit


@dataclass(frozen=True, slots=True)
class Owed:
    """What a breach owes: money unasked, and a fee that falls away; nothing where it is None."""

    credit: Money | None = None
    waived: Money | None = None


NOTHING = Owed()


def if_called_off(row: Visit, now: Instant) -> Owed:
    """Return what is owed when a visit is called off now; nothing for one that no case knows."""
    return _owed(row, turns.CallsOff(visit=row.name, reason="?"), now)


def if_late(row: Visit) -> Owed:
    """Return what is owed at the end of the window, when nobody has come by then."""
    case = from_plain(Case, row.case.state) if row.name else None
    visit = next((each for each in case.visits if each.id == row.name), None) if case else None
    if visit is None or not visit.clock:
        return NOTHING
    return _owed(row, turns.Rings(timer=f"clock {visit.clock}"), Instant(row.ends))


def _owed(row: Visit, turn: turns.Turn, at: Instant) -> Owed:
    if not row.name:
        return NOTHING
    case = from_plain(Case, row.case.state)
    try:
        events = step(force_of(row.case.charter_id), case, turn, at).events
    except Refused:  # it is over by now: the case says so when it is tried
        return NOTHING
    credit = total(event.amount for event in events if isinstance(event, CreditGiven))
    return Owed(credit, total(event.amount for event in events if isinstance(event, FeeWaived)))


def total(sums: Iterable[Money | None]) -> Money | None:
    """Return sums together; None for none. `Refused` for sums in two currencies."""
    found: Money | None = None
    for amount in sums:
        if amount is not None:
            found = amount if found is None else found + amount
    return found
