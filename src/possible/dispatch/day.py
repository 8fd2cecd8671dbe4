"""One day as a problem of numbers: what improvers, own and foreign, get to work on.

A promised visit belongs to one day, so days are improved one by one, and no engine ever needs a travel table
for more than a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from possible.dispatch.board import missing, speaks
from possible.dispatch.plan import Plan, Route, Turn, TurnKey, Visit
from possible.dispatch.schedule import keeps
from possible.dispatch.travel import Point, Travel

Orders = tuple[tuple[int, ...], ...]
"""For each turn, the numbers of its visits in order."""


@dataclass(frozen=True, slots=True)
class DayProblem:
    """A day's turns and visits by number, seconds between them, who may serve what, parts, and today's
    routes.

    `seconds` has a row for each visit, then for each turn its origin and its finish. `needs[v]` and
    `stock[t]` count the parts named in `parts`. `fixed[t]` first visits of a route stay where they are.
    """

    day: str
    turns: tuple[Turn, ...]
    visits: tuple[Visit, ...]
    seconds: list[list[int]]
    able: tuple[tuple[int, ...], ...]
    parts: tuple[str, ...]
    needs: tuple[tuple[int, ...], ...]
    stock: tuple[tuple[int, ...], ...]
    routes: Orders
    fixed: tuple[int, ...]
    travel: Travel

    def origin(self, turn: int) -> int:
        return len(self.visits) + 2 * turn

    def finish(self, turn: int) -> int:
        return len(self.visits) + 2 * turn + 1

    def cost(self, orders: Orders) -> int:
        """Seconds on the road of these orders."""
        return sum(self.route_cost(turn, order) for turn, order in enumerate(orders))

    def route_cost(self, turn: int, order: Sequence[int]) -> int:
        stops = [self.origin(turn), *order, self.finish(turn)]
        return sum(self.seconds[one][other] for one, other in pairwise(stops))

    def named(self, orders: Orders) -> dict[TurnKey, Route]:
        """The orders as routes of the plan."""
        return {
            turn.key: tuple(self.visits[number].id for number in order)
            for turn, order in zip(self.turns, orders, strict=True)
        }


def day_problem(plan: Plan, day: str, extra: Sequence[Visit] = ()) -> DayProblem:
    """The day's problem: the visits on its routes, and these ones, which have no place yet."""
    turns = plan.turns_on(day)
    visits = (*(plan.visits[visit] for turn in turns for visit in plan.route(turn.key)), *extra)
    travel = plan.travel_on(day)
    points = [travel.point(visit.spot) for visit in visits]
    points += [travel.point(spot) for turn in turns for spot in (turn.origin, turn.finish)]
    parts = tuple(sorted({part for visit in visits for part, _ in visit.parts if plan.scarce(part, day)}))
    homes = {visit: turn.key for turn in turns for visit in plan.route(turn.key)}
    numbers = {visit.id: number for number, visit in enumerate(visits)}
    return DayProblem(
        day,
        turns,
        visits,
        _table(travel, points),
        tuple(_able(plan, turns, visit, homes.get(visit.id)) for visit in visits),
        parts,
        tuple(tuple(dict(visit.parts).get(part, 0) for part in parts) for visit in visits),
        tuple(tuple(_left(plan, turn, part) for part in parts) for turn in turns),
        tuple(tuple(numbers[visit] for visit in plan.route(turn.key)) for turn in turns),
        tuple(plan.fixed.get(turn.key, 0) for turn in turns),
        travel,
    )


def _table(travel: Travel, points: Sequence[Point]) -> list[list[int]]:
    return [[travel.seconds(one, other) for other in points] for one in points]


def _able(plan: Plan, turns: Sequence[Turn], visit: Visit, home: TurnKey | None) -> tuple[int, ...]:
    """Turns that have what it takes and are at work in its window (parts are counted elsewhere).

    A customer who has a technician of their language now keeps one: a shorter way is no reason to lose it.
    """
    spoken = home is not None and speaks(plan.technicians[home.technician], visit)
    return tuple(
        number
        for number, turn in enumerate(turns)
        if turn.start <= visit.window.end
        and turn.end >= visit.window.start
        and missing(plan.technicians[turn.key.technician], visit) is None
        and (not spoken or speaks(plan.technicians[turn.key.technician], visit))
    )


def _left(plan: Plan, turn: Turn, part: str) -> int:
    """What the van has for this day: its stock less what the technician's other days take."""
    left = plan.technicians[turn.key.technician].stock.get(part, 0)
    for key, route in plan.routes.items():
        if key.technician == turn.key.technician and key != turn.key and plan.scarce(part, key.day):
            left -= sum(dict(plan.visits[visit].parts).get(part, 0) for visit in route)
    return left


def refusal(problem: DayProblem, orders: Orders) -> str:
    """Why the judge refuses these orders of the day (empty: it accepts them)."""
    if len(orders) != len(problem.turns):
        return "not one order per turn"
    placed = [number for order in orders for number in order]
    if len(set(placed)) != len(placed):
        return "a visit is planned twice"
    if any(not 0 <= number < len(problem.visits) for number in placed):
        return "an unknown visit"
    lost = {number for order in problem.routes for number in order}.difference(placed)
    if lost:
        return f"visit {problem.visits[min(lost)].id} is lost"
    reasons = (_turn_refusal(problem, turn, order) for turn, order in enumerate(orders))
    return next((reason for reason in reasons if reason), "")


def _turn_refusal(problem: DayProblem, turn: int, order: tuple[int, ...]) -> str:
    name, fixed = problem.turns[turn].key.technician, problem.fixed[turn]
    if order == problem.routes[turn]:
        return ""
    if order[:fixed] != problem.routes[turn][:fixed]:
        return f"{name}: visits under way are moved"
    if any(turn not in problem.able[number] for number in order):
        return f"{name}: lacks what a visit needs"
    for part in range(len(problem.parts)):
        if sum(problem.needs[number][part] for number in order) > problem.stock[turn][part]:
            return f"{name}: too few {problem.parts[part]} in the van"
    if not keeps(problem.turns[turn], [problem.visits[number] for number in order], problem.travel):
        return f"{name}: the day cannot be kept in this order"
    return ""
