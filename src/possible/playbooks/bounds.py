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
from possible.playbooks.ways import later, played

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
    length: int
    steps: tuple[str, ...]


Way = tuple[int, int, tuple[str, ...]]  # what it costs, how many steps it has, their names
NO_WAY: Way = (0, 0, ())
ASTRONOMIC = 10**12  # where rings of playbooks are too tangled to be counted, which is a finding anyway
TANGLED = 2_000
NAMED = 200  # the names that are kept: playbooks in playbooks can make the longest run astronomic


def longest(charter: Charter, playbook: str) -> Longest:
    """Return the bounds that no run of a playbook exceeds; a playbook that is not there has none."""
    moves, length, steps = _Most(charter, _moves, QUESTIONS).through(playbook)
    minutes, _, _ = _Most(charter, _minutes, 0).through(playbook)
    return Longest(moves, minutes, length, steps)


class _Most:
    """The costliest way through each playbook, worked out once for each, and for each ring around it."""

    def __init__(self, charter: Charter, cost: Callable[[Charter, PlaybookStep], int], question: int) -> None:
        self.charter, self.cost, self.question = charter, cost, question
        self.found: dict[tuple[str, frozenset[str]], Way] = {}
        self.inside = {name: frozenset(played(charter, name)) for name in charter.playbooks}

    def through(self, name: str, playing: frozenset[str] = frozenset()) -> Way:
        """Return the cost from the start, goals included, the number of steps, and their names; a playbook
        is not played inside itself.
        """
        if name not in self.charter.playbooks or name in playing:
            return NO_WAY
        key = (name, playing & self.inside[name])
        if key not in self.found:
            if len(self.found) > TANGLED:
                return ASTRONOMIC, 1, (name,)
            self.found[key] = self._through(self.charter.playbooks[name], playing | {name})
        return self.found[key]

    def _through(self, playbook: Playbook, playing: frozenset[str]) -> Way:
        goal = self.question * len(playbook.goal)
        best: list[Way] = [NO_WAY] * (len(playbook.steps) + 1)
        for at in reversed(range(len(playbook.steps))):
            step = playbook.steps[at]
            inner, deep, inside = self.through(step.play, playing) if isinstance(step, PlayOther) else NO_WAY
            after, count, rest = max((best[to] for to in later(playbook, at)), key=_cost, default=NO_WAY)
            seen = goal if isinstance(step, Act | PlayOther) else 0
            cost = self.cost(self.charter, step) + inner + seen + after
            best[at] = (cost, 1 + deep + count, (step.name, *inside, *rest)[:NAMED])
        return goal + best[0][0], best[0][1], best[0][2]


def _cost(way: Way) -> int:
    return way[0]


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
