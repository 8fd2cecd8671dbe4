"""Tier 2: all orders of one technician's day at once (dynamic programming over subsets).

For a turn, `Orders` knows the earliest end of every set of visits that can come first and the latest start of
every set that can come last. A new visit fits at the seam between such a pair exactly when some order of the
whole day takes it; so the tables are made once per route and answer for every visit and every window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from possible.dispatch.plan import Break, Visit
from possible.dispatch.schedule import NEVER, Lane, over, under

MOST_VISITS = 12
"""More movable visits than this in one day are not searched: 2**12 sets are a fraction of a second."""

Node = tuple[int, int]
"""A point of the lane, and the breaks taken when it is left (looking back: when it is reached)."""


class Label(NamedTuple):
    """The best instant of a set that ends (or starts) at a node, its journeys, and the node before it."""

    at: int
    seconds: int
    source: Node | None


Nodes = dict[Node, Label]
Table = dict[int, Nodes]
"""By set of visits; a set that cannot be reached is not there."""


class Seam(NamedTuple):
    """The set `done` comes first and ends at `before`; the others start at `after`."""

    before: Node
    after: Node
    ready: int
    latest: int
    seconds: int
    done: int


@dataclass(frozen=True, slots=True)
class Orders:
    """All orders of a lane whose first `first` visits keep their places."""

    day: Lane
    first: int
    ahead: Table
    behind: Table
    seams: tuple[Seam, ...]

    @property
    def movable(self) -> int:
        return len(self.day.visits) - self.first

    def order_with(self, seam: Seam, visit: Visit) -> tuple[Visit, ...]:
        """The day's order with the visit in this seam."""
        others = ((1 << self.movable) - 1) & ~seam.done
        front = self._trace(self.ahead, seam.done, seam.before)
        back = self._trace(self.behind, others, seam.after)
        return (*self.day.visits[: self.first], *reversed(front), visit, *back)

    def quickest(self) -> tuple[Visit, ...] | None:
        """The order that ends first, if any order keeps the day."""
        best: tuple[int, Node] | None = None
        full, breaks = (1 << self.movable) - 1, self.day.turn.breaks
        for node, label in self.ahead.get(full, {}).items():
            leg = self.day.travel.seconds(self.day.points[node[0]], self.day.points[-1])
            home = over(label.at, leg, breaks[node[1] :])
            if home <= self.day.turn.end and (best is None or home < best[0]):
                best = (home, node)
        if best is None:
            return None
        return (*self.day.visits[: self.first], *reversed(self._trace(self.ahead, full, best[1])))

    def _trace(self, table: Table, done: int, node: Node) -> list[Visit]:
        """From a node back to where its table started."""
        found = []
        while done:
            found.append(self.day.visits[node[0] - 1])
            source = table[done][node].source
            done &= ~(1 << (node[0] - 1 - self.first))
            if source is None:
                break
            node = source
        return found


def orders_of(day: Lane, first: int = 0) -> Orders | None:
    """The tables of a lane, or nothing if it has too many movable visits to search them all."""
    if len(day.visits) - first > MOST_VISITS:
        return None
    search = _Search(day, first)
    ahead, behind = search.ahead(), search.behind()
    return Orders(day, first, ahead, behind, _seams(search.count, ahead, behind))


