"""The standing answer: what the charter says to a question about this case now, why, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from possible.answers import Answer, Status, decide, in_language, outcome_of, outcome_told, source_of
from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Decide, Play
from possible.journey.case import Case
from possible.journey.force import InForce
from possible.values import Language, Money, Sentence
from possible_web.desk.words import Words
from possible_web.keeping import gaps, work
from possible_web.pages.causes import free_when
from possible_web.records.models import Case as CaseRow


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its name, its tests in words, what it says, and whether it holds (or still may)."""

    id: str
    tests: tuple[tuple[str, str], ...]
    answer: str
    price: str
    holds: bool
    may: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that may still matter: who knows it; `path`: what to go through with the customer for it."""

    fact: str
    name: str
    source: str
    choices: tuple[tuple[str, str], ...]
    path: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer as it stands. `usual`: what the remedy costs at most, where that is another price.

    `told`: the customer's sentence in `language`. `rows`: those of the table, in its order. `remedy`: the
    charter's, where the answer is one.
    """

    question: str
    title: str
    answered: bool
    refuses: bool = False
    answer: str = ""
    price: str = ""
    usual: str = ""
    free_when: Sentence | None = None
    reason: str = ""
    instead: str = ""
    told: str = ""
    language: str = ""
    ids: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    missing: tuple[Missing, ...] = ()
    rows: tuple[Row, ...] = ()
    remedy: str = ""


def facts_now(row: CaseRow, case: Case, force: InForce, asks: tuple[str, ...]) -> dict[str, str]:
    """Return what is known of the facts that a question asks, the records looked up where nobody has yet."""
    known: dict[str, str] = {LANGUAGE_FACT: str(case.talks[0].language if case.talks else case.language)}
    for fact in asks:
        value = case.facts.get(fact)
        if value is None and source_of(force.charter, fact) == "records":
            value = work.known(row, case, force.charter, fact)
        if value is not None:
            known[fact] = value
    return {fact: known[fact] for fact in asks if fact in known}


def standing_of(row: CaseRow, case: Case, force: InForce, question: str, words: Words, now: int) -> Standing:
    """Return the standing answer to a question; `Refused` when the charter has no such question."""
    charter = force.charter
    asks = charter.questions[question].asks if question in charter.questions else ()
    facts = facts_now(row, case, force, asks)
    talk = case.talks[0] if case.talks else None
    answer = decide(charter, question, facts)
    if answer.by_team and talk is not None and talk.team:
        answer = decide(charter, question, facts, talk.team)
    rows = tuple(_rows(force, answer, words))
    named = tuple((words.fact(fact), words.value(fact, value)) for fact, value in answer.facts)
    if answer.outcome is None:
        missing = tuple(_missing(force, case, fact, question, words) for fact in answer.missing)
        return Standing(question, words.question(question), False, facts=named, missing=missing, rows=rows)
    return _answered(case, force, answer, words, named, rows, now)


def _answered(  # noqa: PLR0913, PLR0917 - what an answer is shown from
    case: Case,
    force: InForce,
    answer: Answer,
    words: Words,
    named: tuple[tuple[str, str], ...],
    rows: tuple[Row, ...],
    now: int,
) -> Standing:
    charter, outcome = force.charter, answer.outcome
    assert outcome is not None  # noqa: S101 - asked before
    theirs = Language(case.talks[0].language if case.talks else case.language)
    fills = gaps.of_answer(force, _row_of(case), outcome.answer, theirs, now)  # type: ignore[arg-type]
    fee = charter.remedies[outcome.answer].fee if outcome.answer in charter.remedies else None
    return Standing(
        question=answer.question,
        title=words.question(answer.question),
        answered=True,
        refuses=answer.refuses,
        answer=words.answer(outcome.answer),
        price=_sum(outcome.price, words),
        usual=_sum(fee, words) if fee is not None and outcome.price != fee else "",
        free_when=free_when(charter.remedies.get(outcome.answer), outcome.price),
        reason=words.reason(outcome.because),
        instead=words.named(outcome.instead),
        told=outcome_told(charter, answer.question, outcome, theirs, fills),
        language=theirs,
        ids=answer.rows,
        facts=named,
        rows=rows,
        remedy=outcome.answer if outcome.answer in charter.remedies else "",
    )


@dataclass(frozen=True, slots=True)
class _Named:
    reference: str


def _row_of(case: Case) -> _Named:
    """Return what the gaps of a sentence need of a case's row."""
    return _Named(case.reference)


def _sum(amount: Money | None, words: Words) -> str:
    return "" if amount is None else in_language(amount, words.language)


def _rows(force: InForce, answer: Answer, words: Words) -> list[Row]:
    """Return the rows of the table: those that say the answer hold, those that may still are said so."""
    charter = force.charter
    question = charter.questions[answer.question]
    settled = answer.status is not Status.MISSING
    found = []
    for rule in question.rules:
        outcome = outcome_of(charter, rule)
        tests = tuple((words.fact(fact), words.test(fact, cell)) for fact, cell in rule.when.items())
        may = rule.id in answer.rows
        said = "no" if outcome.refuses else words.answer(outcome.answer)
        found.append(Row(rule.id, tests, said, _sum(outcome.price, words), may and settled, may))
    return found


def _missing(force: InForce, case: Case, fact: str, question: str, words: Words) -> Missing:
    source = source_of(force.charter, fact)
    path = path_to(force, case, question) if source == "playbook" else ""
    return Missing(fact, words.fact(fact), source, words.choices(fact), path)


def path_to(force: InForce, case: Case, question: str) -> str:
    """Return the path whose playbook finds out what a question needs, for the service of the case."""
    charter = force.charter
    service = case.facts.get("service")
    for name, walk in charter.paths.items():
        decides = any(isinstance(step, Decide) and step.decide == question for step in walk.steps)
        plays = [charter.playbooks[step.play] for step in walk.steps if isinstance(step, Play)]
        for book in plays if decides else ():
            cell = book.for_.get("service")
            if service is None or cell is None or cell.holds(force.number("service", service)):
                return name
    return ""
