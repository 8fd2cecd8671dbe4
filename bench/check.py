"""How long `possible check` takes: a large charter and its growth, the example from a cold start, tables.

Targets: 200 lines, 2,000 steps, 10 languages and 30 classes of hours under 5 s, reading included, growing
about linearly; the example from a cold start under 1 s; `--version` under eight bare interpreter starts.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

from bench import startup, synthetic
from bench.timing import Row, Work, compare, process, table
from possible.charter import read
from possible.check import check
from possible.journey import moment_classes

POSSIBLE = str(Path(sys.executable).parent / "possible")
ROOT = Path(__file__).resolve().parent.parent
SIZES = (50, 100, 200)


def main() -> None:
    """Print the tables: size and growth, cold starts, tables of decisions."""
    print("a synthetic charter, read and checked")
    print(table([*grown(), faulty()]))
    print("\nfrom a cold start (the bare interpreter is the peer)")
    print(table(cold(), "bare start"))
    print("\nstarting without checking")
    startup.main()
    print("\ndecision tables")
    decision_tables()


def grown() -> list[Row]:
    """Return a row for each size; its peer is half of it, so that a ratio of 2 is linear growth."""
    works = {lines: _work(lines) for lines in SIZES}
    rows = []
    for lines in SIZES:
        half = works.get(lines // 2)
        target = 5.0 if lines == SIZES[-1] else None
        rows.append(
            compare(f"{lines} lines ({described(lines)})", works[lines], half, times=3, target=target)
        )
    return rows


def faulty() -> Row:
    """Return the time of the large charter with five circles in it, beside the same without."""
    return compare("200 lines with five faults; peer: without", _work(200, faults=5), _work(200), times=3)


def described(lines: int) -> str:
    """Return what the synthetic charter of a size holds, and how much the laws find in it."""
    files = synthetic.charter(lines)
    charter = read(files, "synthetic")
    steps = sum(len(walk.steps) for walk in charter.paths.values())
    what = f"{steps} steps, {len(charter.languages)} languages, {len(moment_classes(charter))} classes"
    return f"{what}, {sum(map(len, files.values())) // 1024} KiB, findings: {len(check(charter))}"


def _work(lines: int, faults: int = 0) -> Work:
    files = synthetic.charter(lines, faults)
    return lambda: check(read(files, "synthetic"))


def cold() -> list[Row]:
    """Return the wall time of whole commands; the peer is `python -I -c ''`."""
    bare = process(sys.executable, "-I", "-c", "")
    rows = [
        compare(
            f"possible check charters/{name}",
            process(POSSIBLE, "check", str(ROOT / "charters" / name)),
            bare,
            target=1.0,
        )
        for name in ("cest-possible", "as-it-was")
    ]
    with tempfile.TemporaryDirectory() as folder:
        synthetic.write(Path(folder), synthetic.charter(SIZES[-1]))
        large = process(POSSIBLE, "check", folder)
        rows.append(compare("possible check (200 lines)", large, bare, times=3, target=5.0))
    return rows


def decision_tables() -> None:
    """Run the benchmarks of the tables."""
    import_module("bench.answers").main()


if __name__ == "__main__":
    main()
