"""The caller's path to a step: the way to the playbook, then the shortest run to the step,
answer by answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import PlayOther
from possible.playbooks import Agree, Ask, Do, Reply, Seen
from possible.playbooks.explore import explore
from possible.playbooks.mended import mended
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from possible.check.subject import Subject
    from possible.playbooks import Move, Observation
    from possible.playbooks.explore import Explored, Passage


def explored(subject: Subject, name: str) -> Explored:
    """Return all runs of a playbook, each defect bridged, so that what lies behind it is seen too."""
    return explore(mended(subject.charter), name)


def way_to_playbook(subject: Subject, name: str) -> tuple[Sentence, ...]:
    """Return the caller's path to a playbook, or to the one that plays it."""
    todo, seen = [name], {name}
    for book in todo:
        found = subject.way_to("playbooks", book)
        if found:
            return found
        outer = [
            other for other in subject.charter.playbooks if other not in seen and _plays(subject, other, book)
        ]
        todo += outer
        seen |= set(outer)
    return ()


def _plays(subject: Subject, outer: str, inner: str) -> bool:
    steps = subject.charter.playbooks[outer].steps
    return any(isinstance(step, PlayOther) and step.play == inner for step in steps)


def way_to_step(subject: Subject, name: str, passage: Passage | None) -> tuple[Sentence, ...]:
    """Return the path to a step of a playbook as it is entered, and no more than the playbook where it never
    is.
    """
    way = way_to_playbook(subject, name)
    if passage is None:
        return way
    found = explored(subject, name)
    told = [said(run.move, observation) for run, observation in found.way_to(passage.state)]
    last = [said(found.runs[passage.state].move, passage.told)] if passage.told else []
    return (*way, *(line for line in (*told, *last) if line))


def said(move: Move | None, observation: Observation) -> Sentence | None:
    """Return one line of a path: what was asked or done, and what came of it."""
    match move:
        case Ask(fact=fact):
            if isinstance(observation, Seen):
                return sentence("{fact}: {value}", fact=fact, value=observation.value)
            return sentence(N_("{fact}: not known"), fact=fact)
        case Agree(consent=consent):
            agreed = observation == Seen("yes")
            return sentence(N_("{consent}: agreed") if agreed else N_("{consent}: refused"), consent=consent)
        case Do(action=action):
            done = observation is Reply.DONE
            return sentence(N_("{action}: done") if done else N_("{action}: cannot be done"), action=action)
        case _:
            return None
