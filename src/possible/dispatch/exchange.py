"""Tier 2's second half: the visit takes the place of another one, which a second technician can keep as
promised.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from possible.dispatch.board import Board, speaks
from possible.dispatch.insertion import inserted, narrowed, openings
from possible.dispatch.memory import able_of, lane_without, orders_on, orders_without
from possible.dispatch.plan import Route, Technician, TurnKey, Visit, Window
from possible.dispatch.resequence import seam_openings
from possible.dispatch.schedule import Lane, keeps

Routes = tuple[tuple[TurnKey, Route], ...]


class Reordered(NamedTuple):
    """A visit taken into a turn in some order of its day: no language kept, extra seconds, and the route."""

    foreign: bool
    extra: int
    key: TurnKey
    route: Route


def in_any_order(board: Board, key: TurnKey, visit: Visit, windows: Sequence[Window]) -> dict[int, Reordered]:
    """For each window (by number) the cheapest order of this turn's day that takes the visit, if one does."""
    orders = orders_on(board, key) if board.can_serve(key, visit) else None
    if orders is None:
        return {}
    found: dict[int, Reordered] = {}
    foreign = not speaks(board.plan.technicians[key.technician], visit)
    for opening in seam_openings(orders, visit):
        for number, window in enumerate(windows):
            if max(opening.earliest, window.start) > min(opening.latest, window.end):
                continue
            if number in found and found[number].extra <= opening.extra:
                continue
            order = orders.order_with(opening.seam, visit)
            if orders.day.turn.longest and not keeps(
                orders.day.turn, _promised(order, visit, window), orders.day.travel
            ):
                continue
            found[number] = Reordered(foreign, opening.extra, key, tuple(other.id for other in order))
    return found


def _promised(order: Sequence[Visit], visit: Visit, window: Window) -> list[Visit]:
    return [narrowed(other, window) if other is visit else other for other in order]


class Swap(NamedTuple):
    """The visit goes to `key` in place of `gone`, which goes elsewhere: two routes change."""

    foreign: bool
    extra: int
    key: TurnKey
    gone: str
    routes: Routes


Taken = tuple[int, Route]
"""Extra seconds, and the route with the visit in it."""


def exchanges(board: Board, visit: Visit, window: Window, *, any_order: bool) -> Iterator[Swap]:
    """Every way to take the visit in this window by handing one other visit of that day to a colleague.

    `any_order`: the day that takes the visit may be put into any order; without it, it goes between two
    others.
    """
    asked = narrowed(visit, window)
    take = _in_some_order if any_order else _between
    for key in board.keys:
        turn = board.plan.turns[key]
        if turn.start > window.end or turn.end < window.start or turn.longest:
            continue
        foreign = not speaks(board.plan.technicians[key.technician], visit)
        for gone in board.lanes[key].visits[board.plan.fixed.get(key, 0) :]:
            taken = take(board, key, asked, gone) if board.can_serve(key, visit, gone) else None
            other = rehome(board, key, gone) if taken is not None else None
            if taken is None or other is None or (other.key.technician == key.technician and gone.parts):
                continue
            routes = ((key, taken[1]), (other.key, other.route))
            yield Swap(foreign, taken[0] + other.extra, key, gone.id, routes)


def _between(board: Board, key: TurnKey, asked: Visit, gone: Visit) -> Taken | None:
    day = lane_without(board, key, gone.id)
    best = min(openings(day, asked, board.plan.fixed.get(key, 0)), default=None) if day.keeps else None
    if best is None:
        return None
    route = tuple(visit.id for visit in inserted(day.visits, asked, best.position))
    return best.extra + day.seconds - board.lanes[key].seconds, route


def _in_some_order(board: Board, key: TurnKey, asked: Visit, gone: Visit) -> Taken | None:
    orders = orders_without(board, key, gone.id)
    best = min(seam_openings(orders, asked), default=None) if orders is not None else None
    if orders is None or best is None:
        return None
    route = tuple(visit.id for visit in orders.order_with(best.seam, asked))
    return best.extra + orders.day.seconds - board.lanes[key].seconds, route


def rehome(board: Board, key: TurnKey, gone: Visit) -> Reordered | None:
    """Another turn that keeps this visit's own window, and speaks no worse: the cheapest by insertion, or
    else in any order.
    """
    shelf = board.memory.setdefault("rehome", {})
    others = [other for other in _turns_for(board, gone) if other != key]
    lanes = [board.lanes[other] for other in others]
    known = shelf.get((key, gone.id))
    if isinstance(known, _Rehomed) and known.still_true(board, gone, lanes):
        return known.found
    spoken = speaks(board.plan.technicians[key.technician], gone)
    able = [
        other
        for other in others
        if board.can_serve(other, gone)
        and not (spoken and not speaks(board.plan.technicians[other.technician], gone))
    ]
    put_in = (_inserted(board, other, gone) for other in able)
    best = min((found for found in put_in if found is not None), default=None)
    if best is None:
        ordered = (in_any_order(board, other, gone, [gone.window]).get(0) for other in able)
        best = min((found for found in ordered if found is not None), default=None)
    shelf[key, gone.id] = _Rehomed(board.plan.technicians, gone, lanes, best)
    return best


def _inserted(board: Board, key: TurnKey, visit: Visit) -> Reordered | None:
    day = board.lanes[key]
    best = min(openings(day, visit, board.plan.fixed.get(key, 0)), default=None)
    if best is None or day.turn.longest:
        return None
    route = board.plan.route(key)
    foreign = not speaks(board.plan.technicians[key.technician], visit)
    return Reordered(foreign, best.extra, key, (*route[: best.position], visit.id, *route[best.position :]))


class _Rehomed:
    """What was found, and for which visit, technicians and lanes: it is true while they are the same
    objects.
    """

    __slots__ = ("_lanes", "_people", "_visit", "found")

    def __init__(
        self, people: Mapping[str, Technician], visit: Visit, lanes: list[Lane], found: Reordered | None
    ) -> None:
        self._people, self._visit, self._lanes, self.found = people, visit, lanes, found

    def still_true(self, board: Board, visit: Visit, lanes: list[Lane]) -> bool:
        """Parts depend on other days too, so what needs parts is always asked again."""
        same = self._people is board.plan.technicians and self._visit == visit and not visit.parts
        return same and len(lanes) == len(self._lanes) and all(map(operator.is_, lanes, self._lanes))


def _turns_for(board: Board, visit: Visit) -> list[TurnKey]:
    return [turn.key for turn in able_of(board).turns_in(visit.window)]
