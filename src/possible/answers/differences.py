"""Where two sets of rows give different answers: exactly, as boxes with an example each.

It serves two questions: does an answer depend on who is asked, and who gets another answer under a new
charter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from possible.answers.sweep import Steps
from possible.answers.table import Box, Table, bits


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its rows as bits, in their order, and whether the first that holds wins."""

    rows: int
    order: tuple[int, ...]
    first_wins: bool

    def says(self, alive: int, outcomes: Sequence[int]) -> frozenset[int]:
        """Return the outcomes of the rows alive at one point: none (a hole), one, or several that
        contradict.
        """
        if self.first_wins:
            first = next((row for row in self.order if alive >> row & 1), None)
            return frozenset() if first is None else frozenset([outcomes[first]])
        return frozenset(outcomes[row] for row in bits(alive & self.rows))


@dataclass(frozen=True, slots=True)
class Difference:
    """A box in which the two sides say different things everywhere, and what they say."""

    box: Box
    one: frozenset[int]
    other: frozenset[int]


@dataclass(slots=True)
class _Search:
    table: Table
    outcomes: Sequence[int]
    one: Side
    other: Side
    steps: Steps
    earlier: int = 0
    same: set[tuple[int, int, int]] = field(default_factory=set)

    def search(self, one: int, other: int, box: Box, open_: int) -> Iterator[Difference]:
        """Yield the differences within a box, given the rows of both sides that meet it.

        `open_` are the bits of the facts that were not split yet.
        """
        key = (one, other, open_)
        if key in self.same:
            return
        fact = self._fact(one | other, box)
        if fact is None:
            said = self.one.says(one, self.outcomes), self.other.says(other, self.outcomes)
            if said[0] != said[1] and not (one | other) & self.earlier:
                yield Difference(box, *said)
            return
        found = False
        rest = open_ & ~(1 << fact)
        for slots, rows in self._branches(fact, one | other, box):
            for difference in self.search(
                one & rows, other & rows, (*box[:fact], slots, *box[fact + 1 :]), rest
            ):
                found = True
                yield difference
        if not found:
            self.same.add(key)

    def _fact(self, alive: int, box: Box) -> int | None:
        """Return the fact that most rows cut within the box, or nothing when they all hold throughout."""
        cuts = [0] * len(box)
        for row in bits(alive):
            for fact, slots in enumerate(box):
                cuts[fact] += self.table.boxes[row][fact] & slots != slots
        self.steps.take(alive.bit_count())
        most = max(range(len(box)), key=lambda fact: (cuts[fact], -fact), default=0)
        return most if cuts and cuts[most] else None

    def _branches(self, fact: int, alive: int, box: Box) -> list[tuple[int, int]]:
        """Return the slots of a fact by the rows that hold in them: together in a branch where those are the
        same.
        """
        self.steps.take(box[fact].bit_count())
        found: dict[int, int] = {}
        for slot in bits(box[fact]):
            rows = alive & self.table.rows_in[fact][slot]
            found[rows] = found.get(rows, 0) | 1 << slot
        return [(slots, rows) for rows, slots in found.items()]


def _order_counts(one: Side, other: Side) -> bool:
    """Tell whether equal rows may mean unequal answers: when an order counts that the other side does not
    have.
    """
    if not (one.first_wins or other.first_wins):
        return False
    common = one.rows & other.rows
    orders = [[row for row in side.order if common >> row & 1] for side in (one, other)]
    return orders[0] != orders[1] or one.first_wins != other.first_wins


def differences(
    table: Table, outcomes: Sequence[int], one: Side, other: Side, steps: Steps
) -> Iterator[Difference]:
    """Yield boxes in which two sides differ, joined where they say the same; `outcomes` numbers those of the
    rows.

    Raises `TooTangled`.
    """
    waiting: Difference | None = None
    for found in _apart(table, outcomes, one, other, steps):
        joined = _joined(waiting, found) if waiting else None
        if waiting and not joined:
            yield waiting
        waiting = joined or found
    if waiting:
        yield waiting


def _apart(
    table: Table, outcomes: Sequence[int], one: Side, other: Side, steps: Steps
) -> Iterator[Difference]:
    """Yield the differences, row by row of those that only one side has: elsewhere both say the same."""
    rows, others = one.rows & table.possible, other.rows & table.possible
    every = (1 << len(table.facts)) - 1
    if _order_counts(one, other):
        yield from _Search(table, outcomes, one, other, steps).search(rows, others, table.whole, every)
        return
    changed = (one.rows ^ other.rows) & table.possible
    for row in bits(changed):
        box = table.boxes[row]
        search = _Search(table, outcomes, one, other, steps, changed & ((1 << row) - 1))
        yield from search.search(table.meeting(box, rows), table.meeting(box, others), box, every)


def _joined(one: Difference, other: Difference) -> Difference | None:
    """Return one box for two that say the same and differ in one fact only."""
    apart = [fact for fact, slots in enumerate(one.box) if slots != other.box[fact]]
    if (one.one, one.other) != (other.one, other.other) or len(apart) != 1:
        return None
    fact = apart[0]
    box = (*one.box[:fact], one.box[fact] | other.box[fact], *one.box[fact + 1 :])
    return Difference(box, one.one, one.other)
