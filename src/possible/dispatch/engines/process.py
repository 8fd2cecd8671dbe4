"""Runs an engine in a process of its own and kills it, children included, when its time is over."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec

from possible.dispatch.day import DayProblem, Orders
from possible.dispatch.engines.paper import orders_in, question

GRACE = 10.0
"""Wall seconds that an engine gets beyond its budget for starting, reading and finishing a step."""

MOST_ANSWER = 50_000_000


@dataclass(frozen=True, slots=True)
class Engine:
    """A name, the command that runs it, and the package it needs (empty: none)."""

    name: str
    command: tuple[str, ...]
    needs: str = ""
    breaks: bool = True

    def installed(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"possible.dispatch.engines.{name}")


VROOM = Engine("vroom", _module("vroom_child"), needs="vroom")
PYVRP = Engine("pyvrp", _module("pyvrp_child"), needs="pyvrp", breaks=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking an engine: orders, or a complaint for the log (one of the two)."""

    engine: str
    orders: Orders | None
    complaint: str = ""


def ask(engine: Engine, problem: DayProblem, seconds: float, seed: int, grace: float = GRACE) -> Outcome:
    """The engine's proposal within so many seconds; never raises because of what the engine does."""
    if not engine.installed():
        return Outcome(engine.name, None, f"{engine.needs} is not installed")
    try:
        process = subprocess.Popen(
            engine.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        return Outcome(engine.name, None, f"cannot be started: {error}")
    try:
        answer, said = process.communicate(question(problem, seconds, seed), timeout=2 * seconds + grace)
    except subprocess.TimeoutExpired:
        return Outcome(engine.name, None, f"killed after {2 * seconds + grace:g} s")
    finally:
        kill(process)
    return _read(engine, process.returncode, answer, said)


def _read(engine: Engine, code: int, answer: bytes, said: bytes) -> Outcome:
    """What the engine left behind: its exit code, its answer, and what it complained about."""
    if code:
        last = said.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        return Outcome(engine.name, None, f"ended with {code}: {last[0][:200]}")
    if len(answer) > MOST_ANSWER:
        return Outcome(engine.name, None, "talked nonsense: far too long an answer")
    try:
        return Outcome(engine.name, orders_in(answer))
    except ValueError as error:
        return Outcome(engine.name, None, f"talked nonsense: {error}")


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and everything it started, and takes it off the system's list."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
