"""The desk beside django-helpdesk on the same cases: CPU a request, memory, bytes, what a browser loads.

`python -m bench.desk --full` takes 10,000 and 100,000 cases (some ten minutes); without it 1,000 and 10,000.
Both have the same people, texts and states (`desk_words`), SQLite with the same settings, two workers on
loopback. CPU is that of all processes of a service, from /proc; the peer is asked in turns with ours.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from bench import desk_helpdesk, desk_ours
from bench.desk_browser import Loaded, loaded
from bench.processes import Served, children, held, memory

SMALL, FULL = (1_000, 10_000), (10_000, 100_000)
REST = 2.0  # seconds after the last request, before memory is weighed
ROUNDS, LEAST, MOST, ENOUGH = 5, 2, 40, 0.5  # requests a round: so many that they take half a second
WHAT = {
    "create": ("create a case", "<= 4"),
    "queue": ("page of a queue, 50 rows", "<= 12, x1.3"),
    "json": ("list as JSON", "<= 5 / 10"),
    "case": ("page of a case", "<= 14"),
    "rare": ("search, a rare word", "<= 15"),
    "common": ("search, a common word", "<= 35"),
}


@dataclass(slots=True)
class Desk:
    """A help desk that runs, what is asked of it, and what was measured; CPU in milliseconds a request."""

    name: str
    served: Served
    workers: Callable[[Served], list[int]]
    asks: dict[str, Callable[[Served], None]]
    bytes_a_case: float
    fresh: float = 0.0
    last: float = 0.0
    whole: float = 0.0
    cpu: dict[str, list[float]] = field(default_factory=dict)
    often: dict[str, int] = field(default_factory=dict)
    cold: Loaded | None = None
    warm: Loaded | None = None

    def memory(self) -> float:
        """Return the MiB of the processes that answer requests."""
        return memory(self.workers(self.served))


def main() -> None:
    """Measure both at two sizes, and print the table."""
    sizes = FULL if "--full" in sys.argv else SMALL
    with tempfile.TemporaryDirectory(prefix="possible-bench-") as folder:
        found = [measured(Path(folder) / str(size), size) for size in sizes]
    print(f"CPU ms a request of all processes, at {sizes[0]:,} / {sizes[1]:,} cases")
    print(_table(found))


def measured(folder: Path, size: int) -> tuple[Desk, Desk]:
    """Fill both, ask both in turns, and return what was measured: ours and the peer."""
    ours = _ours(folder / "possible", size)
    try:
        theirs = _helpdesk(folder / "helpdesk", size)
    except BaseException:
        ours.served.stop()
        raise
    desks = (ours, theirs)
    try:
        for desk in desks:
            _warm_up(desk)
        for name in WHAT:
            for _ in range(ROUNDS):
                for desk in desks:
                    _round(desk, name)
        for desk in desks:
            desk.cold, desk.warm = loaded(desk.served, _page_of(desk))
            sleep(REST)
            desk.last = desk.memory()
            desk.whole = held(desk.served.family())
    finally:
        for desk in desks:
            desk.served.stop()
    for desk in desks:  # at once: a larger size may take very long
        told = ", ".join(f"{name} {median(spent):.1f}" for name, spent in desk.cpu.items())
        print(f"    {desk.name}: {told}; MiB {desk.fresh:.0f} to {desk.last:.0f}", flush=True)
    return desks


def _ours(folder: Path, size: int) -> Desk:
    began = perf_counter()
    told = desk_ours.filled(folder, size)
    weight = (folder / "possible.sqlite3").stat().st_size / size
    print(f"  Possible filled with {size:,} cases in {perf_counter() - began:.0f} s", flush=True)
    served = desk_ours.served(folder, told["cookie"])
    return Desk("Possible", served, desk_ours.web_workers, desk_ours.asks(told["case"]), weight)


def _helpdesk(folder: Path, size: int) -> Desk:
    began = perf_counter()
    told = desk_helpdesk.filled(folder, size)
    weight = (folder / "helpdesk.sqlite3").stat().st_size / size
    print(f"  django-helpdesk filled with {size:,} tickets in {perf_counter() - began:.0f} s", flush=True)
    served = desk_helpdesk.served(folder, told["cookie"])
    return Desk("django-helpdesk", served, _children, desk_helpdesk.asks(size), weight)


def _children(served: Served) -> list[int]:
    return children(served.process.pid)


def _page_of(desk: Desk) -> str:
    return "/desk/cases?view=teams" if desk.name == "Possible" else "/tickets/"


def _warm_up(desk: Desk) -> None:
    """Ask for everything a few times, so that both workers have loaded it; note how long each takes."""
    for _ in range(10):
        desk.asks["case"](desk.served)
    sleep(REST)
    desk.fresh = desk.memory()
    for name, ask in desk.asks.items():
        began = perf_counter()
        try:
            ask(desk.served)
        except TimeoutError:
            desk.often[name] = 0
            continue
        once = perf_counter() - began
        if once < 1:
            for _ in range(6):
                ask(desk.served)
            began = perf_counter()
            ask(desk.served)
            once = perf_counter() - began
        desk.often[name] = 1 if once > 2 else min(MOST, max(LEAST, round(ENOUGH / once)))


def _round(desk: Desk, name: str) -> None:
    """Ask some times in a row, and note the CPU that one request took."""
    ask, often = desk.asks.get(name), desk.often.get(name, 0)
    if ask is None or not often:
        return
    if often == 1 and len(desk.cpu.get(name, ())) > 1:
        return  # what takes many seconds is asked for twice, not more
    before = desk.served.cpu()
    try:
        for _ in range(often):
            ask(desk.served)
    except TimeoutError:
        desk.often[name] = 0
        desk.cpu.pop(name, None)
        return
    desk.cpu.setdefault(name, []).append((desk.served.cpu() - before) / often)


# ---- the table --------------------------------------------------------------------------------------------


def _table(found: Sequence[tuple[Desk, Desk]]) -> str:
    head = ("work", "Possible", "django-helpdesk", "ratio", "aim")
    lines = [head, *(_row(name, found) for name in WHAT), *_weights(found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _row(name: str, found: Sequence[tuple[Desk, Desk]]) -> tuple[str, ...]:
    ours, theirs = ([_cpu(pair[which], name) for pair in found] for which in (0, 1))
    ratios = [f"{b / a:.0f}x" if a and b else "–" for a, b in zip(ours, theirs, strict=True)]
    title, aim = WHAT[name]
    return (title, _both(ours, name, found, 0), _both(theirs, name, found, 1), " / ".join(ratios), aim)


def _cpu(desk: Desk, name: str) -> float | None:
    return median(desk.cpu[name]) if name in desk.cpu else None


def _both(values: Sequence[float | None], name: str, found: Sequence[tuple[Desk, Desk]], which: int) -> str:
    def told(value: float | None, desk: Desk) -> str:
        if value is not None:
            return f"{value:.1f}" if value < 100 else f"{value:,.0f}"
        return "over 60 s" if name in desk.asks else "there is none"

    return " / ".join(told(value, pair[which]) for value, pair in zip(values, found, strict=True))


def _weights(found: Sequence[tuple[Desk, Desk]]) -> list[tuple[str, ...]]:
    def both(told: Callable[[Desk], str]) -> list[str]:
        return [" / ".join(told(pair[which]) for pair in found) for which in (0, 1)]

    return [
        ("memory of 2 workers, MiB, fresh", *both(lambda desk: f"{desk.fresh:.0f}"), "", "<= 150"),
        ("… and in the end", *both(lambda desk: f"{desk.last:.0f}"), "", "<= x1.1"),
        ("all processes, what they share once", *both(lambda desk: f"{desk.whole:.0f}"), "", ""),
        ("bytes a case", *both(lambda desk: f"{desk.bytes_a_case:,.0f}"), "", "<= 2,800"),
        ("page of a queue, cold: requests, KiB", *both(lambda desk: str(desk.cold)), "", "<= 8, 150"),
        ("… and again", *both(lambda desk: str(desk.warm)), "", "<= 15 KiB"),
    ]


if __name__ == "__main__":
    main()
