"""All arrangements of a small day: whether the promised visits and one more can be shared out at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from possible.dispatch.able import Able
from possible.dispatch.certificates import NoArrangement
from possible.dispatch.metric import no_short_cuts
from possible.dispatch.plan import Plan, Turn, Visit
from possible.dispatch.schedule import NEVER, over

MOST_VISITS = 24
"""Days that hang together with more visits than this are not tried."""


def no_arrangement(able: Able, asked: Visit, effort: int) -> NoArrangement | None:
    """The proof that these promises leave no room, if looking at all arrangements takes no more than
    `effort`.
    """
    plan = able.plan
    tied = _tied_to(able, asked)
    if tied is None or not all(no_short_cuts(plan.travel_on(turn.key.day)) for turn in tied[0]):
        return None
    turns, visits = tied
    try:
        if _Sharing(able, turns, [*visits, asked], effort).possible():
            return None
    except TooMany:
        return None
    return NoArrangement(tuple(turn.key for turn in turns), tuple(visit.id for visit in visits))


def _tied_to(able: Able, asked: Visit) -> tuple[list[Turn], list[Visit]] | None:
    """Turns that could take the visit, the promises they could keep, the other turns that could keep those,
    and so on until nothing is added; nothing if that are too many promises.
    """
    plan, placed = able.plan, able.promised()
    keys = able.keys(asked)
    while True:
        visits = [visit for visit in placed if not able.keys(visit).isdisjoint(keys)]
        if len(visits) > MOST_VISITS:
            return None
        wider = keys.union(*(able.keys(visit) for visit in visits))
        if wider == keys:
            return [plan.turns[key] for key in sorted(keys)], visits
        keys = wider


class TooMany(Exception):  # noqa: N818 - it is an answer, not an error
    """The search would look at more arrangements than it may."""


@dataclass(slots=True)
class _Effort:
    left: int

    def spend(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise TooMany


class _Sharing:
    """Gives sets of visits to turns, one turn after the other; each set is one the turn can keep in some
    order.
    """

    def __init__(self, able: Able, turns: Sequence[Turn], visits: Sequence[Visit], effort: int) -> None:
        self.plan, self.turns, self.visits = able.plan, turns, visits
        self.effort = _Effort(effort)
        under_way = {
            visit: frozenset({key})
            for key, count in able.plan.fixed.items()
            for visit in able.plan.route(key)[:count]
        }
        self.able = [under_way.get(visit.id) or able.keys(visit) for visit in visits]

    def possible(self) -> bool:
        """Whether some sharing has every visit."""
        full = (1 << len(self.visits)) - 1
        reached = [0]
        for number, turn in enumerate(self.turns):
            later = {turn.key for turn in self.turns[number + 1 :]}
            due = sum(1 << n for n, able in enumerate(self.able) if not able & later)
            sets = self._largest(self._sets(turn))
            following: set[int] = set()
            for done in reached:
                self.effort.spend(len(sets))
                following.update(done | some for some in sets if (done | some) & due == due)
            reached = self._largest(following)
        return full in reached

    def _largest(self, sets: Iterable[int]) -> list[int]:
        """The sets that are in no other one. A part of a set that can be kept can be kept too (there are no
        short cuts), so it is enough to cover the visits; who is covered twice is left out once.
        """
        kept: list[int] = []
        for some in sorted(set(sets), key=int.bit_count, reverse=True):
            self.effort.spend(len(kept) // 8)
            if all(some & ~other for other in kept):
                kept.append(some)
        return kept or [0]

    def _sets(self, turn: Turn) -> list[int]:
        """The sets of visits that the turn can keep, breaks included, parts within its van's whole stock."""
        orders = _TurnSets(self.plan, turn, self.visits, self.effort)
        mine = [number for number, able in enumerate(self.able) if turn.key in able]
        return orders.grow(mine)


class _TurnSets:
    def __init__(self, plan: Plan, turn: Turn, visits: Sequence[Visit], effort: _Effort) -> None:
        self.plan, self.turn, self.visits, self.effort = plan, turn, visits, effort
        self.travel = plan.travel_on(turn.key.day)
        self.points = [self.travel.point(visit.spot) for visit in visits]
        self.home = self.travel.point(turn.finish)

    def grow(self, mine: Sequence[int]) -> list[int]:
        """Earliest ends by (set, last visit, breaks taken), one visit longer at each turn of the loop."""
        origin = self.travel.point(self.turn.origin)
        labels: dict[tuple[int, int, int], int] = {(0, -1, 0): self.turn.start}
        found = {0}
        while labels:
            longer: dict[tuple[int, int, int], int] = {}
            for (done, last, taken), at in labels.items():
                here = origin if last < 0 else self.points[last]
                for number in mine:
                    if not done >> number & 1:
                        self._extend(
                            longer, (done, taken, number), at, self.travel.seconds(here, self.points[number])
                        )
            labels = {label: at for label, at in longer.items() if self._carries(label[0])}
            found.update(
                done for (done, last, taken), at in labels.items() if self._gets_home(last, taken, at)
            )
        return sorted(found)

    def _extend(
        self, longer: dict[tuple[int, int, int], int], step: tuple[int, int, int], at: int, leg: int
    ) -> None:
        done, taken, number = step
        visit, breaks = self.visits[number], self.turn.breaks
        for fed in range(taken, len(breaks) + 1):
            self.effort.spend()
            start = max(over(at, leg, breaks[taken:fed]), visit.window.start)
            label = (done | 1 << number, number, fed)
            if start <= visit.window.end and start + visit.duration < longer.get(label, NEVER):
                longer[label] = start + visit.duration

    def _gets_home(self, last: int, taken: int, at: int) -> bool:
        leg = self.travel.seconds(self.points[last], self.home)
        return over(at, leg, self.turn.breaks[taken:]) <= self.turn.end

    def _carries(self, done: int) -> bool:
        """A bound only: other days' visits could be given to other technicians."""
        stock = self.plan.technicians[self.turn.key.technician].stock
        need: dict[str, int] = {}
        for number, visit in enumerate(self.visits):
            if done >> number & 1:
                for part, count in visit.parts:
                    if self.plan.scarce(part, self.turn.key.day):
                        need[part] = need.get(part, 0) + count
        return all(count <= stock.get(part, 0) for part, count in need.items())
