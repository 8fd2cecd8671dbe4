"""Lower bounds of travel: what a certificate may lean on."""

from __future__ import annotations

from collections.abc import Sequence

from possible.dispatch.travel import FlatMap, GreatCircle, Point, Slowed, Travel


def no_short_cuts(travel: Travel) -> bool:
    """Whether a stop on the way surely never makes a journey quicker, rounding included.

    A straight line never does; rounding down may, by a second or two, and parking again makes up for that.
    A table of travel times may hold anything.
    """
    if isinstance(travel, Slowed):
        return travel.percent >= 100 and no_short_cuts(travel.under)
    if isinstance(travel, FlatMap):
        return travel.parking >= 1
    if isinstance(travel, GreatCircle):
        return travel.parking >= travel.detour * 36 // travel.speed + 2
    return False


def least_from(travel: Travel, points: Sequence[Point], start: int) -> list[int]:
    """Seconds from one of the points to each, over any of the others (Dijkstra on the full graph)."""
    if no_short_cuts(travel):
        return [travel.seconds(points[start], point) for point in points]
    return _dijkstra([[travel.seconds(one, other) for other in points] for one in points], start)


def least_to(travel: Travel, points: Sequence[Point], end: int) -> list[int]:
    """Seconds from each of the points to one of them, over any of the others."""
    if no_short_cuts(travel):
        return [travel.seconds(point, points[end]) for point in points]
    return _dijkstra([[travel.seconds(other, one) for other in points] for one in points], end)


def _dijkstra(table: Sequence[Sequence[int]], start: int) -> list[int]:
    best = list(table[start])
    best[start] = 0
    left = set(range(len(table))) - {start}
    while left:
        near = min(left, key=best.__getitem__)
        left.remove(near)
        for other in left:
            best[other] = min(best[other], best[near] + table[near][other])
    return best
