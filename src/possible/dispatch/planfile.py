"""The JSON form of a plan, for people who plan without our web part: see docs/reference/plan-json.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from possible.dispatch.board import faults
from possible.dispatch.plan import Break, Parts, Plan, Route, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.reading import Fields, Item, PlanFault
from possible.dispatch.spots import Spot
from possible.dispatch.tables import read_table, table_of
from possible.dispatch.travel import FlatMap, GreatCircle, TableTravel, Travel, UnknownSpot
from possible.values.text import N_, sentence

FORM = 1
MOST_CHARACTERS = 64_000_000
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
VISIT = (
    "id", "at", "minutes", "window", "skills", "equipment", "parts", "language", "territory", "priority",
    "promised", "held-until",
)  # fmt: skip
TECHNICIAN = (
    "id", "name", "home", "skills", "languages", "equipment", "stock", "territories", "shifts", "breaks",
    "longest-minutes", "off",
)  # fmt: skip
PLAN = (
    "possible-plan", "timezone", "travel", "days", "holidays", "traffic", "resupply", "technicians", "visits",
    "routes", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan, the JSON it was read from, and the zone of its local times."""

    plan: Plan
    raw: Mapping[str, Any]
    zone: ZoneInfo

    def local(self, instant: int) -> str:
        """An instant as the plan's people write it: `2026-01-05T08:00`."""
        return datetime.fromtimestamp(instant, self.zone).replace(tzinfo=None).isoformat(timespec="minutes")


def read_plan(text: str, load: Callable[[str], str] | None = None) -> PlanFile:
    """The plan in a JSON text. `load` gives the text of a travel table's file, by its name in the plan.

    PlanFault for anything that cannot be read, with its place; routes that cannot be kept are refused too.
    """
    raw = _json(text)
    utc = Item(raw, "", ZoneInfo("UTC"))
    zone = utc.fields(*PLAN).may("timezone", _zone, ZoneInfo("UTC"))
    fields = Item(raw, "", zone).fields(*PLAN)
    if fields.must("possible-plan").whole() != FORM:
        raise fields.must("possible-plan").refuse(sentence(N_("form {form} is expected"), form=FORM))
    flat = _is_flat(fields)
    off: frozenset[str] = fields.may("holidays", _days_listed, frozenset())
    days = [day for day in _days(fields.must("days")) if day not in off]
    technicians, turns = _technicians(fields.must("technicians"), days, flat=flat)
    visits = {visit.id: visit for visit in _visits(fields.must("visits"), flat=flat)}
    routes, fixed = _routes(fields, turns, visits)
    spots = {turn.origin for turn in turns.values()} | {visit.spot for visit in visits.values()}
    plan = Plan(
        technicians,
        turns,
        visits,
        routes,
        fields.may("travel", lambda item: _travel(item, sorted(spots), load), GreatCircle()),
        fields.may("resupply", lambda item: {part: day.day() for part, day in item.entries()}, {}),
        fields.may("traffic", _traffic, {}),
        fixed,
        fields.may("version", Item.whole, 0),
    )
    _refuse_faults(plan)
    return PlanFile(plan, raw, zone)


def _json(text: str) -> dict[str, Any]:
    if len(text) > MOST_CHARACTERS:
        raise PlanFault(
            sentence(N_("A plan of more than {most} characters is not read."), most=MOST_CHARACTERS)
        )
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        why = sentence(N_("{line}:{column}: this is no JSON."), line=line, column=column)
        raise PlanFault(why) from None
    if not isinstance(raw, dict):
        raise PlanFault(sentence(N_("A plan is a JSON object.")))
    return raw


def _zone(item: Item) -> ZoneInfo:
    try:
        return ZoneInfo(item.text())
    except (ValueError, LookupError, OSError):
        raise item.refuse(sentence(N_("a time zone such as Europe/Paris is expected"))) from None


def _is_flat(fields: Fields) -> bool:
    travel = fields.table.get("travel")
    return isinstance(travel, dict) and travel.get("kind") == "flat-map"


