"""Remedies as they are carried out: visits in their window, swaps, the rest; their price, what follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible.charter.causes import CAUSES
from possible.journey import endings, owed, telling
from possible.journey.case import CaseState, CaseWait, Visit
from possible.journey.commands import CallOff, FindWindows
from possible.values import N_, Refused, sentence
from possible.values.events import (
    DeviceGiven,
    FeeCharged,
    FeeWaived,
    QuoteDeclined,
    RemedyDone,
    ServiceRestored,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitDone,
    VisitMoved,
)

if TYPE_CHECKING:
    from possible.journey import turns
    from possible.journey.case import Quote
    from possible.journey.course import Course

COMING = ("booked", "arrived")


def book(course: Course, turn: turns.Books) -> None:
    """Book a window under an accepted quote: the promise of the visit begins."""
    quote = _accepted(course, turn.quote)
    if any(visit.quote == quote.id and visit.state in COMING for visit in course.case.visits):
        raise Refused(sentence(N_("This visit has its window already.")), sentence(N_("move it")))
    promise = course.force.charter.remedies[quote.remedy].promise
    window = (turn.starts, turn.ends)
    clock = owed.start(course, promise, window=window, quote=quote.id) if promise else ""
    visit = Visit(id=course.name("visit"), quote=quote.id, starts=turn.starts, ends=turn.ends, clock=clock)
    course.case.visits = (*course.case.visits, visit)
    language = course.language
    course.happened(VisitBooked, visit=visit.id, starts=visit.starts, ends=visit.ends, language=language)


def move(course: Course, turn: turns.Moves) -> None:
    """Move a window; without the customer's consent the old promise stays as it was."""
    visit = _visit(course, turn.visit, ("booked",))
    _keep(course, replace(visit, starts=turn.starts, ends=turn.ends))
    course.happened(VisitMoved, visit=visit.id, starts=turn.starts, ends=turn.ends, consent=turn.consent)
    if turn.consent:
        owed.move(course, visit.clock, (turn.starts, turn.ends))


def arrive(course: Course, turn: turns.IsThere) -> None:
    """Note that the technician is at the door."""
    visit = _visit(course, turn.visit, ("booked",))
    _keep(course, replace(visit, state="arrived"))
    course.happened(VisitArrived, visit=visit.id)
    for clock in _clocks(course, visit):
        owed.keep_one(course, clock)
    owed.keep(course, ("work started",))


def cancel(course: Course, turn: turns.Cancels) -> None:
    """Give a visit up because the customer wants it: it costs nothing, for nothing was agreed to for that.

    The price that was agreed to holds for another window, or falls away where none is wanted.
    """
    visit = _visit(course, turn.visit, ("booked",))
    _give_up(course, visit, "customer")
    for clock in _clocks(course, visit):
        owed.end_one(course, clock)
    quote = course.case.quote(visit.quote)
    if quote is None:
        return
    if turn.wants_other:
        _look_again(course, quote)
        return
    telling.keep_quote(course, replace(quote, state="declined"))
    course.happened(QuoteDeclined, quote=quote.id)
    if course.case.state is CaseState.OPEN:
        endings.is_with(course, CaseWait.WITH_US)


def call_off(course: Course, turn: turns.CallsOff) -> None:
    """Say before the window is over that nobody will come in it: the promise of it is broken now.

    What is owed for that is given at once; the price stays agreed, for another window.
    """
    visit = _visit(course, turn.visit, ("booked",))
    if not turn.reason.strip():
        raise Refused(sentence(N_("Say why nobody can come: the customer is told.")))
    _give_up(course, visit, "company", turn.reason)
    owed.give_up(course, visit.clock)
    quote = course.case.quote(visit.quote)
    if quote is not None:
        _look_again(course, quote)


def _give_up(course: Course, visit: Visit, by: str, reason: str = "") -> None:
    _keep(course, replace(visit, state="cancelled"))
    course.happened(VisitCancelled, visit=visit.id, by=by, reason=reason)
    course.commands.append(CallOff(visit=visit.id))


def _look_again(course: Course, quote: Quote) -> None:
    """Look for another window under a quote that stays accepted, in the time of the remedy from now on."""
    remedy = course.force.charter.remedies[quote.remedy]
    due = course.force.calendar.due(course.now, remedy.within) if remedy.within else None
    course.commands.append(FindWindows(quote=quote.id, remedy=quote.remedy, within=due))
    if course.case.state is CaseState.OPEN:
        endings.is_with(course, CaseWait.WITH_TECHNICIAN)


def _clocks(course: Course, visit: Visit) -> list[str]:
    """Return the clocks of all the windows that were agreed under a visit's quote: one may owe each day."""
    return [each.clock for each in course.case.visits if each.quote == visit.quote]


