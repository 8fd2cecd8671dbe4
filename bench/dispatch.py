"""Dispatch: slots (time, completeness), sick days, and routes against PyVRP, VROOM and OR-Tools.

`python -m bench.dispatch FILE… --seconds S` compares the routes of any .vrp (with its .sol) or technician day
(.json); without files, slots and sick days are measured, and small runs on the data that is given.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bench.dispatch_days import DAY, Shape, asked, read_technician_day, seeded_plan, two_hour_windows
from bench.dispatch_files import read_best, read_plan
from possible.dispatch.board import Board, board_of
from possible.dispatch.day import DayProblem, Orders, day_problem, refusal
from possible.dispatch.engines.process import PYVRP, VROOM, Engine, ask
from possible.dispatch.events import Sick
from possible.dispatch.fast import FastBoard
from possible.dispatch.improve import Budget, improve_day
from possible.dispatch.improver import Improver, tries
from possible.dispatch.insertion import cheapest
from possible.dispatch.plan import Plan, Visit, Window
from possible.dispatch.repair import repair
from possible.dispatch.slots import NotFoundYet, Possible, Tier, accepted, deeper, slots

ROOT = Path(__file__).parent.parent
ORTOOLS = Engine("or-tools", (sys.executable, "-m", "bench.dispatch_ortools"), needs="ortools")


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


@dataclass(frozen=True, slots=True)
class Try:
    """One engine's result on one day: cost (nothing if none was accepted), CPU seconds, and what was
    wrong.
    """

    engine: str
    cost: int | None
    seconds: float
    why: str = ""

    def told(self, best: int | None) -> str:
        if self.cost is None:
            return f"{self.engine} none ({self.why}) [{self.seconds:.0f}]"
        gap = f" {100 * (self.cost / best - 1):+.2f} %" if best else ""
        return f"{self.engine} {self.cost}{gap} [{self.seconds:.0f}]"


def _peer(engine: Engine, seconds: float) -> Callable[[Plan, int], Try]:
    def run(plan: Plan, seed: int) -> Try:
        problem = whole_day(plan)
        before = cpu()
        outcome = ask(engine, problem, seconds, seed)
        spent = cpu() - before
        if outcome.orders is None:
            return Try(engine.name, None, spent, outcome.complaint)
        return _tried(engine.name, problem, outcome.orders, spent)

    return run


def _own(seconds: float) -> Callable[[Plan, int], Try]:
    def run(plan: Plan, seed: int) -> Try:
        problem = whole_day(plan)
        before = cpu()
        orders = Improver(problem, random.Random(seed)).search(lambda: (cpu() - before) / seconds)
        return _tried("own", problem, orders, cpu() - before)

    return run


def _portfolio(seconds: float) -> Callable[[Plan, int], Try]:
    def run(plan: Plan, seed: int) -> Try:
        before = cpu()
        improved = improve_day(plan, DAY, Budget(seconds, cpu), random.Random(seed))
        spent = cpu() - before
        problem = day_problem(improved.plan, DAY)
        orders = problem.routes
        missing = len(plan.visits) - sum(map(len, orders))
        if missing:
            return Try("portfolio", None, spent, f"{missing} unserved")
        return Try("portfolio", problem.cost(orders), spent)

    return run


def whole_day(plan: Plan) -> DayProblem:
    """The day's problem with every visit in it."""
    placed = {visit for route in plan.routes.values() for visit in route}
    return day_problem(plan, DAY, [visit for name, visit in plan.visits.items() if name not in placed])


def _tried(name: str, problem: DayProblem, orders: Orders, spent: float) -> Try:
    """The judge looks at peers' routes too; windows that they break and visits that they leave are told."""
    missing = len(problem.visits) - sum(map(len, orders))
    why = refusal(problem, orders) or (f"{missing} unserved" if missing else "")
    if why:
        return Try(name, None, spent, f"{why}; its cost {problem.cost(orders)}")
    return Try(name, problem.cost(orders), spent)


def batch(files: Iterable[Path], seconds: float, seeds: int, names: Sequence[str]) -> None:
    """Each file with each engine in turn, seed after seed; gaps to the best known in percent, CPU seconds
    behind.

    PyVRP cannot express breaks: on such days it is asked without, and the judge refuses most of its answers.
    """
    known = {"portfolio": _portfolio(seconds), "own": _own(seconds)}
    known |= {peer.name: _peer(peer, seconds) for peer in (PYVRP, VROOM, ORTOOLS) if peer.installed()}
    engines = [run for name, run in known.items() if name in names or not names]
    print(f"routes after {seconds:g} s, one thread: cost, gap to best known, [CPU seconds]")
    for file in files:
        plan = read_technician_day(file) if file.suffix == ".json" else read_plan(file)
        best = read_best(file)[0] if file.with_suffix(".sol").exists() and file.suffix == ".vrp" else None
        for seed in range(1, seeds + 1):
            load = os.getloadavg()[0]
            found = [run(plan, seed) for run in engines]
            print(
                f"  {file.stem} seed {seed} (load {load:.1f}): " + "; ".join(t.told(best) for t in found),
                flush=True,
            )


