"""Tier 2's second half: the visit takes the place of another one, which a second technician can keep as promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from possible.dispatch.board import Board, speaks
from possible.dispatch.insertion import narrowed
from possible.dispatch.memory import orders_on, orders_without
from possible.dispatch.plan import Route, TurnKey, Visit, Window
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
    orders = orders_on(board, key)
    if orders is None or not board.can_serve(key, visit):
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
            if orders.day.turn.longest and not keeps(orders.day.turn, _promised(order, visit, window), orders.day.travel):
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


def exchanges(board: Board, visit: Visit, window: Window) -> Iterator[Swap]:
    """Every way to take the visit in this window by handing one other visit of that day to a colleague."""
    asked = narrowed(visit, window)
    for key in board.keys:
        turn = board.plan.turns[key]
        if turn.start > window.end or turn.end < window.start or turn.longest or not _able(board, key, visit):
            continue
        foreign = not speaks(board.plan.technicians[key.technician], visit)
        fixed = board.plan.fixed.get(key, 0)
        for gone in board.lanes[key].visits[fixed:]:
            yield from _in_place_of(board, key, asked, gone, foreign=foreign)


def _able(board: Board, key: TurnKey, visit: Visit) -> bool:
    """Exchanging visits that need scarce parts is left to the deep search."""
    return not visit.parts and board.can_serve(key, visit)


def _in_place_of(board: Board, key: TurnKey, asked: Visit, gone: Visit, *, foreign: bool) -> Iterator[Swap]:
    orders = orders_without(board, key, gone.id)
    if orders is None:
        return
    best = min(seam_openings(orders, asked), default=None)
    if best is None:
        return
    other = rehome(board, key, gone)
    if other is None:
        return
    order = tuple(visit.id for visit in orders.order_with(best.seam, asked))
    saved = orders.day.seconds - board.lanes[key].seconds
    yield Swap(foreign, best.extra + saved + other.extra, key, gone.id, ((key, order), (other.key, other.route)))


def rehome(board: Board, key: TurnKey, gone: Visit) -> Reordered | None:
    """The cheapest other turn that keeps this visit's own window, in any order, and no worse a language."""
    shelf = board.memory.setdefault("rehome", {})
    lanes = [board.lanes[other] for other in _turns_for(board, gone)]
    known = shelf.get((key, gone.id))
    if isinstance(known, _Rehomed) and len(known.lanes) == len(lanes) and all(map(_is, known.lanes, lanes)):
        return known.found
    spoken = speaks(board.plan.technicians[key.technician], gone)
    best: Reordered | None = None
    for other in _turns_for(board, gone):
        if other == key or not board.can_serve(other, gone):
            continue
        taken = in_any_order(board, other, gone, [gone.window]).get(0)
        if taken is not None and not (spoken and taken.foreign) and (best is None or taken.extra < best.extra):
            best = taken
    shelf[key, gone.id] = _Rehomed(lanes, best)
    return best


class _Rehomed:
    """What was found, and the lanes for which it was found: it is true while they are the same objects."""

    __slots__ = ("found", "lanes")

    def __init__(self, lanes: list[Lane], found: Reordered | None) -> None:
        self.lanes, self.found = lanes, found


def _is(one: Lane, other: Lane) -> bool:
    return one is other


def _turns_for(board: Board, visit: Visit) -> list[TurnKey]:
    turns = board.plan.turns
    return [
        key for key in board.keys if turns[key].start <= visit.window.end and turns[key].end >= visit.window.start
    ]
