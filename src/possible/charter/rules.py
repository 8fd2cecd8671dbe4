"""Questions and their decision tables, as written: `possible.answers` gives them their meaning."""

from __future__ import annotations

from collections.abc import Iterator

from possible.charter.cells import FACT_CELLS
from possible.charter.domains import Cell, Domain
from possible.charter.facts import Fact
from possible.charter.kinds import Bad, Kind, ListOf, NameOf, Path, Reader, Record, Way, YesNo, key, record
from possible.charter.nodes import Mapping, Node, Scalar, Sequence
from possible.charter.quantities import MONEY, NAME, WORD
from possible.charter.unreadable import did_you_mean
from possible.values import N_, Money, Refused, sentence

NO = "no"


@record
class Rule:
    """One row: when it applies, the answer, its price and its reason."""

    id: str = key(NAME, "a name for the row, said in answers and findings")
    when: dict[str, Cell] = key(
        FACT_CELLS, "a cell for each fact that matters; a fact left out may be anything", default={}
    )
    who: tuple[str, ...] | None = key(
        ListOf(NameOf("teams")), "only when these teams are asked (a departure)", default=None
    )
    answer: str = key(WORD, "a remedy, `no`, or one of the question's `answers`")
    price: Money | None = key(
        MONEY, "what it costs the customer; unwritten: the fee of the remedy", default=None
    )
    because: str = key(WORD, "the reason: a sentence of the words", default="")
    instead: str = key(
        Way(), "what is offered instead of a no: a remedy, question, promise or team", default=""
    )
    appeal: str = key(Way(), "where to appeal; unwritten: the complaints ladder", default="")


@record
class Question:
    """A question with one decision table: the same facts, the same answer, whoever is asked."""

    asks: tuple[str, ...] = key(ListOf(WORD), "the facts on which the answer depends")
    answers: tuple[str, ...] = key(ListOf(NAME), "answers that are neither a remedy nor a no", default=())
    first_wins: bool = key(
        YesNo(), "the first row that applies wins, so that the order counts", default=False
    )
    rules: tuple[Rule, ...] = key(ListOf(Record(Rule), unique="id"), "the rows")

    def __post_init__(self) -> None:
        """Refuse a fact that is asked twice, and an answer that means the refusal."""
        if len(set(self.asks)) != len(self.asks):
            raise Refused(sentence(N_("A question asks each fact once.")))
        if NO in self.answers:
            raise Refused(sentence(N_("`no` is the refusal; it cannot be one of the `answers`.")))

    def domains(self, facts: dict[str, Fact]) -> dict[str, Domain]:
        """Return the domain of each fact asked, in order, from the charter's facts."""
        return {name: facts[name].domain for name in self.asks}


class QuestionKind(Record[Question]):
    """A question: its facts are declared, its rows test no other facts, and their answers exist."""

    def __init__(self) -> None:
        """Keep the record."""
        super().__init__(Question)

    def read(self, node: Node, path: Path, reader: Reader, /, **instead: Kind[object]) -> Question:
        """Return the question."""
        before = len(reader.faults)
        if isinstance(node, Mapping):
            declared = self._asks(node, reader)
            for row in _rows(node):
                if declared:
                    self._tests(row, node, reader)
                self._answers(row, node, path[-1], reader)
        found = super().read(node, path, reader, **instead)
        if len(reader.faults) > before:
            raise Bad
        return found

    def _asks(self, node: Mapping, reader: Reader) -> bool:
        """Tell whether every fact asked is declared; write down those that are not."""
        declared = True
        for fact in _texts(node.items.get("asks")):
            try:
                reader.domain(fact)
            except Bad:
                declared = False
        return declared

    def _tests(self, row: Mapping, node: Mapping, reader: Reader) -> None:
        when, asked = row.items.get("when"), [fact.text for fact in _texts(node.items.get("asks"))]
        for fact, place in when.places.items() if isinstance(when, Mapping) else ():
            if fact not in asked and fact in reader.domains:
                message = sentence(N_("The row tests `{fact}`, which the question does not ask."), fact=fact)
                reader.fault("unknown-name", place, message, did_you_mean(fact, asked))

    def _answers(self, row: Mapping, node: Mapping, question: str, reader: Reader) -> None:
        answer, remedies = row.items.get("answer"), reader.sections.get("remedies", frozenset())
        if not isinstance(answer, Scalar) or remedies is None:
            return
        known = (NO, *remedies, *(name.text for name in _texts(node.items.get("answers"))))
        if answer.text not in known:
            text = N_("`{answer}` is neither a remedy, nor `no`, nor one of the answers of `{question}`.")
            message = sentence(text, answer=answer.text, question=question)
            reader.fault("unknown-name", answer.place, message, did_you_mean(answer.text, known))


def _rows(node: Mapping) -> Iterator[Mapping]:
    rows = node.items.get("rules")
    for row in rows.items if isinstance(rows, Sequence) else ():
        if isinstance(row, Mapping):
            yield row


def _texts(node: Node | None) -> list[Scalar]:
    return [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else []
