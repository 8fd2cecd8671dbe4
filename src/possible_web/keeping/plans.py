"""A team's days as a plan of `possible.dispatch`: rows in, values out. Nothing is written here.

The plan's technicians are staff names, its visits the numbers of their rows. It counts seconds, the rows
milliseconds: `seconds` and `millis` are the only place where one becomes the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from possible.charter import Charter
from possible.dispatch import plan as values
from possible.dispatch.plan import Plan, TurnKey
from possible.dispatch.schedule import lane
from possible.dispatch.spots import Spot
from possible.dispatch.timetable import Timetable, timetable
from possible.dispatch.travel import GreatCircle, Travel
from possible.values.instant import Instant
from possible_web.keeping.shifts import technicians_of, turns_of
from possible_web.records.models import Round, Technician, Turn, Visit

TRAVEL: Travel = GreatCircle()
FAR = 7 * 24 * 3600  # seconds: later than any day ends
COMING = (Visit.State.RESERVED, Visit.State.BOOKED, Visit.State.ARRIVED)


def seconds(at: int) -> int:
    """Return whole seconds of milliseconds, what is over dropped."""
    return at // 1000


def millis(at: int) -> Instant:
    """Return milliseconds of seconds."""
    return Instant(at * 1000)


@dataclass(frozen=True, slots=True)
class Days:
    """The plan of a team's days, and the rows that it was read from, by the plan's names."""

    team: str
    days: tuple[date, ...]
    plan: Plan
    visits: Mapping[str, Visit]
    turns: Mapping[TurnKey, Turn]
    technicians: Mapping[str, Technician]


def read_days(team: str, days: Iterable[date], now: Instant, charter: Charter) -> Days:
    """Return the plan of some days as it is at `now`, from the rows as they are.

    Of today, what is over is left out, and turns go on from where their technician is (`as_it_is`). Visits
    without a place in a route, or whose technician is away, are in the plan and on no route. Visits at an
    address that nobody placed on the map are not in it.
    """
    wanted = tuple(sorted(set(days)))
    people = technicians_of(team)
    turns = {key_of(turn): turn for turn in turns_of(people, wanted, charter)}
    at_work = {key: turn for key, turn in turns.items() if turn.state == Turn.State.PLANNED}
    rows = _coming(team, wanted)
    plan = Plan(
        {each.staff.name: technician_value(each) for each in people},
        {key: turn_value(turn) for key, turn in at_work.items()},
        {name: visit_value(row) for name, row in rows.items()},
        _routes(rows.values(), at_work.keys()),
        TRAVEL,
        resupply=_resupply(people, now, charter),
        traffic=_traffic(team, wanted),
        version=_version(team, wanted),
    )
    over = _over(team, wanted)
    for key in at_work:
        plan = as_it_is(plan, key, rows, over.get(key, ()), seconds(now))
    return Days(team, wanted, plan, rows, turns, {each.staff.name: each for each in people})


def _coming(team: str, days: Sequence[date]) -> dict[str, Visit]:
    rows = Visit.objects.filter(team=team, day__in=days, state__in=COMING, north__isnull=False)
    found = rows.select_related("technician", "case").order_by("day", "place", "pk")
    return {str(row.pk): row for row in sorted(found, key=lambda row: row.state != Visit.State.ARRIVED)}


def _over(team: str, days: Sequence[date]) -> dict[TurnKey, list[Visit]]:
    rows = Visit.objects.filter(team=team, day__in=days, state=Visit.State.DONE, technician__isnull=False)
    found: dict[TurnKey, list[Visit]] = {}
    for row in (
        rows.exclude(ended_at=None).exclude(north=None).order_by("ended_at").select_related("technician")
    ):
        assert row.technician is not None  # noqa: S101 - the query says so
        found.setdefault(TurnKey(row.day.isoformat(), row.technician.name), []).append(row)
    return found


def _routes(rows: Iterable[Visit], keys: Iterable[TurnKey]) -> dict[TurnKey, values.Route]:
    there, routes = set(keys), dict[TurnKey, values.Route]()
    for row in rows:
        if row.technician is None or row.place is None:
            continue
        key = TurnKey(row.day.isoformat(), row.technician.name)
        if key in there:
            routes[key] = (*routes.get(key, ()), str(row.pk))
    return routes


def _resupply(people: Iterable[Technician], now: Instant, charter: Charter) -> dict[str, str]:
    """Vans are filled every evening: what is short today is there from tomorrow on."""
    tomorrow = charter.calendar().day(now) + timedelta(days=1)
    return {part: tomorrow.isoformat() for each in people for part in each.stock}


def _traffic(team: str, days: Sequence[date]) -> dict[str, int]:
    rows = Round.objects.filter(team=team, day__in=days).exclude(traffic=100)
    return {row.day.isoformat(): row.traffic for row in rows}


def _version(team: str, days: Sequence[date]) -> int:
    return sum(Round.objects.filter(team=team, day__in=days).values_list("version", flat=True))


# ---- rows as values -------------------------------------------------------------------------------------


def key_of(turn: Turn) -> TurnKey:
    """Return a turn's name in the plan."""
    return TurnKey(turn.day.isoformat(), turn.technician.staff.name)


