"""What happens to a day, and what it does to the plan before anybody repairs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from possible.dispatch.board import board_of
from possible.dispatch.plan import Plan, Turn, TurnKey
from possible.dispatch.timetable import Timetable, timetable


@dataclass(frozen=True, slots=True)
class Sick:
    """A technician cannot go on: what has not ended by now is nobody's."""

    key: TurnKey


@dataclass(frozen=True, slots=True)
class Overrun:
    """A visit that is under way will end at `until`."""

    key: TurnKey
    visit: str
    until: int


@dataclass(frozen=True, slots=True)
class Traffic:
    """A day's journeys take so many percent of their time."""

    day: str
    percent: int


@dataclass(frozen=True, slots=True)
class CustomerAway:
    """The technician came, nobody opened, and they left at `until`."""

    key: TurnKey
    visit: str
    until: int


@dataclass(frozen=True, slots=True)
class TechnicianAway:
    """The technician did not come to a visit: a promise is broken, whatever follows."""

    key: TurnKey
    visit: str


@dataclass(frozen=True, slots=True)
class PartMissing:
    """A technician's van holds only so many of a part."""

    key: TurnKey
    part: str
    left: int = 0


Event = Sick | Overrun | Traffic | CustomerAway | TechnicianAway | PartMissing


@dataclass(frozen=True, slots=True)
class Shaken:
    """The plan after the event: visits without a place, and visits whose promise is broken already."""

    plan: Plan
    released: tuple[str, ...]
    broken: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


def as_of(plan: Plan, now: int, lock: int = 0) -> Shaken:
    """The plan from `now` on: what has started, or starts within `lock` seconds, is done and out of it.

    Turns under way go on from where and when their last such visit ends, with the breaks not yet taken.
    """
    board = board_of(plan)
    routes, turns, done = dict(plan.routes), dict(plan.turns), list[str]()
    for key, turn in plan.turns.items():
        if not (turn.start <= now and plan.route(key)):
            if turn.start <= now <= turn.end:
                turns[key] = replace(turn, start=now)
            continue
        day = timetable(turn, board.lanes[key].visits, board.lanes[key])
        if day is None:
            continue
        begun = [stop for stop in day.stops if stop.start <= now + lock]
        names = [stop.visit for stop in begun if stop.visit]
        routes[key] = plan.route(key)[len(names) :]
        turns[key] = _going_on(plan, turn, day, now, len(begun))
        done.extend(names)
    kept = {name: visit for name, visit in plan.visits.items() if name not in set(done)}
    after = replace(plan, routes=routes, turns=turns, visits=kept, fixed={}, version=plan.version + 1)
    return Shaken(_with_used_parts(plan, after, done), (), (), tuple(done))


def _going_on(plan: Plan, turn: Turn, day: Timetable, now: int, begun: int) -> Turn:
    stops = day.stops[:begun]
    names = [stop.visit for stop in stops if stop.visit]
    rests = len(stops) - len(names)
    free = max(now, stops[-1].end) if stops else max(now, turn.start)
    end = min(turn.end, day.leave + turn.longest) if turn.longest and stops else turn.end
    origin = plan.visits[names[-1]].spot if names else turn.origin
    owed = turn.breaks[rests:] if plan.route(turn.key)[len(names) :] else ()
    return Turn(turn.key, min(free, end), end, origin, turn.finish, owed, 0 if stops else turn.longest)


def _with_used_parts(before: Plan, after: Plan, done: Iterable[str]) -> Plan:
    """Parts of visits that are done are no longer in the van."""
    technicians = dict(after.technicians)
    for visit in done:
        parts = before.visits[visit].parts
        key = before.home_of(visit) if parts else None
        if key is not None:
            who = technicians[key.technician]
            stock = dict(who.stock)
            for part, count in parts:
                if before.scarce(part, key.day):
                    stock[part] = stock.get(part, 0) - count
            technicians[key.technician] = replace(who, stock=stock)
    return replace(after, technicians=technicians)


def shake(plan: Plan, event: Event, now: int, lock: int = 0) -> Shaken:
    """What the event leaves of the plan; turns that it makes too long are `repair`'s business."""
    begun = as_of(plan, now, lock)
    if isinstance(event, Sick):
        return _sick(plan, begun, event, now)
    if isinstance(event, Traffic):
        slowed = {**begun.plan.traffic, event.day: event.percent}
        return replace(begun, plan=replace(begun.plan, traffic=slowed))
    if isinstance(event, TechnicianAway):
        return _not_come(plan, begun, event)
    if isinstance(event, PartMissing):
        return _without_part(begun, event)
    later = _free_at(begun.plan, event.key, event.until, plan.visits[event.visit].spot)
    missed = (event.visit,) if isinstance(event, CustomerAway) else ()
    released = tuple(visit for visit in missed if visit not in begun.plan.visits)
    back = later.with_visits(plan.visits[visit] for visit in released)
    return Shaken(back, (), released, tuple(visit for visit in begun.done if visit not in missed))


def _free_at(plan: Plan, key: TurnKey, until: int, spot: object) -> Plan:
    turn = plan.turns[key]
    del spot  # `as_of` has moved the turn to the visit that is under way
    return plan.with_turn(replace(turn, start=max(turn.start, min(until, turn.end))))


def _sick(before: Plan, begun: Shaken, event: Sick, now: int) -> Shaken:
    """Also the visit under way has to be done again, by somebody else."""
    plan = begun.plan
    cut = _unfinished(before, event.key, now)
    released = (*cut, *plan.route(event.key))
    turns = {key: turn for key, turn in plan.turns.items() if key != event.key}
    routes = {key: route for key, route in plan.routes.items() if key != event.key}
    left = replace(plan, turns=turns, routes=routes).with_visits(before.visits[visit] for visit in cut)
    return Shaken(left, released, (), tuple(visit for visit in begun.done if visit not in cut))


def _unfinished(plan: Plan, key: TurnKey, now: int) -> tuple[str, ...]:
    board = board_of(plan)
    day = timetable(plan.turns[key], board.lanes[key].visits, board.lanes[key])
    stops = day.stops if day is not None else ()
    return tuple(stop.visit for stop in stops if stop.visit and stop.start <= now < stop.end)


def _not_come(before: Plan, begun: Shaken, event: TechnicianAway) -> Shaken:
    plan = begun.plan.with_visits([before.visits[event.visit]])
    route = tuple(visit for visit in plan.route(event.key) if visit != event.visit)
    plan = plan.with_routes({event.key: route})
    done = tuple(visit for visit in begun.done if visit != event.visit)
    return Shaken(plan, (event.visit,), (event.visit,), done)


def _without_part(begun: Shaken, event: PartMissing) -> Shaken:
    plan = begun.plan
    who = plan.technicians[event.key.technician]
    changed = replace(who, stock={**who.stock, event.part: event.left})
    plan = replace(plan, technicians={**plan.technicians, who.id: changed})
    released, left = [], event.left
    for key in sorted(key for key in plan.routes if key.technician == who.id):
        if not plan.scarce(event.part, key.day):
            continue
        for visit in plan.route(key):
            left -= dict(plan.visits[visit].parts).get(event.part, 0)
            if left < 0 and dict(plan.visits[visit].parts).get(event.part, 0):
                released.append(visit)
                left += dict(plan.visits[visit].parts)[event.part]
    routes = {key: tuple(v for v in route if v not in released) for key, route in plan.routes.items()}
    return replace(
        begun, plan=replace(plan, routes=routes, version=plan.version + 1), released=tuple(released)
    )
