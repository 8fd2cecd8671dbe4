"""Promises and the credits for breaking them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from possible.charter import Charter
from possible.charter.kinds import ListOf, OneOf, Record, YesNo, key, record
from possible.charter.promises import MOMENT_NAME, Else, Promise
from possible.charter.quantities import MONEY, SPAN
from possible.check.law import Broken
from possible.check.standards.facts.register import COUNT, CannotBeCompared, fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import OFTEN, Shortfall, never_later, no_longer, shortfalls
from possible.check.subject import Subject
from possible.values import N_, Money, Span


def services(charter: Charter) -> tuple[str, ...]:
    """Return every service that some promise names, in the order written."""
    return tuple(dict.fromkeys(service for promise in charter.promises.values() for service in promise.for_))


@fact("promise", Record(Promise))
def promise(subject: Subject, want: Promise) -> Iterator[Broken]:
    """A promise of ours is at least as strict, for each service that it covers (all when it names none)."""
    charter = subject.charter
    ours = services(charter)
    lacking = [service for service in want.for_ if ours and service not in ours]
    if lacking:
        raise CannotBeCompared(
            sentence(
                N_("The charter promises nothing for the service: {services}."), services=", ".join(lacking)
            )
        )
    weak: dict[tuple[str, ...], tuple[str, Shortfall]] = {}
    for service in want.for_ or ours or ("",):
        found = _closest(charter, want, service)
        if found is None:
            yield _none(charter, want, service)
            return
        weak |= {(found[0], *short.key, str(short.message)): (found[0], short) for short in found[1]}
    yield from _told(charter, list(weak.values()))


def _closest(charter: Charter, want: Promise, service: str) -> tuple[str, tuple[Shortfall, ...]] | None:
    """Return the promise that comes closest for one service, with all that it lacks; None without any."""
    same = [
        (name, shortfalls(ours, want))
        for name, ours in charter.promises.items()
        if never_later(ours.from_, want.from_) and never_later(want.until, ours.until)
        if not (service and ours.for_ and service not in ours.for_)
    ]
    return min(same, key=lambda found: _distance(charter.promises[found[0]], want, found[1]), default=None)


def _distance(ours: Promise, want: Promise, short: tuple[Shortfall, ...]) -> tuple[int, bool, Fraction]:
    """Order promises by how far they fall short; then the very moments, then the most money come first."""
    most = max((one.months for one in (ours.else_ or Else()).credit), default=Fraction(0))
    return len(short), (ours.from_, ours.until) != (want.from_, want.until), -most


def _none(charter: Charter, want: Promise, service: str) -> Broken:
    what = sentence(N_("No promise runs from `{start}` until `{end}`."), start=want.from_, end=want.until)
    if service and _closest(charter, want, ""):
        what = sentence(
            N_("No promise for `{service}` runs from `{start}` until `{end}`."),
            service=service,
            start=want.from_,
            end=want.until,
        )
    attempt = sentence(
        N_("promise it: `from: {start}`, `until: {end}`, `within` and `else`"),
        start=want.from_,
        end=want.until,
    )
    return Broken(charter.place("promises"), what, (), attempt)


def _told(charter: Charter, weak: list[tuple[str, Shortfall]]) -> Iterator[Broken]:
    if weak and not any(short.comparable for _, short in weak):
        raise CannotBeCompared(sentence(N_("Its sums are in another currency than those of the charter.")))
    for name, short in weak:
        if short.comparable:
            message = sentence(N_("Promise `{promise}`: {short}"), promise=name, short=short.message)
            yield Broken(charter.place("promises", name, *short.key), message)


@fact("every-promise-owes", YesNo())
def every_promise_owes(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Something is owed for every broken promise."""
    for name, ours in subject.charter.promises.items():
        owed = ours.else_
        if not (owed and (owed.credit or owed.fee or owed.promise or owed.remedy)):
            place = subject.charter.place("promises", name)
            yield Broken(
                place, sentence(N_("Promise `{promise}`: nothing is owed when it is broken."), promise=name)
            )


