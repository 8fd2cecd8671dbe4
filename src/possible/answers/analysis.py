"""Everything that can be wrong with a decision table, found exactly, each with the facts that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from possible.answers.decide import askable, holds_for, numbered
from possible.answers.differences import Difference, Side, differences
from possible.answers.outcome import Outcome, domains_of, outcome_of
from possible.answers.sweep import Steps, TooTangled, hole, holes
from possible.answers.table import Box, Table, bits, compiled, described, example

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.rules import Question

T = TypeVar("T")
WITNESSES = 3
BOXES = 200


@dataclass(frozen=True, slots=True)
class Region:
    """Some facts for which something holds: in the charter's words, and one concrete example."""

    facts: dict[str, str]
    example: dict[str, str]

    def __str__(self) -> str:
        """Return the facts that matter: `outage: no, fault: home`."""
        return ", ".join(f"{name}: {value}" for name, value in self.facts.items())


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that holds together with others, and facts for which it and the first of them do."""

    row: int
    others: tuple[int, ...]
    region: Region


@dataclass(frozen=True, slots=True)
class Unused:
    """A row that changes no answer: no facts and no team reach it, or other rows take all that it
    could say.
    """

    row: int
    taken_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """A row by which the answer depends on who is asked: facts, and the teams with what they say."""

    row: int
    region: Region
    said: tuple[tuple[tuple[str, ...], tuple[Outcome, ...]], ...]


@dataclass
class Examination:
    """One question of a charter under examination; each analysis is made when it is first asked for."""

    charter: Charter
    name: str
    undecided: list[str] = field(default_factory=list)

    @cached_property
    def question(self) -> Question:
        """The question as written."""
        return self.charter.questions[self.name]

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What each row says."""
        return tuple(outcome_of(self.charter, rule) for rule in self.question.rules)

    @cached_property
    def numbers(self) -> list[int]:
        """The number of what each row says: equal where they say the same."""
        return numbered(self.outcomes)

    @cached_property
    def teams(self) -> tuple[tuple[str, ...], ...]:
        """The teams that may be asked, together where the same rows are theirs."""
        return askable(self.charter, self.question)

    @cached_property
    def asked(self) -> list[frozenset[int]]:
        """For each row the groups of teams whose row it is."""
        return [
            frozenset(
                index
                for index, teams in enumerate(self.teams)
                if holds_for(rule, teams[0] if teams else None)
            )
            for rule in self.question.rules
        ]

    @cached_property
    def table(self) -> Table:
        """The rows as boxes."""
        rows = [{fact: cell.ranges for fact, cell in rule.when.items()} for rule in self.question.rules]
        return compiled(domains_of(self.charter, self.question), rows)

    def region(self, box: Box, table: Table | None = None) -> Region:
        """Return a box in the charter's words."""
        table = table or self.table
        return Region(described(table, box), example(table, box))

    def reached(self, row: int) -> bool:
        """Tell whether any facts reach a row, whatever other rows say."""
        return all(self.table.boxes[row])

    def _alike(self, row: int) -> int:
        """Return the bits of the rows that belong to the same teams."""
        return self._by_asked[self.asked[row]]

    @cached_property
    def _by_asked(self) -> dict[frozenset[int], int]:
        found: dict[frozenset[int], int] = {}
        for row, asked in enumerate(self.asked):
            found[asked] = found.get(asked, 0) | 1 << row
        return found

    @cached_property
    def _by_outcome(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for row, number in enumerate(self.numbers):
            found[number] = found.get(number, 0) | 1 << row
        return found

    @cached_property
    def _meeting(self) -> list[int]:
        """For each row the bits of the other rows of the same teams that hold together with it somewhere."""
        return [rows & self._alike(row) for row, rows in enumerate(self._near)]

    @cached_property
    def _near(self) -> list[int]:
        """For each row the bits of all other rows that hold together with it, whoever is asked."""
        return [self.table.meeting(box) & ~(1 << row) for row, box in enumerate(self.table.boxes)]

    @cached_property
    def _apart(self) -> int:
        """The bits of many rows of which no two hold together: those that meet fewest others come first."""
        found = 0
        for row in sorted(range(len(self._near)), key=lambda one: self._near[one].bit_count()):
            if not self._near[row] & found:
                found |= 1 << row
        return found

    @cached_property
    def _contradicting(self) -> list[int]:
        return [rows & ~self._by_outcome[self.numbers[row]] for row, rows in enumerate(self._meeting)]

    @cached_property
    def gaps(self) -> tuple[Region, ...]:
        """Facts for which no row holds, whoever is asked: the first few, as large as they can be."""
        table = self._generous
        rows = sum(1 << row for row, asked in enumerate(self.asked) if asked)
        found = holes(table, rows, Steps(), self._apart if table is self.table else 0)
        return tuple(self.region(box, table) for box in self._within(lambda: islice(found, WITNESSES)))

    @cached_property
    def _generous(self) -> Table:
        """The rows, with a cell that asks for what cannot be taken for any value: that cell is the
        mistake.
        """
        if not any(cell.outside for rule in self.question.rules for cell in rule.when.values()):
            return self.table
        rows = [
            {fact: cell.ranges for fact, cell in rule.when.items() if not cell.outside}
            for rule in self.question.rules
        ]
        return compiled(domains_of(self.charter, self.question), rows)

    @property
    def clashes(self) -> Iterator[Clash]:
        """Rows that hold together and say different things; the row that meets most others stands for all."""
        return self._pairs([0] * len(self.outcomes) if self.question.first_wins else self._contradicting)

    @property
    def repeats(self) -> Iterator[Clash]:
        """Rows that hold together and say the same, where neither is without use."""
        if self.question.first_wins:
            return iter(())
        useful = ~sum(1 << one.row for one in self.unused)
        agreeing = [
            rows & self._by_outcome[self.numbers[row]] & useful if useful >> row & 1 else 0
            for row, rows in enumerate(self._meeting)
        ]
        return self._pairs(agreeing)

    def _pairs(self, meeting: list[int]) -> Iterator[Clash]:
        left = {row: rows for row, rows in enumerate(meeting) if rows}
        while left:
            row = max(left, key=lambda one: (left[one].bit_count(), one))
            others = tuple(bits(left.pop(row)))
            yield Clash(row, others, self.region(self._common(row, others[0])))
            for other in others:
                left[other] &= ~(1 << row)
                if not left[other]:
                    del left[other]

    def _common(self, row: int, other: int) -> Box:
        boxes = self.table.boxes
        return tuple(one & two for one, two in zip(boxes[row], boxes[other], strict=True))

    @cached_property
    def unused(self) -> tuple[Unused, ...]:
        """Rows that can be taken away without changing any answer, in the order written."""
        found: list[Unused] = []
        steps, useful = Steps(), self.table.every_row
        for row in reversed(range(len(self.outcomes))):
            taken = self._taken(row, useful, steps)
            if taken is not None:
                found.insert(0, Unused(row, taken))
                useful &= ~(1 << row)
        return tuple(found)

    def _taken(self, row: int, useful: int, steps: Steps) -> tuple[int, ...] | None:
        """Return the rows that take all that a row could say, or nothing when it is of use."""
        box = self.table.boxes[row]
        if not all(box) or not self.asked[row]:
            return ()
        rivals = (1 << row) - 1 if self.question.first_wins else self._by_outcome[self.numbers[row]]
        wider = sum(1 << other for other, asked in enumerate(self.asked) if asked >= self.asked[row])
        rows = self.table.meeting(box, useful & rivals & wider & ~(1 << row))
        if not rows or self._hole(rows, box, steps) is not None:
            return None
        return tuple(bits(rows))

    def _hole(self, rows: int, box: Box, steps: Steps) -> Box | None:
        """Return what the rows leave of a box; where that is too hard to tell, all of it."""
        found = self._within(lambda: [hole(self.table, rows, box, steps, self._apart)])
        return found[0] if found else box

    @cached_property
    def never_given(self) -> tuple[int, ...]:
        """The positions of the question's own `answers` that no row gives."""
        given = {rule.answer for rule in self.question.rules}
        return tuple(index for index, answer in enumerate(self.question.answers) if answer not in given)

    @cached_property
    def order_for_nothing(self) -> bool:
        """Whether the first row wins although no two rows that say different things ever meet."""
        return self.question.first_wins and not any(self._contradicting)

    @cached_property
    def departures(self) -> tuple[Departure, ...]:
        """Rows by which the answer depends on who is asked, each with the first facts that show it."""
        found: dict[int, Departure] = {}
        steps = Steps()
        for index in range(1, len(self.teams)):
            one, other = self._side(0), self._side(index)
            boxes = differences(self.table, self.numbers, one, other, steps)
            for difference in self._within(lambda boxes=boxes: islice(boxes, BOXES)):  # type: ignore[misc]
                row = self._culprit(difference.box, index)
                if row is not None and row not in found:
                    found[row] = self._departure(row, difference, index)
        return tuple(found[row] for row in sorted(found))

    def _side(self, index: int) -> Side:
        rows = [row for row, asked in enumerate(self.asked) if index in asked]
        return Side(sum(1 << row for row in rows), tuple(rows), self.question.first_wins)

    def _culprit(self, box: Box, index: int) -> int | None:
        """Return the row for the fewest teams that sets a group apart from the first; of several the last."""
        point = tuple(slots & -slots for slots in box)
        rows = [
            row
            for row in bits(self.table.meeting(point))
            if (0 in self.asked[row]) != (index in self.asked[row])
        ]
        sizes = {row: sum(len(self.teams[group]) for group in self.asked[row]) for row in rows}
        return min(rows, key=lambda row: (sizes[row], -row), default=None)

    def _departure(self, row: int, difference: Difference, index: int) -> Departure:
        said = [(self.teams[0], difference.one), (self.teams[index], difference.other)]
        told = tuple(
            (teams, tuple(self._outcome(number) for number in sorted(numbers))) for teams, numbers in said
        )
        return Departure(row, self.region(difference.box), told)

    def _outcome(self, number: int) -> Outcome:
        return self.outcomes[self.numbers.index(number)]

    def _within(self, find: Callable[[], Iterable[T]]) -> list[T]:
        """Return what is found until the steps are used up; then the question is noted as undecided."""
        found: list[T] = []
        try:
            found.extend(find())
        except TooTangled:
            self.undecided.append(self.name)
        return found
