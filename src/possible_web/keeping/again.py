"""Another visit for the same work: the next windows that can be kept, asked of the plan as any other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from possible.dispatch import plan as values
from possible.dispatch.board import board_of
from possible.dispatch.slots import Possible, Tier, accepted, slots
from possible.values.instant import MINUTE, Instant
from possible_web.keeping.force import force_of
from possible_web.keeping.plans import seconds, visit_value
from possible_web.keeping.rounds import Rounds, seen
from possible_web.keeping.work import grid
from possible_web.records.models import Visit

SOONEST = 30 * MINUTE
DAYS, SHOWN = 3, 8
COPIED = (
    "case", "order", "quote", "team", "duration", "north", "east", "address", "postcode", "access", "skills",
    "parts", "language", "priority",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Another:
    """A window that can be had; `speaks`: whoever would come speaks the customer's language."""

    starts: Instant
    ends: Instant
    speaks: bool


def windows_again(row: Visit, now: Instant) -> list[Another]:
    """Return the windows of the next open days in which the work of a visit can go on, the soonest first."""
    if row.order is None or row.north is None:
        return []
    force = force_of(row.case.charter_id)
    found: dict[date, list[tuple[Instant, Instant]]] = {}
    for starts, ends in grid(force.charter, row.order, now):
        if starts >= now + SOONEST:
            day = force.calendar.day(starts)
            if day not in found and len(found) == DAYS:
                break
            found.setdefault(day, []).append((starts, ends))
    windows = [window for day in found.values() for window in day]
    days = seen(row.team, found, now, force.charter)
    return [
        Another(starts, ends, answer.speaks)
        for (starts, ends), answer in zip(windows, _asked(days.plan, row, windows), strict=True)
        if isinstance(answer, Possible)
    ][:SHOWN]


def _asked(plan: values.Plan, row: Visit, windows: list[tuple[Instant, Instant]]) -> list[object]:
    asked = [values.Window(seconds(starts), seconds(ends)) for starts, ends in windows]
    if not asked:
        return []
    return list(slots(board_of(plan), _value(row, "again", asked), asked, Tier.ANY_ORDER, effort=0))


def _value(row: Visit, name: str, windows: Iterable[values.Window]) -> values.Visit:
    known = list(windows)
    whole = values.Window(min(each.start for each in known), max(each.end for each in known))
    return replace(visit_value(row), id=name, window=whole, held_until=None)


def window_of(row: Visit, starts: Instant, now: Instant) -> tuple[Instant, Instant] | None:
    """Return the window of the work's grid that begins then, where it is to come."""
    if row.order is None or starts <= now:
        return None
    charter = force_of(row.case.charter_id).charter
    return next((each for each in grid(charter, row.order, now) if each[0] == starts), None)


def placed_again(before: Visit, window: tuple[Instant, Instant], now: Instant) -> Visit | None:
    """Put another visit for the same work into the plan, under its days' lock; None where it is gone."""
    force = force_of(before.case.charter_id)
    day = force.calendar.day(window[0])
    rounds = Rounds(before.team, {before.day, day}, now, force.charter)
    asked = values.Window(seconds(window[0]), seconds(window[1]))
    answer = slots(board_of(rounds.plan), _value(before, "again", [asked]), [asked])[0]
    if not isinstance(answer, Possible):
        return None
    copied = {name: getattr(before, name) for name in COPIED}
    row = Visit.objects.create(**copied, day=day, starts=window[0], ends=window[1], booked_at=now)
    name = rounds.add(row)
    value = _value(row, name, [asked])
    routes = tuple(
        (key, tuple(name if each == "again" else each for each in route)) for key, route in answer.routes
    )
    rounds.keep(accepted(rounds.plan, value, replace(answer, routes=routes)))
    return row
