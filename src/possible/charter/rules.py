"""Questions and their decision tables, as written: `possible.answers` gives them their meaning."""

from __future__ import annotations

import dataclasses
from typing import Any

from possible.charter.domains import Cell, Domain, Sort, cell
from possible.charter.kinds import Kind, ListOf, MapOf, NameOf, Path, Reader, Record, Schema, Way, YesNo, key, record
from possible.charter.nodes import Mapping, Node, Scalar
from possible.charter.quantities import CELL_TEXTS, MONEY, WORD
from possible.charter.steps import declared
from possible.charter.unreadable import did_you_mean
from possible.values import Money, N_, Refused, sentence

NO = "no"


@record
class Rule:
    """One row: when it applies, the answer, its price and its reason."""

    id: str = key(WORD, "a name for the row, said in answers and findings")
    when: dict[str, Cell] = key(MapOf(CELL_TEXTS), "a cell for each fact that matters; a fact left out may be anything", default={})
    who: tuple[str, ...] | None = key(ListOf(NameOf("teams")), "only when these teams are asked (a departure)", default=None)
    answer: str = key(WORD, "a remedy, `no`, or one of the question's `answers`")
    price: Money | None = key(MONEY, "what it costs the customer; unwritten: the fee of the remedy", default=None)
    because: str = key(WORD, "the reason: a sentence of the words", default="")
    instead: str = key(Way(), "what is offered instead of a no: a remedy, question, promise or team", default="")
    appeal: str = key(Way(), "where to appeal; unwritten: the complaints ladder", default="")


@record
class Question:
    """A question with one decision table: the same facts, the same answer, whoever is asked."""

    asks: tuple[str, ...] = key(ListOf(WORD), "the facts on which the answer depends")
    answers: tuple[str, ...] = key(ListOf(WORD), "answers that are neither a remedy nor a no", default=())
    first_wins: bool = key(YesNo(), "the first row that applies wins, so that the order counts", default=False)
    rules: tuple[Rule, ...] = key(ListOf(Record(Rule)), "the rows")

    def domains(self, facts: dict[str, Any]) -> dict[str, Domain]:
        """Return the domain of each fact asked, in order, from the charter's facts."""
        return {name: facts[name].domain for name in self.asks}


class QuestionKind(Kind[Question]):
    """A question whose cells are held against the domains of its facts."""

    record = Record(Question)

    def read(self, node: Node, path: Path, reader: Reader) -> Question:
        """Return the question with its cells read."""
        raw = self.record.read(node, path, reader)
        domains = {}
        for index, name in enumerate(raw.asks):
            domains[name] = declared(Scalar(name, reader.places[(*path, "asks", str(index))]), reader)
        self._unique(raw, path, reader)
        rules = tuple(self._rule(rule, (*path, "rules", str(i)), domains, reader) for i, rule in enumerate(raw.rules))
        return dataclasses.replace(raw, rules=rules)

    def _unique(self, raw: Question, path: Path, reader: Reader) -> None:
        seen: set[str] = set()
        for index, rule in enumerate(raw.rules):
            if rule.id in seen:
                message = sentence(N_("The row `{id}` is here twice."), id=rule.id)
                raise reader.bad("duplicate-name", reader.places[(*path, "rules", str(index))], message)
            seen.add(rule.id)

    def _rule(self, rule: Rule, path: Path, domains: dict[str, Domain], reader: Reader) -> Rule:
        cells: dict[str, Cell] = {}
        for fact, texts in rule.when.items():
            place = reader.places[(*path, "when", fact)]
            if fact not in domains:
                message = sentence(N_("The row tests `{fact}`, which the question does not ask."), fact=fact)
                raise reader.bad("unknown-name", place, message, did_you_mean(fact, domains))
            try:
                cells[fact] = cell(texts, domains[fact])  # type: ignore[arg-type] - texts until here
            except Refused as refused:
                raise reader.bad("wrong-value", place, refused.why, refused.attempt) from None
        return dataclasses.replace(rule, when=cells)

    def schema(self) -> Schema:
        """Return the record's schema."""
        return self.record.schema()

    def words(self) -> str:
        """Return the record's keys."""
        return self.record.words()


__all__ = ["NO", "Mapping", "Question", "QuestionKind", "Rule", "Sort"]
