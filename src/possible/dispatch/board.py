"""A plan made ready for questions: who could serve what, and each turn's lane, computed once and shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from possible.dispatch.plan import Plan, Route, Technician, TurnKey, Visit
from possible.dispatch.schedule import Lane, lane


def missing(technician: Technician, visit: Visit) -> tuple[str, str] | None:
    """What this technician lacks for this visit, as (`skill`|`equipment`|`territory`, name); nothing if
    none.
    """
    if not visit.skills <= technician.skills:
        return "skill", min(visit.skills - technician.skills)
    if not visit.equipment <= technician.equipment:
        return "equipment", min(visit.equipment - technician.equipment)
    if visit.territory and technician.territories and visit.territory not in technician.territories:
        return "territory", visit.territory
    return None


def speaks(technician: Technician, visit: Visit) -> bool:
    """Whether this technician speaks the customer's language (an unnamed one is everybody's)."""
    return not visit.language or visit.language in technician.languages


@dataclass(frozen=True, slots=True)
class Board:
    """A plan with all its lanes; make one with `board_of`, and the next from it."""

    plan: Plan
    keys: tuple[TurnKey, ...]
    lanes: Mapping[TurnKey, Lane]
    used: Mapping[str, Mapping[str, int]]
    memory: dict[str, dict[object, object]] = field(compare=False, repr=False)

    @property
    def seconds(self) -> int:
        """Seconds on the road, all turns together."""
        return sum(self.lanes[key].seconds for key in self.keys)

    def can_serve(self, key: TurnKey, visit: Visit, without: Visit | None = None) -> bool:
        """Whether this turn's technician has all that the visit needs, parts in the van included.

        `without`: a visit of this turn whose parts stay in the van, because it goes to somebody else.
        """
        if missing(self.plan.technicians[key.technician], visit) is not None:
            return False
        return not (visit.parts and self.short_of(key, visit, without))

    def short_of(self, key: TurnKey, visit: Visit, without: Visit | None = None) -> str:
        """The first part the van lacks for this visit on that day (empty: none)."""
        spared = dict(without.parts) if without is not None else {}
        for part, count in visit.parts:
            if self.plan.scarce(part, key.day):
                stock = self.plan.technicians[key.technician].stock.get(part, 0)
                taken = self.used.get(key.technician, {}).get(part, 0) - spared.get(part, 0)
                if taken + count > stock:
                    return part
        return ""


def board_of(plan: Plan, earlier: Board | None = None) -> Board:
    """The plan's board; lanes of turns that did not change are taken from an earlier board."""
    keys = tuple(sorted(plan.turns))
    lanes = {key: _lane_of(plan, key, earlier) for key in keys}
    memory = earlier.memory if earlier is not None else {}
    return Board(plan, keys, lanes, parts_used(plan), memory)


def _lane_of(plan: Plan, key: TurnKey, earlier: Board | None) -> Lane:
    visits = tuple(plan.visits[visit] for visit in plan.route(key))
    turn, travel = plan.turns[key], plan.travel_on(key.day)
    if earlier is not None and (known := earlier.lanes.get(key)) is not None:
        same_visits = len(known.visits) == len(visits) and all(map(_same, known.visits, visits))
        if same_visits and known.turn == turn and known.travel == travel:
            return known
    return lane(turn, visits, travel)


def _same(one: Visit, other: Visit) -> bool:
    return one is other or one == other


def parts_used(plan: Plan) -> dict[str, Counter[str]]:
    """Parts that each technician's visits take out of the van before the part's resupply."""
    used: dict[str, Counter[str]] = {}
    for key, route in plan.routes.items():
        for visit in route:
            for part, count in plan.visits[visit].parts:
                if plan.scarce(part, key.day):
                    used.setdefault(key.technician, Counter())[part] += count
    return used


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a plan cannot be kept: the rule, the turn, and the visit or part it is about."""

    rule: str
    key: TurnKey
    about: str = ""


def faults(plan: Plan) -> list[Fault]:
    """All that is wrong with a plan, by the judge: windows, needs, parts, a visit that is planned twice."""
    found = list(_twice(plan))
    board = board_of(plan)
    for key in board.keys:
        technician = plan.technicians[key.technician]
        lacking = ((missing(technician, visit), visit.id) for visit in board.lanes[key].visits)
        found.extend(Fault(f"no-{lack[0]}", key, visit) for lack, visit in lacking if lack is not None)
        if not board.lanes[key].keeps:
            found.append(Fault("not-kept", key))
    return [*found, *_over_stock(plan, board.used)]


def _twice(plan: Plan) -> Iterable[Fault]:
    seen: set[str] = set()
    for key, route in sorted(plan.routes.items()):
        if key not in plan.turns and route:
            yield Fault("no-turn", key)
        for visit in route:
            if visit in seen:
                yield Fault("twice", key, visit)
            seen.add(visit)


def _over_stock(plan: Plan, used: Mapping[str, Mapping[str, int]]) -> Iterable[Fault]:
    for technician, parts in sorted(used.items()):
        for part, count in sorted(parts.items()):
            if count > plan.technicians[technician].stock.get(part, 0):
                days = [key for key, route in plan.routes.items() if key.technician == technician and route]
                yield Fault("no-part", min(days), part)


def with_route(board: Board, key: TurnKey, route: Route, visits: Iterable[Visit] = ()) -> Board:
    """The board after one turn's route changed (and these visits were added)."""
    return board_of(board.plan.with_visits(visits).with_routes({key: route}), board)