def finish(course: Course, turn: turns.VisitEnds) -> None:
    """End a visit: what was agreed to is charged, and the customer is asked whether it is solved.

    Nothing is charged yet where another visit follows: its window is looked for under the same quote.
    """
    if turn.cause not in CAUSES:
        raise Refused(
            sentence(N_("`{cause}` is no cause of a fault."), cause=turn.cause),
            sentence(N_("one of {causes}"), causes=", ".join(CAUSES)),
        )
    visit = _visit(course, turn.visit, COMING)
    _keep(course, replace(visit, state="done"))
    course.happened(VisitDone, visit=visit.id, fixed=turn.fixed, cause=turn.cause)
    quote = course.case.quote(visit.quote)
    if quote and turn.again and not turn.fixed:
        course.case.runs = {}
        _look_again(course, quote)
        return
    if quote:
        _done(course, _by_cause(course, quote, turn.cause))
    _after(course, worked=turn.fixed)


def _by_cause(course: Course, quote: Quote, cause: str) -> Quote:
    """Let the price fall away where the charter says so of a cause; it is never dearer than it was quoted."""
    if cause not in course.force.charter.remedies[quote.remedy].free_when or quote.waived or quote.charged:
        return quote
    if quote.price.cents:
        course.happened(FeeWaived, quote=quote.id, remedy=quote.remedy, amount=quote.price, cause=cause)
    return replace(quote, waived=True)


def remedy_ends(course: Course, turn: turns.RemedyEnds) -> None:
    """End a remedy; what counts its tries is one more."""
    quote = _accepted(course, turn.quote)
    remedy = course.force.charter.remedies[quote.remedy]
    course.happened(RemedyDone, remedy=quote.remedy, worked=turn.worked)
    owed.keep_one(course, quote.clock)
    if remedy.counts_in:
        _count(course, remedy.counts_in)
    _done(course, quote)
    _after(course, worked=turn.worked, repairs="service" in course.case.facts)


def hand_over(course: Course, turn: turns.HandsOver) -> None:
    """Note that another device was handed over: its promise is kept, the try counts, the customer looks.

    Whether the fault is gone is not known yet: they say so, or the next answer is another one.
    """
    quote = _accepted(course, turn.quote)
    remedy = course.force.charter.remedies[quote.remedy]
    course.happened(
        DeviceGiven,
        quote=quote.id,
        service=course.case.facts.get("service", ""),
        serial=turn.serial,
        old=turn.old,
        place=turn.place,
    )
    owed.keep_one(course, quote.clock)
    if remedy.counts_in:
        _count(course, remedy.counts_in)
    _done(course, quote)
    course.case.runs = {}
    if course.case.state is CaseState.OPEN:
        endings.is_with(course, CaseWait.WITH_CUSTOMER)


def _count(course: Course, fact: str) -> None:
    """Count one more try; what playbooks concluded before it must be found out anew."""
    course.forget("playbook")
    course.learn(fact, str(int(course.case.facts.get(fact, "0")) + 1), "system")


def works_again(course: Course, service: str) -> None:
    """Note that the service works again: promises of repair end, and the customer has the word."""
    course.happened(ServiceRestored, customer=course.case.customer, service=service)
    _helped(course)


def _helped(course: Course) -> None:
    owed.keep(course, ("restored", "working"))
    course.case.runs = {}
    if course.case.state is CaseState.OPEN:
        endings.is_with(course, CaseWait.WITH_CUSTOMER)


def _after(course: Course, *, worked: bool, repairs: bool = True) -> None:
    """Say with whom the case is now; `repairs`: a service is at stake, and no bill or contract."""
    course.case.runs = {}
    if worked and repairs:
        works_again(course, course.case.facts.get("service", ""))
    elif worked:
        _helped(course)
    elif course.case.state is CaseState.OPEN:
        endings.is_with(course, CaseWait.WITH_US)


def _done(course: Course, quote: Quote) -> None:
    """Note that it was carried out, and charge its price; nothing where it is nothing or has fallen away."""
    free = quote.charged or quote.waived or quote.price.cents == 0
    telling.keep_quote(course, replace(quote, state="done", charged=quote.charged or not free))
    if free:
        return
    told = course.force.charter.remedies[quote.remedy].price_told == "before"
    course.happened(FeeCharged, quote=quote.id if told else "", remedy=quote.remedy, amount=quote.price)


def _accepted(course: Course, name: str) -> Quote:
    quote = course.case.quote(name)
    if quote is None or quote.state != "accepted":
        raise Refused(sentence(N_("No price was agreed to under this name.")))
    return quote


def _visit(course: Course, name: str, states: tuple[str, ...]) -> Visit:
    visit = next((each for each in course.case.visits if each.id == name), None)
    if visit is None:
        raise Refused(sentence(N_("The case has no visit of this name.")))
    if visit.state not in states:
        raise Refused(sentence(N_("This visit is not to come any more.")))
    return visit


def _keep(course: Course, visit: Visit) -> None:
    course.case.visits = tuple(visit if each.id == visit.id else each for each in course.case.visits)
