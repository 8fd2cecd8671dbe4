"""What the rules about answers share: the examined tables, the places of rows, and how facts are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from possible.answers import Examination, Region
from possible.check.one_answer.ways import way_by_facts
from possible.values import N_, Place, Sentence, sentence

if TYPE_CHECKING:
    from possible.answers import Outcome
    from possible.check.subject import Subject

_EXAMINED: WeakKeyDictionary[Subject, tuple[Examination, ...]] = WeakKeyDictionary()
FEW = 3


def examined(subject: Subject) -> tuple[Examination, ...]:
    """Return the questions of a charter under examination; worked out once for all rules."""
    if subject not in _EXAMINED:
        charter = subject.charter
        _EXAMINED[subject] = tuple(Examination(charter, name) for name in charter.questions)
    return _EXAMINED[subject]


def row_place(subject: Subject, question: str, row: int, *key: str) -> Place:
    """Return where a row stands, or a part of it."""
    return subject.charter.place("questions", question, "rules", str(row), *key)


def way_with(
    subject: Subject, question: str, region: Region, teams: Sequence[str] = (), shown: str = ""
) -> tuple[Sentence, ...]:
    """Return a caller's path to where a question is answered, walked with a region's facts, then these facts.

    `teams` are those who must be asked; of a question that no path decides, any person is.
    """
    walked = way_by_facts(subject, question, region.example, teams)
    if not walked:
        asks = (sentence(N_("ask {team}"), team=teams[0]),) if teams else ()
        walked = asks or subject.way_to("questions", question)
    asked = sentence("{question}", question=question)
    facts = shown or listed(region.example)
    return (*walked, asked, sentence(N_("with {facts}"), facts=facts)) if facts else (*walked, asked)


def listed(facts: dict[str, str]) -> str:
    """Return facts in the charter's words: `outage: no, fault: home`."""
    return ", ".join(f"{name}: {value}" for name, value in facts.items())


def row_region(table: Examination, row: int) -> Region:
    """Return the facts of a row; of one that no facts reach, none."""
    return table.region(table.table.boxes[row]) if table.reached(row) else Region({}, {})


def told(region: Region) -> Sentence:
    """Return the facts of a region, or that they do not matter."""
    return sentence("{facts}", facts=f"`{region}`") if region.facts else sentence(N_("any facts"))


def said(outcomes: Iterable[Outcome]) -> Sentence:
    """Return what is answered in the charter's words; nothing is something too."""
    found = " / ".join(str(outcome) for outcome in outcomes)
    return sentence("`{answer}`", answer=found) if found else sentence(N_("nothing: no row is theirs"))


def names(found: Iterable[str]) -> Sentence:
    """Return names one after the other; of many the first few, and how many more there are."""
    every = [f"`{name}`" for name in found]
    if len(every) <= FEW + 1:
        return sentence("{names}", names=", ".join(every))
    return sentence(N_("{names} and {count} more"), names=", ".join(every[:FEW]), count=len(every) - FEW)


def refusals(subject: Subject) -> Iterator[tuple[str, int]]:
    """Yield question and row of every no."""
    for name, question in subject.charter.questions.items():
        for row, rule in enumerate(question.rules):
            if rule.answer == "no":
                yield name, row
