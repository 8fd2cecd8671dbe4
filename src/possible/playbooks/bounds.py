"""The proof that every run ends: how long the longest one is.

A step is entered at most once for each time that its playbook is played, and each step costs a bounded number
of questions and actions; so the longest way through the steps, which only leads forward, bounds every run,
whatever is answered or not answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.playbooks import Act, LookUp, Observe, PlayOther
from possible.playbooks.interpreter import QUESTIONS, TRIES
from possible.playbooks.ways import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from possible.charter import Charter
    from possible.charter.playbooks import Playbook, PlaybookStep


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest run: questions and actions with every repeat, minutes without, and the steps it goes
    through.
    """

    moves: int
    minutes: int
    steps: tuple[str, ...]


def longest(charter: Charter, playbook: str) -> Longest:
    """Return the bounds that no run of a playbook exceeds; a playbook that is not there has none."""
    moves, steps = _Most(charter, _moves, QUESTIONS).through(playbook)
    minutes, _ = _Most(charter, _minutes, 0).through(playbook)
    return Longest(moves, minutes, steps)


class _Most:
    """The costliest way through each playbook, worked out once for each."""

    def __init__(self, charter: Charter, cost: Callable[[Charter, PlaybookStep], int], question: int) -> None:
        self.charter, self.cost, self.question = charter, cost, question
        self.found: dict[str, tuple[int, tuple[str, ...]]] = {}

    def through(self, name: str) -> tuple[int, tuple[str, ...]]:
        """Return the cost from the start, goals included, and the steps; a playbook inside itself costs
        nothing.
        """
        if name in self.charter.playbooks and name not in self.found:
            self.found[name] = (0, ())
            self.found[name] = self._through(self.charter.playbooks[name])
        return self.found.get(name, (0, ()))

    def _through(self, playbook: Playbook) -> tuple[int, tuple[str, ...]]:
        goal = self.question * len(playbook.goal)
        best: list[tuple[int, tuple[str, ...]]] = [(0, ())] * (len(playbook.steps) + 1)
        for at in reversed(range(len(playbook.steps))):
            step = playbook.steps[at]
            inner, inside = self.through(step.play) if isinstance(step, PlayOther) else (0, ())
            after, rest = max(
                (best[to] for to in later(playbook, at)), key=lambda way: way[0], default=(0, ())
            )
            seen = goal if isinstance(step, Act | PlayOther) else 0
            best[at] = (self.cost(self.charter, step) + inner + seen + after, (step.name, *inside, *rest))
        return goal + best[0][0], best[0][1]


def _minutes(_charter: Charter, step: PlaybookStep) -> int:
    return step.minutes if isinstance(step, Act) else 0


def _moves(charter: Charter, step: PlaybookStep) -> int:
    """Return how many questions and actions a step can cost at most."""
    match step:
        case Observe():
            return QUESTIONS
        case Act():
            return QUESTIONS * bool(step.consent) + TRIES * (1 + QUESTIONS * len(step.seen))
        case LookUp() if step.decide in charter.questions:
            return QUESTIONS * len(charter.questions[step.decide].asks)
        case _:
            return 0
