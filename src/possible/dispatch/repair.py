"""Repairs a broken day: first tiers at once, then a search, then it is said who must be told what.

No promised window moves. A visit that finds no place stays `open`: its customer is asked, with the remedy.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from possible.dispatch.adopt import adopt
from possible.dispatch.board import Board, board_of, speaks
from possible.dispatch.day import day_problem
from possible.dispatch.events import CustomerAway, Event, Shaken, shake
from possible.dispatch.improver import Improver, Progress
from possible.dispatch.memory import able_of, orders_without
from possible.dispatch.plan import Plan, TurnKey, Visit
from possible.dispatch.resequence import orders_of
from possible.dispatch.schedule import keeps
from possible.dispatch.slots import Possible, Tier, slots


@dataclass(frozen=True, slots=True)
class Rehomed:
    """A visit that keeps its window, by whom now, and which tier found it."""

    visit: str
    key: TurnKey
    tier: Tier


@dataclass(frozen=True, slots=True)
class Repaired:
    """The plan after the event: who was rehomed, what is still open, whose promise is broken already."""

    before: Plan
    plan: Plan
    rehomed: tuple[Rehomed, ...]
    open: tuple[str, ...]
    broken: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


def repair(plan: Plan, event: Event, now: int, lock: int = 0, tier: Tier = Tier.EXCHANGE) -> Repaired:
    """The day after the event, by the tiers that take milliseconds; `search_on` goes on from there."""
    shaken = loosened(shake(plan, event, now, lock))
    after, rehomed, unplaced = rehome_all(shaken.plan, shaken.released, tier)
    left = (*unplaced, *(visit for visit in shaken.broken if visit not in shaken.released))
    away = shaken.broken if isinstance(event, CustomerAway) else ()
    return Repaired(plan, after, tuple(rehomed), left, shaken.broken, shaken.done, away)


def loosened(shaken: Shaken) -> Shaken:
    """Turns that the event made too long are put in another order, or give up as few visits as will do."""
    plan, released = shaken.plan, list(shaken.released)
    board = board_of(plan)
    routes: dict[TurnKey, tuple[str, ...]] = {}
    for key in board.keys:
        if not board.lanes[key].keeps:
            kept, gone = _shortened(board, key)
            routes[key] = tuple(visit.id for visit in kept)
            released.extend(visit.id for visit in gone)
    return replace(shaken, plan=plan.with_routes(routes), released=tuple(released))


def _shortened(board: Board, key: TurnKey) -> tuple[Sequence[Visit], list[Visit]]:
    """An order that is kept, and the visits given up for it: the least important, one at a time."""
    day = board.lanes[key]
    gone: list[Visit] = []
    visits = list(day.visits)
    while visits:
        orders = orders_of(replace(day, visits=tuple(visits), points=_points(day.points, day.visits, visits)))
        order = orders.quickest() if orders else None
        if order is not None and keeps(day.turn, order, day.travel):
            return order, gone
        loose = _best_to_lose(board, key, visits) if len(visits) == len(day.visits) else None
        lost = loose or min(visits, key=lambda visit: (visit.promised, visit.priority, -visit.window.end))
        visits.remove(lost)
        gone.append(lost)
    return (), gone


def _points(
    points: tuple[tuple[int, ...], ...], before: Sequence[Visit], after: Sequence[Visit]
) -> tuple[tuple[int, ...], ...]:
    place = {visit.id: point for visit, point in zip(before, points[1:-1], strict=True)}
    return (points[0], *(place[visit.id] for visit in after), points[-1])


def _best_to_lose(board: Board, key: TurnKey, visits: Iterable[Visit]) -> Visit | None:
    """The least important visit without which, alone, the day can be kept."""
    enough = []
    for visit in visits:
        orders = orders_without(board, key, visit.id)
        if orders is not None and orders.quickest() is not None:
            enough.append(visit)
    return min(enough, key=lambda visit: (visit.promised, visit.priority, visit.duration), default=None)


def rehome_all(
    plan: Plan, released: Sequence[str], tier: Tier
) -> tuple[Plan, list[Rehomed], tuple[str, ...]]:
    """Each visit gets a technician who keeps its own window, tier by tier, the hardest to place first."""
    board, rehomed = board_of(plan), list[Rehomed]()
    waiting = _hardest_first(board, [plan.visits[visit] for visit in released])
    for level in (known for known in Tier if known <= min(tier, Tier.EXCHANGE)):
        unplaced = []
        for visit in waiting:
            found = _place(board, visit, level)
            if found is None:
                unplaced.append(visit)
                continue
            board = board_of(board.plan.with_routes(dict(found.routes)), board)
            rehomed.append(Rehomed(visit.id, found.key, level))
        waiting = unplaced
    return board.plan, rehomed, tuple(visit.id for visit in waiting)


def _hardest_first(board: Board, visits: Iterable[Visit]) -> list[Visit]:
    able = able_of(board)
    return sorted(
        visits,
        key=lambda visit: (-visit.priority, len(able.keys(visit)), visit.window.end - visit.window.start),
    )


def _place(board: Board, visit: Visit, tier: Tier) -> Possible | None:
    answer = slots(board, visit, [visit.window], tier, effort=0)[0]
    return answer if isinstance(answer, Possible) else None


def search_on(repaired: Repaired, rng: random.Random, progress: Progress) -> Repaired:
    """The same repair after a search over the whole day for visits that are still open (and not broken)."""
    plan, rehomed, left = repaired.plan, list(repaired.rehomed), list(repaired.open)
    days = sorted({key.day for visit in left for key in able_of(board_of(plan)).keys(plan.visits[visit])})
    for day in days:
        waiting = [plan.visits[visit] for visit in left if visit not in repaired.broken]
        here = [
            visit for visit in waiting if any(key.day == day for key in able_of(board_of(plan)).keys(visit))
        ]
        if not here:
            continue
        problem = day_problem(plan, day, here)
        improver = Improver(problem, rng)
        improver.search(progress, lambda best: not best.absent)
        plan, _ = adopt(plan, problem, improver.orders(), "own")
        for visit in here:
            key = plan.home_of(visit.id)
            if key is not None:
                rehomed.append(Rehomed(visit.id, key, Tier.DEEP))
                left.remove(visit.id)
    return replace(repaired, plan=plan, rehomed=tuple(rehomed), open=tuple(left))


@dataclass(frozen=True, slots=True)
class Change:
    """A visit that another technician keeps: from whom (nobody, if that turn is gone), to whom."""

    visit: str
    before: TurnKey | None
    after: TurnKey
    loses_language: bool


def changes(repaired: Repaired) -> list[Change]:
    """Every visit that has another technician than before, the repaired ones and those moved for them."""
    old = {visit: key for key, route in repaired.before.routes.items() for visit in route}
    found = []
    for key, route in sorted(repaired.plan.routes.items()):
        for visit in route:
            before = old.get(visit)
            if before != key:
                found.append(Change(visit, before, key, _loses_language(repaired, visit, before, key)))
    return found


def _loses_language(repaired: Repaired, visit: str, before: TurnKey | None, after: TurnKey) -> bool:
    wanted, people = repaired.plan.visits[visit], repaired.before.technicians
    spoke = before is not None and speaks(people[before.technician], wanted)
    return spoke and not speaks(people[after.technician], wanted)
