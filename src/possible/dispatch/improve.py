"""Background improvement: day by day, engine by engine, each proposal adopted or left."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from possible.dispatch.adopt import Verdict, adopt
from possible.dispatch.day import DayProblem, day_problem
from possible.dispatch.engines.process import PYVRP, VROOM, Engine, ask
from possible.dispatch.improver import Improver, Progress, State
from possible.dispatch.plan import Plan, Visit

OWN = "own"
SOON_STUCK = 300
"""Days with skills and up to so many visits get several starts of PyVRP rather than a long one."""

FIRST_PLACES = 0.05
"""The most of a day's time that goes into places for visits without one, before the engines are asked."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds for one day, the clock that counts them (CPU or wall), and the engines that may be asked."""

    seconds: float
    clock: Callable[[], float]
    engines: tuple[Engine, ...] = (PYVRP, VROOM)

    def progress(self, share: float) -> Progress:
        """How much of a share of the seconds is used, counted from now."""
        begun, seconds = self.clock(), self.seconds * share
        return lambda: (self.clock() - begun) / seconds if seconds > 0 else 1.0


@dataclass(frozen=True, slots=True)
class Improved:
    """The plan after improvement, and what became of each proposal."""

    plan: Plan
    verdicts: tuple[Verdict, ...]


def improve(plan: Plan, days: Sequence[str], budget: Budget, rng: random.Random) -> Improved:
    """The plan with each of these days improved in turn; it never costs more and never breaks a promise."""
    verdicts: list[Verdict] = []
    for day in days:
        improved = improve_day(plan, day, budget, rng)
        plan = improved.plan
        verdicts.extend(improved.verdicts)
    return Improved(plan, tuple(verdicts))


def improve_day(plan: Plan, day: str, budget: Budget, rng: random.Random) -> Improved:
    """One day: places for visits without one, the engines that suit it, then the own improver, each from the
    best so far.
    """
    verdicts: list[Verdict] = []
    left = 1.0
    if _waiting(plan, day) and budget.engines:
        plan, verdict = _own(plan, day, budget.progress(FIRST_PLACES), rng, lambda best: not best.absent)
        verdicts.append(verdict)
        left -= FIRST_PLACES
    for engine, share in shares(day_problem(plan, day), budget.engines):
        problem = day_problem(plan, day, _waiting(plan, day))
        outcome = ask(engine, problem, budget.seconds * share, rng.randrange(1 << 30))
        if outcome.orders is None:
            verdicts.append(Verdict(engine.name, day, "failed", outcome.complaint))
            continue
        left -= min(left, share)
        plan, verdict = adopt(plan, problem, outcome.orders, engine.name)
        verdicts.append(verdict)
    if left > 0.01:
        plan, verdict = _own(plan, day, budget.progress(left), rng)
        verdicts.append(verdict)
    return Improved(plan, tuple(verdicts))


def shares(problem: DayProblem, engines: Sequence[Engine]) -> Iterator[tuple[Engine, float]]:
    """Which engine gets which share of a day's time; what is left is the own improver's.

    Measured: with breaks, or with visits under way, the own improver is the best of the three; without, PyVRP
    is, and nearly all of the time is best spent there. With skills PyVRP no longer gets better after some 15
    seconds of 60 on up to 300 visits, so it starts three times.
    """
    names = {engine.name: engine for engine in engines}
    if any(problem.fixed):
        return
    if any(turn.breaks for turn in problem.turns):
        if "vroom" in names and not any(turn.longest for turn in problem.turns):
            yield names["vroom"], 0.1
    elif "pyvrp" in names:
        starts = 3 if len(set(problem.able)) > 1 and len(problem.visits) <= SOON_STUCK else 1
        for _ in range(starts):
            yield names["pyvrp"], 0.9 / starts
    for name, engine in names.items():
        if name not in ("pyvrp", "vroom"):
            yield engine, 0.1


def _own(
    plan: Plan,
    day: str,
    progress: Progress,
    rng: random.Random,
    done: Callable[[State], bool] = lambda _: False,
) -> tuple[Plan, Verdict]:
    problem = day_problem(plan, day, _waiting(plan, day))
    orders = Improver(problem, rng).search(progress, done)
    return adopt(plan, problem, orders, OWN)


def _waiting(plan: Plan, day: str) -> list[Visit]:
    """Visits without a place that could be served on this day."""
    turns = plan.turns_on(day)
    waiting = (plan.visits[visit] for visit in plan.unserved())
    return [
        visit
        for visit in waiting
        if any(turn.start <= visit.window.end and turn.end >= visit.window.start for turn in turns)
    ]
