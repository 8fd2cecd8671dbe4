"""What has been worked out about lanes, kept as long as the lane is the same object."""

from __future__ import annotations

from possible.dispatch.able import Able
from possible.dispatch.board import Board
from possible.dispatch.plan import TurnKey
from possible.dispatch.resequence import Orders, orders_of
from possible.dispatch.schedule import Lane, lane


def able_of(board: Board) -> Able:
    """Who could serve what on this board's plan."""
    shelf = board.memory.setdefault("able", {})
    known = shelf.get("able")
    if not isinstance(known, Able) or known.plan is not board.plan:
        known = shelf["able"] = Able(board.plan)
    return known


def orders_on(board: Board, key: TurnKey) -> Orders | None:
    """All orders of a turn's day; nothing if it has too many visits."""
    return _remembered(board, key, "")


def orders_without(board: Board, key: TurnKey, visit: str) -> Orders | None:
    """All orders of a turn's day without one of its visits."""
    return _remembered(board, key, visit)


def lane_without(board: Board, key: TurnKey, visit: str) -> Lane:
    """A turn's day without one of its visits."""
    day, shelf = board.lanes[key], board.memory.setdefault("lanes", {})
    known = shelf.get((key, visit))
    if not isinstance(known, tuple) or known[0] is not day:
        known = shelf[key, visit] = (day, _without(day, visit))
    found: Lane = known[1]
    return found


def _remembered(board: Board, key: TurnKey, without: str) -> Orders | None:
    day, fixed = board.lanes[key], board.plan.fixed.get(key, 0)
    shelf = board.memory.setdefault(without, {})
    known = shelf.get(key)
    if isinstance(known, _Known) and known.day is day and known.fixed == fixed:
        return known.orders
    asked = day if not without else _without(day, without)
    fresh = _Known(day, fixed, orders_of(asked, fixed))
    shelf[key] = fresh
    return fresh.orders


def _without(day: Lane, visit: str) -> Lane:
    return lane(day.turn, tuple(other for other in day.visits if other.id != visit), day.travel)


class _Known:
    __slots__ = ("day", "fixed", "orders")

    def __init__(self, day: Lane, fixed: int, orders: Orders | None) -> None:
        self.day, self.fixed, self.orders = day, fixed, orders
