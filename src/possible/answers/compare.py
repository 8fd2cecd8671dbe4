"""Who gets another answer under another charter: every region of facts, exactly, with examples."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from possible.answers.analysis import Region
from possible.answers.decide import askable, holds_for, numbered
from possible.answers.differences import Side, differences
from possible.answers.outcome import Outcome, domain_of, outcome_of
from possible.answers.sweep import Steps, TooTangled
from possible.answers.table import Table, compiled, described, example
from possible.charter import Domain, Sort
from possible.charter.domains import intersected

if TYPE_CHECKING:
    from possible.charter import Cell, Charter
    from possible.charter.rules import Question, Rule

BOXES = 400
Ranges = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Customers who are answered otherwise: regions of facts, who is asked, and both answers.

    No outcome: no row holds; several: they contradict one another. No `teams`: everybody says the same.
    """

    question: str
    old: tuple[Outcome, ...]
    new: tuple[Outcome, ...]
    regions: tuple[Region, ...]
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Who gets another answer to the questions that both charters have; and what could not be compared.

    `unlike` lists (question, fact) where the fact cannot be the same things in both. `undecided` lists
    questions whose tables are too tangled, or differ in more regions than were looked at.
    """

    others: tuple[Other, ...]
    unlike: tuple[tuple[str, str], ...]
    undecided: tuple[str, ...]


def compared(old: Charter, new: Charter) -> Compared:
    """Return who gets another answer, question by question; values that only one charter knows are
    left out.
    """
    others: list[Other] = []
    unlike: list[tuple[str, str]] = []
    undecided: list[str] = []
    for name in new.questions:
        if name not in old.questions:
            continue
        pair = _Pair(old, new, name)
        unlike += [(name, fact) for fact in pair.unlike]
        if pair.unlike:
            continue
        found, complete = pair.others()
        others += found
        undecided += [] if complete else [name]
    return Compared(tuple(others), tuple(unlike), tuple(undecided))


class _Pair:
    """One question in two charters, as one table: the old rows, then the new ones."""

    def __init__(self, old: Charter, new: Charter, name: str) -> None:
        self.old, self.new, self.name = old, new, name
        self.questions: tuple[Question, Question] = (old.questions[name], new.questions[name])
        self.domains, self.unlike = self._joint()

    def _joint(self) -> tuple[dict[str, Domain], list[str]]:
        """Return what each fact can be in both charters, and the facts that have nothing in common."""
        domains: dict[str, Domain] = {}
        unlike: list[str] = []
        for fact in dict.fromkeys((*self.questions[1].asks, *self.questions[0].asks)):
            known = [
                charter for charter in (self.old, self.new) if fact in charter.facts or fact == "language"
            ]
            both = _common(*(domain_of(charter, fact) for charter in known))
            if both is None:
                unlike.append(fact)
            else:
                domains[fact] = both
        return domains, unlike

    def others(self) -> tuple[list[Other], bool]:
        """Return the regions that are answered otherwise, by what is said; and whether these are all."""
        table, said = self._table(), self._said()
        numbers, steps, complete = numbered(said), Steps(), True
        found: dict[tuple[tuple[str, ...], frozenset[int], frozenset[int]], list[Region]] = {}
        for team, teams in self._teams():
            try:
                boxes = differences(table, numbers, *self._sides(team), steps)
                for count, each in enumerate(islice(boxes, BOXES + 1)):
                    complete = complete and count < BOXES
                    region = Region(described(table, each.box), example(table, each.box))
                    found.setdefault((teams, each.one, each.other), []).append(region)
            except TooTangled:
                complete = False
        return [
            Other(
                self.name,
                _outcomes(one, said, numbers),
                _outcomes(other, said, numbers),
                tuple(regions),
                teams,
            )
            for (teams, one, other), regions in found.items()
        ], complete

    def _table(self) -> Table:
        rows = [
            {fact: self._ranges(charter, fact, cell) for fact, cell in rule.when.items()}
            for charter, question in zip((self.old, self.new), self.questions, strict=True)
            for rule in question.rules
        ]
        return compiled(self.domains, rows)

    def _said(self) -> list[Outcome]:
        first, second = self.questions
        said = [outcome_of(self.old, rule) for rule in first.rules]
        return said + [outcome_of(self.new, rule) for rule in second.rules]

    def _ranges(self, charter: Charter, fact: str, cell: Cell) -> Ranges:
        """Return a cell's ranges in the joint domain: values by name, numbers as they are."""
        joint, own = self.domains[fact], domain_of(charter, fact)
        if joint.sort is not Sort.CHOICE:
            return intersected(cell.ranges, ((joint.low, joint.high),))
        held = [index for index, value in enumerate(joint.values) if cell.holds(own.values.index(value))]
        return tuple((index, index) for index in held)

    def _teams(self) -> list[tuple[str | None, tuple[str, ...]]]:
        """Return who may be asked: nobody in particular, or a team for each way in which rows are limited."""
        if all(rule.who is None for question in self.questions for rule in question.rules):
            return [(None, ())]
        named = {
            team
            for charter, question in zip((self.old, self.new), self.questions, strict=True)
            for teams in askable(charter, question)
            for team in teams
        }
        both = [name for name in self.new.teams if name in self.old.teams and (name in named or not named)]
        groups: dict[tuple[bool, ...], list[str]] = {}
        for name in both:
            key = tuple(holds_for(rule, name) for question in self.questions for rule in question.rules)
            groups.setdefault(key, []).append(name)
        return [(teams[0], tuple(teams)) for teams in groups.values()]

    def _sides(self, team: str | None) -> tuple[Side, Side]:
        first, second = self.questions
        return _side(first, first.rules, 0, team), _side(second, second.rules, len(first.rules), team)


def _outcomes(told: frozenset[int], said: list[Outcome], numbers: list[int]) -> tuple[Outcome, ...]:
    return tuple(said[numbers.index(number)] for number in sorted(told))


def _side(question: Question, rules: tuple[Rule, ...], start: int, team: str | None) -> Side:
    rows = tuple(start + index for index, rule in enumerate(rules) if holds_for(rule, team))
    return Side(sum(1 << row for row in rows), rows, question.first_wins)


def _common(one: Domain, other: Domain | None = None) -> Domain | None:
    """Return what a fact can be in both domains, or nothing when they are of another sort or share no
    value.
    """
    if other is None or one == other:
        return one
    if (one.sort, one.digits, one.currency) != (other.sort, other.digits, other.currency):
        return None
    if one.sort is Sort.CHOICE:
        values = tuple(value for value in one.values if value in other.values)
        return Domain(Sort.CHOICE, 0, len(values) - 1, values) if values else None
    highs = [high for high in (one.high, other.high) if high is not None]
    low, high = max(one.low, other.low), min(highs, default=None)
    return Domain(one.sort, low, high, (), one.digits, one.currency) if high is None or low <= high else None