def technician_value(row: Technician) -> values.Technician:
    """Return a technician as the plan knows them."""
    return values.Technician(
        row.staff.name,
        Spot(row.north, row.east),
        row.staff.shown_name,
        frozenset(row.staff.skills),
        frozenset(row.staff.languages),
        frozenset(row.equipment),
        dict(row.stock),
        frozenset(row.territories),
    )


def turn_value(row: Turn) -> values.Turn:
    """Return a turn as the plan knows it: from home to home."""
    home = Spot(row.technician.north, row.technician.east)
    breaks = tuple(values.Break(seconds(a), seconds(b), seconds(length)) for a, b, length in row.breaks)
    return values.Turn(
        key_of(row), seconds(row.starts), seconds(row.ends), home, home, breaks, seconds(row.longest)
    )


def visit_value(row: Visit) -> values.Visit:
    """Return a visit as the plan knows it. ValueError for one without a place on the map."""
    if row.north is None or row.east is None:
        raise ValueError(f"visit {row.pk} has no place on the map")
    held = row.held_until if row.state == Visit.State.RESERVED else None
    return values.Visit(
        str(row.pk),
        Spot(row.north, row.east),
        seconds(row.duration),
        values.Window(seconds(row.starts), seconds(row.ends)),
        frozenset(row.skills),
        parts=tuple(sorted(row.parts.items())),
        language=row.language,
        priority=row.priority,
        held_until=None if held is None else seconds(held),
    )


# ---- today ----------------------------------------------------------------------------------------------


def as_it_is(plan: Plan, key: TurnKey, rows: Mapping[str, Visit], over: Sequence[Visit], now: int) -> Plan:
    """Return the plan with one turn as it is at `now` (seconds): nobody plans what is past.

    Who has ended a visit goes on from there; who is at a visit stays until it ends; who is on the road by
    the plan is not sent elsewhere (`fixed`); who has time left leaves from now on.
    """
    turn = plan.turns[key]
    if turn.start > now:
        return plan
    if over:
        turn = _after(turn, over)
    route = plan.route(key)
    if route and rows[route[0]].state == Visit.State.ARRIVED:
        return _at_the_door(plan, turn, rows[route[0]], now)
    plan = plan.with_visits(_late(plan.visits[name], turn, now) for name in route)
    table = table_of(plan, turn, route)
    if table is None:  # late already: whatever the plan was, nobody is anywhere before now
        return _with(plan, replace(turn, start=max(turn.start, min(now, turn.end))))
    if _rests(table, now):
        return _with(plan, turn)
    promised = bool(route) and rows[route[0]].state != Visit.State.RESERVED
    if promised and _on_the_road(plan, turn, table, route[0]) < now:
        first = plan.visits[route[0]]
        begins = min(max(first.window.start, now), first.window.end)
        plan = plan.with_visits([replace(first, window=values.Window(begins, first.window.end))])
        return _with(replace(plan, fixed={**plan.fixed, key: 1}), _rested(turn, turn.start))
    turn = replace(turn, start=max(turn.start, min(now, turn.end)))
    return _with(plan, _rested(turn, turn.start))