class _Search:
    """The two tables over the subsets of a lane's movable visits."""

    def __init__(self, day: Lane, first: int) -> None:
        self.day, self.first = day, first
        self.count = len(day.visits) - first
        self.visits = day.visits[first:]
        spots = (*day.points[first:-1], day.points[-1])
        self.seconds = [[day.travel.seconds(one, other) for other in spots] for one in spots]
        breaks = day.turn.breaks
        self.between = [
            [breaks[low:high] for high in range(len(breaks) + 1)] for low in range(len(breaks) + 1)
        ]
        self.most = len(breaks)

    def ahead(self) -> Table:
        """By set: earliest departures. A set that leaves somebody's window behind is dropped."""
        begin = enumerate(self.day.ready[self.first])
        layer: Table = {0: {(self.first, taken): Label(at, 0, None) for taken, at in begin if at < NEVER}}
        table = dict(layer)
        deadlines = sorted((visit.window.end, number) for number, visit in enumerate(self.visits))
        full = (1 << self.count) - 1
        for _ in range(self.count):
            longer: Table = {}
            for done, nodes in layer.items():
                deadline = next(end for end, number in deadlines if not done >> number & 1)
                for node, label in nodes.items():
                    if label.at <= deadline:
                        self._go_on(longer, done, full & ~done, node, label)
            table.update(longer)
            layer = longer
        return table

    def _go_on(self, table: Table, done: int, others: int, node: Node, label: Label) -> None:
        legs = self.seconds[node[0] - self.first]
        for number, visit in enumerate(self.visits):
            if not others >> number & 1:
                continue
            leg, opens, closes = legs[number + 1], visit.window.start, visit.window.end
            if label.at + leg > closes:
                continue
            found = table.setdefault(done | 1 << number, {})
            for taken in range(node[1], self.most + 1):
                at = over(label.at, leg, self.between[node[1]][taken])
                if at <= closes:
                    _keep_earlier(
                        found,
                        (self.first + number + 1, taken),
                        Label((at if at > opens else opens) + visit.duration, label.seconds + leg, node),
                    )

    def behind(self) -> Table:
        """By set: latest starts. A set that starts before somebody's window opens is dropped."""
        end = (len(self.day.visits) + 1, self.most)
        layer: Table = {0: {end: Label(self.day.turn.end, 0, None)}}
        table = dict(layer)
        starts = ((visit.window.start + visit.duration, number) for number, visit in enumerate(self.visits))
        openings = sorted(starts, reverse=True)
        full = (1 << self.count) - 1
        for _ in range(self.count):
            longer: Table = {}
            for done, nodes in layer.items():
                opening = next(start for start, number in openings if not done >> number & 1)
                for node, label in nodes.items():
                    if label.at >= opening:
                        self._go_back(longer, done, full & ~done, node, label)
            table.update(longer)
            layer = longer
        return table

    def _go_back(self, table: Table, done: int, others: int, node: Node, label: Label) -> None:
        column = node[0] - self.first
        for number, visit in enumerate(self.visits):
            if not others >> number & 1:
                continue
            leg, opens, closes = self.seconds[number + 1][column], visit.window.start, visit.window.end
            if label.at - leg - visit.duration < opens:
                continue
            found = table.setdefault(done | 1 << number, {})
            for taken in range(node[1] + 1):
                at = under(label.at, leg, self.between[taken][node[1]]) - visit.duration
                if at >= opens:
                    _keep_later(
                        found,
                        (self.first + number + 1, taken),
                        Label(min(at, closes), label.seconds + leg, node),
                    )


def _keep_earlier(found: dict[Node, Label], node: Node, label: Label) -> None:
    known = found.get(node)
    if known is None or (label.at, label.seconds) < (known.at, known.seconds):
        found[node] = label


def _keep_later(found: dict[Node, Label], node: Node, label: Label) -> None:
    known = found.get(node)
    if known is None or (-label.at, label.seconds) < (-known.at, known.seconds):
        found[node] = label


def _seams(count: int, ahead: Table, behind: Table) -> tuple[Seam, ...]:
    """Pairs of a front and its rest, without those that another pair at the same points beats on both
    sides.
    """
    full = (1 << count) - 1
    by_points: dict[tuple[Node, Node], list[Seam]] = {}
    for done, fronts in ahead.items():
        backs = behind.get(full & ~done, {})
        for before, front in fronts.items():
            for after, back in backs.items():
                if front.at < back.at and before[1] <= after[1]:
                    seconds = front.seconds + back.seconds
                    seam = Seam(before, after, front.at, back.at, seconds, done)
                    by_points.setdefault((before, after), []).append(seam)
    return tuple(seam for seams in by_points.values() for seam in _undominated(seams))


def _undominated(seams: list[Seam]) -> Iterator[Seam]:
    latest = -NEVER
    for seam in sorted(seams, key=lambda seam: (seam.ready, -seam.latest, seam.seconds)):
        if seam.latest > latest:
            latest = seam.latest
            yield seam


class SeamOpening(NamedTuple):
    """A seam that takes the visit if it starts between `earliest` and `latest`; `extra` seconds for that
    order.
    """

    extra: int
    earliest: int
    latest: int
    seam: Seam


def seam_openings(orders: Orders, visit: Visit) -> Iterator[SeamOpening]:
    """Every way to take the visit into some order of the day."""
    day, breaks = orders.day, orders.day.turn.breaks
    spot, seconds = day.travel.point(visit.spot), day.travel.seconds
    there = [seconds(point, spot) for point in day.points]
    onward = [seconds(spot, point) for point in day.points]
    known = sum(day.legs[: orders.first]) - day.seconds
    for seam in orders.seams:
        come, go = there[seam.before[0]], onward[seam.after[0]]
        if seam.ready + come + visit.duration + go > seam.latest:
            continue
        for earliest, latest in _spans(seam, come, go, visit, breaks):
            yield SeamOpening(known + seam.seconds + come + go, earliest, latest, seam)


def _spans(
    seam: Seam, come: int, go: int, visit: Visit, breaks: tuple[Break, ...]
) -> Iterator[tuple[int, int]]:
    for taken in range(seam.before[1], seam.after[1] + 1):
        earliest = max(over(seam.ready, come, breaks[seam.before[1] : taken]), visit.window.start)
        latest = under(seam.latest, go, breaks[taken : seam.after[1]]) - visit.duration
        latest = min(latest, visit.window.end)
        if earliest <= latest:
            yield earliest, latest
