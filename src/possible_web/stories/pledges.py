"""Promises as the charter's page has them: the sentence, how it was kept lately, what is owed when it breaks.

What only a moment can fill (until when, which window, who) is said in general: the charter is for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from possible.answers import in_language, named
from possible.charter import Charter
from possible.charter.promises import Else, Promise
from possible.charter.quantities import Amount
from possible.cli.say import say
from possible.values import N_, Language, Money, Sentence, Span, sentence
from possible_web.stories.kept import Kept

EVERY = {
    "hour": N_("{sum} an hour"),
    "day": N_("{sum} a day"),
    "week": N_("{sum} a week"),
    "month": N_("{sum} a month"),
    "working day": N_("{sum} a working day"),
}
TIME, TIME_WITHIN = N_("the time that we name"), N_("the time that we name ({span} at most)")


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
            named(charter, name, language, _general(promise, language)),
            promise.within.said if isinstance(promise.within, Span) else None,
            tuple(owed(charter, promise.else_, language)),
            lately.get(name),
        )
        for name, promise in charter.promises.items()
    ]


def _general(promise: Promise, language: Language) -> dict[str, str]:
    """Return what fills a promise's sentence where there is no case: words for what the moment will say."""
    span = promise.within.said if isinstance(promise.within, Span) else None
    time = sentence(TIME_WITHIN, span=span) if span else sentence(TIME)
    said = {
        "time": time,
        "date": sentence(N_("the day that we name")),
        "window": sentence(N_("in the window that you agreed to")),
        "opening": sentence(N_("the hour of opening")),
        "agent": sentence(N_("the same person")),
    }
    amount = say(_highest(promise.else_.credit, language)) if promise.else_ and promise.else_.credit else "–"
    return {name: say(text) for name, text in said.items()} | {"credit": amount}


def owed(charter: Charter, debt: Else | None, language: Language) -> Iterator[Sentence]:
    """Yield what a broken promise owes, one sentence each."""
    if debt is None:
        return
    if debt.credit:
        highest = _highest(debt.credit, language)
        yield sentence(EVERY[debt.every], sum=highest) if debt.every else highest
    if debt.at_most is not None:
        yield sentence(N_("{sum} at most"), sum=in_language(debt.at_most, language))
    if debt.fee:
        yield sentence(N_("the fee falls away"))
    if debt.promise:
        next_one = charter.promises[debt.promise]
        yield sentence("{text}", text=named(charter, debt.promise, language, _general(next_one, language)))
    if debt.remedy:
        yield sentence("{text}", text=named(charter, debt.remedy, language))


def _highest(amounts: Sequence[Amount], language: Language) -> Sentence:
    """Return sums of which the highest is owed as one sentence."""
    found = _sum(amounts[0], language)
    for other in amounts[1:]:
        found = sentence(N_("{sum} (or {other}, where that is more)"), sum=found, other=_sum(other, language))
    return found


def _sum(amount: Amount, language: Language) -> Sentence:
    if not amount.months:
        return sentence("{sum}", sum=in_language(Money(amount.cents, amount.currency), language))
    return sentence(N_("{share} × what you pay a month"), share=str(amount.months))
