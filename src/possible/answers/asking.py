"""Which fact to ask next: the order that settles the answer with the fewest further questions.

A plan is a tree: which fact is asked second depends on what was said first. The best tree is the one whose
longest branch is shortest; of those the one with the shortest mean branch (the values of a choice, and the
slots of a scale, taken as equally likely); of those the one that begins with what nobody has to be asked for.
It is found exactly where that takes few steps, and greedily (the fact that leaves the fewest answers open)
where it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from possible.answers.differences import Side
from possible.answers.sweep import Steps, TooTangled, hole
from possible.answers.table import Table, bits
from possible.charter import Sort

EXACT = 60_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The best way on from here: the fact to ask (nothing when it is settled), and a plan for each group of
    values.
    """

    says: frozenset[int] | None
    fact: int | None = None
    worst: int = 0
    mean: float = 0.0
    ways: tuple[Plan, ...] = ()


@dataclass(slots=True)
class _Planner:
    table: Table
    outcomes: Sequence[int]
    side: Side
    ranks: Sequence[int]
    steps: Steps
    known: dict[tuple[int, int], Plan] = field(default_factory=dict)

    def plan(self, alive: int, open_: int) -> Plan:
        """Return the best plan with these rows alive and these facts not yet asked."""
        cutting = sum(1 << fact for fact in bits(open_) if self.cuts(fact, alive))
        key = (alive, cutting)
        if key not in self.known:
            self.known[key] = self._plan(alive, cutting)
        return self.known[key]

    def _plan(self, alive: int, open_: int) -> Plan:
        if not open_:
            return Plan(self.side.says(alive, self.outcomes))
        best: Plan | None = None
        for fact in sorted(bits(open_), key=lambda one: self.ranks[one]):
            plan = self._asking(fact, alive, open_ & ~(1 << fact))
            if plan.fact is None:
                return plan
            if best is None or (plan.worst, plan.mean) < (best.worst, best.mean):
                best = plan
        assert best is not None  # noqa: S101 - open_ is not empty
        return best

    def _asking(self, fact: int, alive: int, rest: int) -> Plan:
        """Return the plan that asks this fact first; a settled one when its value makes no difference."""
        groups = self.groups(fact, alive)
        ways = [self.plan(rows, rest) for rows in groups]
        if ways[0].says is not None and all(way.says == ways[0].says for way in ways):
            return ways[0]
        whole = sum(groups.values())
        mean = sum(way.mean * weight for way, weight in zip(ways, groups.values(), strict=True)) / whole
        return Plan(None, fact, 1 + max(way.worst for way in ways), 1 + mean, tuple(ways))

    def groups(self, fact: int, alive: int) -> dict[int, int]:
        """Return the sets of rows that a value of the fact can leave, each with its weight."""
        self.steps.take(len(self.table.starts[fact]))
        found: dict[int, int] = {}
        for slot, rows in enumerate(self.table.rows_in[fact]):
            low, high = self.table.range_of(fact, slot)
            counts = self.table.domains[fact].sort is Sort.CHOICE and high is not None
            found[alive & rows] = found.get(alive & rows, 0) + (
                high - low + 1 if counts and high is not None else 1
            )
        return found

    def cuts(self, fact: int, alive: int) -> bool:
        """Tell whether any row alive tests the fact."""
        whole = self.table.whole[fact]
        return any(self.table.boxes[row][fact] != whole for row in bits(alive))


def plan_of(table: Table, outcomes: Sequence[int], side: Side, ranks: Sequence[int]) -> Plan:
    """Return the best plan; `ranks` orders facts between which nothing else decides.

    Where the exact one takes too many steps, its `worst` is the number of all facts that may matter.
    """
    alive, every = side.rows & table.possible, (1 << len(table.facts)) - 1
    try:
        return _Planner(table, outcomes, side, ranks, Steps(EXACT)).plan(alive, every)
    except TooTangled:
        return _greedy(table, outcomes, side, ranks)


def _greedy(table: Table, outcomes: Sequence[int], side: Side, ranks: Sequence[int]) -> Plan:
    planner = _Planner(table, outcomes, side, ranks, Steps(1 << 60))
    alive = side.rows & table.possible
    said = _settled(table, outcomes, side, alive)
    if said is not None:
        return Plan(said)
    scores = {}
    for fact in range(len(table.facts)):
        if planner.cuts(fact, alive):
            groups = planner.groups(fact, alive)
            open_answers = sum(
                len({outcomes[row] for row in bits(rows)}) * weight for rows, weight in groups.items()
            )
            scores[fact] = open_answers / sum(groups.values())
    chain = Plan(None)
    for depth, fact in enumerate(sorted(scores, key=lambda one: (-scores[one], -ranks[one]))):
        chain = Plan(None, fact, depth + 1, depth + 1.0, (chain,))
    return chain


def _settled(table: Table, outcomes: Sequence[int], side: Side, alive: int) -> frozenset[int] | None:
    """Return what all rows alive say when it is the same everywhere; nothing when it is not, or hard to
    tell.
    """
    steps = Steps()
    try:
        first = [row for row in bits(alive) if not side.first_wins or _comes_first(table, row, alive, steps)]
        said = frozenset(outcomes[row] for row in first)
        full = len(said) == 1 and hole(table, alive, table.whole, steps) is None
    except TooTangled:
        return None
    return said if full or not said else None


def _comes_first(table: Table, row: int, alive: int, steps: Steps) -> bool:
    """Tell whether a row is the first to hold for any facts."""
    above = alive & ((1 << row) - 1)
    return hole(table, above, table.boxes[row], steps) is not None


def in_order(plan: Plan) -> tuple[int, ...]:
    """Return the facts of a plan: the one to ask first, then those that may be needed after it, soonest
    first.
    """
    found: dict[int, None] = {}
    level = [plan]
    while level:
        found |= dict.fromkeys(one.fact for one in level if one.fact is not None)
        level = [way for one in level for way in one.ways]
    return tuple(found)
