"""The answer to a question: the same for the same facts, whoever is asked; and what is still missing to give
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from possible.answers.asking import in_order, plan_of
from possible.answers.differences import Side
from possible.answers.outcome import Outcome, domain_of, domains_of, outcome_of, question_of, source_of
from possible.answers.table import compiled
from possible.charter.unreadable import did_you_mean
from possible.values import N_, Refused, sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.rules import Question, Rule


class Status(StrEnum):
    """Whether there is an answer. In a charter that holds the law `one-answer`, only the first two occur."""

    ANSWERED = "answered"
    MISSING = "facts missing"
    NO_ROW = "no row holds"
    SEVERAL = "several rows hold"
    DEPENDS_ON_WHO = "it depends on who is asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the charter says to a question: the outcome, the rows that say it, and the facts on which it
    rests.

    `missing` lists the facts that may still matter, the one to ask next first. `by_team` is filled only where
    the answer depends on who is asked: teams with the answer that they give.
    """

    question: str
    status: Status
    facts: tuple[tuple[str, str], ...]
    outcome: Outcome | None = None
    rows: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    appeal: tuple[str, ...] = ()
    by_team: tuple[tuple[tuple[str, ...], Answer], ...] = ()

    @property
    def refuses(self) -> bool:
        """Tell whether the answer is a no."""
        return self.outcome is not None and self.outcome.refuses


def decide(charter: Charter, question: str, facts: Mapping[str, str], team: str | None = None) -> Answer:
    """Return the answer of a charter to a question, for facts as texts by name (those that are not asked are
    left out).

    Total: for every question, facts and team there is an Answer. Raises `Refused` for a question, a fact, a
    value or a team that the charter does not know, with what was meant.
    """
    table = question_of(charter, question)
    known = _numbers(charter, table, facts)
    if team is not None and team not in charter.teams:
        raise Refused(
            sentence(N_("The charter has no team `{name}`."), name=team), did_you_mean(team, charter.teams)
        )
    asked = askable(charter, table) if team is None else ((team,),)
    said = tuple(
        (teams, _decide(charter, question, table, known, teams[0] if teams else None)) for teams in asked
    )
    first = said[0][1]
    if all(answer == first for _, answer in said):
        return first
    missing = tuple(dict.fromkeys(fact for _, answer in said for fact in answer.missing))
    if missing:
        return Answer(question, Status.MISSING, first.facts, missing=missing)
    if all(_says(answer) == _says(first) for _, answer in said):
        return replace(first, rows=tuple(dict.fromkeys(row for _, answer in said for row in answer.rows)))
    return Answer(question, Status.DEPENDS_ON_WHO, first.facts, by_team=said)


def _says(answer: Answer) -> tuple[Status, Outcome | None]:
    return answer.status, answer.outcome


def askable(charter: Charter, question: Question) -> tuple[tuple[str, ...], ...]:
    """Return the teams that may be asked, together where the same rows are theirs; `((),)` where no row names
    teams.

    Technicians on their way count only where a row names them.
    """
    named = {team for rule in question.rules for team in rule.who or ()}
    if all(rule.who is None for rule in question.rules):
        return ((),)
    groups: dict[tuple[bool, ...], list[str]] = {}
    for name, team in charter.teams.items():
        if name in named or not team.visits:
            groups.setdefault(tuple(holds_for(rule, name) for rule in question.rules), []).append(name)
    return tuple(tuple(group) for group in groups.values())


def holds_for(rule: Rule, team: str | None) -> bool:
    """Tell whether a row holds when this team is asked (nothing: nobody in particular)."""
    return rule.who is None or team in rule.who


def _numbers(charter: Charter, question: Question, facts: Mapping[str, str]) -> dict[str, int]:
    """Return the values of the facts that the question asks; `Refused` for names and values that cannot
    be.
    """
    known = {
        *charter.facts,
        *question.asks,
        *(name for book in charter.playbooks.values() for name in book.facts),
    }
    for name in facts:
        if name not in known:
            raise Refused(
                sentence(N_("The charter has no fact `{name}`."), name=name), did_you_mean(name, known)
            )
    return {name: _number(charter, name, facts[name]) for name in question.asks if name in facts}


