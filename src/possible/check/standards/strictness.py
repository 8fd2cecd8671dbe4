"""One comparison for all clocks: is our promise at least as strict as theirs?

Both have the shape `{from, until, within, share, each, for, else}`. Where two lengths of time have different
units, the worst case of ours is held against the best case of theirs, so a pass is a proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from possible.charter.promises import Else, Promise
from possible.charter.quantities import Amount
from possible.check.standards.said import sentence
from possible.values import N_, Money, Sentence, Span, Unit

DAY = 86_400
CHAINS = (
    ("first ring", "connected", "person asked"),
    ("reported", "opened"),
    ("received", "opened"),
    ("asked", "agreed", "booked"),
    ("work started", "restored"),
    ("acknowledged", "answered", "closed"),
)
TILES = {
    "day": ("day", "week", "month", "quarter", "year"),
    "week": ("week",),
    "month": ("month", "quarter", "year"),
    "quarter": ("quarter", "year"),
    "year": ("year",),
}
OFTEN = ("hour", "day", "working day", "week", "month")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Where our promise is weaker: the key, a sentence, and whether it could be compared at all."""

    key: tuple[str, ...]
    message: Sentence
    comparable: bool = True


def at_least_as_strict(ours: Promise, theirs: Promise) -> bool:
    """Tell whether whoever gets what `ours` promises surely gets what `theirs` asks for.

    A promise of theirs that names no service is held against ours as it stands: which services a charter
    has to cover is the caller's to say.
    """
    return (
        never_later(ours.from_, theirs.from_)
        and never_later(theirs.until, ours.until)
        and not shortfalls(ours, theirs)
    )


def never_later(one: str, other: str) -> bool:
    """Tell whether moment `one` never comes after moment `other`."""
    return one == other or any(
        one in chain and other in chain and chain.index(one) < chain.index(other) for chain in CHAINS
    )


def shortfalls(ours: Promise, theirs: Promise) -> tuple[Shortfall, ...]:
    """Return all that makes `ours` weaker, the two clocks being the same (`never_later`)."""
    return (
        *_time(ours, theirs),
        *_share(ours, theirs),
        *_services(ours, theirs),
        *_again(ours, theirs),
        *_else(ours, theirs),
    )


