"""The own improver: takes neighbouring visits out of several routes and puts them back better.

Slack induction by string removals (Christiaens & Vanden Berghe, Transportation Science 2020), with breaks,
skills and parts. Each state on the way keeps every window; what is returned never costs more than the start.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from possible.dispatch.day import DayProblem, Orders
from possible.dispatch.runs import Place, Run, Workshop

Progress = Callable[[], float]
"""How much of the budget is used, from 0 to 1; the core has no clock, so the caller brings it."""


def tries(count: int) -> Progress:
    """A budget of so many tries: the same result on every machine."""
    asked = 0

    def progress() -> float:
        nonlocal asked
        asked += 1
        return asked / count if count else 1.0

    return progress


@dataclass(frozen=True, slots=True)
class Tuning:
    """Mean visits taken out at once, longest string, chance to skip a place, first and last temperature.

    Temperatures are in journeys between near visits, so that they suit a town as well as a county. The values
    are the best of 27 that were tried on the two derived technician days, 12 CPU seconds each.
    """

    removed: int = 12
    longest: int = 10
    blink: float = 0.01
    hot: float = 5.0
    cold: float = 0.0135
    reach: int = 60


STANDARD = Tuning()
UNPLACED = 1 << 32
"""What a visit without a place costs, per step of priority: more than any travel."""


@dataclass(frozen=True, slots=True)
class State:
    """All routes, the visits without a place, and what both cost together."""

    runs: tuple[Run, ...]
    absent: tuple[int, ...]
    cost: int


class Improver:
    """A search on one day; `search` may be called again, and goes on from the best it has."""

    def __init__(self, problem: DayProblem, rng: random.Random, tuning: Tuning = STANDARD) -> None:
        self.problem = problem
        self.rng = rng
        self.tuning = tuning
        self.shop = Workshop(problem)
        self.near = _neighbours(problem, tuning.reach)
        self.journey = _near_journey(problem, self.near)
        self.locked = {number for order, held in _held(problem) for number in order[:held]}
        self.planned = {number for order in problem.routes for number in order}
        self.best = self.state(problem.routes)

    def state(self, orders: Orders) -> State:
        """The state of these orders; visits they leave out are absent."""
        runs = tuple(self.shop.run(turn, order) for turn, order in enumerate(orders))
        placed = {number for order in orders for number in order}
        absent = tuple(number for number in range(len(self.problem.visits)) if number not in placed)
        return State(runs, absent, self._cost(runs, absent))

    def _cost(self, runs: Sequence[Run], absent: Sequence[int]) -> int:
        fines = sum(UNPLACED * (1 + self.problem.visits[number].priority) for number in absent)
        return sum([run.seconds for run in runs]) + fines

    def orders(self) -> Orders:
        """The best orders so far."""
        return tuple(run.order for run in self.best.runs)

    def search(self, progress: Progress, done: Callable[[State], bool] = lambda _: False) -> Orders:
        """Goes on until the budget is used, or `done` says of the best state that it will do."""
        now, rng = self.best, self.rng
        hot, cool = self.journey * self.tuning.hot, math.log(self.tuning.cold / self.tuning.hot)
        while (used := progress()) < 1.0 and not done(self.best):
            tried = self.attempt(now)
            if tried is None:
                continue
            heat = hot * math.exp(cool * used)
            if tried.cost < now.cost - heat * math.log(rng.random() or 1e-9):
                now = tried
                if tried.cost < self.best.cost:
                    self.best = tried
        return self.orders()

    def attempt(self, now: State) -> State | None:
        """One try from this state; nothing if a planned visit found no place."""
        runs, out = self._ruin(now)
        waiting = self._in_some_order([*out, *now.absent])
        absent = []
        for number in waiting:
            if not self._put(runs, number):
                if number in self.planned:
                    return None
                absent.append(number)
        return State(tuple(runs), tuple(absent), self._cost(runs, absent))

    def _ruin(self, now: State) -> tuple[list[Run], list[int]]:
        """Strings of visits near one seed are taken out, one string per route."""
        rng, runs = self.rng, list(now.runs)
        home = {number: run.turn for run in now.runs for number in run.order}
        mean = len(home) / max(1, len(runs))
        longest = min(self.tuning.longest, mean)
        strings = int(1 + rng.random() * max(1.0, 4 * self.tuning.removed / (1 + longest) - 1))
        seed = rng.randrange(len(self.problem.visits)) if self.problem.visits else 0
        out: list[int] = []
        touched: set[int] = set()
        for number in (seed, *self.near[seed]):
            turn = home.get(number, -1)
            if turn < 0 or turn in touched or number in self.locked:
                continue
            order = runs[turn].order
            gone = self._string(order, order.index(number), int(1 + rng.random() * min(len(order), longest)))
            runs[turn] = self.shop.run(turn, tuple(other for other in order if other not in gone))
            out.extend(gone)
            touched.add(turn)
            if len(touched) >= strings:
                break
        return runs, out

    def _string(self, order: tuple[int, ...], place: int, length: int) -> set[int]:
        """`length` visits in a row around a place, sometimes sparing some in the middle."""
        rng, kept = self.rng, 0
        if rng.random() < 0.5:
            while length + kept < len(order) and rng.random() < 0.01:
                kept += 1
        whole = length + kept
        low = max(0, place - whole + 1)
        high = min(place, len(order) - whole)
        start = rng.randint(low, max(low, high))
        string = list(order[start : start + whole])
        spared = rng.randrange(length) if kept else 0
        gone = string[:spared] + string[spared + kept :]
        return set(gone) - self.locked

    def _in_some_order(self, waiting: list[int]) -> list[int]:
        """At random, longest first, narrowest window first, or hardest to please first."""
        rng, visits = self.rng, self.problem.visits
        rng.shuffle(waiting)
        choice = rng.randrange(8)
        if choice < 3:
            waiting.sort(key=lambda number: -visits[number].duration)
        elif choice < 5:
            waiting.sort(key=lambda number: visits[number].window.end - visits[number].window.start)
        elif choice == 5:
            waiting.sort(key=lambda number: len(self.problem.able[number]))
        return waiting

    def _put(self, runs: list[Run], number: int) -> bool:
        """Puts the visit where it costs least, skipping places by chance."""
        best: Place | None = None
        into = -1
        least = 1 << 60
        draw, blink = self.rng.random, self.tuning.blink
        place = self.shop.quick_place if self.shop.plain else self.shop.place
        for turn in self.problem.able[number]:
            run = runs[turn]
            try:
                found = run.known[number]
            except KeyError:
                found = run.known[number] = place(run, number)
            if found is not None and found[0] < least and draw() >= blink:
                least, best, into = found[0], found, turn
        if best is None:
            return False
        order = runs[into].order
        runs[into] = self.shop.run(into, (*order[: best.position], number, *order[best.position :]))
        return True


def _held(problem: DayProblem) -> list[tuple[tuple[int, ...], int]]:
    return list(zip(problem.routes, problem.fixed, strict=True))


def _neighbours(problem: DayProblem, reach: int) -> list[list[int]]:
    """For each visit the others by travel, nearest first."""
    count = len(problem.visits)
    found = []
    for number in range(count):
        row = problem.seconds[number]
        others = sorted((other for other in range(count) if other != number), key=row.__getitem__)
        found.append(others[: max(reach, 1)])
    return found


def _near_journey(problem: DayProblem, near: Sequence[Sequence[int]]) -> float:
    """Mean seconds to the tenth nearest visit: the yardstick of the temperatures."""
    tenth = [problem.seconds[number][others[:10][-1]] for number, others in enumerate(near) if others]
    return sum(tenth) / max(1, len(tenth))