def _number(charter: Charter, fact: str, value: str) -> int:
    try:
        return domain_of(charter, fact).number(value)
    except Refused as refused:
        why = sentence("{fact}={value}: {why}", fact=fact, value=value, why=refused.why)
        raise Refused(why, refused.attempt) from None


def _decide(
    charter: Charter, name: str, question: Question, known: Mapping[str, int], team: str | None
) -> Answer:
    rows = [row for row in question.rules if holds_for(row, team) and _may_hold(row, known)]
    used = tuple((fact, domain_of(charter, fact).text(number)) for fact, number in known.items())
    outcomes = [outcome_of(charter, row) for row in rows]
    says, missing = _settled(charter, question, rows, outcomes, known)
    if missing:
        return Answer(name, Status.MISSING, used, rows=tuple(row.id for row in rows), missing=missing)
    if not says:
        return Answer(name, Status.NO_ROW, used)
    ids = tuple(row.id for row, outcome in zip(rows, outcomes, strict=True) if outcome in says)
    if len(says) > 1:
        return Answer(name, Status.SEVERAL, used, rows=ids)
    outcome = says[0]
    settled = len(known) == len(set(question.asks))
    ids = ids[:1] if question.first_wins and settled else ids
    return Answer(name, Status.ANSWERED, used, outcome, ids, (), _appeal(charter, outcome))


def _may_hold(rule: Rule, known: Mapping[str, int]) -> bool:
    return all(rule.when[fact].holds(number) for fact, number in known.items() if fact in rule.when)


def _settled(
    charter: Charter, question: Question, rows: list[Rule], outcomes: list[Outcome], known: Mapping[str, int]
) -> tuple[tuple[Outcome, ...], tuple[str, ...]]:
    """Return what the rows say whatever the other facts are; or the facts that may matter, in the order to
    ask.
    """
    open_ = {fact: one for fact, one in domains_of(charter, question).items() if fact not in known}
    numbers = numbered(outcomes)
    side = Side((1 << len(rows)) - 1, tuple(range(len(rows))), question.first_wins)
    if not open_:
        return _outcomes(side.says(side.rows, numbers), outcomes, numbers), ()
    table = compiled(
        open_, [{fact: one.ranges for fact, one in row.when.items() if fact in open_} for row in rows]
    )
    plan = plan_of(table, numbers, side, _ranks(charter, table.facts))
    if plan.says is not None:
        return _outcomes(plan.says, outcomes, numbers), ()
    return (), tuple(table.facts[fact] for fact in in_order(plan))


def numbered(outcomes: Iterable[Outcome]) -> list[int]:
    """Return the number of each outcome: equal ones have the same."""
    seen: dict[Outcome, int] = {}
    return [seen.setdefault(outcome, len(seen)) for outcome in outcomes]


def _outcomes(said: frozenset[int], outcomes: list[Outcome], numbers: list[int]) -> tuple[Outcome, ...]:
    return tuple(outcomes[numbers.index(number)] for number in sorted(said))


_EASE = {"system": 0, "records": 0, "customer": 1, "playbook": 2}


def _ranks(charter: Charter, facts: tuple[str, ...]) -> list[int]:
    """Return the rank of each fact: what is looked up before what is asked, what is asked before what is
    tried.
    """
    order = sorted(range(len(facts)), key=lambda fact: (_EASE[source_of(charter, facts[fact])], fact))
    return [order.index(fact) for fact in range(len(facts))]


def _appeal(charter: Charter, outcome: Outcome) -> tuple[str, ...]:
    """Return where to appeal against a no: where the row says, else the ladder."""
    if not outcome.refuses:
        return ()
    return (outcome.appeal,) if outcome.appeal else tuple(rung.who for rung in charter.complaints.ladder)