def _days_listed(item: Item) -> frozenset[str]:
    return frozenset(day.day() for day in item.items())


def _days(item: Item) -> list[str]:
    if isinstance(item.value, list):
        return sorted(_days_listed(item))
    fields = item.fields("from", "to")
    first, last = (date.fromisoformat(fields.must(key).day()) for key in ("from", "to"))
    if not 0 <= (last - first).days < 370:
        raise item.refuse(sentence(N_("at most a year of days, the first one first, is expected")))
    return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def _traffic(item: Item) -> dict[str, int]:
    return {Item(day, item.place, item.zone).day(): percent.whole(1) for day, percent in item.entries()}


def spot_of(item: Item, *, flat: bool) -> Spot:
    """`[north, east]`: degrees, or metres on a flat map."""
    pair = list(item.items())
    if len(pair) != 2:
        raise item.refuse(sentence(N_("two numbers, north and east, are expected")))
    if flat:
        return Spot(round(pair[0].number()), round(pair[1].number()))
    try:
        return Spot.at_degrees(pair[0].number(), pair[1].number())
    except ValueError:
        raise item.refuse(sentence(N_("degrees north and east are expected"))) from None


def _travel(item: Item, spots: list[Spot], load: Callable[[str], str] | None) -> Travel:
    fields = item.fields(
        "kind", "detour", "metres-an-hour", "metres-a-second", "parking", "name", "file", "spots", "seconds"
    )
    kind = fields.must("kind").text()
    usual = GreatCircle()
    if kind == "great-circle":
        return GreatCircle(
            fields.may("detour", lambda part: part.whole(100), usual.detour),
            fields.may("metres-an-hour", lambda part: part.whole(1), usual.speed),
            fields.may("parking", Item.whole, usual.parking),
        )
    if kind == "flat-map":
        return FlatMap(
            fields.may("metres-a-second", lambda part: part.whole(1), 7),
            fields.may("parking", Item.whole, 120),
        )
    if kind != "table":
        raise fields.must("kind").refuse(sentence(N_("great-circle, flat-map or table is expected")))
    return _table(fields, spots, load)


def _table(fields: Fields, spots: list[Spot], load: Callable[[str], str] | None) -> TableTravel:
    name = fields.may("name", Item.text, "table")
    if "file" in fields.table and load is not None:
        file = fields.must("file")
        try:
            table = read_table(name, load(file.text()))
        except ValueError:
            raise file.refuse(sentence(N_("a table of seconds between places is expected"))) from None
    else:
        known = [spot_of(item, flat=False) for item in fields.must("spots").items()]
        rows = [[cell.whole() for cell in row.items()] for row in fields.must("seconds").items()]
        try:
            table = table_of(name, known, rows)
        except ValueError:
            raise fields.must("seconds").refuse(sentence(N_("a square of seconds is expected"))) from None
    try:
        for spot in spots:
            table.point(spot)
    except UnknownSpot as unknown:
        north, east = unknown.spot.north / 1e6, unknown.spot.east / 1e6
        text = sentence(
            N_("travel: the table does not hold the place {north}, {east}."), north=north, east=east
        )
        raise PlanFault(text) from None
    return table


def _technicians(
    item: Item, days: list[str], *, flat: bool
) -> tuple[dict[str, Technician], dict[TurnKey, Turn]]:
    technicians: dict[str, Technician] = {}
    turns: dict[TurnKey, Turn] = {}
    for entry in item.items():
        fields = entry.fields(*TECHNICIAN)
        who = _technician(fields, flat=flat)
        if who.id in technicians:
            raise entry.refuse(sentence(N_("another id is expected: each technician has one")))
        technicians[who.id] = who
        turns.update({turn.key: turn for turn in _turns(who, fields, days)})
    return technicians, turns


