"""`keys-unheard`: nobody answers the call before a person does, and a question comes before that."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Ask, Decide, Play
from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.journey import At, Dialled, Found, With
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.steps import Step
    from possible.check.subject import Subject
    from possible.journey import Move, Node, Web


def find(subject: Subject) -> Iterator[Broken]:
    """Find lines that nobody picks up before a person, whose callers are asked something before that."""
    charter = subject.charter
    for name, line in charter.lines.items():
        if line.picks_up != "person" or line.early_keys:
            continue
        for found in subject.graph.search(partial(_asked_unheard, subject, name)):
            text = N_("`{line}` is not answered before a person comes, and keys are not heard: {where} asks.")
            message = sentence(text, line=name, where=charter.place(*found.about))
            attempt = sentence(
                N_("`early-keys: yes` where the network passes keys on, or open a path to a person")
            )
            place = first_written(charter, ("lines", name, "early-keys"), ("lines", name, "picks-up"))
            yield Broken(place, message, found.way, attempt)


def _asked_unheard(subject: Subject, line: str, web: Web) -> Iterator[Found]:
    """Yield the nearest question to which a caller of a line comes before any person."""
    root = next((node for node in web.roots if node.spot == Dialled(line)), None)
    if root is None:
        return
    ways: dict[Node, tuple[Move, ...]] = {root: ()}
    todo = deque([root])
    while todo:
        here = todo.popleft()
        if isinstance(here.spot, At) and _needs_keys(subject.charter, line, here.spot):
            key = ("paths", here.spot.path, "steps", str(here.spot.index))
            start = subject.graph.start(root, web.roots[root])
            yield Found((line,), ways[here], (start, *(move.label for move in ways[here])), about=key)
            return
        for move, to in web.moves.get(here, ()):
            if to not in ways and not isinstance(to.spot, (With, Dialled)):
                ways[to] = (*ways[here], move)
                todo.append(to)


def _needs_keys(charter: Charter, line: str, spot: At) -> bool:
    """Tell whether a step waits for something that the caller says: an answer, a repair, a yes to a price."""
    steps = charter.paths[spot.path].steps
    step: Step | None = steps[spot.index] if spot.index < len(steps) else None
    if isinstance(step, Ask) and step.ask == LANGUAGE_FACT:
        return len(charter.languages_of(line)) > 1
    if isinstance(step, Ask):
        return charter.facts[step.ask].source == "customer"
    return isinstance(step, (Play, Decide))


KEYS_UNHEARD = Rule("keys-unheard", N_("a question before a person picks up, which no key can answer"), find)
