"""The technicians' days of a life: what is over is noted, what is to come is planned by the real plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from possible.dispatch.board import board_of
from possible.dispatch.plan import Window
from possible.dispatch.slots import Possible, accepted, slots
from possible.values.events import VisitArrived
from possible.values.instant import Instant
from possible_web.keeping import booking
from possible_web.keeping.places import spot_of
from possible_web.keeping.plans import visit_value
from possible_web.keeping.rounds import Rounds
from possible_web.project.filling.homes import STOCK, TECHNICIANS
from possible_web.records.models import Staff, Technician, Visit

if TYPE_CHECKING:
    from datetime import date

    from possible.charter import Charter
    from possible.values.events import Event

AHEAD = 7  # days whose turns are made


def go_out() -> None:
    """Let the operator's technicians go out from where they live, where they do not yet."""
    for staff in Staff.objects.filter(name__in=TECHNICIANS, goes_out=None):
        address, postcode = TECHNICIANS[staff.name]
        home = spot_of(postcode, address)
        Technician.objects.create(
            staff=staff,
            address=f"{address}, {postcode}",
            north=home.north,
            east=home.east,
            equipment=["ladder"],
            stock=STOCK,
        )


def arrivals(events: Iterable[Event]) -> dict[tuple[str, str], Instant]:
    """Return when somebody was at the door, by case and visit."""
    return {(event.case, event.visit): event.at for event in events if isinstance(event, VisitArrived)}


def in_order(rows: Iterable[Visit]) -> Iterator[Visit]:
    """Yield visits that are over or under way, each with its place in the order of its technician's day."""
    places: dict[tuple[int | None, date], int] = {}
    for row in sorted(rows, key=lambda row: row.arrived_at or row.starts):
        if row.state in (Visit.State.ARRIVED, Visit.State.DONE):
            key = row.technician_id, row.day
            row.place = places[key] = places.get(key, -1) + 1
        yield row


def plan(charter: Charter, team: str, now: Instant) -> None:
    """Plan the visits that are booked from today on; one that nobody can keep has no technician."""
    calendar = charter.calendar()
    today = calendar.day(now)
    rows = Visit.objects.filter(team=team, state=Visit.State.BOOKED, day__gte=today)
    wanted = rows.select_related("case").order_by("day", "starts", "pk")
    days = {today + timedelta(days=number) for number in range(AHEAD)} | {row.day for row in wanted}
    for day in sorted(days):
        _planned(Rounds(team, [day], now, charter), [row for row in wanted if row.day == day])
    for row in wanted:
        booking.remind(row, calendar, now)


def _planned(rounds: Rounds, rows: Iterable[Visit]) -> None:
    found = rounds.plan
    for row in rows:
        rounds.add(row)
        visit = visit_value(row)
        window = (
            Window(max(visit.window.start, rounds.now // 1000), visit.window.end)
            if (visit.window.end > rounds.now // 1000)
            else visit.window
        )
        bare = found.without_visit(visit.id)
        answer = slots(board_of(bare), visit, [window], effort=0)[0]
        found = accepted(bare, visit, answer) if isinstance(answer, Possible) else bare.with_visits([visit])
    rounds.keep(found)