def _technician(fields: Fields, *, flat: bool) -> Technician:
    none: frozenset[str] = frozenset()
    return Technician(
        fields.must("id").text(),
        spot_of(fields.must("home"), flat=flat),
        fields.may("name", Item.text, ""),
        fields.may("skills", Item.texts, none),
        fields.may("languages", Item.texts, none),
        fields.may("equipment", Item.texts, none),
        fields.may("stock", lambda item: {part: count.whole() for part, count in item.entries()}, {}),
        fields.may("territories", Item.texts, none),
    )


def _turns(who: Technician, fields: Fields, days: list[str]) -> Iterator[Turn]:
    shifts = {day: hours for key, item in fields.must("shifts").entries() for day, hours in _shift(key, item)}
    off: frozenset[str] = fields.may("off", _days_listed, frozenset())
    longest = fields.may("longest-minutes", Item.whole, 0) * 60
    zone = fields.item.zone
    for day in days:
        hours = shifts.get(DAYS[date.fromisoformat(day).weekday()])
        if hours is None or day in off:
            continue
        start, end = _at(day, hours[0], zone), _at(day, hours[1], zone)
        breaks = fields.may("breaks", partial(_breaks, day=day), ())
        yield Turn(TurnKey(day, who.id), start, end, who.home, who.home, breaks, longest)


def _shift(key: str, item: Item) -> Iterator[tuple[str, tuple[tuple[int, int], tuple[int, int]]]]:
    first, _, last = key.partition("-")
    if first not in DAYS or (last and last not in DAYS):
        text = sentence(
            N_("{place}: `{key}` is no weekday, such as mon or mon-fri."), place=item.place, key=key
        )
        raise PlanFault(text)
    begin, end = DAYS.index(first), DAYS.index(last or first)
    for number in range(begin, end + 1 if end >= begin else end + 8):
        yield DAYS[number % 7], item.hours()


def _breaks(item: Item, day: str) -> tuple[Break, ...]:
    found = []
    for entry in item.items():
        fields = entry.fields("starts", "minutes")
        first, last = fields.must("starts").hours()
        length = fields.must("minutes").whole() * 60
        found.append(Break(_at(day, first, item.zone), _at(day, last, item.zone), length))
    return tuple(found)


def _at(day: str, clock: tuple[int, int], zone: ZoneInfo) -> int:
    first = date.fromisoformat(day)
    return int(datetime(first.year, first.month, first.day, *clock, tzinfo=zone).timestamp())


def _visits(item: Item, *, flat: bool) -> Iterator[Visit]:
    seen: set[str] = set()
    for entry in item.items():
        visit = read_visit(entry, flat=flat)
        if visit.id in seen:
            raise entry.refuse(sentence(N_("another id is expected: each visit has one")))
        seen.add(visit.id)
        yield visit


def read_visit(item: Item, *, flat: bool) -> Visit:
    """One visit; without a window it may be on any day, and is promised to nobody."""
    fields = item.fields(*VISIT)
    none: frozenset[str] = frozenset()
    window = fields.may("window", _window, Window(0, 1 << 40))
    held = fields.may("held-until", Item.instant, None)
    return Visit(
        fields.must("id").text(),
        spot_of(fields.must("at"), flat=flat),
        fields.must("minutes").whole() * 60,
        window,
        fields.may("skills", Item.texts, none),
        fields.may("equipment", Item.texts, none),
        fields.may("parts", _parts, ()),
        fields.may("language", Item.text, ""),
        fields.may("territory", Item.text, ""),
        fields.may("priority", Item.whole, 0),
        fields.may("promised", Item.flag, "window" in fields.table),
        held,
    )


def _parts(item: Item) -> Parts:
    return tuple(sorted((part, count.whole(1)) for part, count in item.entries()))


def _window(item: Item) -> Window:
    ends = list(item.items())
    if len(ends) != 2:
        raise item.refuse(sentence(N_("a window of two times is expected")))
    start, end = ends[0].instant(), ends[1].instant()
    if end < start:
        raise item.refuse(sentence(N_("a window that ends after it starts is expected")))
    return Window(start, end)


