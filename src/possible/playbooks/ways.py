"""The ways on that a step names, and where they lead: what every look at a playbook from outside needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import Act, LookUp, Observe, PlayOther
from possible.charter.steps import NEXT
from possible.playbooks.interpreter import target

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.playbooks import Playbook, PlaybookStep

Key = tuple[str, ...]


def named(step: PlaybookStep) -> list[tuple[Key, str]]:
    """Return the ways on that a step writes, each with its keys in the step."""
    match step:
        case Observe():
            to = [(("to", cell.text), way) for cell, way in step.to]
            found = [*to, (("to", "unknown"), step.unknown), (("else",), step.else_)]
        case Act():
            found = [(("then",), step.then), (("else",), step.else_)]
        case PlayOther():
            found = [(("solved",), step.solved), (("else",), step.else_)]
        case LookUp():
            found = [*((("to", answer), way) for answer, way in step.to.items()), (("else",), step.else_)]
        case _:
            found = []
    return [(key, way) for key, way in found if way]


def all_ways(step: PlaybookStep) -> set[str]:
    """Return every way on of a step, the unwritten ones as `next`."""
    ways = {way for _, way in named(step)}
    match step:
        case Observe() | LookUp():
            return ways if step.to else {*ways, NEXT}
        case Act():
            return {*ways, step.then or NEXT, step.otherwise or step.then or NEXT}
        case PlayOther():
            return ways if step.solved and step.else_ else {*ways, NEXT}
        case _:
            return ways


def later(playbook: Playbook, at: int) -> list[int]:
    """Return the numbers of the steps to which a step can lead; none where it runs out."""
    found = {target(playbook, at, way) for way in all_ways(playbook.steps[at])}
    return sorted(number for number in found if number > at)


def played(charter: Charter, playbook: str) -> list[str]:
    """Return a playbook and all that it plays, each once, those that exist."""
    found, todo = [], [playbook]
    while todo:
        name = todo.pop()
        if name in charter.playbooks and name not in found:
            found.append(name)
            todo += [step.play for step in charter.playbooks[name].steps if isinstance(step, PlayOther)]
    return found
