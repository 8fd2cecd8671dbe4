"""Promises where there is no case: what only a moment knows in general words, and the sums that are owed."""

from __future__ import annotations

from collections.abc import Sequence

from possible.answers import in_language
from possible.charter.promises import Promise
from possible.charter.quantities import Amount
from possible.cli.say import say
from possible.values import N_, Language, Money, Sentence, Span, sentence

TIME, TIME_WITHIN = N_("the time that we name"), N_("the time that we name ({span} at most)")


def general(promise: Promise, language: Language) -> dict[str, str]:
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
    amount = say(highest(promise.else_.credit, language)) if promise.else_ and promise.else_.credit else "–"
    return {name: say(text) for name, text in said.items()} | {"credit": amount}


def highest(amounts: Sequence[Amount], language: Language) -> Sentence:
    """Return sums of which the highest is owed as one sentence."""
    found = _sum(amounts[0], language)
    for other in amounts[1:]:
        found = sentence(N_("{sum} (or {other}, where that is more)"), sum=found, other=_sum(other, language))
    return found


def _sum(amount: Amount, language: Language) -> Sentence:
    if not amount.months:
        return sentence("{sum}", sum=in_language(Money(amount.cents, amount.currency), language))
    return sentence(N_("{share} × what you pay a month"), share=str(amount.months))
