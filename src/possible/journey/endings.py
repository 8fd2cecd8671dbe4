"""How a contact ends, and what is left of it: a promise, an owner, a state of the case with its clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible.charter.promises import CUSTOMER_AGREES
from possible.journey import callbacks, meter, owed, repair, waits
from possible.journey.case import CaseState, CaseWait
from possible.journey.commands import CallOff, Release, SetTimer, StopTimer
from possible.journey.spots import End, With
from possible.values import N_, Refused, Span, sentence
from possible.values.events import (
    CaseClosed,
    CaseReopened,
    CaseSolved,
    CaseWaits,
    ConnectionLost,
    ContactEnded,
    CustomerAway,
    CustomerBack,
    VisitCancelled,
)
from possible.values.instant import MINUTE, Instant

if TYPE_CHECKING:
    from possible.journey.course import Course
    from possible.journey.force import InForce
    from possible.journey.spots import Ended

THEIR_ENDS = frozenset({End.SOLVED, End.AGREED, End.ANSWERED, End.PROMISED})
CAN_BE_HELD = ("chat",)  # who is cut off on the telephone does not come back on the same call
HELD = 3 * MINUTE


def reached(course: Course, spot: Ended) -> bool:
    """Do what the end of a walk means; with a person there, the talk goes on with them (True)."""
    talk = course.here
    if spot.how is End.PROMISED:
        callbacks.promise(course, spot.name)
    if spot.how is End.SOLVED:
        solved(course)
    if talk.agent and spot.how is not End.HUNG_UP:
        waits.aside(course, With(talk.team))
        return False
    by = "customer" if spot.how in THEIR_ENDS else "company"
    end(course, by, spot.how.value, spot.name)
    return False


def end(course: Course, by: str, how: str, why: str = "") -> None:
    """End the contact: the meter stops, the agent is free, and the case waits with a clock."""
    talk = course.here
    waits.leave_floor(course, gave_up=how == "abandoned")
    _let_go(course)
    meter.charge(course)
    course.happened(ContactEnded, by=by, how=how, why=why)
    if talk.agent:
        course.commands.append(Release(contact=talk.id, agent=talk.agent))
    course.talk = None
    if course.case.state is CaseState.OPEN:
        _rest(course)


def lost(course: Course) -> None:
    """End a contact whose connection broke: we call, the same person first."""
    talk, promise = course.here, course.force.charter.cases.lost_connection
    course.happened(ConnectionLost)
    if promise:
        callbacks.promise(course, promise, owner=talk.agent, since=talk.away)
    end(course, "network", "lost")


def held(course: Course) -> None:
    """Hold a written contact whose customer is gone without a word: place, agent and all, for a short time.

    `Refused` where nobody waits for the customer, or the customer for nobody; held already, nothing happens.
    """
    talk = course.here
    if talk.channel not in CAN_BE_HELD or not (talk.agent or talk.queued):
        raise Refused(sentence(N_("This contact cannot be held.")), sentence(N_("note that the line broke")))
    if talk.away is None:
        talk.away = course.now
        until = held_until(course.force, course.now)
        course.happened(CustomerAway, until=until)
        course.commands.append(SetTimer(timer=away_timer(talk.id), due=until))


def away_timer(contact: str) -> str:
    """Return the timer that rings when a contact has been held for as long as it may be."""
    return f"away {contact}"


def held_until(force: InForce, away: Instant) -> Instant:
    """Return until when a contact is held whose customer is away: for three minutes, and never longer than
    half of the time in which the charter promises to call, so that the other half is left for the call.
    """
    promise = force.charter.promises.get(force.charter.cases.lost_connection)
    if promise is None or not isinstance(promise.within, Span):
        return Instant(away + HELD)
    half = (force.calendar.due(away, promise.within) - away) // 2
    return Instant(away + min(HELD, half))


def back(course: Course) -> None:
    """Go on with a contact that was held; nothing happens where the customer was not away."""
    if course.here.away is not None:
        _let_go(course)
        course.happened(CustomerBack)


def stayed_away(course: Course) -> None:
    """End a contact that was held in vain: it is lost, since the customer went away."""
    if course.here.away is not None:
        repair.put_aside(course)
        lost(course)


def _let_go(course: Course) -> None:
    talk = course.here
    if talk.away is not None:
        talk.away = None
        course.commands.append(StopTimer(timer=away_timer(talk.id)))


def _rest(course: Course) -> None:
    """Say with whom an open case waits when nobody talks any more, and until when."""
    case, charter = course.case, course.force.charter
    if [talk for talk in case.talks if talk.id != course.contact]:
        return
    closes = charter.cases.closes
    if closes != CUSTOMER_AGREES and not any(quote.state == "accepted" for quote in case.quotes):
        close(course, closes)
        return
    wait_with(course, case.waits)


def is_with(course: Course, whom: CaseWait) -> None:
    """Note with whom the open case is now; its clock runs when nobody talks."""
    if course.case.talks:
        course.case.waits = whom
    else:
        wait_with(course, whom)


def wait_with(course: Course, whom: CaseWait) -> None:
    """Let the open case wait with somebody, for as long as the charter says at most."""
    case, rule = course.case, course.force.charter.cases.waits.get(whom.value)
    case.waits, case.waits_since = whom, course.now
    due = course.force.calendar.due(course.now, rule.at_most) if rule and rule.at_most else None
    course.happened(CaseWaits, state=whom.value, due=due)
    if due is not None:
        course.commands.append(SetTimer(timer="case", due=due))
    else:
        course.commands.append(StopTimer(timer="case"))


def waited_too_long(course: Course) -> None:
    """Do what the charter says when a case has waited so long in one state."""
    case = course.case
    rule = course.force.charter.cases.waits.get(case.waits.value)
    if case.state is not CaseState.OPEN or rule is None:
        return
    if rule.then in course.force.charter.promises:
        if not any(clock.promise == rule.then for clock in case.clocks):
            callbacks.promise(course, rule.then)
    elif rule.then:
        callbacks.to(course, rule.then)
    wait_with(course, case.waits)


def solved(course: Course) -> None:
    """Close the case because the customer says so."""
    case = course.case
    if case.state is CaseState.OPEN:
        case.state = CaseState.SOLVED
        owed.keep(course, ("restored",))
        owed.keep_from(course, "asked", ("answered",))
        _call_off(course)
        course.happened(CaseSolved, agreed=True)
        close(course, CUSTOMER_AGREES)


def _call_off(course: Course) -> None:
    """Let nobody come any more to a customer who says that it is solved."""
    case = course.case
    for visit in case.visits:
        if visit.state == "booked":
            course.happened(VisitCancelled, visit=visit.id, by="customer")
            course.commands.append(CallOff(visit=visit.id))
    case.visits = tuple(
        replace(visit, state="cancelled") if visit.state == "booked" else visit for visit in case.visits
    )


def close(course: Course, how: str) -> None:
    """Close the case: where the customer agrees, its promises have nothing left to keep; else they run on."""
    case = course.case
    if case.state is CaseState.OPEN:
        case.state = CaseState.CLOSED
    if how == CUSTOMER_AGREES:
        callbacks.drop(course)
        owed.end_all(course)
    course.happened(CaseClosed, how=how)
    course.commands.append(StopTimer(timer="case"))


def not_solved(course: Course) -> None:
    """Go on with the case: a closed one is open again with one word."""
    case = course.case
    owed.keep_from(course, "asked", ("answered",))
    if case.state is not CaseState.OPEN:
        case.state = CaseState.OPEN
        course.happened(CaseReopened)
        opened(course)
    case.runs, case.reported = {}, ()
    for value in case.facts.values():
        reported(course, value)
    is_with(course, CaseWait.WITH_US)


def opened(course: Course) -> None:
    """Start the promises that begin when a case is opened."""
    for name in course.force.with_the_case:
        owed.start(course, name)


def reported(course: Course, value: str) -> None:
    """Start the promises that begin when something is reported: once, until it is said not to be solved."""
    case = course.case
    for name in course.force.reported.get(value, ()):
        if name not in case.reported and all(clock.promise != name for clock in case.clocks):
            case.reported = (*case.reported, name)
            owed.start(course, name)