def _rests(table: Timetable, now: int) -> bool:
    """Whether somebody has a break just now, by the plan."""
    return any(not stop.visit and stop.start < now < stop.end for stop in table.stops)


def _on_the_road(plan: Plan, turn: values.Turn, table: Timetable, first: str) -> int:
    """When somebody leaves for their first visit."""
    travel = plan.travel_on(turn.key.day)
    there = travel.seconds(travel.point(turn.origin), travel.point(plan.visits[first].spot))
    return table.start_of(first) - there


def _after(turn: values.Turn, over: Sequence[Visit]) -> values.Turn:
    last, first = over[-1], over[0]
    assert last.north is not None and last.east is not None and last.ended_at is not None  # noqa: S101, PT018
    begun = seconds(first.arrived_at or first.starts)
    end = min(turn.end, begun + turn.longest) if turn.longest else turn.end
    start = min(max(turn.start, seconds(last.ended_at)), end)
    return replace(turn, start=start, end=end, origin=Spot(last.north, last.east), longest=0)


def _at_the_door(plan: Plan, turn: values.Turn, row: Visit, now: int) -> Plan:
    """The visit under way began when it did, and ends as planned or, if that is past, now."""
    visit = plan.visits[str(row.pk)]
    began = seconds(row.arrived_at or row.starts)
    lasts = max(visit.duration, now - began)
    there = replace(visit, window=values.Window(began, began), duration=lasts)
    at_door = replace(turn, start=began, end=max(began, turn.end), origin=visit.spot, longest=0)
    later = [_late(plan.visits[name], turn, now) for name in plan.route(turn.key)[1:]]
    plan = replace(plan.with_visits([there, *later]), fixed={**plan.fixed, turn.key: 1})
    return _with(plan, _rested(at_door, began + lasts))


def _late(visit: values.Visit, turn: values.Turn, now: int) -> values.Visit:
    """A window that is over is no promise any more: the technician still comes, as soon as may be."""
    if visit.window.end >= now:
        return visit
    return replace(visit, window=values.Window(now, max(now, turn.end)))


def _rested(turn: values.Turn, free: int) -> values.Turn:
    """Without the breaks that could only be taken before somebody is free: they were taken."""
    return replace(turn, breaks=tuple(rest for rest in turn.breaks if rest.latest >= free))


def _with(plan: Plan, turn: values.Turn) -> Plan:
    return replace(plan, turns={**plan.turns, turn.key: turn})


def without(plan: Plan, visit: str) -> Plan:
    """Return the plan without a visit, be its technician on the road to it (`fixed`) or not."""
    key = plan.home_of(visit)
    fixed = plan.fixed.get(key, 0) if key is not None else 0
    if key is not None and visit in plan.route(key)[:fixed]:
        plan = replace(plan, fixed={**plan.fixed, key: fixed - 1})
    return plan.without_visit(visit)


def table_of(plan: Plan, turn: values.Turn, route: values.Route) -> Timetable | None:
    """Return the timetable of a route; nothing where the judge refuses it."""
    visits = [plan.visits[name] for name in route]
    return timetable(turn, visits, lane(turn, visits, plan.travel_on(turn.key.day)))


def expected_of(plan: Plan, key: TurnKey) -> Timetable:
    """Return when somebody is where if they just go on, in seconds; kept or not, it is told.

    Where the route can be kept it is that timetable; where not, no window, break or end of day bounds it.
    """
    kept = table_of(plan, plan.turns[key], plan.route(key))
    if kept is not None:
        return kept
    turn = replace(plan.turns[key], breaks=(), longest=0)
    far = turn.end + FAR
    visits = [plan.visits[name] for name in plan.route(key)]
    loose = plan.with_visits(replace(each, window=values.Window(each.window.start, far)) for each in visits)
    table = table_of(loose, replace(turn, end=far), loose.route(key))
    assert table is not None  # noqa: S101 - nothing bounds it
    return table
