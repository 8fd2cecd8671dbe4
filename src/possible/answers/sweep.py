"""Finds the holes of a table exactly: splits the box of everything by one fact after the other.

Rows of which no two overlap are counted: where their volumes add up to the whole, nothing is missing,
and where they do not, the hole is found in as many steps as there are slots. Rows that overlap with
these need a search, which can be hard for any method (it is the tautology of a disjunctive normal form);
it gives up after a fixed number of steps, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod

from possible.answers.table import Box, Table, bits, runs

STEPS = 150_000
BRANCHING = 8  # what splitting a box costs, in slots
EDGES = 2  # of a row: with more slots than edges it is the edges that are looked at


class TooTangled(Exception):  # noqa: N818 - it is what the table is
    """The table was not decided within the steps allowed."""


@dataclass(slots=True)
class Steps:
    """How many slots may still be looked at."""

    left: int = STEPS

    def take(self, count: int) -> None:
        """Use some; raises `TooTangled` when none are left."""
        self.left -= count
        if self.left < 0:
            raise TooTangled


@dataclass(slots=True)
class _Search:
    """Looks for a point of a box in which none of some rows holds."""

    table: Table
    within: Box
    counted: int
    steps: Steps
    free: list[int]
    covered: set[tuple[int, int]] = field(default_factory=set)
    volumes: dict[int, tuple[int, dict[int, int]]] = field(default_factory=dict)
    sides: dict[tuple[int, ...], int] = field(default_factory=dict)

    def hole(self, alive: int, open_: int) -> dict[int, int] | None:
        """Return a slot for each fact that had to be chosen, or nothing when the rows alive fill the box."""
        if not alive:
            return {}
        if self._filled(alive, open_):
            return None
        fact = max(bits(open_), key=lambda one: ((alive & ~self.free[one]).bit_count(), -one))
        rest = open_ & ~(1 << fact)
        full: list[int] = []
        for slot, rows in self._branches(fact, alive):
            if any(rows & known == known for known in full[:8]):
                continue
            found = self.hole(rows, rest)
            if found is not None:
                return {fact: slot} | found
            full.append(rows)
        self.covered.add((alive, open_))
        return None

    def _branches(self, fact: int, alive: int) -> list[tuple[int, int]]:
        """Return the slots to try with their rows, one slot for each set of rows, the fewest rows first."""
        rows_in = self.table.rows_in[fact]
        slots = self._edges(fact, alive)
        self.steps.take(BRANCHING + len(slots))
        first: dict[int, int] = {}
        for slot in slots:
            first.setdefault(alive & rows_in[slot], slot)
        return [
            (slot, rows) for rows, slot in sorted(first.items(), key=lambda one: (one[0].bit_count(), one[1]))
        ]

    def _edges(self, fact: int, alive: int) -> list[int]:
        """Return slots in which every set of rows alive is seen: where one begins or has just ended."""
        within = self.within[fact]
        if within.bit_count() <= EDGES * alive.bit_count():
            return list(bits(within))
        parts = self.table.parts[fact]
        found = {low for low, _ in runs(within)}
        for row in bits(alive):
            for low, high in parts[row]:
                found.add(low)
                found.add(high + 1)
        return [slot for slot in sorted(found) if within >> slot & 1]

    def _filled(self, alive: int, open_: int) -> bool:
        if (alive, open_) in self.covered:
            return True
        full = alive
        for fact in bits(open_):
            full &= self.free[fact]
        if full:
            return True
        alive &= self.counted
        if not alive:
            return False
        whole, classes = self._volumes(open_)
        return sum(volume * (alive & rows).bit_count() for volume, rows in classes.items()) == whole

    def _volumes(self, open_: int) -> tuple[int, dict[int, int]]:
        """Return the volume of the box over the open facts, and the rows by theirs."""
        if open_ not in self.volumes:
            facts = list(bits(open_))
            classes: dict[int, int] = {}
            for sides, rows in self._sides().items():
                volume = prod(sides[fact] for fact in facts)
                classes[volume] = classes.get(volume, 0) | rows
            self.volumes[open_] = prod(self.within[fact].bit_count() for fact in facts), classes
        return self.volumes[open_]

    def _sides(self) -> dict[tuple[int, ...], int]:
        """Return the rows by how many slots of each fact they hold in."""
        if not self.sides:
            for row, box in enumerate(self.table.boxes):
                sides = tuple((one & slots).bit_count() for one, slots in zip(box, self.within, strict=True))
                self.sides[sides] = self.sides.get(sides, 0) | 1 << row
        return self.sides


def hole(table: Table, among: int, within: Box, steps: Steps, counted: int = 0) -> Box | None:
    """Return a largest box inside `within` in which none of the rows `among` holds; nothing when there is
    none.

    `counted` are rows of which no two overlap. Raises `TooTangled`.
    """
    alive = table.meeting(within, among)
    free = [table.holding_all(fact, slots, alive) for fact, slots in enumerate(within)]
    search = _Search(table, within, counted, steps, free)
    found = search.hole(alive, (1 << len(within)) - 1)
    return None if found is None else _grown(table, among, within, found)


def _grown(table: Table, among: int, within: Box, found: dict[int, int]) -> Box:
    """Return the hole as large as it can be made, one fact after the other."""
    box = [1 << found[fact] if fact in found else slots for fact, slots in enumerate(within)]
    for fact in sorted(found, reverse=True):
        box[fact] = within[fact]
        rows = table.meeting((*box[:fact], table.whole[fact], *box[fact + 1 :]), among)
        box[fact] = sum(1 << slot for slot in bits(within[fact]) if not rows & table.rows_in[fact][slot])
    return tuple(box)


def holes(table: Table, among: int, steps: Steps, counted: int = 0) -> Iterator[Box]:
    """Yield the holes of a table, largest boxes that do not overlap, until none is left. Raises
    `TooTangled`.
    """
    while (found := hole(table, among, table.whole, steps, counted)) is not None:
        yield found
        among, counted = (rows | 1 << len(table.boxes) for rows in (among, counted))
        table = table.with_box(found)
