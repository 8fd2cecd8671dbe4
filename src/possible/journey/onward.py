"""Carrying a talk on: every move that is the company's is taken, until somebody else must move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.steps import Ask, Decide, Play, Say
from possible.journey import asking, endings, repair, telling, waits
from possible.journey.spots import At, Dialled, Ended, Owner, Put, Told, Waiting, With

if TYPE_CHECKING:
    from possible.journey.course import Course

LONGEST = 500  # moves of the company's own in a row; only a charter with a loop of its own gets there
LOOKED = 100  # facts looked up in a row while nobody speaks: the same loop, by way of the records


def settle(course: Course) -> None:
    """Take the company's moves until it is somebody else's; a circle of its own ends as what it is."""
    for _ in range(LONGEST):
        if course.talk is None or not _onward(course):
            break
    else:
        endings.end(course, "company", "loop")
    if course.talk is not None and course.talk.looked > LOOKED:
        endings.end(course, "company", "loop")


def _onward(course: Course) -> bool:  # noqa: PLR0911 - one answer for each spot
    """Take one move of the company's; False when somebody else must move."""
    spot = course.here.spot
    match spot:
        case At():
            return _at(course, spot)
        case Put():
            return _put(course, spot.question)
        case Told():
            return telling.told(course, spot)
        case Waiting():
            return waits.wait(course, spot)
        case Dialled():
            return _opened(course, spot)
        case With():
            return False
        case Ended():
            return endings.reached(course, spot)


def _opened(course: Course, spot: Dialled) -> bool:
    """Open the line: on arrival, or when the company takes the customer to another line itself.

    Who must dial another line is sent away; an agent who is there stays.
    """
    talk = course.here
    if not course.sent:
        talk.line = spot.line
        return own_move(course)
    if talk.agent:
        waits.aside(course, With(talk.team))
    else:
        endings.end(course, "company", "sent-away")
    return False


def _at(course: Course, spot: At) -> bool:
    steps = course.force.charter.paths[spot.path].steps
    step = steps[spot.index] if spot.index < len(steps) else None
    match step:
        case Say(say=name):
            course.said(f"say.{name}", _named(course))
        case Ask():
            return _asked(course, step)
        case Play(play=name) if name in course.force.charter.playbooks:
            return repair.play(course, step)
        case Decide(decide=name) if name in course.force.charter.questions:
            return _put(course, name)
        case _:
            pass
    return own_move(course)


def _put(course: Course, question: str) -> bool:
    """Put a question; where nobody here can answer, a person can, and where there is none it is over."""
    outcome = telling.put(course, question)
    if outcome is not telling.Put.NO_ANSWER:
        return outcome is telling.Put.TOLD
    if course.here.agent:
        waits.aside(course, With(course.here.team))
        return False
    person = next((move for move in course.moves() if move.key[-1] == "person"), None)
    if person is None:
        endings.end(course, "company", "no-answer")
        return False
    course.take(person)
    return True


def _asked(course: Course, step: Ask) -> bool:
    move = asking.ask(course, step)
    if move is None:
        return False
    if step.ask in course.case.facts:
        endings.reported(course, course.case.facts[step.ask])
    course.take(move)
    return True


def _named(course: Course) -> tuple[str, ...]:
    found = course.moves()
    heard = [move.to.line for move in found if move.heard and isinstance(move.to, Dialled)]
    return tuple(dict.fromkeys(heard)) if heard else ()


def own_move(course: Course) -> bool:
    """Take the move that is neither a person asked for nor a number heard; else it is over."""
    found = [move for move in course.moves() if move.key[-1] != "person" and not move.heard]
    move = next((move for move in found if move.owner is Owner.COMPANY), found[0] if found else None)
    if move is not None:
        course.take(move)
        return True
    if course.here.agent:
        waits.aside(course, With(course.here.team))
    else:
        endings.end(course, "company", "ran-out")
    return False