def latency(technicians: int, queries: int) -> None:
    """All 50 two-hour windows of ten days: numpy and plain Python, in turns."""
    board = board_of(seeded_plan(Shape(technicians, 10)))
    fast, windows, rng = FastBoard(board), two_hour_windows(10), random.Random(5)
    spent: dict[str, list[float]] = {"numpy": [], "plain": []}
    used: dict[str, list[float]] = {"numpy": [], "plain": []}
    for number in range(queries):
        visit = asked(number, rng, 10)
        for name, ask_it in (("numpy", fast.cheapest), ("plain", _plain(board))):
            if name == "plain" and number % (technicians // 50):
                continue
            begun, worked = perf_counter(), process_time()
            ask_it(visit, windows)
            spent[name].append(1000 * (perf_counter() - begun))
            used[name].append(1000 * (process_time() - worked))
    print(f"slots: 50 windows, {technicians} technicians x 10 days, {len(board.plan.visits)} visits")
    for name, times in spent.items():
        told = f"  {name} {len(times)} queries: p50 {median(times):.2f}, p99 {quantile(times, 0.99):.2f} ms"
        print(f"{told} (CPU time p99 {quantile(used[name], 0.99):.2f} ms)")


def _plain(board: Board) -> Callable[[Visit, Sequence[Window]], object]:
    return lambda visit, windows: cheapest(board, visit, windows)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def busy_day(seed: int, more: int, search: int = 4000) -> Plan:
    """A seeded day, improved, then filled with visits that still fit, and improved again."""
    rng, plan = random.Random(seed), _improved(seeded_plan(Shape(50, 1, seed)), search)
    windows = two_hour_windows(1)
    board = board_of(plan)
    for number in range(more):
        visit = asked(10_000 + number, rng, 1)
        rng.shuffle(windows)
        had = [a for a in slots(board, visit, windows, Tier.INSERTION, effort=0) if isinstance(a, Possible)]
        if had:
            board = board_of(accepted(board.plan, visit, had[0]), board)
    return _improved(board.plan, search)


def _improved(plan: Plan, search: int) -> Plan:
    problem = day_problem(plan, DAY)
    return plan.with_routes(problem.named(Improver(problem, random.Random(1)).search(tries(search))))


def completeness(seconds: float, queries: int, more: int) -> None:
    """What tiers 1 and 2 offer on a busy, improved day, and what a long search finds beyond it."""
    plan = busy_day(3, more)
    board, windows, rng = board_of(plan), two_hour_windows(1), random.Random(9)
    first = second = both = deep = open_ = 0
    times: list[float] = []
    for number in range(queries):
        visit = asked(number, rng, 1)
        first += _offers(slots(board, visit, windows, Tier.INSERTION, effort=0))
        begun = perf_counter()
        answers = slots(board, visit, windows, Tier.EXCHANGE, effort=0)
        times.append(perf_counter() - begun)
        both += _offers(answers)
        second += _offers(slots(board, visit, windows, Tier.ANY_ORDER, effort=0))
        for answer in slots(board, visit, windows, Tier.EXCHANGE):
            if isinstance(answer, NotFoundYet):
                open_ += 1
                deep += isinstance(_search(board, visit, answer.window, seconds), Possible)
    print(f"completeness: a busy improved day, {len(plan.visits)} visits, {5 * queries} windows asked")
    print(f"  tier 1 {first}, one day in any order {second} ({second / max(1, first):.2f} x)", end="")
    print(f", with one exchange {both} ({both / max(1, first):.2f} x), open {open_}")
    print(f"  a {seconds:g} s search finds {deep} more: 1+2 offer {100 * both / (both + deep):.1f} %")
    print(f"  tiers 1+2 for 5 windows: p50 {1000 * median(times):.0f} ms, longest {1000 * max(times):.0f} ms")


def _offers(answers: Iterable[object]) -> int:
    return sum(isinstance(answer, Possible) for answer in answers)


def _search(board: Board, visit: Visit, window: Window, seconds: float) -> object:
    begun = process_time()
    return deeper(board, visit, window, random.Random(1), lambda: (process_time() - begun) / seconds)


def sick(days: int, more: int) -> None:
    """A technician is sick at eight: who keeps their window by which tier, on improved and on planted
    days.
    """
    for name in ("planted", "improved and filled"):
        total, kept, times = 0, dict.fromkeys(Tier, 0), []
        for seed in range(days):
            plan = seeded_plan(Shape(50, 1, seed)) if name == "planted" else busy_day(seed, more, 600)
            key = random.Random(seed).choice([key for key in sorted(plan.routes) if len(plan.route(key)) > 2])
            begun = perf_counter()
            found = repair(plan, Sick(key), 8 * 3600 - 1)
            times.append(1000 * (perf_counter() - begun))
            total += len(plan.route(key))
            for visit in found.rehomed:
                kept[visit.tier] += 1
        shares = [100 * sum(n for tier, n in kept.items() if tier <= most) / total for most in list(Tier)[:3]]
        told = " / ".join(f"{share:.1f} %" for share in shares)
        print(f"sick technician, {days} {name} days, {total} visits: insertion / any order / exchange {told}")
        print(f"  p50 {median(times):.0f} ms, longest {max(times):.0f} ms")


def given_files() -> list[Path]:
    """A few of the files of the data folder, where there is one."""
    folder = Path(os.environ.get("POSSIBLE_DATA", ROOT.parent / "shared" / "data")) / "dispatch"
    names = ("vrptw/R1_2_2.vrp", "sdvrptw/PR04.vrp", "techday/TECH1.json")
    return [folder / name for name in names if (folder / name).exists()]


def main(words: Sequence[str] = ()) -> int:
    """Run the parts that the words ask for; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m bench.dispatch", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--engine", action="append", default=[], help="only this one; repeatable")
    parser.add_argument("--part", choices=("slots", "completeness", "sick", "routes"), action="append")
    args = parser.parse_args(list(words))
    parts = args.part or (["routes"] if args.files else ["slots", "completeness", "sick", "routes"])
    if "slots" in parts:
        latency(50, 300)
        latency(500, 100)
    if "completeness" in parts:
        completeness(args.seconds, 20, 150)
    if "sick" in parts:
        sick(50 if args.part else 10, 60)
    if "routes" in parts:
        batch(args.files or given_files(), args.seconds, args.seeds, args.engine)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
