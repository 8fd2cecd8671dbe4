"""Asking for facts: once, of the one who knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.facts import LANGUAGE_FACT
from possible.journey.commands import LookUp
from possible.journey.spots import At
from possible.values.events import FactAsked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.charter.steps import Ask
    from possible.journey.course import Course
    from possible.journey.spots import Move


def source_of(course: Course, fact: str) -> str:
    """Return who knows a fact: `customer`, `records`, `playbook` or `system`."""
    facts = course.force.charter.facts
    return facts[fact].source if fact in facts else "customer"


def facts_of(course: Course) -> Mapping[str, str]:
    """Return the facts of the case; the language of the talk is one of them."""
    facts = course.case.facts
    if LANGUAGE_FACT in facts or course.talk is None:
        return facts
    return {**facts, LANGUAGE_FACT: course.talk.language}


def facts_for(course: Course, question: str) -> tuple[tuple[str, str], ...]:
    """Return what is known of the facts that a question asks, in its order."""
    known = facts_of(course)
    asks = course.force.charter.questions[question].asks
    return tuple((fact, known[fact]) for fact in asks if fact in known)


def ask(course: Course, step: Ask) -> Move | None:
    """Return the move of an `ask` step when the fact is known; otherwise ask for it, and return nothing."""
    if step.ask != LANGUAGE_FACT and (step.again or step.ask not in course.case.facts):
        put(course, step.ask)
        return None
    own = (move for move in course.moves() if move.key[-1] != "person" and not move.heard)
    return next(own, None)


def put(course: Course, fact: str, *, source: str = "", anew: bool = False) -> None:
    """Ask for a fact where it can be known, unless it is asked already."""
    talk = course.here
    if talk.asked == fact:
        return
    talk.asked = fact
    source = source or source_of(course, fact)
    if source in ("records", "system"):
        talk.looked += 1
        course.commands.append(LookUp(fact=fact, source=source, contact=talk.id))
        return
    spot = talk.spot
    if isinstance(spot, At):
        found = course.force.moves(spot, talk.language, course.now)
        named = tuple([getattr(move.to, "line", "") for move in found if move.heard])
        if named:
            course.said(f"ask.{fact}.ask", named)
    course.happened(FactAsked, fact=fact, agent=talk.agent, anew=anew)


def way_for(course: Course, fact: str, value: str) -> Move | None:
    """Return the move of the `ask` step here that the value just given leads to."""
    talk = course.here
    number = course.force.number(fact, value)
    own = [
        move
        for move in course.force.moves(talk.spot, talk.language, course.now)
        if move.key[-1] != "person" and not move.heard
    ]
    for move in own:
        ranges = dict(move.learnt).get(fact)
        if ranges is None or any(low <= number and (high is None or number <= high) for low, high in ranges):
            return move
    return None
