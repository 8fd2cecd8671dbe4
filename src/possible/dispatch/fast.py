"""Tier 1 with numpy: the same answers as `insertion.cheapest`, to the second, for large boards.

Each row is a turn, each column a gap of its route; unused cells can never be reached. Rows are in the board's
order, so the first smallest value is the same place that plain Python finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from possible.dispatch.board import Board, missing, speaks
from possible.dispatch.insertion import Found, cheapest
from possible.dispatch.plan import TurnKey, Visit, Window
from possible.dispatch.schedule import NEVER, Lane
from possible.dispatch.travel import FlatMap, GreatCircle, Point, TableTravel, Travel

Ints = npt.NDArray[np.int64]
FOREIGN = 1 << 40
"""Added to the extra seconds of a technician who does not speak the language: more than any detour."""

SPARE = 4


class FastBoard:
    """A board's lanes as arrays; `follow` brings it up to a later board at the price of what changed."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._build()

    def _build(self) -> None:
        board = self.board
        lanes = [board.lanes[key] for key in board.keys]
        self.rows = {key: row for row, key in enumerate(board.keys)}
        self.labels = 1 + max((len(lane.turn.breaks) for lane in lanes), default=0)
        self.width = SPARE + max((len(lane.legs) for lane in lanes), default=1)
        self.axes = len(lanes[0].points[0]) if lanes else 1
        size = (len(lanes), self.width)
        self.points: Ints = np.zeros((self.axes, size[0], self.width + 1), np.int64)
        self.legs: Ints = np.zeros(size, np.int64)
        self.ready: Ints = np.full((self.labels, *size), NEVER, np.int64)
        self.latest: Ints = np.full((self.labels, *size), -NEVER, np.int64)
        self.breaks: Ints = np.zeros((self.labels, 3, size[0], 1), np.int64)
        self.percent: Ints = np.full((size[0], 1), 100, np.int64)
        self.room: Ints = np.full(size, -NEVER, np.int64)
        for row, lane in enumerate(lanes):
            self._write(row, lane)
        self._days()
        self.plain = any(lane.turn.longest for lane in lanes) or not vectorised(board.plan.travel)
        self._fits: dict[object, Ints] = {}

    def _write(self, row: int, lane: Lane) -> None:
        gaps, count = len(lane.legs), len(lane.turn.breaks) + 1
        fixed = self.board.plan.fixed.get(lane.turn.key, 0)
        self.points[:, row, : gaps + 1] = np.array(lane.points, np.int64).T
        self.legs[row, :gaps] = lane.legs
        self.ready[:, row] = NEVER
        self.latest[:, row] = -NEVER
        self.ready[:count, row, fixed:gaps] = np.array(lane.ready[fixed:gaps], np.int64).reshape(-1, count).T
        self.latest[:count, row, :gaps] = np.array(lane.latest[1:], np.int64).T
        self.room[row] = self.latest[:, row].max(axis=0) - self.ready[:, row].min(axis=0)
        self.breaks[:, 0, row] = NEVER
        self.breaks[:, 1, row] = -NEVER
        for number, rest in enumerate(lane.turn.breaks):
            self.breaks[number, :, row, 0] = (rest.earliest, rest.latest, rest.duration)
        self.percent[row] = self.board.plan.traffic.get(lane.turn.key.day, 100)

    def _days(self) -> None:
        """First and last instant of each row's turn, made monotone so that a window's rows are one slice."""
        turns = [self.board.plan.turns[key] for key in self.board.keys]
        starts = np.array([turn.start for turn in turns], np.int64)
        self.ends = np.maximum.accumulate(np.array([turn.end for turn in turns], np.int64))
        self.starts = np.minimum.accumulate(starts[::-1])[::-1] if turns else starts

    def follow(self, board: Board) -> None:
        """Take over a later board of the same plan; only rows whose lane changed are written."""
        before, self.board = self.board, board
        too_wide = any(len(board.lanes[key].legs) > self.width for key in board.keys)
        if board.keys != before.keys or too_wide or board.plan.fixed != before.plan.fixed:
            self._build()
            return
        for key in board.keys:
            lane = board.lanes[key]
            if lane is not before.lanes[key]:
                if lane.turn != before.lanes[key].turn:
                    self._build()
                    return
                self._write(self.rows[key], lane)
        if board.plan.technicians is not before.plan.technicians:
            self._fits = {}

    def fitting(self, visit: Visit) -> Ints:
        """For each row, what its technician adds to the rank: 0, FOREIGN, or NEVER for one who cannot serve
        it.
        """
        needs = (visit.skills, visit.equipment, visit.territory, visit.language)
        known = self._fits.get(needs)
        if known is None:
            ranks = {
                name: NEVER if missing(who, visit) else FOREIGN * (not speaks(who, visit))
                for name, who in self.board.plan.technicians.items()
            }
            known = np.array([ranks[key.technician] for key in self.board.keys], np.int64)
            self._fits[needs] = known
        if visit.parts:
            short = [bool(self.board.short_of(key, visit)) for key in self.board.keys]
            known = np.where(np.array(short, bool), NEVER, known)
        return known

    def cheapest(self, visit: Visit, windows: Sequence[Window]) -> list[Found | None]:
        """What `insertion.cheapest` gives."""
        if self.plain:
            return cheapest(self.board, visit, windows)
        if not len(self.rows) or not windows:
            return [None] * len(windows)
        best = self._open_gaps(visit)
        found: list[Found | None] = []
        for window, rows in zip(windows, self._slices(windows), strict=True):
            place = best.of(window, rows)
            found.append(None if place is None else _found(self.board.keys[place[1]], place[0], place[2]))
        return found

    def _slices(self, windows: Sequence[Window]) -> list[tuple[int, int]]:
        first = np.searchsorted(self.ends, [window.start for window in windows], side="left")
        last = np.searchsorted(self.starts, [window.end for window in windows], side="right")
        return list(zip(first.tolist(), last.tolist(), strict=True))

    def _open_gaps(self, visit: Visit) -> _Gaps:
        """The gaps that take the visit at some instant. Most are ruled out by their room alone, before
        travel.
        """
        rank, travel = self.fitting(visit), self.board.plan.travel
        point = travel.point(visit.spot)
        roomy = (self.room >= visit.duration) & (rank < NEVER)[:, None]
        row, gap = np.nonzero(roomy)
        there = distances(travel, self.points[:, row, gap], point)[0]
        onward = distances(travel, self.points[:, row, gap + 1], point)[1]
        if self.board.plan.traffic:
            percent = self.percent[row, 0]
            there, onward = (there * percent + 99) // 100, (onward * percent + 99) // 100
        near = np.flatnonzero(there + onward + visit.duration <= self.room[row, gap])
        row, gap, there, onward = row[near], gap[near], there[near], onward[near]
        breaks = self.breaks[:, :, row, 0]
        arrive = _advance(self.ready[:, row, gap], there, breaks)
        leave = _retreat(self.latest[:, row, gap], onward, breaks)
        np.maximum(arrive, visit.window.start, out=arrive)
        leave -= visit.duration
        np.minimum(leave, visit.window.end, out=leave)
        extra = there + onward - self.legs[row, gap] + rank[row]
        return _Gaps(row, gap, extra, arrive, leave).open()