@record
class CreditsWanted:
    """How soon credits are paid, and whether unasked."""

    within: Span | None = key(SPAN, "how soon", default=None)
    unasked: bool = key(YesNo(), "without being asked for", default=False)


@fact("credits", Record(CreditsWanted))
def credits(subject: Subject, want: CreditsWanted) -> Iterator[Broken]:  # noqa: A001 - the charter's word
    """Credits are paid this soon, and unasked where the standard says so."""
    charter, given = subject.charter, subject.charter.credits
    if want.unasked and not given.unasked:
        message = sentence(N_("Credits must be asked for; the standard wants them paid unasked."))
        yield Broken(charter.place("credits", "unasked"), message, (), sentence(N_("write `unasked: yes`")))
    if want.within and given.paid_within is None:
        message = sentence(
            N_("Nothing says when credits are paid; the standard asks for {want} or less."), want=want.within
        )
        yield Broken(charter.place("credits"), message)
    elif want.within and given.paid_within and not no_longer(given.paid_within, want.within):
        message = sentence(
            N_("Credits are paid within {given}; the standard asks for {want} or less."),
            given=given.paid_within,
            want=want.within,
        )
        yield Broken(charter.place("credits", "paid-within"), message)


@record
class CreditWanted:
    """The least credit of every promise that ends with a moment, in each currency that we have a sum for."""

    until: str = key(MOMENT_NAME, "the moment that keeps the promise")
    every: str = key(OneOf(*OFTEN), "owed at least so often", default="")
    sums: tuple[Money, ...] = key(ListOf(MONEY), "the least sum, in each currency")


@fact("credit-at-least", Record(CreditWanted))
def credit_at_least(subject: Subject, want: CreditWanted) -> Iterator[Broken]:
    """Every promise that ends with this moment owes at least this when broken."""
    charter = subject.charter
    least = _least(charter, want.sums)
    ours = {name: promise for name, promise in charter.promises.items() if promise.until == want.until}
    if not ours:
        yield Broken(
            charter.place("promises"), sentence(N_("No promise has `until: {moment}`."), moment=want.until)
        )
    for name, promise in ours.items():
        owed = promise.else_ or Else()
        if not _reaches(owed, least):
            message = sentence(N_("Promise `{promise}` owes less than {least}."), promise=name, least=least)
            yield Broken(charter.place("promises", name, "else", "credit"), message)
        elif want.every and (owed.every not in OFTEN or OFTEN.index(owed.every) > OFTEN.index(want.every)):
            message = sentence(
                N_("Promise `{promise}` owes its credit once; each {every} is asked for."),
                promise=name,
                every=want.every,
            )
            yield Broken(charter.place("promises", name, "else"), message)


def _least(charter: Charter, sums: tuple[Money, ...]) -> Money:
    """Return the sum in the currency of the charter; nothing where we have none."""
    return next((sum_ for sum_ in sums if sum_.currency == charter.currency), Money(0, charter.currency))


def _reaches(owed: Else, least: Money) -> bool:
    """A share of the monthly price counts only where we have no sum in the currency."""
    sums = [one for one in owed.credit if not one.months and one.currency == least.currency]
    return any(one.cents >= least.cents for one in sums) or (not least.cents and bool(owed.credit))


@record
class LateAnswer:
    """What the first rungs of the complaints ladder owe, in each currency that we have a sum for."""

    rungs: int = key(COUNT, "how many rungs, from the first")
    sums: tuple[Money, ...] = key(ListOf(MONEY), "the least sum a day, in each currency")


@fact("late-answer-pays", Record(LateAnswer))
def late_answer_pays(subject: Subject, want: LateAnswer) -> Iterator[Broken]:
    """The first rungs of the complaints ladder owe at least this for each day that an answer is late."""
    charter = subject.charter
    least = _least(charter, want.sums)
    for index, rung in enumerate(charter.complaints.ladder[: want.rungs]):
        owed = rung.else_ or Else()
        if not _reaches(owed, least) or owed.every not in ("hour", "day"):
            message = sentence(
                N_("A late answer of `{who}` owes less than {least} a day."), who=rung.who, least=least
            )
            yield Broken(charter.place("complaints", "ladder", str(index), "else"), message)
