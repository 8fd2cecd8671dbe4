"""Waiting for a person: with a limit, until somebody is there, it closes, or it takes too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.steps import Queue
from possible.floor import Want
from possible.floor.happenings import AT_ONCE
from possible.journey import meter, owed, repair
from possible.journey.commands import Enqueue, Release, SetTimer, StopTimer, Withdraw
from possible.journey.spots import Owner, Waiting, With
from possible.values import N_, Refused, sentence
from possible.values.events import (
    ContactAnswered,
    ContactQueued,
    LanguageChanged,
    OwnerNamed,
    TransferAsked,
)
from possible.values.instant import MINUTE, Instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.journey.course import Course
    from possible.journey.spots import Move, Spot
    from possible.journey.turns import Answers
    from possible.values import Language, Span

REPEAT_CREDIT = 2 * MINUTE  # each earlier contact of the case counts as having waited so much longer
REPEATS_COUNTED = 10
OWNER_FIRST = 20 * 1000  # the owner of the case is offered it first, for so long
TIMERS = ("limit", "hours", "status")
STATUS = "waiting.status"
TALKING = ("phone", "chat", "video")


def wait(course: Course, spot: Waiting) -> bool:
    """Wait here; True when it is closed, or nobody speaks the language, and the way on was taken."""
    talk = course.here
    found = course.moves()
    ours = next((move for move in found if move.owner is Owner.COMPANY and not move.heard), None)
    if ours is not None:
        if talk.language in course.force.charter.teams[spot.team].languages:
            talk.waited = spot  # a call at the opening is this team's
        leave_floor(course)
        course.take(ours)
        return True
    if talk.agent and talk.team == spot.team and not spot.handed:
        course.take(next(move for move in found if move.to == With(spot.team)))
        return True
    language = _language_there(course, spot, found)
    if not talk.queued:
        _join(course, spot, language)
        _set_limits(course, spot)
    elif language != talk.sought:
        _seek_anew(course, spot, language)
    return False


def _seek_anew(course: Course, spot: Waiting, language: Language) -> None:
    """Seek somebody of another language, at the same place: who is there has changed with the hour."""
    limited = course.here.sought == course.here.language
    course.commands.append(Withdraw(contact=course.contact))
    _join(course, spot, language)
    if not limited:
        _set_limits(course, spot)


def _join(course: Course, spot: Waiting, language: Language) -> None:
    """Take a place on the floor: an earlier one where it was kept."""
    talk, case = course.here, course.case
    talk.place = talk.place if talk.place is not None else course.now
    talk.waited, talk.queued, talk.sought = spot, True, language
    first = talk.first or case.owner
    owner = first if first != talk.agent else ""
    want = Want(
        contact=talk.id,
        team=spot.team,
        language=language,
        channel=talk.channel,
        since=talk.place,
        credit=REPEAT_CREDIT * min(max(case.contacts - 1, 0), REPEATS_COUNTED),
        owner=owner,
        owner_until=Instant(course.now + OWNER_FIRST) if owner else AT_ONCE,
        holder=talk.agent,
    )
    course.happened(ContactQueued, team=spot.team, language=language, since=talk.place)
    course.commands.append(Enqueue(want=want))


def _language_there(course: Course, spot: Waiting, found: tuple[Move, ...]) -> Language:
    """Return the language in which somebody will answer: another one only where the charter drops it."""
    talk = course.here
    if any(move.other_language for move in found):
        return min(course.force.spoken(course.now)[spot.team])
    return talk.language


def _set_limits(course: Course, spot: Waiting) -> None:
    talk = course.here
    limit = limit_of(course, spot)
    if limit is not None:
        due = course.force.calendar.due(course.now, limit)
        course.commands.append(SetTimer(timer=f"limit {talk.id}", due=due))
    _set_status(course, spot)
    edge = course.force.next_edge(course.now)
    if edge is not None:
        course.commands.append(SetTimer(timer=f"hours {talk.id}", due=edge))


def _set_status(course: Course, spot: Waiting) -> None:
    """Set the timer of the next word on how long it will take; a letter waits for none."""
    step = _queue_step(course, spot)
    every = (step.status_every if step else None) or course.force.charter.waiting.status_every
    if every is not None and course.here.channel in TALKING:
        due = course.force.calendar.due(course.now, every)
        course.commands.append(SetTimer(timer=f"status {course.contact}", due=due))


def status(course: Course) -> None:
    """Say that one is still waiting, and when the next word comes."""
    talk = course.here
    if isinstance(talk.spot, Waiting) and talk.queued:
        named = tuple(getattr(move.to, "line", "") for move in course.moves() if move.heard == STATUS)
        course.said(STATUS, named)
        _set_status(course, talk.spot)


def _queue_step(course: Course, spot: Waiting) -> Queue | None:
    step = course.force.charter.paths[spot.path].steps[spot.index] if spot.path else None
    return step if isinstance(step, Queue) else None


def limit_of(course: Course, spot: Waiting) -> Span | None:
    """Return the longest wait here: that of the step, else that of all; None where nothing leads on."""
    step = _queue_step(course, spot)
    found = course.force.moves(spot, course.here.language, course.now)
    if not any(move.owner is Owner.CLOCK for move in found):
        return None
    return (step.at_most if step else None) or course.force.charter.waiting.at_most


def leave_floor(course: Course, *, gave_up: bool = False) -> None:
    """Wait no more; `gave_up`: the customer lost patience."""
    talk = course.here
    if talk.queued:
        talk.queued = False
        course.commands.append(Withdraw(contact=talk.id, gave_up=gave_up))
        stop_timers(course)


def stop_timers(course: Course) -> None:
    """Forget the limits of a wait."""
    for name in TIMERS:
        course.commands.append(StopTimer(timer=f"{name} {course.contact}"))


def too_long(course: Course) -> None:
    """Take the way on of a wait that has reached its limit; nothing when it is over."""
    spot = course.here.spot
    move = next((move for move in course.moves() if move.owner is Owner.CLOCK), None)
    if isinstance(spot, Waiting) and course.here.queued and move is not None:
        leave_floor(course)
        course.take(move)


def hours_changed(course: Course) -> None:
    """Look again at a wait when hours begin or end; who still waits at closing time takes `closed`."""
    spot = course.here.spot
    if not (isinstance(spot, Waiting) and course.here.queued):
        return
    if not wait(course, spot):
        edge = course.force.next_edge(course.now)
        if edge is not None:
            course.commands.append(SetTimer(timer=f"hours {course.contact}", due=edge))


def answered(course: Course, turn: Answers) -> None:
    """Put the customer through to an agent; `Refused` when the contact does not wait for that team."""
    talk = course.here
    spot = talk.spot
    if not isinstance(spot, Waiting) or spot.team != turn.team:
        raise Refused(sentence(N_("This contact does not wait for {team}."), team=turn.team))
    move = _answering(course, spot)
    if talk.agent and talk.agent != turn.agent:
        talk.agent = ""
    if talk.queued:
        talk.queued = False
        stop_timers(course)
    course.take(move)
    talk.agent, talk.team, talk.speaks = turn.agent, turn.team, turn.language
    talk.first = ""
    meter.connect(course, "person")
    course.happened(ContactAnswered, agent=turn.agent, team=turn.team, language=turn.language)
    if turn.language != talk.language:
        course.happened(LanguageChanged, language=turn.language, consent=False)
    own(course, turn.agent)
    owed.keep(course, ("person", "work started"))


def _answering(course: Course, spot: Waiting) -> Move:
    """Return the move in which somebody answers: now, as it was when the wait began, or as it will be when
    the team opens (people may stay on for a call that they owe).
    """
    language = course.here.language
    for when in _moments(course, spot):
        for move in course.force.moves(spot, language, when):
            if move.owner is Owner.CHANCE and isinstance(move.to, With):
                return move
    raise Refused(sentence(N_("{team} is closed."), team=spot.team))


def _moments(course: Course, spot: Waiting) -> Iterator[Instant]:
    yield course.now
    if course.here.place is not None:
        yield course.here.place
    yield course.force.opening(spot.team, course.here.language, course.now)


def own(course: Course, agent: str) -> None:
    """Give the case its owner, where it has none."""
    if not course.case.owner:
        course.case.owner = agent
        course.happened(OwnerNamed, agent=agent)


def hand_on(course: Course, team: str) -> None:
    """Hand the customer on with the case; whoever has them lets go when the next accepts."""
    talk = course.here
    if team not in course.force.charter.teams:
        raise Refused(sentence(N_("The charter has no team `{name}`."), name=team))
    course.happened(TransferAsked, agent=talk.agent, from_team=talk.team, to_team=team, case_travels=True)
    aside(course, Waiting(team, handed=True))


def aside(course: Course, to: Spot) -> None:
    """Let an agent leave where the talk stands, for a question, a path, another team, or to talk."""
    repair.put_aside(course)
    leave_floor(course)
    course.step_aside(to, ("teams", course.here.team))


def hand_on_cold(course: Course, move: Move, *, travels: bool) -> None:
    """Hand the customer on as `in-practice` says: the agent is gone at once, perhaps with what was said."""
    talk = course.here
    to = move.to
    course.happened(
        TransferAsked,
        agent=talk.agent,
        from_team=talk.team,
        to_team=getattr(to, "team", ""),
        case_travels=travels,
    )
    course.commands.append(Release(contact=talk.id, agent=talk.agent))
    talk.agent = ""
    if not travels:
        course.forget("customer")
        course.forget("playbook")
        course.case.runs = {}
    course.take(move)
