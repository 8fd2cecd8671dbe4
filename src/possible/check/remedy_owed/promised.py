"""Promises that owe nothing when they are broken, or only each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.promises import Else
    from possible.check.subject import Subject


def nothing_owed(subject: Subject) -> Iterator[Broken]:
    """Find promises and rungs of the complaints ladder whose breach costs the company nothing."""
    charter = subject.charter
    attempt = sentence(N_("write {example}"), example="`else: {credit: 5 EUR}`")
    for name, promise in charter.promises.items():
        if not owes(promise.else_) or _waives_nothing(charter, name):
            message = sentence(N_("When `{promise}` is broken nothing is owed."), promise=name)
            place = first_written(charter, ("promises", name, "else"), ("promises", name))
            way = (*subject.way_to("promises", name), broken(name), sentence(N_("nothing follows")))
            yield Broken(place, message, way, attempt)
    for index, rung in enumerate(charter.complaints.ladder):
        if rung.within is not None and not owes(rung.else_):
            key = ("complaints", "ladder", str(index))
            message = sentence(N_("When `{team}` is late with a complaint nothing is owed."), team=rung.who)
            way = (
                sentence(N_("a complaint goes to `{team}`"), team=rung.who),
                sentence(N_("{limit} go by"), limit=rung.within.said),
                sentence(N_("nothing follows")),
            )
            yield Broken(first_written(charter, (*key, "else"), key), message, way, attempt)


def _waives_nothing(charter: Charter, promise: str) -> bool:
    """Tell whether all that is owed is a fee that falls away, of remedies that have none."""
    owed = charter.promises[promise].else_
    if owed is None or owes_money(owed) or owed.remedy or owed.promise:
        return False
    started = [remedy for remedy in charter.remedies.values() if remedy.promise == promise]
    return bool(started) and not any(remedy.fee.cents for remedy in started)


def broken(promise: str) -> Sentence:
    """Return the step of a path at which a promise is broken."""
    return sentence(N_("`{promise}` is broken"), promise=promise)


def owes(owed: Else | None) -> bool:
    """Tell whether something is owed: a credit above nothing, a fee waived, a remedy, another promise."""
    if owed is None:
        return False
    return owes_money(owed) or bool(owed.fee or owed.remedy or owed.promise)


def owes_money(owed: Else | None) -> bool:
    """Tell whether money is owed."""
    if owed is None or (owed.at_most and not owed.at_most.cents):
        return False
    return any(amount.cents or amount.months for amount in owed.credit)


def circles(subject: Subject) -> Iterator[Broken]:
    """Find chains of promises, each owed for the breach of the one before, that come back to the first."""
    charter = subject.charter
    told: set[str] = set()
    for name in charter.promises:
        ring = _ring(charter, name)
        if ring and name not in told:
            told |= set(ring)
            message = sentence(
                N_("`{promise}` is owed for its own breach: {ring}."), promise=name, ring=_shown(ring)
            )
            attempt = sentence(N_("let one of them owe a credit"))
            place = charter.place("promises", name, "else", "promise")
            yield Broken(place, message, (*subject.way_to("promises", name), *map(broken, ring)), attempt)


def _ring(charter: Charter, start: str) -> list[str]:
    """Return the promises from one round to itself; nothing when the chain ends, or goes round without it."""
    chain = [start]
    while True:
        owed = charter.promises[chain[-1]].else_
        follows = owed.promise if owed and not owes_money(owed) else ""
        if follows == start:
            return chain
        if not follows or follows in chain:
            return []
        chain.append(follows)


def _shown(ring: list[str]) -> str:
    return " → ".join(f"`{name}`" for name in (*ring, ring[0]))


NOTHING_OWED = Rule("nothing-owed", N_("Every promise has a remedy for its breach."), nothing_owed)
ELSE_CIRCLES = Rule("else-circles", N_("No promise is owed for its own breach."), circles)
