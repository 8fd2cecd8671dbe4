"""How we time: ours and its peer in turns (A B A B …), medians, and the ratio beside them.

Two things that are compared run on the same machine in the same minutes, so a noisy neighbour slows both.
No figure is asserted anywhere; the tables are printed for people to read.
"""

from __future__ import annotations

import gc
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison: medians in seconds; no peer where there is none that does the same work."""

    what: str
    ours: float
    peer: float | None = None
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the peer's time ours takes: below 1 we are faster."""
        return self.ours / self.peer if self.peer else None


def compare(
    what: str, ours: Work, peer: Work | None = None, *, times: int = 7, target: float | None = None
) -> Row:
    """Time `ours` and `peer` in turns, after one unmeasured run of each; `target` is in seconds."""
    works = [ours] if peer is None else [ours, peer]
    for work in works:
        work()
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, seconds in zip(works, spent, strict=True):
            seconds.append(once(work))
    return Row(what, median(spent[0]), median(spent[1]) if peer else None, target)


def once(work: Work) -> float:
    """Return the seconds that one run takes, with the garbage of earlier runs out of the way."""
    gc.collect()
    before = perf_counter()
    work()
    return perf_counter() - before


def process(*command: str) -> Work:
    """Return the work of running a command from a cold start; output is dropped, exit code ignored."""

    def run() -> None:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    return run


def table(rows: Sequence[Row], peer: str = "peer") -> str:
    """Return the rows as a small table: what | ours | peer | ratio | target."""
    head = ("what", "ours", peer, "ratio", "target")
    lines = [head, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else "–"
    return (row.what, seconds(row.ours), seconds(row.peer), ratio, seconds(row.target))


def seconds(value: float | None) -> str:
    """Return a time with three digits that count: 1.23 s, 45.6 ms, 789 µs."""
    if value is None:
        return "–"
    for size, unit in ((1.0, "s"), (1e-3, "ms")):
        if value >= 0.9995 * size:  # what rounds up to one whole unit
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-6:.3g} µs"
