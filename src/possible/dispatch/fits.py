"""Who could take one visit in its own window, each with the order of their day and its cost: for people who
choose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from possible.dispatch.board import board_of
from possible.dispatch.exchange import in_any_order
from possible.dispatch.plan import Plan, Route, TurnKey, Visit
from possible.dispatch.schedule import lane
from possible.dispatch.timetable import timetable


@dataclass(frozen=True, slots=True)
class Fit:
    """One turn takes the visit: by this route, at `start` (seconds), for `extra` seconds on the road.

    `speaks`: the technician speaks the customer's language.
    """

    key: TurnKey
    route: Route
    start: int
    extra: int
    speaks: bool


def fits(plan: Plan, visit: Visit, day: str) -> list[Fit]:
    """Return every turn of a day that can take the visit in its window while all else there is kept.

    The visit is asked for as if it were on no route. Those who speak the customer's language come first, then
    the shortest way. Nobody else's visits change hands.
    """
    without = plan.without_visit(visit.id)
    board = board_of(without)
    known = without.with_visits([visit])
    found = []
    for turn in without.turns_on(day):
        taken = in_any_order(board, turn.key, visit, [visit.window]).get(0)
        if taken is not None:
            start = _start(known, turn.key, taken.route, visit.id)
            found.append(Fit(turn.key, taken.route, start, taken.extra, not taken.foreign))
    return sorted(found, key=lambda fit: (not fit.speaks, fit.extra, fit.key))


def fit_at(plan: Plan, visit: Visit, key: TurnKey, at: int) -> Fit | None:
    """Return the visit in a turn in the order that `at` (seconds) asks for: after all that begins before it.

    Nothing where that order cannot be kept: `fits` tells whether another one can.
    """
    without = plan.without_visit(visit.id).with_visits([visit])
    turn, board = without.turns[key], board_of(plan.without_visit(visit.id))
    before = timetable(turn, board.lanes[key].visits, board.lanes[key])
    if before is None or not board.can_serve(key, visit):
        return None
    earlier = sum(1 for stop in before.stops if stop.visit and stop.start < at)
    earlier = max(earlier, plan.fixed.get(key, 0))
    route = (*without.route(key)[:earlier], visit.id, *without.route(key)[earlier:])
    visits = [without.visits[name] for name in route]
    day = lane(turn, visits, without.travel_on(key.day))
    after = timetable(turn, visits, day)
    if after is None:
        return None
    who = without.technicians[key.technician]
    speaks = not visit.language or visit.language in who.languages
    return Fit(key, route, after.start_of(visit.id), after.seconds - before.seconds, speaks)


def _start(plan: Plan, key: TurnKey, route: Route, visit: str) -> int:
    turn = plan.turns[key]
    visits = [plan.visits[name] for name in route]
    table = timetable(turn, visits, lane(turn, visits, plan.travel_on(key.day)))
    if table is None:
        raise ValueError(f"the route of {key.technician} on {key.day} cannot be kept")
    return table.start_of(visit)


def taken(plan: Plan, visit: Visit, fit: Fit) -> Plan:
    """Return the plan with the visit in the turn and order of a fit, and nowhere else."""
    promised = replace(visit, promised=True)
    return plan.without_visit(visit.id).with_visits([promised]).with_routes({fit.key: fit.route})
