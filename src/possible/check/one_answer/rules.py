"""Decision tables are total and single-valued, and no answer depends on who is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from possible.check.law import Broken, Law, Rule
from possible.check.one_answer.cells import outside_domain
from possible.check.one_answer.learnt import fact_never_learnt
from possible.check.one_answer.tables import examined, names, row_place, said, told, way_with
from possible.values import N_, Level, Sentence, sentence

if TYPE_CHECKING:
    from possible.answers import Clash, Departure, Examination, Unused
    from possible.check.subject import Subject

MOST = 20  # clashes told of one question: who has more has seen enough


def gap(subject: Subject) -> Iterator[Broken]:
    """Find facts for which no row holds, whoever is asked; one finding a question, with the first few."""
    for table in examined(subject):
        if not table.gaps:
            continue
        first, *others = table.gaps
        facts: dict[str, object] = {"question": table.name, "facts": told(first)}
        message = sentence(N_("No row of `{question}` holds for {facts}."), **facts)
        if others:
            facts["more"] = " · ".join(f"`{region}`" for region in others)
            message = sentence(N_("No row of `{question}` holds for {facts}, nor for {more}."), **facts)
        yield Broken(
            subject.charter.place("questions", table.name),
            message,
            way_with(subject, table.name, first),
            sentence(N_("add a row for these facts, or widen the row beside them")),
        )


def two_answers(subject: Subject) -> Iterator[Broken]:
    """Find rows that hold together and say different things."""
    for table in examined(subject):
        for number, clash in enumerate(table.clashes):
            if number == MOST:
                break
            yield _together(subject, table, clash, _contradiction(table, clash))


def _contradiction(table: Examination, clash: Clash) -> Sentence:
    rules, outcomes = table.question.rules, table.outcomes
    first = clash.others[0]
    facts: dict[str, object] = {
        "facts": told(clash.region),
        "question": table.name,
        "one": rules[first].id,
        "other": rules[clash.row].id,
        "said": said([outcomes[first]]),
        "otherwise": said([outcomes[clash.row]]),
    }
    if len(clash.others) == 1:
        return sentence(
            N_(
                "`{question}` has two answers for {facts}: row `{one}` says {said}, "
                "row `{other}` {otherwise}."
            ),
            **facts,
        )
    facts["rows"] = names(rules[row].id for row in clash.others[1:])
    return sentence(
        N_(
            "`{question}` has two answers for {facts}: row `{one}` says {said}, row `{other}` {otherwise}; "
            "and `{other}` contradicts {rows} in the same way."
        ),
        **facts,
    )


def same_answer_twice(subject: Subject) -> Iterator[Broken]:
    """Find rows that hold together and say the same: harmless until one of them is changed."""
    for table in examined(subject):
        for number, clash in enumerate(table.repeats):
            if number == MOST:
                break
            rules = table.question.rules
            message = sentence(
                N_("For {facts}, rows {rows} and `{other}` of `{question}` all hold; they say the same."),
                facts=told(clash.region),
                rows=names(rules[row].id for row in clash.others),
                other=rules[clash.row].id,
                question=table.name,
            )
            yield _together(subject, table, clash, message)


def _together(subject: Subject, table: Examination, clash: Clash, message: Sentence) -> Broken:
    return Broken(
        row_place(subject, table.name, clash.row),
        message,
        way_with(subject, table.name, clash.region),
        sentence(N_("narrow one of the rows; or write `first-wins: yes`, if the order is meant to count")),
    )


def depends_on_who(subject: Subject) -> Iterator[Broken]:
    """Find rows by which the same facts get another answer from another team."""
    for table in examined(subject):
        for departure in table.departures:
            yield Broken(
                row_place(subject, table.name, departure.row, "who"),
                _departure(table, departure),
                way_with(
                    subject,
                    table.name,
                    departure.region,
                    [team for teams, _ in departure.said for team in teams],
                ),
                sentence(N_("take `who` away: let facts decide, and write exceptions down as exceptions")),
            )


def _departure(table: Examination, departure: Departure) -> Sentence:
    (teams, one), (others, other) = departure.said
    return sentence(
        N_(
            "For {facts}, the answer to `{question}` depends on who is asked: "
            "{teams} say {said}; {others} say {otherwise}."
        ),
        facts=told(departure.region),
        question=table.name,
        teams=names(teams),
        said=said(one),
        others=names(others),
        otherwise=said(other),
    )


def never_used(subject: Subject) -> Iterator[Broken]:
    """Find rows that change no answer, and answers that no row gives."""
    for table in examined(subject):
        for unused in table.unused:
            yield Broken(
                row_place(subject, table.name, unused.row),
                _unused(table, unused),
                (),
                sentence(N_("take the row away, or mend its cells or its place")),
            )
        for index in table.never_given:
            yield Broken(
                subject.charter.place("questions", table.name, "answers", str(index)),
                sentence(
                    N_("`{question}` lists the answer `{answer}`, which no row gives."),
                    question=table.name,
                    answer=table.question.answers[index],
                ),
                (),
                sentence(N_("add the row that gives it, or take it out of `answers`")),
            )


def _unused(table: Examination, unused: Unused) -> Sentence:
    rules = table.question.rules
    facts: dict[str, object] = {"row": rules[unused.row].id, "question": table.name}
    if not unused.taken_by:
        return sentence(
            N_("Row `{row}` of `{question}` is never used: no facts and no team reach it."), **facts
        )
    facts["rows"] = names(rules[row].id for row in unused.taken_by)
    if table.question.first_wins:
        return sentence(
            N_("Row `{row}` of `{question}` is never used: whenever it holds, {rows} above it wins."), **facts
        )
    return sentence(
        N_("Row `{row}` of `{question}` changes nothing: whenever it holds, {rows} says the same."), **facts
    )


def first_wins_for_nothing(subject: Subject) -> Iterator[Broken]:
    """Find tables whose order is said to count although no rows that say different things ever meet."""
    for table in examined(subject):
        if table.order_for_nothing:
            yield Broken(
                subject.charter.place("questions", table.name, "first-wins"),
                sentence(
                    N_("`{question}` lets the first row win, but no rows that differ ever hold together."),
                    question=table.name,
                ),
                (),
                sentence(N_("take `first-wins` away: then a contradiction that comes in later is found")),
            )


def undecided(subject: Subject) -> Iterator[Broken]:
    """Find tables that the analysis gave up on: they are not proved."""
    for table in examined(subject):
        _ = table.gaps, table.unused, table.departures
        if table.undecided:
            yield Broken(
                subject.charter.place("questions", table.name),
                sentence(
                    N_("The rows of `{question}` overlap so much that not everything could be proved."),
                    question=table.name,
                ),
                (),
                sentence(N_("let the rows overlap less, or make two questions of it")),
            )


LAW = Law(
    "one-answer",
    N_("Decision tables are total and single-valued; no answer depends on who is asked."),
    (
        Rule("gap", N_("Facts without a rule."), gap),
        Rule("two-answers", N_("Two rules apply to the same facts and say different things."), two_answers),
        Rule("depends-on-who", N_("The same facts, another team, another answer."), depends_on_who),
        Rule("never-used", N_("A rule or an answer that no facts reach."), never_used),
        Rule("outside-domain", N_("A cell asks for a value that the fact cannot have."), outside_domain),
        Rule(
            "fact-never-learnt", N_("An answer needs what no playbook found out before."), fact_never_learnt
        ),
        Rule("undecided", N_("A table too tangled to be proved."), undecided),
        Rule(
            "same-answer-twice",
            N_("Two rules say the same to the same facts."),
            same_answer_twice,
            Level.WARNING,
        ),
        Rule(
            "first-wins-for-nothing",
            N_("The order of rules is said to count, and never does."),
            first_wins_for_nothing,
            Level.WARNING,
        ),
    ),
)