def _routes(
    fields: Fields, turns: Mapping[TurnKey, Turn], visits: Mapping[str, Visit]
) -> tuple[dict[TurnKey, Route], dict[TurnKey, int]]:
    routes: dict[TurnKey, Route] = {}
    fixed: dict[TurnKey, int] = {}
    entries: list[Item] = fields.may("routes", lambda item: list(item.items()), [])
    for entry in entries:
        part = entry.fields("day", "technician", "visits", "fixed")
        key = TurnKey(part.must("day").day(), part.must("technician").text())
        if key not in turns or key in routes:
            raise entry.refuse(sentence(N_("one route for a technician who works on that day is expected")))
        for item in part.must("visits").items():
            if item.text() not in visits:
                raise item.refuse(sentence(N_("the id of a visit is expected")))
        routes[key] = tuple(item.text() for item in part.must("visits").items())
        count = part.may("fixed", Item.whole, 0)
        if count:
            fixed[key] = min(count, len(routes[key]))
    return routes, fixed


FAULTS = {
    "no-skill": N_("routes: {technician} lacks a skill for visit {about} on {day}."),
    "no-equipment": N_("routes: {technician} lacks equipment for visit {about} on {day}."),
    "no-territory": N_("routes: {technician} does not serve the territory of visit {about} on {day}."),
    "no-part": N_("routes: {technician} has too few `{about}` in the van."),
    "not-kept": N_("routes: {technician} cannot keep the windows and breaks of {day} in this order."),
    "twice": N_("routes: visit {about} is planned twice."),
    "no-turn": N_("routes: {technician} does not work on {day}."),
}


def _refuse_faults(plan: Plan) -> None:
    found = faults(plan)
    if found:
        first = found[0]
        text = FAULTS[first.rule]
        raise PlanFault(
            sentence(text, technician=first.key.technician, day=first.key.day, about=first.about),
            sentence(
                N_("a route in which every window is kept; {count} such faults were found"), count=len(found)
            ),
        )


def write_plan(file: PlanFile, plan: Plan) -> str:
    """The JSON of a changed plan: what was read, with its routes, visits and version as they are now."""
    routes = [
        {"day": key.day, "technician": key.technician, "visits": list(route)}
        | ({"fixed": plan.fixed[key]} if plan.fixed.get(key) else {})
        for key, route in sorted(plan.routes.items())
        if route
    ]
    known = {visit["id"]: visit for visit in file.raw["visits"]}
    visits = [_visit_json(file, visit, known.get(visit.id)) for visit in plan.visits.values()]
    changed = {**file.raw, "visits": visits, "routes": routes, "version": plan.version}
    return json.dumps(changed, ensure_ascii=False, indent=2) + "\n"


def _visit_json(file: PlanFile, visit: Visit, known: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if known is not None and file.plan.visits.get(visit.id) == visit:
        return known
    flat = isinstance(file.plan.travel, FlatMap)
    scale = 1 if flat else 1_000_000
    at = [visit.spot.north, visit.spot.east] if flat else [visit.spot.north / scale, visit.spot.east / scale]
    found: dict[str, Any] = {"id": visit.id, "at": at, "minutes": -(-visit.duration // 60)}
    if visit.window.end < 1 << 40:
        found["window"] = [_iso(file, visit.window.start), _iso(file, visit.window.end)]
    optional: dict[str, Any] = {
        "skills": sorted(visit.skills),
        "equipment": sorted(visit.equipment),
        "parts": dict(visit.parts),
        "language": visit.language,
        "territory": visit.territory,
        "priority": visit.priority,
    }
    found |= {key: value for key, value in optional.items() if value}
    found["promised"] = visit.promised
    if visit.held_until is not None:
        found["held-until"] = _iso(file, visit.held_until)
    return found


def _iso(file: PlanFile, instant: int) -> str:
    """With the zone's offset, so that the hour that comes twice a year stays one."""
    return datetime.fromtimestamp(instant, UTC).astimezone(file.zone).isoformat(timespec="seconds")