@dataclass(frozen=True, slots=True)
class _Gaps:
    """Gaps in the board's order: row, position, rank, and the first and last start for each number of
    breaks.
    """

    row: Ints
    gap: Ints
    rank: Ints
    earliest: Ints
    latest: Ints

    def open(self) -> _Gaps:
        """Only those with some start."""
        kept = np.flatnonzero((self.earliest <= self.latest).any(axis=0))
        return _Gaps(
            self.row[kept], self.gap[kept], self.rank[kept], self.earliest[:, kept], self.latest[:, kept]
        )

    def of(self, window: Window, rows: tuple[int, int]) -> tuple[int, int, int] | None:
        """Rank, row and position of the cheapest in the window, among these rows; the first of equals."""
        low, high = np.searchsorted(self.row, rows)
        if low >= high:
            return None
        earliest, latest = self.earliest[:, low:high], self.latest[:, low:high]
        fits = (np.maximum(earliest, window.start) <= np.minimum(latest, window.end)).any(axis=0)
        place = np.flatnonzero(fits)
        if not len(place):
            return None
        best = int(place[np.argmin(self.rank[low:high][place])]) + int(low)
        return int(self.rank[best]), int(self.row[best]), int(self.gap[best])


def _found(key: TurnKey, rank: int, gap: int) -> Found:
    foreign = rank >= FOREIGN // 2
    return Found(foreign, rank - FOREIGN if foreign else rank, key, gap)


