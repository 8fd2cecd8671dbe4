"""How one waits: for how long, with what news, what plays, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from possible.charter import Charter
from possible.charter.kinds import ListOf, Record, YesNo, key, record
from possible.charter.quantities import SPAN, WORD
from possible.charter.steps import HangUp, Queue
from possible.check.law import Broken
from possible.check.standards.facts.menus import people_who_hang_up
from possible.check.standards.facts.reach import Keys, reach, steps
from possible.check.standards.facts.register import fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import no_longer
from possible.check.subject import Subject
from possible.values import N_, Span

LAST_WORD = "called"


Wait = tuple[Keys, Queue | None]


def waits(charter: Charter, *attributes: str) -> Iterator[Wait]:
    """Yield the house's way of waiting, and each queue that departs from it in one of these keys."""
    yield ("waiting",), None
    for at, step in steps(charter):
        if isinstance(step, Queue) and any(getattr(step, attribute) for attribute in attributes):
            yield at, step


def _value(charter: Charter, own: Queue | None, attribute: str) -> Any:
    """Return a key of a wait, the house's where the queue says nothing of its own."""
    return (getattr(own, attribute) if own else None) or getattr(charter.waiting, attribute)


@fact("status-every", SPAN)
def status_every(subject: Subject, want: Span) -> Iterator[Broken]:
    """Who waits hears at least this often how long it will take."""
    for at, own in waits(subject.charter, "status_every"):
        given = _value(subject.charter, own, "status_every")
        if not isinstance(given, Span):
            message = sentence(
                N_("Who waits hears nothing; the standard asks for news every {want}."), want=want
            )
            yield Broken(
                subject.charter.place(*at),
                message,
                (),
                sentence(N_("write `status-every: {want}`"), want=str(want)),
            )
        elif not no_longer(given, want):
            message = sentence(
                N_("Who waits hears news every {given} only; the standard asks for every {want}."),
                given=given,
                want=want,
            )
            yield Broken(subject.charter.place(*at, "status-every"), message)


@fact("never-plays", ListOf(WORD))
def never_plays(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """Who waits never hears this."""
    for index, given in enumerate(subject.charter.waiting.plays):
        if given in want:
            place = subject.charter.place("waiting", "plays", str(index))
            yield Broken(place, sentence(N_("Who waits hears: {what}."), what=given))


@record
class CallBackAfter:
    """The longest wait before a call back is offered, and how soon it comes."""

    wait: Span = key(SPAN, "the longest wait")
    called_within: Span | None = key(SPAN, "how soon the call comes", default=None)
    ladder_too: bool = key(YesNo(), "waits for the teams of the complaints ladder count too", default=True)


@fact("call-back-after", Record(CallBackAfter))
def call_back_after(subject: Subject, want: CallBackAfter) -> Iterator[Broken]:
    """No wait is longer than this, and then a call back is promised."""
    charter = subject.charter
    ladder = {rung.who for rung in charter.complaints.ladder}
    for at, own in waits(charter, "at_most", "then"):
        if want.ladder_too or own is None or own.queue not in ladder:
            yield from _long(charter, at, own, want)
            yield from _then(charter, at, own, want)


def _long(charter: Charter, at: Keys, own: Queue | None, want: CallBackAfter) -> Iterator[Broken]:
    given = _value(charter, own, "at_most")
    if not isinstance(given, Span):
        message = sentence(N_("The wait has no limit; the standard asks for {want} at most."), want=want.wait)
        yield Broken(
            charter.place(*at),
            message,
            (),
            sentence(N_("write `at-most: {want}` and `then`"), want=str(want.wait)),
        )
    elif not no_longer(given, want.wait):
        message = sentence(
            N_("One waits up to {given}; the standard asks for {want} at most."), given=given, want=want.wait
        )
        yield Broken(charter.place(*at, "at-most"), message)


def _then(charter: Charter, at: Keys, own: Queue | None, want: CallBackAfter) -> Iterator[Broken]:
    then = str(_value(charter, own, "then") or "")
    promise = charter.promises.get(then)
    if promise is None or promise.until != LAST_WORD:
        message = sentence(N_("After the longest wait no call back is promised."))
        attempt = sentence(N_("let `then` name a promise with `until: called`"))
        yield Broken(charter.place(*at, "then"), message, (), attempt)
    elif want.called_within and not (
        isinstance(promise.within, Span) and no_longer(promise.within, want.called_within)
    ):
        message = sentence(
            N_("The call back comes within {given}; the standard asks for {want} or less."),
            given=promise.within or "-", want=want.called_within,
        )  # fmt: skip
        yield Broken(charter.place("promises", then, "within"), message)


@fact("closed-call-back", SPAN)
def closed_call_back(subject: Subject, want: Span) -> Iterator[Broken]:
    """Who calls when nobody is there gets a promise that a person answers within this time of the opening."""
    charter = subject.charter
    for at, own in waits(charter, "closed"):
        closed = str(_value(charter, own, "closed") or "")
        promise = charter.promises.get(closed)
        kept = promise and promise.until in ("called", "answered", "person")
        if closed in charter.lines or closed in charter.teams:
            continue
        if not (promise and kept and isinstance(promise.within, Span) and no_longer(promise.within, want)):
            message = sentence(
                N_("Who calls when nobody is there is not promised an answer within {want}."), want=want
            )
            yield Broken(charter.place(*at, "closed"), message)


@fact("no-cut-wait", YesNo())
def no_cut_wait(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Nobody is cut off because the wait is long."""
    charter = subject.charter
    ways = dict.fromkeys(_value(charter, own, "then") for _, own in waits(charter, "then"))
    for at, step in steps(charter, reach(subject).from_(*filter(None, ways))):
        if isinstance(step, HangUp):
            yield Broken(charter.place(*at), sentence(N_("After the longest wait the company hangs up.")))
    yield from people_who_hang_up(charter)
