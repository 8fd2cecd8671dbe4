"""Every way on that a charter writes, with its place: the names that say what comes next.

`check` and the wording ask the same thing of them: which team, path, promise or line is named, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import PassOn
from possible.charter.steps import Ask, Decide, Go, HandOn, Play, PromiseStep, Queue, SendTo, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter.model import Charter, Waiting

Key = tuple[str, ...]
Way = tuple[Key, str]  # where it is written, and the name that stands there


def ways(charter: Charter) -> Iterator[Way]:
    """Yield every way on of paths, waits, people, answers and cases, and the hand-ons of playbooks."""
    for path in charter.paths:
        yield from ways_of_path(charter, path)
    yield from waiting_ways(charter.waiting, ("waiting",))
    yield from _of_people(charter)
    yield from _of_answers(charter)
    for state, wait in charter.cases.waits.items():
        yield from _named(("cases", "waits", state), ("then", wait.then))
    for name, playbook in charter.playbooks.items():
        for index, step in enumerate(playbook.steps):
            if isinstance(step, PassOn):
                yield ("playbooks", name, "steps", str(index), "hand-on"), step.hand_on


def ways_of_path(charter: Charter, path: str) -> Iterator[Way]:
    """Yield the ways on of one path: its person, then those of its steps."""
    walk = charter.paths[path]
    yield from _named(("paths", path), ("person", walk.person))
    for index, step in enumerate(walk.steps):
        yield from ways_of_step(step, ("paths", path, "steps", str(index)))


def ways_of_step(step: Step, at: Key) -> Iterator[Way]:
    """Yield the ways on of a step that stands at `at`; `next` is among them where it is written."""
    match step:
        case Ask(to=to):
            yield from (((*at, "to", cell.text), way) for cell, way in to)
        case Play(play=play, solved=solved):
            yield from _named(at, ("play", play), ("solved", solved))
        case Decide(decide=question, agreed=agreed, declined=declined):
            yield from _named(at, ("decide", question), ("agreed", agreed), ("declined", declined))
        case Queue(queue=team):
            yield (*at, "queue"), team
            yield from waiting_ways(step, at)
        case Go(go=name):
            yield (*at, "go"), name
        case HandOn(hand_on=name):
            yield (*at, "hand-on"), name
        case SendTo(send_to=name):
            yield (*at, "send-to"), name
        case PromiseStep(promise=name):
            yield (*at, "promise"), name
        case _:
            return


def waiting_ways(wait: Waiting | Queue, at: Key) -> Iterator[Way]:
    """Yield the ways out of a wait: too long, nobody there, nobody there who speaks the language."""
    return _named(at, ("then", wait.then), ("closed", wait.closed), ("no-speaker", wait.no_speaker))


def _of_people(charter: Charter) -> Iterator[Way]:
    for name, team in charter.teams.items():
        for index, act in enumerate(team.in_practice):
            yield from _named(
                ("teams", name, "in-practice", str(index)), ("hand-on", getattr(act, "hand_on", ""))
            )


def _of_answers(charter: Charter) -> Iterator[Way]:
    for name, question in charter.questions.items():
        for index, rule in enumerate(question.rules):
            at = ("questions", name, "rules", str(index))
            yield from _named(at, ("instead", rule.instead), ("appeal", rule.appeal))


def _named(at: Key, *found: tuple[str, str]) -> Iterator[Way]:
    return (((*at, key), name) for key, name in found if name)
