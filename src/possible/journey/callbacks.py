"""Calls that we owe: with the place kept, dated, or by the same person; and what happens when we call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible.floor import Want
from possible.journey import meter, owed, waits
from possible.journey.case import Callback, Talk
from possible.journey.commands import Enqueue, Release, Withdraw
from possible.journey.spots import At, Told, Waiting
from possible.journey.turns import Answers
from possible.values import N_, Refused, sentence
from possible.values.events import (
    CallbackDeclined,
    CallbackMade,
    CallbackPromised,
    CaseJoined,
    ContactArrived,
    PersonAsked,
)
from possible.values.instant import MINUTE, Instant

if TYPE_CHECKING:
    from possible.journey.course import Course
    from possible.journey.turns import Calls

OPENING = "opening"
TRIES = 3
RETRY_AFTER = 10 * MINUTE


def promise(
    course: Course,
    name: str,
    *,
    owner: str = "",
    not_before: Instant | None = None,
    team: str = "",
    since: Instant | None = None,
) -> None:
    """Give a promise of the charter; one that is kept by calling is a callback with a place on the floor.

    `since`: its reason is of then (a contact that was held in vain was lost when the customer went away).
    """
    charter = course.force.charter
    found = charter.promises.get(name)
    if found is None:
        return
    waited = Waiting(team) if team else _waited(course)
    if not team and not_before is None and found.from_ != OPENING:
        waited = _where_somebody_is(course, waited)
    begins = _begins(course, found.from_, not_before, waited.team, since)
    clock = owed.start(course, name, at=begins)
    if found.until != "called" or not clock:
        return
    talk = course.talk
    kept = talk.place if talk and found.keeps_place else None
    callback = Callback(
        contact=course.name("call"),
        clock=clock,
        promise=name,
        kind="owned" if owner else "kept-place" if found.keeps_place else "scheduled",
        waited=waited,
        line=talk.line if talk else course.force.first_line,
        language=course.language,
        since=min(begins, course.now) if kept is None else kept,
        not_before=max(begins, course.now),
        owner=owner,
    )
    _owe(course, callback)


def _begins(
    course: Course, moment: str, not_before: Instant | None, team: str, since: Instant | None
) -> Instant:
    """Return when the clock starts: now (or `since`), at the next opening, or when the customer chose."""
    if not_before is not None:
        return max(not_before, course.now)
    now = course.now if since is None else since
    return course.force.opening(team, course.language, now) if moment == OPENING else now


def _waited(course: Course) -> Waiting:
    """Return the wait that a call takes up again: the last one, or that for the person of the path."""
    talk = course.talk
    if talk is not None and talk.waited is not None:
        return talk.waited
    path = talk.spot.path if talk is not None and isinstance(talk.spot, At | Told) else ""
    walk = course.force.charter.paths.get(path)
    person = walk.person if walk else ""
    return Waiting(person if person in course.force.charter.teams else _speakers(course))


def _where_somebody_is(course: Course, waited: Waiting) -> Waiting:
    """Return the wait, or that for another team where nobody of this one is there: the call is owed soon."""
    spoken, language = course.force.spoken(course.now), course.language
    if language in spoken[waited.team]:
        return waited
    teams = course.force.charter.teams
    here = (name for name, there in spoken.items() if language in there and not teams[name].visits)
    return next((Waiting(name) for name in here), waited)


def _speakers(course: Course) -> str:
    """Return the first team that ever speaks the language, else the first of all."""
    return course.force.team_of.get(course.language, course.force.first_team)


def _owe(course: Course, callback: Callback) -> None:
    course.case.callbacks = (*course.case.callbacks, callback)
    due = owed.due(course, callback.clock)
    course.happened(
        CallbackPromised, kind=callback.kind, promise=callback.promise, due=due, agent=callback.owner
    )
    _queue(course, callback)


def to(course: Course, name: str) -> None:
    """Have somebody of a team (or of the person of a path) call, without a promise of its own."""
    charter = course.force.charter
    team = name if name in charter.teams else getattr(charter.paths.get(name), "person", "")
    callback = Callback(
        contact=course.name("call"),
        clock="",
        promise="",
        kind="scheduled",
        waited=Waiting(team or _speakers(course)),
        line=course.force.first_line,
        language=course.language,
        since=course.now,
        not_before=course.now,
    )
    _owe(course, callback)


def _queue(course: Course, callback: Callback) -> None:
    half = (owed.due(course, callback.clock) or callback.not_before) - callback.not_before
    want = Want(
        contact=callback.contact,
        team=callback.waited.team,
        language=callback.language,
        channel="phone",
        since=callback.since,
        not_before=callback.not_before,
        owner=callback.owner,
        owner_until=Instant(callback.not_before + half // 2),
        out=True,
    )
    course.commands.append(Enqueue(want=want))


def join(course: Course, talk: Talk, *, goes_on: bool) -> None:
    """Let a contact join the case: no call is owed any more, its place is kept, and whoever was to call is
    asked first. `goes_on`: it waits where the call would have, instead of beginning with the line.
    """
    call = min(course.case.callbacks, key=lambda each: not each.owner, default=None)
    course.happened(CaseJoined, call=call.contact if call and goes_on else "")
    course.forget("records")
    talk.place = taken_up(course)
    if call is not None:
        talk.first = call.owner
    if call is not None and goes_on:
        course.happened(PersonAsked, team=call.waited.team)
        talk.spot = replace(call.waited, handed=False)  # nobody hands on any more: its limit is the usual


def decline(course: Course) -> None:
    """Owe no call any more, since the customer does not need it; `Refused` where none is owed."""
    if not course.case.callbacks:
        raise Refused(sentence(N_("We owe you no call (any more).")))
    taken_up(course)
    course.happened(CallbackDeclined)


def taken_up(course: Course) -> Instant | None:
    """Drop the calls that we owe because the customer is here; return the best place that one had kept."""
    places = [callback.since for callback in course.case.callbacks]
    for callback in course.case.callbacks:
        owed.end_one(course, callback.clock)
    drop(course)
    return min(places, default=None)


def drop(course: Course) -> None:
    """Owe no call any more."""
    for callback in course.case.callbacks:
        course.commands.append(Withdraw(contact=callback.contact))
    course.case.callbacks = ()


def called(course: Course, turn: Calls) -> None:
    """Note that we called: reached, the talk goes on where it waited; not reached, we try again."""
    case = course.case
    callback = next((each for each in case.callbacks if each.contact == turn.contact), None)
    if callback is None:
        raise Refused(sentence(N_("No call is owed under this name.")))
    others = tuple(each for each in case.callbacks if each is not callback)
    course.happened(CallbackMade, promise=callback.promise, reached=turn.reached)
    owed.keep_one(course, callback.clock)
    if turn.reached:
        case.callbacks = others
        for other in others:
            owed.keep_one(course, other.clock)
        drop(course)
        _reached(course, callback, turn)
        return
    course.commands.append(Release(contact=callback.contact, agent=turn.agent))
    tries = callback.tries + 1
    later = replace(callback, tries=tries, not_before=Instant(course.now + RETRY_AFTER))
    case.callbacks = (*others, later) if tries < TRIES else others
    if tries < TRIES:
        _queue(course, later)


def _reached(course: Course, callback: Callback, turn: Calls) -> None:
    case = course.case
    course.talk = Talk(
        id=turn.contact,
        line=callback.line,
        channel="phone",
        language=callback.language,
        began=course.now,
        spot=callback.waited,
        out=True,
        connected=True,
        waited=callback.waited,
        place=callback.since,
    )
    case.contacts += 1
    course.happened(
        ContactArrived,
        customer=case.customer,
        line=callback.line,
        channel="phone",
        language=callback.language,
        network=turn.network,
        outward=True,
    )
    answer = Answers(contact=turn.contact, agent=turn.agent, team=turn.team, language=turn.language)
    waits.answered(course, answer)
    meter.mark(course)
