"""A decision table as numbers: for each fact the slots that rows tell apart, and for each slot the rows that
hold.

A row is one bit of an integer, a slot one bit of another; so a thousand rows are compared at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import or_

from possible.charter import Domain, Sort

Ranges = Sequence[tuple[int, int | None]]
Box = tuple[int, ...]  # for each fact the bits of its slots
Parts = tuple[tuple[int, int], ...]  # runs of slots, both ends included


def bits(number: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, lowest first."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low


@dataclass(frozen=True)
class Table:
    """Facts with their slots (ranges that no row cuts), and the box of slots in which each row holds."""

    facts: tuple[str, ...]
    domains: tuple[Domain, ...]
    starts: tuple[tuple[int, ...], ...]
    boxes: tuple[Box, ...]

    @cached_property
    def whole(self) -> Box:
        """The box of everything that can be."""
        return tuple((1 << len(starts)) - 1 for starts in self.starts)

    @cached_property
    def every_row(self) -> int:
        """The bits of all rows."""
        return (1 << len(self.boxes)) - 1

    @cached_property
    def rows_in(self) -> tuple[tuple[int, ...], ...]:
        """For each fact and slot, the bits of the rows that hold there."""
        return tuple(self._rows_in(fact) for fact in range(len(self.facts)))

    @cached_property
    def parts(self) -> tuple[tuple[Parts, ...], ...]:
        """For each fact and row, the runs of slots in which the row holds."""
        known: dict[int, Parts] = {}
        return tuple(
            tuple(known.get(slots) or known.setdefault(slots, tuple(runs(slots))) for slots in column)
            for column in zip(*self.boxes, strict=True)
        ) or ((),) * len(self.facts)

    def _rows_in(self, fact: int) -> tuple[int, ...]:
        switched = [0] * (len(self.starts[fact]) + 1)
        for row, parts in enumerate(self.parts[fact]):
            for low, high in parts:
                switched[low] ^= 1 << row
                switched[high + 1] ^= 1 << row
        held, found = 0, []
        for switch in switched[:-1]:
            held ^= switch
            found.append(held)
        return tuple(found)

    @cached_property
    def _touch(self) -> tuple[_Touch, ...]:
        return tuple(map(_Touch.of, self.rows_in, self.parts))

    def touching(self, fact: int, slots: int) -> int:
        """Return the bits of the rows that hold in one at least of these slots of a fact."""
        return self._touch[fact].rows(slots)

    def meeting(self, box: Box, among: int | None = None) -> int:
        """Return the bits of the rows that hold somewhere in a box."""
        found = self.every_row if among is None else among
        for fact, slots in enumerate(box):
            if not found:
                break
            if slots != self.whole[fact]:
                found &= self.touching(fact, slots)
        return found & self.possible if 0 not in box else 0

    @cached_property
    def possible(self) -> int:
        """The bits of the rows that hold anywhere at all."""
        return sum(1 << row for row, box in enumerate(self.boxes) if all(box))

    def holding_all(self, fact: int, slots: int, among: int) -> int:
        """Return the bits of the rows that hold in every one of these slots of a fact."""
        for slot in bits(slots):
            among &= self.rows_in[fact][slot]
            if not among:
                break
        return among

    def with_box(self, box: Box) -> Table:
        """Return the table with one more row; what was worked out of the others is kept."""
        table = Table(self.facts, self.domains, self.starts, (*self.boxes, box))
        row = 1 << len(self.boxes)
        kept = vars(table)
        kept["parts"] = tuple(
            (*parts, tuple(runs(slots))) for parts, slots in zip(self.parts, box, strict=True)
        )
        kept["rows_in"] = tuple(
            tuple(rows | row if slots >> slot & 1 else rows for slot, rows in enumerate(column))
            for column, slots in zip(self.rows_in, box, strict=True)
        )
        kept["_touch"] = tuple(
            touch.with_row(row, parts[-1], column)
            for touch, parts, column in zip(self._touch, table.parts, table.rows_in, strict=True)
        )
        return table

    def slot_of(self, fact: int, number: int) -> int:
        """Return the slot of a value of a fact."""
        return bisect_right(self.starts[fact], number) - 1

    def range_of(self, fact: int, slot: int) -> tuple[int, int | None]:
        """Return the first and last value of a slot; None: without end."""
        starts = self.starts[fact]
        return starts[slot], (starts[slot + 1] - 1 if slot + 1 < len(starts) else self.domains[fact].high)

    def ranges_of(self, fact: int, slots: int) -> list[tuple[int, int | None]]:
        """Return slots as sorted ranges of values that do not touch."""
        return [(self.range_of(fact, low)[0], self.range_of(fact, high)[1]) for low, high in runs(slots)]


@dataclass(slots=True)
class _Touch:
    """Finds the rows that hold somewhere in a run of slots: in its first slot, or from one within it.

    `begun` tells for each slot the rows of one run that begin there or before, `several` where others begin.
    """

    rows_in: tuple[int, ...]
    begun: list[int]
    several: list[tuple[int, int]]
    known: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows_in: tuple[int, ...], every: tuple[Parts, ...]) -> _Touch:
        began = [0] * len(rows_in)
        several: list[tuple[int, int]] = []
        for row, parts in enumerate(every):
            if len(parts) == 1:
                began[parts[0][0]] |= 1 << row
            else:
                several += [(low, 1 << row) for low, _ in parts]
        return cls(rows_in, list(accumulate(began, or_)), several)

    def with_row(self, row: int, parts: Parts, rows_in: tuple[int, ...]) -> _Touch:
        """Return the same with one more row."""
        if len(parts) != 1:
            return _Touch(rows_in, self.begun, self.several + [(low, row) for low, _ in parts])
        first = parts[0][0]
        begun = [rows | row if slot >= first else rows for slot, rows in enumerate(self.begun)]
        return _Touch(rows_in, begun, self.several)

    def rows(self, slots: int) -> int:
        if slots not in self.known:
            self.known[slots] = self._rows(slots)
        return self.known[slots]

    def _rows(self, slots: int) -> int:
        found = 0
        for low, high in runs(slots):
            found |= self.rows_in[low] | (self.begun[high] & ~self.begun[low])
            for slot, rows in self.several:
                if low < slot <= high:
                    found |= rows
        return found


def runs(slots: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring bits as first and last position."""
    low = 0
    while slots:
        skip = (slots & -slots).bit_length() - 1
        slots >>= skip
        length = (~slots & (slots + 1)).bit_length() - 1
        yield low + skip, low + skip + length - 1
        low += skip + length
        slots >>= length


