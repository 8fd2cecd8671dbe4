"""Tables that offer again what was tried in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.domains import Range, anything, intersected
from possible.check.law import Broken
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject

TRIED: tuple[Range, ...] = ((1, None),)


def remedy_repeats(subject: Subject) -> Iterator[Broken]:
    """Find rows that offer a remedy although its counter says that it was tried."""
    charter = subject.charter
    for name, question in charter.questions.items():
        for index, rule in enumerate(question.rules):
            remedy = charter.remedies.get(rule.answer)
            if not remedy or not remedy.counts_in:
                continue
            fact = remedy.counts_in
            cell = rule.when.get(fact) or anything(charter.facts[fact].domain)
            if not intersected(cell.ranges, TRIED):
                continue
            place = charter.place("questions", name, "rules", str(index), "when", fact)
            text = N_(
                "Row `{row}` of `{question}` offers `{remedy}` also when `{fact}` says it was tried: {value}."
            )
            message = sentence(
                text, row=rule.id, question=name, remedy=rule.answer, fact=fact, value=cell.text
            )
            attempt = sentence(
                N_("offer it when `{fact}` is 0 only, and something else from then on"), fact=fact
            )
            yield Broken(place, message, subject.way_to("questions", name), attempt)
