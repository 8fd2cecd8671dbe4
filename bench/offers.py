"""How soon a contact is offered to the right agent at 30 contacts a second, and turns against bare commits.

Four processes write to one database, SQLite and PostgreSQL, with power-safe commits. Paced: each takes
three turns on the floor of fifty agents (asks for a person, is answered, ends); what counts is the time from
the moment of asking to the commit after which the offer is there (aim: p99 under 100 ms). Without a pause:
turns a second, beside one small row inserted and committed by as many processes, in turns.
`python -m bench.offers --full` takes a minute of each instead of 15 seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.databases import postgres, programs
from bench.offers_writer import PACE, WRITERS

SECONDS, FULL = 15, 60
BUSY, ROUNDS = 5, 3
AHEAD = 0.5  # seconds from `ready` to the start


def main() -> None:
    """Print the latencies and the ratios of both databases."""
    seconds = FULL if "--full" in sys.argv else SECONDS
    print(f"{PACE} contacts/s for {seconds} s, three floor turns each, {WRITERS} processes")
    with tempfile.TemporaryDirectory(prefix="possible-bench-") as folder:
        _measure("SQLite", Path(folder) / "sqlite", "", seconds)
        if programs() is None:
            print("  PostgreSQL is not installed here: make setup-test")
            return
        with postgres(Path(folder) / "cluster") as address:
            _measure("PostgreSQL", Path(folder) / "postgres", address, seconds)


def _measure(name: str, folder: Path, address: str, seconds: int) -> None:
    folder.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "possible_web.project.settings",
        "POSSIBLE_DATA_DIR": str(folder),
        "POSSIBLE_SECRET_KEY": "of a benchmark, for nobody",
        "DATABASE_URL": address,
    }
    _alone("prepare", environment)
    waited = sorted(each for found in _together("paced", seconds, environment) for each in found)
    bad, made = json.loads(_alone("wrong", environment))
    told = ", ".join(f"p{part} {_part(waited, part):.0f} ms" for part in (50, 95, 99))
    print(
        f"  {name:<11}{told}, longest {waited[-1]:.0f} ms; offers {made}, to the wrong agent {bad}",
        flush=True,
    )
    turns, commits = [], []
    for _ in range(ROUNDS):
        commits.append(sum(_together("bare", BUSY, environment)) / BUSY)
        turns.append(sum(_together("busy", BUSY, environment)) / BUSY)
    ratios = [one / other for one, other in zip(turns, commits, strict=True)]
    print(
        f"  {'':<11}turns {median(turns):.0f}/s, bare commits {median(commits):.0f}/s: "
        f"{median(ratios):.2f} turns a commit",
        flush=True,
    )


def _part(waited: list[float], part: int) -> float:
    """Return the value that so many in a hundred do not exceed."""
    return waited[min(len(waited) - 1, -(-len(waited) * part // 100) - 1)]


def _line(phase: str, number: int, seconds: int) -> list[str]:
    return [sys.executable, "-m", "bench.offers_writer", phase, str(number), str(seconds)]


def _alone(phase: str, environment: dict[str, str]) -> str:
    done = subprocess.run(_line(phase, 0, 0), env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _together(phase: str, seconds: int, environment: dict[str, str]) -> list[Any]:
    """Let all writers do a phase from the same instant on; returns what each of them measured."""
    writers = [
        subprocess.Popen(
            _line(phase, number, seconds),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        if writer.stdout is None or writer.stdout.readline() != "ready\n":
            raise RuntimeError("a writer did not begin")
    start = f"{time.time() + AHEAD}\n"
    found = []
    for writer in writers:
        if writer.stdin is not None:
            writer.stdin.write(start)
            writer.stdin.flush()
    for writer in writers:
        told, _ = writer.communicate()
        found.append(json.loads(told))
    return found


if __name__ == "__main__":
    main()
