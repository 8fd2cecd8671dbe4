"""A no that is explained, that offers something else, and that somebody else may look at again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from possible.answers import outcome_of, outcome_told
from possible.charter.model import Refuse
from possible.check.law import Broken, Law, Rule
from possible.check.one_answer.tables import examined, refusals, row_place, row_region, way_with
from possible.check.reasoned_no.priced import refused_though_priced
from possible.check.written import first_written
from possible.values import N_, Language, Sentence, sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.check.subject import Subject


def no_reason(subject: Subject) -> Iterator[Broken]:
    """Find rows that say no without `because`."""
    text = N_("Row `{row}` says no to `{question}` and gives no reason. {heard}")
    attempt = sentence(N_("write `because: …`, and its sentence in every language"))
    yield from _bare(subject, "because", text, attempt)


def no_alternative(subject: Subject) -> Iterator[Broken]:
    """Find rows that say no without `instead`."""
    text = N_("Row `{row}` says no to `{question}` and offers nothing instead. {heard}")
    attempt = sentence(N_("write `instead: …`: a remedy, a question, a promise or a team"))
    yield from _bare(subject, "instead", text, attempt)


def _bare(subject: Subject, lacking: str, text: str, attempt: Sentence) -> Iterator[Broken]:
    tables = {table.name: table for table in examined(subject)}
    for question, row in refusals(subject):
        rule = subject.charter.questions[question].rules[row]
        if not getattr(rule, lacking):
            table = tables[question]
            region = row_region(table, row)
            yield Broken(
                row_place(subject, question, row),
                sentence(text, row=rule.id, question=question, heard=_heard(subject.charter, question, row)),
                way_with(subject, question, region, rule.who or (), str(region)),
                attempt,
            )


def _heard(charter: Charter, question: str, row: int) -> Sentence:
    """Return the refusal as the customer hears it, in the first promised language that has words for it."""
    for language in charter.languages:
        words = charter.words.get(language)
        if words and words.text("no", "form"):
            outcome = outcome_of(charter, charter.questions[question].rules[row])
            said = outcome_told(charter, question, outcome, language)
            return sentence(N_("The customer hears: “{said}”"), said=said)
    return sentence(N_("The customer hears a bare no."))


def outside_tables(subject: Subject) -> Iterator[Broken]:
    """Find people who refuse in their own words what a table answers."""
    charter = subject.charter
    for name, team in charter.teams.items():
        for index, act in enumerate(team.in_practice):
            if isinstance(act, Refuse):
                message = sentence(
                    N_("People of `{team}` refuse `{question}` whatever its table says. {heard}"),
                    team=name,
                    question=act.refuse,
                    heard=_in_their_words(charter, act.say),
                )
                yield Broken(
                    charter.place("teams", name, "in-practice", str(index)),
                    message,
                    (
                        *subject.way_to("teams", name),
                        sentence(N_("asks for {question}"), question=act.refuse),
                    ),
                    sentence(N_("let them give the answer of the table, and take this line away")),
                )


def _in_their_words(charter: Charter, name: str) -> Sentence:
    said = next((text for tag in charter.languages if (text := _said(charter, tag, name))), "")
    return (
        sentence(N_("The customer hears: “{said}”"), said=said)
        if said
        else sentence(N_("The customer hears a bare no."))
    )


def _said(charter: Charter, language: Language, name: str) -> str | None:
    words = charter.words.get(language)
    return words.text("say", name) if words and name else None


def no_appeal(subject: Subject) -> Iterator[Broken]:
    """Find a charter that refuses and has no ladder of complaints."""
    charter = subject.charter
    bare = [(name, row) for name, row in refusals(subject) if not charter.questions[name].rules[row].appeal]
    if bare and not charter.complaints.ladder:
        name, row = bare[0]
        refusal = ("questions", name, "rules", str(row), "answer")
        yield Broken(
            first_written(charter, ("complaints", "ladder"), ("complaints",), refusal),
            sentence(
                N_("Who is refused (row `{row}` of `{question}`) can turn to nobody: there is no ladder."),
                row=charter.questions[name].rules[row].id,
                question=name,
            ),
            subject.way_to("questions", name),
            sentence(
                N_("write `complaints: {example}`"), example="{ladder: [{who: …, within: 1 working day}]}"
            ),
        )


def no_outside_body(subject: Subject) -> Iterator[Broken]:
    """Find a charter that refuses, and in which every appeal ends inside the company."""
    charter = subject.charter
    refused = list(refusals(subject))
    if refused and charter.complaints.outside is None:
        name, row = refused[0]
        refusal = ("questions", name, "rules", str(row), "answer")
        yield Broken(
            first_written(charter, ("complaints", "outside"), ("complaints",), refusal),
            sentence(
                N_("Who is refused (row `{row}` of `{question}`) can appeal inside the company only."),
                row=charter.questions[name].rules[row].id,
                question=name,
            ),
            subject.way_to("questions", name),
            sentence(
                N_("name who decides in the end: `outside: {example}`"),
                example="{who: mediator, after: 30 days}",
            ),
        )


LAW = Law(
    "reasoned-no",
    N_(
        "Every refusal carries its reason, an alternative and where to appeal; "
        "what has a price is not refused to one who would pay it."
    ),
    (
        Rule("no-reason", N_("A no without a reason."), no_reason),
        Rule("no-alternative", N_("A no without an alternative."), no_alternative),
        Rule("refused-though-priced", N_("A no to what others may buy."), refused_though_priced),
        Rule("outside-tables", N_("People refuse in their own words."), outside_tables),
        Rule("no-appeal", N_("A no without a ladder to appeal on."), no_appeal),
        Rule("no-outside-body", N_("Every appeal ends inside the company."), no_outside_body),
    ),
)
