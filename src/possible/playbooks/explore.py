"""All runs of a playbook: the interpreter itself, told every kind of answer, from every state that differs.

Two values of a fact are of one kind when no test in the playbooks or questions tells them apart; two states
are the same when they stand at the same place and know the same of what can still be asked. So this is small,
and misses nothing. It is exact for each playbook; what a playbook inside has learnt, but for its goal, is
forgotten when it ends, so that if it is played once more it may here ask again. Silence is left out: it leads
where "I don't know" and "I cannot" lead, only later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from possible.charter.playbooks import Act, LookUp, Observe, PlayOther
from possible.playbooks.bounds import longest
from possible.playbooks.interpreter import fact_of, steps_of, steps_on, taken
from possible.playbooks.moves import Agree, Ask, Do, Observation, Over, Reply, Seen
from possible.playbooks.run import Frame, Noted, Run
from possible.playbooks.same import Same
from possible.playbooks.ways import played

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from possible.charter import Cell, Charter, Domain
    from possible.charter.playbooks import Playbook, PlaybookStep

MOST = 20_000  # states; beyond it one looks no further, and says so
LONG, FEW = 5_000, 500  # a run of thousands of questions is a finding of its own, and not looked through


@dataclass(frozen=True, slots=True)
class Passage:
    """A step that is entered: what the run knows there, the state that it comes from, and
    what it was told.
    """

    run: Run
    state: int
    told: Observation | None


@dataclass(frozen=True)
class Explored:
    """The states in the order found (the first is the start, the nearest come first), and how each was
    found.
    """

    runs: tuple[Run, ...]
    before: tuple[tuple[int, Observation], ...]
    entered: dict[tuple[str, int], Passage]
    looked: dict[tuple[str, int, str | None], Passage]
    whole: bool

    def way_to(self, state: int) -> list[tuple[Run, Observation]]:
        """Return the shortest way to a state from the start: each run with what it was told."""
        way: list[tuple[Run, Observation]] = []
        while state:
            state, observation = self.before[state]
            way.append((self.runs[state], observation))
        return way[::-1]

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The states in which a run is over."""
        return tuple(at for at, run in enumerate(self.runs) if isinstance(run.move, Over))


def explore(charter: Charter, playbook: str, most: int = MOST) -> Explored:
    """Return every state of every run of a playbook, whatever is answered; not `whole` beyond `most`
    states.
    """
    long = longest(charter, playbook).moves > LONG
    return _explored(Same(charter), playbook, min(most, FEW) if long else most)


@lru_cache(maxsize=64)
def _explored(same: Same, playbook: str, most: int) -> Explored:
    search = _Search(same.charter, playbook, most)
    search.go_on(Run(playbook, (Frame(playbook),), {}), 0, Reply.SILENCE)
    at = 0
    while at < len(search.runs):
        for observation in search.kinds.observations(search.runs[at]):
            search.go_on(taken(same.charter, search.runs[at], observation), at, observation)
        at += 1
    return Explored(tuple(search.runs), tuple(search.before), search.entered, search.looked, search.whole)


class _Search:
    """What is found on the way."""

    def __init__(self, charter: Charter, playbook: str, most: int) -> None:
        self.charter, self.most, self.whole = charter, most, True
        self.kinds = Kinds(charter, playbook)
        self.runs: list[Run] = []
        self.before: list[tuple[int, Observation]] = []
        self.seen: set[Hashable] = set()
        self.entered: dict[tuple[str, int], Passage] = {}
        self.looked: dict[tuple[str, int, str | None], Passage] = {}

    def go_on(self, run: Run, state: int, observation: Observation) -> None:
        """Carry a run on to its next move and keep it when it differs from all before."""
        told = observation if self.runs else None
        for step in steps_on(self.charter, run):
            if step.move is None:
                self._pass(step, Passage(step, state, told))
            run = step
        run = self.kinds.plain(run)
        over = str(run.move) if isinstance(run.move, Over) else ""
        key = (run.frames, run.asked, run.done, frozenset(run.known.items()), over)
        if key in self.seen:
            return
        if len(self.runs) >= self.most:
            self.whole = False
            return
        self.seen.add(key)
        self.runs.append(run)
        self.before.append((state, observation))

    def _pass(self, run: Run, passage: Passage) -> None:
        frame = run.top
        if frame.stage == "step":
            self.entered.setdefault((frame.playbook, frame.at), passage)
        elif frame.stage == "look":
            step = steps_of(self.charter, frame)[frame.at]
            noted = run.known.get(step.ask) if isinstance(step, Observe) else None
            if noted:
                self.looked.setdefault((frame.playbook, frame.at, noted.value), passage)


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
                yield Reply.UNKNOWN
            case Agree():
                yield from (Seen("yes"), Seen("no"))
            case Do():
                yield from (Reply.DONE, Reply.UNABLE)
            case _:
                return

    def values(self, playbook: str, fact: str) -> tuple[str, ...]:
        """Return one value of each kind of a fact."""
        if (playbook, fact) not in self._values:
            declared = fact_of(self.charter, playbook, fact)
            found = _kinds(declared.domain, self.tests.get(fact, [])) if declared else ()
            self._values[playbook, fact] = found
        return self._values[playbook, fact]

    def plain(self, run: Run) -> Run:
        """Return the run without what no longer matters: facts that nobody reads, and how much was done."""
        live: set[str] = set()
        for frame in run.frames:
            reads = self.reads[frame.playbook]
            live |= reads[min(max(frame.at + (frame.stage == "playing"), 0), len(reads) - 1)]
        done = min(run.done, 1)
        known = {
            fact: Noted(noted.value, done if noted.when == run.done else -1)
            for fact, noted in run.known.items()
            if fact in live
        }
        return Run(run.playbook, run.frames, known, done, run.asked, (), run.move)


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
        case PlayOther():
            return frozenset().union(*(charter.playbooks[name].goal for name in played(charter, step.play)))
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
