"""An answer for people and for programs: what is said, by which row, and what is still to be asked."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from possible.answers import Answer, Status, meaning_of, source_of, told
from possible.charter.model import Refuse
from possible.cli.ink import Ink
from possible.cli.say import say
from possible.values import N_

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values import Language, Place

WIDTH = 12
STATUS = {
    Status.MISSING: N_("not settled yet; facts are missing"),
    Status.NO_ROW: N_("no row holds: nobody can say what the answer is"),
    Status.SEVERAL: N_("several rows hold, and contradict one another"),
    Status.DEPENDS_ON_WHO: N_("it depends on who is asked"),
}
KNOWN_BY = {
    "customer": N_("ask: “{ask}”"),
    "records": N_("look it up in the records"),
    "system": N_("the system knows"),
    "playbook": N_("a playbook finds it out"),
}


def as_text(charter: Charter, answer: Answer, language: Language, given: Mapping[str, str]) -> str:
    """Return the answer for people."""
    ink = Ink.on(sys.stdout, os.environ)
    lines = [ink.strong(f"{answer.question}: {_said(answer)}"), *_of_answer(charter, answer, language, ink)]
    for teams, one in answer.by_team:
        lines += [
            "",
            ink.strong(f"{', '.join(teams)}: {_said(one)}"),
            *_of_answer(charter, one, language, ink),
        ]
    lines += _refused(charter, answer, language)
    lines += _line(N_("facts"), _listed(dict(answer.facts)))
    unasked = {name: value for name, value in given.items() if name not in dict(answer.facts)}
    lines += _line(N_("not asked"), _listed(unasked))
    return "\n".join(lines)


def _said(answer: Answer) -> str:
    return str(answer.outcome) if answer.outcome else say(STATUS[answer.status])


def _of_answer(charter: Charter, answer: Answer, language: Language, ink: Ink) -> Iterator[str]:
    if answer.outcome:
        yield f"  “{told(charter, answer, language)}”"
    if answer.status is Status.MISSING:
        yield from _missing(charter, answer, language)
        return
    for row in answer.rows:
        yield from _line(N_("row"), f"{row}  {ink.faint(str(_place(charter, answer.question, row)))}")
    if answer.outcome and answer.outcome.instead:
        yield from _line(N_("instead"), answer.outcome.instead)
    yield from _line(N_("appeal"), " → ".join(answer.appeal))


def _missing(charter: Charter, answer: Answer, language: Language) -> Iterator[str]:
    width = max(map(len, answer.missing))
    for number, fact in enumerate(answer.missing, 1):
        source = source_of(charter, fact)
        text = say(KNOWN_BY[source], ask=_wording(charter, language, fact))
        yield f"  {number}. {fact:<{width}}  {text}"


def _wording(charter: Charter, language: Language, fact: str) -> str:
    words = charter.words.get(language)
    return (words and words.text("ask", fact, "ask")) or fact


def _refused(charter: Charter, answer: Answer, language: Language) -> Iterator[str]:
    """Yield who refuses this question in their own words, whatever the table says."""
    for team, sentence_name in _refusing(charter, answer.question):
        words = charter.words.get(language)
        heard = (words and words.text("say", sentence_name)) or sentence_name
        text = N_("In practice `{team}` refuses it, whatever the table says: “{heard}”")
        yield f"  {say(text, team=team, heard=heard)}"


def _refusing(charter: Charter, question: str) -> Iterator[tuple[str, str]]:
    for name, team in charter.teams.items():
        for act in team.in_practice:
            if isinstance(act, Refuse) and act.refuse == question:
                yield name, act.say


def _line(label: str, text: str) -> list[str]:
    return [f"  {say(label):<{WIDTH}}{text}"] if text else []


def _listed(facts: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in facts.items())


def _place(charter: Charter, question: str, row: str) -> Place:
    rows = [rule.id for rule in charter.questions[question].rules]
    return charter.place("questions", question, "rules", str(rows.index(row)))


def as_json(charter: Charter, answer: Answer, language: Language, given: Mapping[str, str]) -> str:
    """Return the answer for programs; `given` is what was known, asked or not."""
    found = _plain(charter, answer, language)
    found["given"] = dict(given)
    found["refused_in_practice"] = [team for team, _ in _refusing(charter, answer.question)]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _plain(charter: Charter, answer: Answer, language: Language) -> dict[str, Any]:
    outcome = answer.outcome
    price = outcome.price if outcome else None
    return {
        "question": answer.question,
        "status": answer.status.name.lower().replace("_", "-"),
        "answer": outcome.answer if outcome else None,
        "price": {"cents": price.cents, "currency": price.currency} if price else None,
        "because": (outcome.because if outcome else "") or None,
        "instead": _instead(charter, outcome.instead) if outcome and outcome.instead else None,
        "appeal": list(answer.appeal),
        "language": language,
        "told": told(charter, answer, language) or None,
        "rows": [{"id": row, **_where(_place(charter, answer.question, row))} for row in answer.rows],
        "facts": dict(answer.facts),
        "missing": [
            {"fact": fact, "from": source_of(charter, fact), "ask": _wording(charter, language, fact)}
            for fact in answer.missing
        ],
        "by_team": [
            {"teams": list(teams), **_plain(charter, one, language)} for teams, one in answer.by_team
        ],
    }


def _instead(charter: Charter, name: str) -> dict[str, str]:
    return {"name": name, "section": meaning_of(charter, name)}


def _where(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
