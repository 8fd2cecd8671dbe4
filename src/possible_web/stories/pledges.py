"""Promises as the charter's page has them: the sentence, how it was kept lately, what is owed when it breaks.

What only a moment can fill (until when, which window, who) is said in general: the charter is for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from possible.answers import in_language, named
from possible.charter import Charter
from possible.charter.promises import Else
from possible.values import N_, Language, Sentence, Span, sentence
from possible_web.pages.pledged import general, highest
from possible_web.stories.kept import Kept

EVERY = {
    "hour": N_("{sum} an hour"),
    "day": N_("{sum} a day"),
    "week": N_("{sum} a week"),
    "month": N_("{sum} a month"),
    "working day": N_("{sum} a working day"),
}


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise: its name in the charter, its sentence, its limit, what is owed, and how it was kept."""

    name: str
    text: str
    within: Sentence | None
    owed: tuple[Sentence, ...]
    kept: Kept | None


def pledges(charter: Charter, language: Language, lately: Mapping[str, Kept]) -> list[Pledge]:
    """Return all promises of a charter in one of its languages."""
    return [
        Pledge(
            name,
            named(charter, name, language, general(promise, language)),
            promise.within.said if isinstance(promise.within, Span) else None,
            tuple(owed(charter, promise.else_, language)),
            lately.get(name),
        )
        for name, promise in charter.promises.items()
    ]


def owed(charter: Charter, debt: Else | None, language: Language) -> Iterator[Sentence]:
    """Yield what a broken promise owes, one sentence each."""
    if debt is None:
        return
    if debt.credit:
        most = highest(debt.credit, language)
        yield sentence(EVERY[debt.every], sum=most) if debt.every else most
    if debt.at_most is not None:
        yield sentence(N_("{sum} at most"), sum=in_language(debt.at_most, language))
    if debt.fee:
        yield sentence(N_("the fee falls away"))
    if debt.promise:
        next_one = charter.promises[debt.promise]
        yield sentence("{text}", text=named(charter, debt.promise, language, general(next_one, language)))
    if debt.remedy:
        yield sentence("{text}", text=named(charter, debt.remedy, language))
