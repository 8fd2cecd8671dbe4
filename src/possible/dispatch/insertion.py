"""Tier 1: a visit put between two neighbours of a route that stays as it is. Exact for that order.

`fast` answers the same question with numpy, and the tests hold them equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from possible.dispatch.board import Board, speaks
from possible.dispatch.plan import Route, TurnKey, Visit, Window
from possible.dispatch.schedule import Lane, advance, keeps, retreat


class Opening(NamedTuple):
    """A gap into which the visit fits when it starts between `earliest` and `latest`, for `extra` seconds."""

    extra: int
    position: int
    earliest: int
    latest: int


def openings(day: Lane, visit: Visit, first: int = 0) -> Iterator[Opening]:
    """Every gap of the lane from position `first` on that could take the visit at some instant."""
    point, spot = day.points, day.travel.point(visit.spot)
    seconds, breaks, duration = day.travel.seconds, day.turn.breaks, visit.duration
    opens, closes = visit.window.start, visit.window.end
    for gap in range(first, len(day.legs)):
        ready, latest = day.ready[gap], day.latest[gap + 1]
        if min(ready) > closes or max(latest) < opens + duration:
            continue
        there, onward = seconds(point[gap], spot), seconds(spot, point[gap + 1])
        arrivals = advance(ready, there, breaks)
        leaves = retreat(latest, onward, breaks)
        extra = there + onward - day.legs[gap]
        for arrive, leave in zip(arrivals, leaves, strict=True):
            if arrive <= closes and max(arrive, opens) <= leave - duration:
                yield Opening(extra, gap, max(arrive, opens), min(leave - duration, closes))


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Where a visit can go for one window: no language kept is worse than any detour, then extra travel."""

    foreign: bool
    extra: int
    key: TurnKey
    position: int


def cheapest(board: Board, visit: Visit, windows: Sequence[Window]) -> list[Found | None]:
    """For each window the best place for the visit, by insertion; nothing where insertion finds none.

    Ties go to the first day, technician and position, so that every way of computing agrees.
    """
    best: list[Found | None] = [None] * len(windows)
    for key in board.keys:
        wanted = windows_of(board, key, windows)
        if wanted and board.can_serve(key, visit):
            foreign = not speaks(board.plan.technicians[key.technician], visit)
            _better(best, board, key, visit, windows, wanted, foreign=foreign)
    return best


def windows_of(board: Board, key: TurnKey, windows: Sequence[Window]) -> list[int]:
    """Which of the windows overlap the turn."""
    turn = board.plan.turns[key]
    return [n for n, window in enumerate(windows) if window.start <= turn.end and window.end >= turn.start]


def _better(  # noqa: PLR0913 - the inner step of the loop above
    best: list[Found | None],
    board: Board,
    key: TurnKey,
    visit: Visit,
    windows: Sequence[Window],
    wanted: list[int],
    *,
    foreign: bool,
) -> None:
    day = board.lanes[key]
    for extra, position, earliest, latest in openings(day, visit, board.plan.fixed.get(key, 0)):
        for number in wanted:
            window, known = windows[number], best[number]
            if max(earliest, window.start) > min(latest, window.end):
                continue
            if known is not None and (known.foreign, known.extra) <= (foreign, extra):
                continue
            if day.turn.longest and not _still_short(day, visit, window, position):
                continue
            best[number] = Found(foreign, extra, key, position)


def _still_short(day: Lane, visit: Visit, window: Window, position: int) -> bool:
    """A bounded length of the day is no matter of gaps: ask the judge."""
    return keeps(day.turn, inserted(day.visits, narrowed(visit, window), position), day.travel)


def inserted(visits: Sequence[Visit], visit: Visit, position: int) -> tuple[Visit, ...]:
    return (*visits[:position], visit, *visits[position:])


def narrowed(visit: Visit, window: Window) -> Visit:
    """The visit as it is when it is promised for this window (within its own, if that is narrower)."""
    both = Window(max(visit.window.start, window.start), min(visit.window.end, window.end))
    return replace(visit, window=both)


def route_with(board: Board, found: Found, visit: str) -> Route:
    """The turn's route with the visit where it was found to fit."""
    route = board.plan.route(found.key)
    return (*route[: found.position], visit, *route[found.position :])