def longest(span: Span) -> int:
    """Return the most seconds that a span can last: weekends and two holidays within working days."""
    if span.unit is Unit.WORKING_DAY:
        return (span.count + 2 * -(-span.count // 5) + 2) * DAY if span.count else 0
    return span.count * 31 * DAY if span.unit is Unit.MONTH else span.about


def no_longer(ours: Span, theirs: Span) -> bool:
    """Tell whether `ours` surely ends no later than `theirs`; their month is taken as thirty days."""
    return ours.count <= theirs.count if ours.unit is theirs.unit else longest(ours) <= theirs.about


def _time(ours: Promise, theirs: Promise) -> Iterator[Shortfall]:
    if theirs.within is None:
        return
    if ours.within is None:
        message = sentence(
            N_("It has no time; the standard asks for {theirs} or less."), theirs=theirs.within
        )
        yield Shortfall((), message)
    elif not _within(ours.within, theirs.within):
        message = sentence(
            N_("It takes up to {ours}; the standard asks for {theirs} or less."),
            ours=ours.within,
            theirs=theirs.within,
        )
        yield Shortfall(("within",), message)


def _within(ours: Span | str, theirs: Span | str) -> bool:
    if isinstance(ours, Span) and isinstance(theirs, Span):
        return no_longer(ours, theirs)
    return ours == theirs


def _share(ours: Promise, theirs: Promise) -> Iterator[Shortfall]:
    if ours.share is None or (theirs.within is None and theirs.share is None):
        return  # a clock without a time only asks that there is such a promise
    if theirs.share is None:
        yield Shortfall(
            ("share",), sentence(N_("It is kept for a share only; the standard asks for it each time."))
        )
    elif ours.share < theirs.share:
        message = sentence(
            N_("It is kept for {ours} %; the standard asks for {theirs} %."),
            ours=_percent(ours.share),
            theirs=_percent(theirs.share),
        )
        yield Shortfall(("share",), message)
    if theirs.each and theirs.each not in TILES.get(ours.each, ()):
        message = sentence(
            N_("The share is taken over each {ours}; the standard takes it over each {theirs}."),
            ours=ours.each or "-",
            theirs=theirs.each,
        )
        yield Shortfall(("each",) if ours.each else ("share",), message)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g}"


def _services(ours: Promise, theirs: Promise) -> Iterator[Shortfall]:
    lacking = [service for service in theirs.for_ if ours.for_ and service not in ours.for_]
    if lacking:
        yield Shortfall(("for",), sentence(N_("It does not cover: {services}."), services=", ".join(lacking)))


def _again(ours: Promise, theirs: Promise) -> Iterator[Shortfall]:
    if theirs.again_every and not (ours.again_every and no_longer(ours.again_every, theirs.again_every)):
        message = sentence(N_("The standard asks for it again every {theirs}."), theirs=theirs.again_every)
        yield Shortfall(("again-every",) if ours.again_every else (), message)


def _else(ours: Promise, theirs: Promise) -> Iterator[Shortfall]:
    wanted, given = theirs.else_, ours.else_ or Else()
    if wanted is None:
        return
    if wanted.fee and not given.fee:
        yield Shortfall(
            ("else",), sentence(N_("The standard asks that the fee is waived when it is broken."))
        )
    yield from _credit(given, wanted)


def _credit(given: Else, wanted: Else) -> Iterator[Shortfall]:
    foreign = _foreign(given, wanted)
    for amount in wanted.credit:
        if not any(_as_much(one, amount) for one in given.credit):
            yield _too_little(given, amount, foreign=foreign)
    if not (wanted.credit and given.credit):
        return
    if wanted.every and (given.every not in OFTEN or OFTEN.index(given.every) > OFTEN.index(wanted.every)):
        text = N_("The credit is owed once; the standard asks for it each {every}.")
        yield Shortfall(("else", "every" if given.every else "credit"), sentence(text, every=wanted.every))
    if given.at_most and not (wanted.at_most and _reaches(given.at_most, wanted.at_most)):
        yield Shortfall(("else", "at-most"), _capped(given.at_most, wanted.at_most), comparable=not foreign)


def _foreign(given: Else, wanted: Else) -> bool:
    """Tell whether theirs are sums in currencies in which ours has none."""
    theirs = {one.currency for one in wanted.credit if not one.months}
    ours = {one.currency for one in given.credit if not one.months}
    return bool(ours and theirs) and not ours & theirs


def _capped(ours: Money, theirs: Money | None) -> Sentence:
    if theirs is None:
        return sentence(N_("No more than {ours} is owed; the standard sets no limit."), ours=ours)
    return sentence(
        N_("No more than {ours} is owed; the standard goes up to {theirs}."), ours=ours, theirs=theirs
    )


def _reaches(ours: Money, theirs: Money) -> bool:
    return ours.currency == theirs.currency and ours >= theirs


def _as_much(ours: Amount, theirs: Amount) -> bool:
    """A sum and a share of an unknown price cannot stand in for one another."""
    if theirs.months:
        return ours.months >= theirs.months
    return not ours.months and ours.currency == theirs.currency and ours.cents >= theirs.cents


def _too_little(given: Else, amount: Amount, *, foreign: bool) -> Shortfall:
    if not given.credit:
        text = N_("The standard asks for a credit of {theirs} when it is broken.")
        return Shortfall(("else",), sentence(text, theirs=amount))
    ours = ", ".join(str(one) for one in given.credit)
    message = sentence(N_("{ours} is owed; the standard asks for {theirs}."), ours=ours, theirs=amount)
    return Shortfall(("else", "credit"), message, comparable=not foreign)
