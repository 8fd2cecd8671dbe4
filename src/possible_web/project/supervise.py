"""`possible serve`: one parent that starts the web server and the worker, anew when they fall.

The parent has no database and no port; children that lose it end by themselves.
"""

from __future__ import annotations

import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from possible.cli.say import say
from possible.values import N_, Refused, sentence
from possible_web.project import configuration

log = logging.getLogger(__name__)
CHILDREN = {
    "web": [sys.executable, "-m", "possible_web.project.web"],
    "worker": [sys.executable, "-m", "possible_web.project.work"],
}
# Threads that make pages wait for each other anyway: one heap is enough, and what one of them gave back is
# there for all. Unless it is told so, glibc gives each thread a heap of its own; others do not read this.
ALLOCATION = {"MALLOC_ARENA_MAX": "1"}
LOOK_EVERY = 0.1
STOP_WITHIN = 15.0
LONGEST_PAUSE = 10.0


@dataclass(slots=True)
class Child:
    """A process of ours: how it is started, and when it may be started again."""

    name: str
    line: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    again: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own: the terminal's Ctrl-C comes to the parent alone."""
        self.process = subprocess.Popen(
            self.line, start_new_session=True, env=ALLOCATION | configuration.handed_down(os.getpid())
        )
        self.started = time.monotonic()

    def look(self) -> None:
        """Start it again when it fell; the pause grows while it falls at once."""
        moment = time.monotonic()
        if self.process and self.process.poll() is not None:
            log.error("%s ended with %s; it is started again", self.name, self.process.returncode)
            self.falls = self.falls + 1 if moment - self.started < LONGEST_PAUSE else 1
            self.again = moment + min(LONGEST_PAUSE, 0.25 * 2**self.falls)
            self.process = None
        if self.process is None and moment >= self.again:
            self.start()

    def stop(self, deadline: float) -> None:
        """Let it end what it began; at the deadline it and what it started are ended."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def serve(prepare: Callable[[], None]) -> int:
    """Run the children until SIGTERM or SIGINT; `Refused` when the port is taken."""
    host, port = configuration.value("POSSIBLE_HOST"), configuration.whole("POSSIBLE_PORT")
    refuse_a_taken_port(host, port)
    logging.basicConfig(format=configuration.LOG_LINE, level=configuration.value("POSSIBLE_LOG_LEVEL"))
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: stopping.append(got))
    prepare()
    children = [Child(name, line) for name, line in CHILDREN.items()]
    ready = False
    try:
        while not stopping:
            for child in children:
                child.look()
            if not ready and _answers(host, port):
                ready = True
                print(say(N_("Open at {address}"), address=configuration.public_url()), flush=True)
            time.sleep(LOOK_EVERY)
    finally:
        _stop(children)
    return 0


def _stop(children: list[Child]) -> None:
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        if child.process and child.process.poll() is None:
            child.process.send_signal(signal.SIGTERM)
    for child in children:
        child.stop(deadline)


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raise `Refused` when somebody listens there already, or nobody may."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = N_("Nothing can listen on {host}, port {port}: {reason}.")
            raise Refused(
                sentence(why, host=host, port=port, reason=error.strerror or error),
                sentence(N_("stop the other program, or take another port: `--port 8001`")),
            ) from None


def _answers(host: str, port: int) -> bool:
    """Tell whether a request is answered, be it with what is not well."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - looked up, not bound
    link = http.client.HTTPConnection(here, port, timeout=5)
    try:
        link.request("GET", "/health", headers={"Host": "localhost"})
        link.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()
    return True
