"""All runs of a playbook: the interpreter itself, told every kind of answer, from every state that differs.

Two values of a fact are of one kind when no test in the playbooks or questions tells them apart; two states
are the same when they stand at the same place and know the same of what can still be asked. So this is exact,
and small.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from possible.charter.playbooks import Act, LookUp, Observe, PlayOther
from possible.playbooks.advance import advance, begin, fact_of
from possible.playbooks.moves import Agree, Ask, Do, Observation, Over, Reply, Seen
from possible.playbooks.run import Run

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from possible.charter import Cell, Charter, Domain
    from possible.charter.playbooks import Playbook, PlaybookStep

MOST = 20_000  # states; beyond it one looks no further, and says so


@dataclass(frozen=True, slots=True)
class State:
    """A state that a run can be in, and the states that can follow with the observation that leads there."""

    run: Run
    ways: list[tuple[Observation, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Explored:
    """The states in the order found (the first is the start, the nearest come first), each with where it
    came from.
    """

    states: tuple[State, ...]
    before: tuple[int, ...]
    whole: bool

    def way_to(self, state: int) -> tuple[int, ...]:
        """Return the shortest way to a state from the start, both included."""
        way = [state]
        while way[-1]:
            way.append(self.before[way[-1]])
        return tuple(reversed(way))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The states in which a run is over."""
        return tuple(at for at, state in enumerate(self.states) if isinstance(state.run.move, Over))


def explore(charter: Charter, playbook: str, most: int = MOST) -> Explored:
    """Return every state of every run of a playbook, whatever is answered; not `whole` beyond `most`
    states.
    """
    kinds = Kinds(charter, playbook)
    states, before = [State(begin(charter, playbook))], [0]
    seen, todo, whole = {kinds.key(states[0].run): 0}, deque([0]), True
    while todo:
        at = todo.popleft()
        for observation in kinds.observations(states[at].run):
            run = advance(charter, states[at].run, observation)
            key = kinds.key(run)
            if key not in seen:
                if len(states) >= most:
                    whole = False
                    continue
                seen[key] = len(states)
                todo.append(len(states))
                states.append(State(run))
                before.append(at)
            states[at].ways.append((observation, seen[key]))
    return Explored(tuple(states), tuple(before), whole)


class Kinds:
    """Which values differ, and which knowledge still matters, in a playbook and those that it plays."""

    def __init__(self, charter: Charter, playbook: str) -> None:
        """Gather the tests of every fact."""
        self.charter = charter
        self.played = tuple(played(charter, playbook))
        self.reads = {name: _reads(charter, charter.playbooks[name]) for name in self.played}
        self.tests: dict[str, list[Cell]] = {}
        for name in self.played:
            for fact, cell in _tests(charter, charter.playbooks[name]):
                self.tests.setdefault(fact, []).append(cell)
        self._values: dict[tuple[str, str], tuple[str, ...]] = {}

    def observations(self, run: Run) -> Iterable[Observation]:
        """Yield one observation of each kind that a run can get at its move."""
        match run.move:
            case Ask(fact=fact):
                yield from (Seen(value) for value in self.values(run.top.playbook, fact))
                yield from (Reply.UNKNOWN, Reply.SILENCE)
            case Agree():
                yield from (Seen("yes"), Seen("no"), Reply.SILENCE)
            case Do():
                yield from (Reply.DONE, Reply.UNABLE, Reply.SILENCE)
            case _:
                return

    def values(self, playbook: str, fact: str) -> tuple[str, ...]:
        """Return one value of each kind of a fact."""
        if (playbook, fact) not in self._values:
            declared = fact_of(self.charter, playbook, fact)
            found = _kinds(declared.domain, self.tests.get(fact, [])) if declared else ()
            self._values[playbook, fact] = found
        return self._values[playbook, fact]

    def key(self, run: Run) -> Hashable:
        """Return what tells a state from others: where it stands, and what it knows of facts still to be
        read.
        """
        live: set[str] = set()
        for frame in run.frames:
            reads = self.reads[frame.playbook]
            live |= reads[min(max(frame.at, 0), len(reads) - 1)]
        known = frozenset(
            (fact, run.known[fact].value, run.fresh(fact) is not None) for fact in live & run.known.keys()
        )
        over = str(run.move) if isinstance(run.move, Over) else ""
        return run.frames, run.asked, known, over


def played(charter: Charter, playbook: str) -> list[str]:
    """Return a playbook and all that it plays, each once, those that exist."""
    found, todo = [], [playbook]
    while todo:
        name = todo.pop()
        if name in charter.playbooks and name not in found:
            found.append(name)
            todo += [step.play for step in charter.playbooks[name].steps if isinstance(step, PlayOther)]
    return found


def _tests(charter: Charter, playbook: Playbook) -> Iterable[tuple[str, Cell]]:
    yield from playbook.goal.items()
    for step in playbook.steps:
        match step:
            case Observe():
                yield from ((step.ask, cell) for cell, _ in step.to)
            case Act():
                yield from step.seen.items()
            case LookUp() if step.decide in charter.questions:
                for rule in charter.questions[step.decide].rules:
                    yield from rule.when.items()
            case _:
                continue


def _reads(charter: Charter, playbook: Playbook) -> tuple[frozenset[str], ...]:
    """Return, for each step, the facts that can still be read from there on."""
    found = [frozenset(playbook.goal)]
    for step in reversed(playbook.steps):
        found.append(found[-1] | _read(charter, step))
    return tuple(reversed(found))


def _read(charter: Charter, step: PlaybookStep) -> frozenset[str]:
    match step:
        case Observe():
            return frozenset((step.ask,))
        case Act():
            return frozenset(step.seen)
        case LookUp() if step.decide in charter.questions:
            return frozenset(charter.questions[step.decide].asks)
        case PlayOther() if step.play in charter.playbooks:
            names = [charter.playbooks[name] for name in played(charter, step.play)]
            inner = [
                _read(charter, one) for book in names for one in book.steps if not isinstance(one, PlayOther)
            ]
            return frozenset().union(*(book.goal for book in names), *inner)
        case _:
            return frozenset()


def _kinds(domain: Domain, tests: list[Cell]) -> tuple[str, ...]:
    """Return one value for each set of tests that a value can pass, the lowest of it, in the order of the
    domain.
    """
    starts = {domain.low}
    for cell in tests:
        for low, high in cell.ranges:
            starts.add(low)
            if high is not None and (domain.high is None or high < domain.high):
                starts.add(high + 1)
    found: dict[tuple[bool, ...], int] = {}
    for start in sorted(starts):
        found.setdefault(tuple(cell.holds(start) for cell in tests), start)
    return tuple(domain.text(number) for number in found.values())
