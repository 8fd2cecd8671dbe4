"""The timetable of a route: when each journey, visit and break begins, and how late it may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from possible.dispatch.plan import Plan, Turn, TurnKey, Visit
from possible.dispatch.schedule import Lane, Pause, Step, lane, latest_departure, placements, steps, walk


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit (its id) or a break (no id): planned start and end, and the latest start that breaks
    nothing.
    """

    visit: str
    start: int
    end: int
    latest: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """A day as it is planned: leaving, the stops in order, being back; `seconds` on the road."""

    key: TurnKey
    leave: int
    stops: tuple[Stop, ...]
    back: int
    seconds: int

    def start_of(self, visit: str) -> int:
        """The planned start of a visit; KeyError if it is not on this day."""
        for stop in self.stops:
            if stop.visit == visit:
                return stop.start
        raise KeyError(visit)


def timetable(turn: Turn, visits: Sequence[Visit], travel_lane: Lane) -> Timetable | None:
    """The day that ends first with these visits in this order, and of those one that begins each stop early;
    nothing if the judge refuses it.
    """
    if not travel_lane.keeps:
        return None
    if not visits:
        return Timetable(turn.key, turn.start, (), turn.start + travel_lane.legs[0], travel_lane.legs[0])
    best: tuple[tuple[int, int], list[int], list[Step], tuple[Pause, ...]] | None = None
    for pauses in placements(len(travel_lane.legs), len(turn.breaks)):
        chain = steps(turn, visits, travel_lane.legs, pauses)
        starts = _walk_short_enough(turn, chain)
        if starts is None:
            continue
        rank = (starts[-1], sum(starts[1:-1]))
        if best is None or rank < best[0]:
            best = (rank, starts, chain, pauses)
    if best is None:
        return None
    return _table(travel_lane, best[1], best[2], best[3])


def _walk_short_enough(turn: Turn, chain: Sequence[Step]) -> list[int] | None:
    """The earliest walk; where the day is too long for it, one that leaves as late as is useful.

    Who may leave later does not: a visit at the end of its window is late at the first red light.
    """
    starts = walk(chain, turn.start)
    if starts is None or not turn.longest:
        return starts
    leave = max(starts[0], starts[1] - chain[0][2])
    if starts[-1] - leave <= turn.longest:
        return [leave, *starts[1:]]
    busy = sum(then for _, _, then in chain)
    later = walk(chain, max(turn.start, min(latest_departure(chain), starts[-1] - busy)))
    if later is None or later[-1] - later[0] > turn.longest:
        later = walk(chain, latest_departure(chain))
    return later if later is not None and later[-1] - later[0] <= turn.longest else None


def _table(day: Lane, starts: list[int], chain: list[Step], pauses: Sequence[Pause]) -> Timetable:
    latest = _latest_starts(chain)
    names = _names(day, pauses)
    ends = {visit.id: visit.duration for visit in day.visits}
    rests = iter(day.turn.breaks)
    stops = []
    for name, start, late in zip(names[1:-1], starts[1:-1], latest[1:-1], strict=True):
        stay = ends[name] if name else next(rests).duration
        stops.append(Stop(name, start, start + stay, late))
    first_leg = chain[0][2]
    leave = max(starts[0], starts[1] - first_leg)
    return Timetable(day.turn.key, leave, tuple(stops), starts[-1], day.seconds)


def _latest_starts(chain: Sequence[Step]) -> list[int]:
    at, found = chain[-1][1], [chain[-1][1]]
    for _, closes, then in reversed(chain[:-1]):
        at = min(at - then, closes)
        found.append(at)
    return found[::-1]


def _names(day: Lane, pauses: Sequence[Pause]) -> list[str]:
    """What each step of the chain is: a visit's id, or nothing for a break and the two ends."""
    names: list[str] = []
    for number in range(len(day.legs)):
        names.append(day.visits[number - 1].id if number else "")
        names.extend("" for pause in pauses if pause.leg == number)
    return [*names, ""]


def timetable_of(plan: Plan, key: TurnKey) -> Timetable:
    """A turn's timetable; ValueError if the judge refuses its route."""
    visits = [plan.visits[visit] for visit in plan.route(key)]
    found = timetable(plan.turns[key], visits, lane(plan.turns[key], visits, plan.travel_on(key.day)))
    if found is None:
        raise ValueError(f"the route of {key.technician} on {key.day} cannot be kept")
    return found


def timetables(plan: Plan) -> dict[TurnKey, Timetable | None]:
    """Every turn with a route and its timetable (nothing where the route cannot be kept)."""
    found: dict[TurnKey, Timetable | None] = {}
    for key, route in sorted(plan.routes.items()):
        if route:
            visits = [plan.visits[visit] for visit in route]
            found[key] = timetable(
                plan.turns[key], visits, lane(plan.turns[key], visits, plan.travel_on(key.day))
            )
    return found