def compiled(facts: Mapping[str, Domain], rows: Iterable[Mapping[str, Ranges]]) -> Table:
    """Return the table of rows that test facts by ranges; a fact that a row leaves out may be anything."""
    rows = list(rows)
    names = tuple(facts)
    starts = tuple(_starts(facts[name], [row[name] for row in rows if name in row]) for name in names)
    boxes = tuple(
        tuple(_slots(row.get(name), own) for name, own in zip(names, starts, strict=True)) for row in rows
    )
    return Table(names, tuple(facts.values()), starts, boxes)


def _starts(domain: Domain, cells: list[Ranges]) -> tuple[int, ...]:
    cuts = {domain.low}
    for ranges in cells:
        for low, high in ranges:
            cuts.add(low)
            if high is not None:
                cuts.add(high + 1)
    return tuple(
        sorted(cut for cut in cuts if cut >= domain.low and (domain.high is None or cut <= domain.high))
    )


def _slots(ranges: Ranges | None, starts: tuple[int, ...]) -> int:
    if ranges is None:
        return (1 << len(starts)) - 1
    found = 0
    for low, high in ranges:
        first = bisect_right(starts, low) - 1
        last = len(starts) - 1 if high is None else bisect_right(starts, high) - 1
        found |= (1 << (last + 1)) - (1 << first)
    return found


def described(table: Table, box: Box) -> dict[str, str]:
    """Return a box in the charter's words: a test for each fact that matters in it."""
    return {
        name: ", ".join(
            _test(table.domains[fact], low, high) for low, high in _listed(table, fact, box[fact])
        )
        for fact, name in enumerate(table.facts)
        if box[fact] != table.whole[fact]
    }


def _listed(table: Table, fact: int, slots: int) -> list[tuple[int, int | None]]:
    ranges = table.ranges_of(fact, slots)
    if table.domains[fact].sort is not Sort.CHOICE:
        return ranges
    return [
        (value, value) for low, high in ranges for value in range(low, (low if high is None else high) + 1)
    ]


def _test(domain: Domain, low: int, high: int | None) -> str:
    if low == high:
        return domain.text(low)
    if high is None or high == domain.high:
        return f"{domain.text(low)} or more"
    if low == domain.low:
        return f"up to {domain.text(high)}"
    return f"{domain.text(low)} to {domain.text(high)}"


def example(table: Table, box: Box) -> dict[str, str]:
    """Return one concrete value for each fact: the least that the box holds."""
    return {
        name: table.domains[fact].text(table.range_of(fact, next(bits(box[fact])))[0])
        for fact, name in enumerate(table.facts)
    }
