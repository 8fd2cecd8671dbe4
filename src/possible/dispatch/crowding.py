"""Capacity certificates: more work between two instants than the technicians who could do it have time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from possible.dispatch.able import Able
from possible.dispatch.certificates import Full
from possible.dispatch.metric import no_short_cuts
from possible.dispatch.plan import Plan, TurnKey, Visit

LONG_JOURNEY = 900
"""Seconds to the nearest other visit that are hardly ever reached: below it, the real ones are not looked
up.
"""


def too_full(able: Able, asked: Visit) -> Full | None:
    """An interval around the window with too much work for the turns that could do it, if there is one.

    Two groups of turns are looked at: those that could take the visit, and everybody at work.
    """
    everybody = frozenset(turn.key for turn in able.turns_in(asked.window))
    for group in (able.keys(asked), everybody):
        bound = _crowd(able, asked, group)
        if bound is not None:
            return bound
    return None


def _crowd(able: Able, asked: Visit, group: frozenset[TurnKey]) -> Full | None:
    tied = [visit for visit in able.promised() if able.keys(visit) <= group]
    for start, end in _intervals(asked, tied):
        room = (end - start) * len(group)
        inside = [visit for visit in tied if start <= visit.window.start and visit.window.end <= end]
        crowd = [*inside, asked]
        guess = Crowd.of(crowd, [LONG_JOURNEY] * len(crowd), len(group), end - start)
        if guess.work <= room and len(crowd) <= guess.most * len(group):
            continue
        known = Crowd.of(crowd, _least_journeys(able.plan, crowd), len(group), end - start)
        if known.work > room or len(crowd) > known.most * len(group):
            names = tuple(visit.id for visit in inside)
            return Full(start, end, tuple(sorted(group)), names, known.work, room, known.most)
    return None


def _intervals(asked: Visit, tied: Sequence[Visit]) -> Iterator[tuple[int, int]]:
    """From the start of some window to the end of some window, around the one that is asked."""
    window = asked.window
    starts = {window.start, *(v.window.start for v in tied if v.window.start <= window.start)}
    ends = {window.end, *(v.window.end for v in tied if v.window.end >= window.end)}
    for start in sorted(starts, reverse=True):
        for end in sorted(ends):
            yield start, end


def _least_journeys(plan: Plan, visits: Sequence[Visit]) -> list[int]:
    """For each visit, the shortest journey to another of them; 0 where the travel may hold short cuts."""
    if not all(no_short_cuts(plan.travel_on(day)) for day in plan.days()):
        return [0] * len(visits)
    travel = plan.travel  # traffic only slows it, so this is a lower bound on every day
    points = [travel.point(visit.spot) for visit in visits]
    return [
        min((travel.seconds(point, other) for n, other in enumerate(points) if n != number), default=0)
        for number, point in enumerate(points)
    ]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Seconds of work that lie between the first and the last start, and the most visits one turn can
    start.
    """

    work: int
    most: int

    @staticmethod
    def of(visits: Sequence[Visit], journeys: Sequence[int], turns: int, span: int) -> Crowd:
        """Whoever serves what: each visit takes its duration and at least this journey, but for a turn's
        last.
        """
        each = sorted(visit.duration + journey for visit, journey in zip(visits, journeys, strict=True))
        fitting = sum(1 for load in accumulate(each) if load <= span)
        return Crowd(sum(each[: max(0, len(each) - turns)]), 1 + fitting)