def vectorised(travel: Travel) -> bool:
    """Whether numpy knows this provider."""
    return isinstance(travel, (GreatCircle, FlatMap, TableTravel))


def distances(travel: Travel, points: Ints, point: Point) -> tuple[Ints, Ints]:
    """Seconds from every point to this one, and from this one to every point (last axes as in
    `points[0]`).
    """
    if isinstance(travel, TableTravel):
        table = _table(travel)
        return table[points[0], point[0]], table[point[0], points[0]]
    away = [np.abs(points[axis] - point[axis]) for axis in range(len(point))]
    here = sum(away) == 0
    if isinstance(travel, FlatMap):
        seconds = travel.parking + sum(away) // travel.speed
    else:
        assert isinstance(travel, GreatCircle)  # noqa: S101 - `vectorised` has seen to it
        # Sums of squares stay below 2**52, where the correctly rounded root has the exact whole part.
        straight = np.sqrt(sum(axis * axis for axis in away).astype(np.float64)).astype(np.int64)
        seconds = travel.parking + straight * travel.detour * 36 // travel.speed
    seconds = np.where(here, 0, seconds)
    return seconds, seconds


_TABLES: dict[int, tuple[TableTravel, Ints]] = {}


def _table(travel: TableTravel) -> Ints:
    known = _TABLES.get(id(travel))
    if known is None or known[0] is not travel:
        _TABLES.clear()
        known = _TABLES[id(travel)] = (travel, np.array(travel.rows, np.int64))
    return known[1]


def _advance(ready: Ints, seconds: Ints, breaks: Ints) -> Ints:
    """`schedule.advance` on arrays."""
    found = np.empty_like(ready)
    for after in range(len(ready)):
        best = ready[after] + seconds
        for taken in range(after):
            for split in range(taken, after + 1):
                at = _take(ready[taken], breaks[taken:split])
                np.minimum(best, _take(at + seconds, breaks[split:after]), out=best)
        found[after] = best
    return found


def _retreat(latest: Ints, seconds: Ints, breaks: Ints) -> Ints:
    """`schedule.retreat` on arrays."""
    found = np.empty_like(latest)
    for taken in range(len(latest)):
        best = latest[taken] - seconds
        for after in range(taken + 1, len(latest)):
            for split in range(taken, after + 1):
                at = _untake(latest[after], breaks[split:after])
                np.maximum(best, _untake(at - seconds, breaks[taken:split]), out=best)
        found[taken] = best
    return found


def _take(at: Ints, breaks: Ints) -> Ints:
    for earliest, latest, duration in breaks:
        at = np.where(at > latest, NEVER, np.maximum(at, earliest) + duration)
    return at


def _untake(at: Ints, breaks: Ints) -> Ints:
    for earliest, latest, duration in breaks[::-1]:
        at = np.minimum(at - duration, latest)
        at = np.where(at < earliest, -NEVER, at)
    return at
