"""Services of a benchmark: started on a free port, asked over HTTP, weighed by /proc, ended by number."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(slots=True)
class Served:
    """A service that runs: its first process, its port, and the headers of somebody who is signed in."""

    process: subprocess.Popen[bytes]
    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """Ask once, on a connection of its own; TimeoutError after a minute."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        own = {"Host": f"localhost:{self.port}", **self.headers}
        try:
            link.request(
                method, path, body or None, own | {k.replace("_", "-"): v for k, v in headers.items()}
            )
            got = link.getresponse()
            return Answer(got.status, got.headers, got.read())
        finally:
            link.close()

    def get(self, path: str) -> Answer:
        """Ask for a page, which must be there."""
        answer = self.ask("GET", path)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {answer.body[:300]!r}")
        return answer

    def family(self) -> list[int]:
        """Return the numbers of all its processes."""
        found, todo = [], [self.process.pid]
        while todo:
            found.append(todo.pop())
            todo += children(found[-1])
        return found

    def cpu(self) -> float:
        """Return the CPU milliseconds that all its processes have used so far, the ended ones too."""
        return sum(map(cpu_of, self.family()))

    def stop(self) -> None:
        """Let it end."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def started(line: list[str], environment: Mapping[str, str], port: int, path: str) -> Served:
    """Start a service and wait until a page answers."""
    process = subprocess.Popen(
        line,
        env={**environment},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    served = Served(process, port)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if served.ask("GET", path).status < 500:
                return served
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{line} did not answer")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(number: int) -> list[int]:
    """Return the processes that a process has started and that are still there."""
    files = Path(f"/proc/{number}/task").glob("*/children")
    return [int(word) for file in files for word in file.read_text().split()]


def cpu_of(number: int) -> float:
    """Return the CPU milliseconds of a process and of its ended children, as /proc/PID/stat counts them."""
    try:
        text = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return 0.0
    fields = text.rpartition(")")[2].split()
    return sum(int(word) for word in fields[11:15]) * 1000 / TICK


def held(numbers: list[int]) -> float:
    """Return the MiB that processes hold together (PSS): what several share counts once."""
    found = 0
    for number in numbers:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
        found += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found / 1024


def memory(numbers: list[int]) -> float:
    """Return the MiB that processes have resident, added up (what they share counts once for each)."""
    found = 0
    for number in numbers:
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
        found += next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return found / 1024
