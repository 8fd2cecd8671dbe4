"""Playbooks within a talk: what they want is asked once, and how they end is a move of the path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible.charter.facts import LANGUAGE_FACT
from possible.journey import asking
from possible.journey.commands import HaveDone
from possible.journey.moves import NOT_FOUND_OUT, SOLVED
from possible.journey.spots import Waiting
from possible.playbooks import Ask, Concluded, Do, HandOn, Seen, Solved, advance, back, begin
from possible.playbooks.interpreter import settled
from possible.values import N_, Refused, sentence
from possible.values.events import FactAsked, FactLearnt

if TYPE_CHECKING:
    from possible.charter.steps import Play
    from possible.journey.course import Course
    from possible.journey.spots import Move
    from possible.playbooks import Observation, Over, Run


LOOKED_UP = ("records", "system")
LOOKED = "playbook"  # what a repair alone looks at is looked at anew, and is as old as the repair


def play(course: Course, step: Play) -> bool:
    """Go on with a playbook; True when its end was a move that was taken."""
    talk = course.here
    if talk.run is None:
        known = _known_end(course)
        if known is not None:
            course.take(known)
            return True
        talk.run = _begun(course, step.play)
    while isinstance(talk.run.move, Ask) and talk.run.move.fact == LANGUAGE_FACT:
        talk.run = advance(course.force.charter, talk.run, Seen(talk.language))
    return _wants(course, talk.run)


def _begun(course: Course, playbook: str) -> Run:
    """Return a run at its start, or where it was put aside; what the case has learnt since is known to it.

    What the records said then is looked up anew.
    """
    charter = course.force.charter
    fresh = begin(charter, playbook, asking.facts_of(course))
    kept = course.case.runs.get(playbook)
    if kept is None:
        return fresh
    seen = {
        fact: noted for fact, noted in kept.known.items() if asking.source_of(course, fact) not in LOOKED_UP
    }
    return settled(charter, replace(kept.answered(), known={**fresh.known, **seen}))


def _known_end(course: Course) -> Move | None:
    """Return the end that is known already: what a playbook concludes is not found out again."""
    facts = course.case.facts
    ends = [move for move in course.moves() if move.learnt and all(fact in facts for fact, _ in move.learnt)]
    return ends[0] if ends else None


def _wants(course: Course, run: Run) -> bool:
    match run.move:
        case Ask(fact=fact, source=source):
            seen = (*course.case.evidence, *run.log)
            anew = any(line.what == "seen" and line.name == fact for line in seen)
            asking.put(course, fact, source=source, anew=anew)
        case Do(action=action, by=by):
            _have_done(course, action, by)
        case Solved() | Concluded() | HandOn() as over:
            return _over(course, run, over)
        case _:
            pass
    return False


def _have_done(course: Course, action: str, by: str) -> None:
    talk = course.here
    if talk.asked == f"do {action}":
        return
    talk.asked = f"do {action}"
    if by == "customer":
        course.said(f"do.{action}")
    else:
        course.commands.append(HaveDone(contact=talk.id, action=action, by=by))


def observe(course: Course, observation: Observation, source: str = "customer") -> None:
    """Tell a playbook what it asked for; `Refused` when that is no answer to it, or when none is played."""
    talk = course.here
    run = talk.run
    if run is None:
        return
    move = run.move
    talk.run = advance(course.force.charter, run, observation)
    talk.asked = ""
    if isinstance(move, Ask) and isinstance(observation, Seen):
        value = next(
            (line.value for line in reversed(talk.run.log) if line.name == move.fact), observation.value
        )
        if move.fact in course.force.charter.facts:
            course.learn(move.fact, value, source)
        else:
            course.happened(FactLearnt, fact=move.fact, value=value, source=LOOKED)


def take_back(course: Course) -> None:
    """Go back to what the customer answered last, and ask it anew; `Refused` where there is nothing to take
    back since the playbook was begun or taken up again.
    """
    talk, case = course.here, course.case
    before = _before(course, talk.run) if talk.run else None
    if talk.run is None or before is None:
        raise Refused(sentence(N_("There is no answer here that could be taken back.")))
    gone = {line.name for line in talk.run.log[len(before.log) :]}
    case.facts = {fact: value for fact, value in case.facts.items() if fact not in gone}
    talk.run, talk.asked = before, ""
    if isinstance(before.move, Ask):
        talk.asked = before.move.fact
        course.happened(FactAsked, fact=before.move.fact, agent=talk.agent, anew=True)


def can_take_back(course: Course) -> bool:
    """Tell whether the customer has answered something that can be taken back."""
    run = course.talk.run if course.talk is not None else None
    return run is not None and _before(course, run) is not None


def _before(course: Course, run: Run) -> Run | None:
    """Return the run before the customer's last answer; None before what was kept when it was put aside."""
    kept = course.case.runs.get(run.playbook)
    noted = {line.name for line in run.log}
    facts = {fact: value for fact, value in asking.facts_of(course).items() if fact not in noted}
    found = back(course.force.charter, run, facts)
    return found if found is not None and len(found.log) >= (len(kept.log) if kept else 0) else None


def put_aside(course: Course) -> None:
    """Stop a playbook: what it saw stays with the case."""
    talk = course.here
    if talk.run is not None:
        _keep(course, talk.run)


def _keep(course: Course, run: Run) -> None:
    """Keep a run with the case, and what it saw since it was last kept."""
    talk, case = course.here, course.case
    before = case.runs.get(run.playbook)
    case.evidence = (*case.evidence, *run.log[len(before.log) if before else 0 :])
    case.runs = {**case.runs, run.playbook: run}
    talk.run, talk.asked = None, ""


def _over(course: Course, run: Run, over: Over) -> bool:
    """Take the move of the path that the end of a playbook is."""
    _keep(course, run)
    if isinstance(over, Concluded):
        for fact, cell in over.facts.items():
            low, high = cell.ranges[0]
            if len(cell.ranges) == 1 and low == high:
                course.learn(fact, course.force.charter.domain_of(fact).text(low), "playbook")
    course.take(_move_of(course, over))
    return True


def _move_of(course: Course, over: Over) -> Move:
    found = course.moves()
    match over:
        case Solved():
            return next(move for move in found if move.label.text == SOLVED)
        case Concluded(facts=facts):
            learnt = tuple((fact, cell.ranges) for fact, cell in facts.items())
            return next(move for move in found if move.learnt == learnt and move.key[-1] == "play")
        case HandOn(team=team) if team:
            return next(move for move in found if move.to == Waiting(team, handed=True))
        case _:
            return next(move for move in found if move.label.text == NOT_FOUND_OUT)
