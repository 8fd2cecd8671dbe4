"""A running service for tests: `possible serve` on a free port, with data of its own, ended by its process id."""

import atexit
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.lint import ROOT

POSSIBLE = Path(sys.executable).parent / "possible"
PATIENCE = 60.0


@dataclass
class Server:
    """A running service: where it listens, its data, and its commands."""

    address: str
    environment: dict
    process: subprocess.Popen

    def possible(self, *words: str) -> str:
        """Run a command on this service's data; returns what it prints."""
        done = subprocess.run(
            [str(POSSIBLE), *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def children(self) -> dict[str, int]:
        """Return the process ids of what the parent started, and of the web server's own workers."""
        found = {}
        for number in children_of(self.process.pid):
            name = "worker" if b"project.work" in Path(f"/proc/{number}/cmdline").read_bytes() else "web"
            found[name] = number
        if "web" in found:
            found |= {f"web-{place}": one for place, one in enumerate(children_of(found["web"]))}
        return found

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def children_of(process: int) -> list[int]:
    """Return the processes that a process started, from whichever of its threads."""
    files = Path(f"/proc/{process}/task").glob("*/children")
    return sorted(int(word) for file in files for word in file.read_text().split())


def until(holds, patience: float = PATIENCE):
    """Wait until something holds, and return it."""
    deadline = time.monotonic() + patience
    while not (found := holds()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port: int, address: str = "/health") -> tuple[int, bytes] | None:
    """Return status and body, or nothing while nobody listens."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", address, headers={"Host": "localhost"})
        got = link.getresponse()
        return got.status, got.read()
    except OSError:
        return None
    finally:
        link.close()


def started(folder: Path, *, charter: str | None = "charters/cest-possible", **settings: str) -> Server:
    """Start a service with its own data and wait until it is well."""
    port = free_port()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "LANG": "en_GB.UTF-8",
        "POSSIBLE_DATA_DIR": str(folder),
        "POSSIBLE_PORT": str(port),
        "POSSIBLE_DEVELOPMENT": "yes",
        "POSSIBLE_WEB_PROCESSES": "1",
        **settings,
    }
    line = [str(POSSIBLE), "serve"]
    server = Server(f"http://localhost:{port}", environment, None)
    if charter:
        shutil.copytree(prepared(charter), folder)
    server.process = subprocess.Popen(line, env=environment, cwd=ROOT)
    until(lambda: well(server, charter))
    return server


@cache
def prepared(charter: str) -> Path:
    """Return a data folder in which a charter is in force; made once a run, and copied."""
    folder = Path(tempfile.mkdtemp(prefix="possible-service-")) / "data"
    line = [str(POSSIBLE), "publish", charter, "--data", str(folder)]
    subprocess.run(line, capture_output=True, check=True, cwd=ROOT)
    atexit.register(shutil.rmtree, folder.parent)
    return folder


def well(server: Server, charter: str | None = "any") -> bool:
    """Tell whether all parts are well (without a charter: whether it answers)."""
    assert server.process.poll() is None, "the service ended"
    got = answer(server.port)
    return bool(got) and (got[0] == 200 or not charter)
