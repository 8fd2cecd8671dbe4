"""Promises of a case: begun, kept or broken at their moment, and what is owed for a breach, paid unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible import promises
from possible.charter.promises import THE_WINDOW
from possible.journey.commands import SetTimer, StopTimer
from possible.promises.clock import State
from possible.values.events import (
    CreditGiven,
    FeeWaived,
    PromiseBroken,
    PromiseEnded,
    PromiseKept,
    PromiseMade,
)

if TYPE_CHECKING:
    from possible.journey.course import Course
    from possible.promises import Clock
    from possible.values.instant import Instant


def start(
    course: Course,
    name: str,
    *,
    at: Instant | None = None,
    window: tuple[Instant, Instant] | None = None,
    quote: str = "",
) -> str:
    """Begin a promise, and return the name of its clock; `quote`: the remedy that it belongs to.

    Nothing begins (and the name is empty) where it is kept within a window that nobody has agreed yet.
    """
    force = course.force
    if window is None and promises.promise_of(force.charter, name).within == THE_WINDOW:
        return ""
    ident = course.name("promise")
    begins = course.now if at is None else at
    clock = promises.start(force.charter, force.calendar, name, ident, begins, window)
    _begin(course, clock)
    if quote:
        course.case.quotes = tuple(
            replace(each, clock=ident) if each.id == quote else each for each in course.case.quotes
        )
    return ident


def _begin(course: Course, clock: Clock) -> None:
    course.case.clocks = (*course.case.clocks, clock)
    course.happened(PromiseMade, promise=clock.promise, id=clock.id, due=clock.due)
    if clock.due is not None:
        course.commands.append(SetTimer(timer=f"clock {clock.id}", due=clock.due))


def due(course: Course, ident: str) -> Instant | None:
    """Return when the promise of a clock is due; None where there is none, or no time."""
    return next((clock.due for clock in course.case.clocks if clock.id == ident), None)


def keep(course: Course, moments: tuple[str, ...]) -> None:
    """Keep every promise that waits for one of these moments."""
    for clock in course.case.clocks:
        if promises.promise_of(course.force.charter, clock.promise).until in moments:
            keep_one(course, clock.id)


def keep_from(course: Course, begins: str, moments: tuple[str, ...]) -> None:
    """Keep the promises that began with a moment and wait for one of these.

    Those of the complaints ladder are kept by the decision alone: a word in between decides nothing.
    """
    for clock in _of_the_matter(course):
        promise = promises.promise_of(course.force.charter, clock.promise)
        if promise.from_ == begins and promise.until in moments:
            keep_one(course, clock.id)


def move(course: Course, ident: str, window: tuple[Instant, Instant]) -> None:
    """Move the window of a promise, with the customer's consent; one that is over stays as it is."""
    clock = next((each for each in course.case.clocks if each.id == ident and not each.broken), None)
    if clock is not None:
        moved = promises.move(clock, window)
        course.case.clocks = tuple(moved if each is clock else each for each in course.case.clocks)
        course.commands.append(SetTimer(timer=f"clock {ident}", due=window[1]))


def keep_one(course: Course, ident: str) -> None:
    """Keep the promise of one clock: what comes late stays broken, and owes no more from now on."""
    clock = next((each for each in course.case.clocks if each.id == ident), None)
    if clock is None:
        return
    kept = promises.keep(clock, course.now)
    _forget(course, clock)
    if kept.state is State.KEPT:
        course.happened(PromiseKept, promise=clock.promise, id=clock.id)
        _again(course, kept)
    elif clock.broken:
        _credit(course, kept)
    else:
        _broken(course, kept)


def rings(course: Course, ident: str) -> None:
    """Break the promise whose time is over, or owe for one more period of a breach that goes on."""
    clock = next((each for each in course.case.clocks if each.id == ident), None)
    if clock is None:
        return
    if clock.broken:
        _credit(course, clock)
    else:
        _broken(course, promises.breach(clock, course.now))


def give_up(course: Course, ident: str) -> None:
    """Break the promise of one clock now, since it will not be kept: what is owed for it is given at once."""
    clock = next((each for each in course.case.clocks if each.id == ident and not each.broken), None)
    if clock is not None:
        course.commands.append(StopTimer(timer=f"clock {ident}"))
        _broken(course, promises.give_up(clock, course.now))


def end_all(course: Course) -> None:
    """End what is still promised: the matter is over. What a dispute waits for is not."""
    for clock in _of_the_matter(course):
        end_one(course, clock.id)


def _of_the_matter(course: Course) -> list[Clock]:
    return [clock for clock in course.case.clocks if not promises.is_rung(clock.promise)]


def end_one(course: Course, ident: str) -> None:
    """End the promise of one clock: nothing is left to keep. One that is broken owes no more from now on."""
    clock = next((each for each in course.case.clocks if each.id == ident), None)
    if clock is None:
        return
    _forget(course, clock)
    if clock.broken:
        _credit(course, promises.keep(clock, course.now))
    else:
        course.happened(PromiseEnded, promise=clock.promise, id=clock.id)


def _forget(course: Course, clock: Clock) -> None:
    course.case.clocks = tuple(each for each in course.case.clocks if each.id != clock.id)
    if clock.due is not None:
        course.commands.append(StopTimer(timer=f"clock {clock.id}"))


def _broken(course: Course, clock: Clock) -> None:
    """Note a breach with what follows: a credit, a fee that falls away, another promise in its place."""
    course.case.clocks = (*(each for each in course.case.clocks if each.id != clock.id), clock)
    course.happened(PromiseBroken, promise=clock.promise, id=clock.id)
    follows = promises.follows(course.force.charter, clock)
    if follows.fee_waived:
        _waive(course, clock)
    course.follow_promises += [follows.promise] if follows.promise else []
    course.follow_remedies += [follows.remedy] if follows.remedy else []
    _credit(course, clock)
    if clock.ended is not None or _again(course, clock):
        _forget(course, clock)


def _waive(course: Course, clock: Clock) -> None:
    """Let the fee of what the promise belongs to fall away, and say so where it had a price."""
    case = course.case
    for quote in case.quotes:
        if quote.clock == clock.id and not quote.waived and quote.price.cents:
            course.happened(
                FeeWaived, quote=quote.id, remedy=quote.remedy, amount=quote.price, promise=clock.promise
            )
    case.quotes = tuple(
        replace(each, waived=True) if each.clock == clock.id else each for each in case.quotes
    )


def _again(course: Course, clock: Clock) -> bool:
    """Begin the next round of a promise that comes again; tell whether there is one."""
    force = course.force
    following = promises.again(force.charter, force.calendar, clock, "")
    if following is not None:
        _begin(course, replace(following, id=course.name("promise")))
    return following is not None


def _credit(course: Course, clock: Clock) -> None:
    """Give what a breach owes by now, less what it was given; look again when it owes more."""
    case, charter = course.case, course.force.charter
    given = tuple(amount for ident, amount in case.credits if ident == clock.id)
    for credit in promises.owed(charter, clock, course.now, case.monthly_price, given):
        case.credits = (*case.credits, (clock.id, credit.amount))
        course.happened(
            CreditGiven,
            credit=course.name("credit"),
            promise=clock.promise,
            id=clock.id,
            amount=credit.amount,
            unasked=credit.unasked,
        )
    more = promises.more_at(charter, clock, course.now)
    if more is not None:
        course.commands.append(SetTimer(timer=f"clock {clock.id}", due=more))
