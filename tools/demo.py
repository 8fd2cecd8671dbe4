"""`python -m tools.demo`: the story by three charters, then an invented operator, served for a look.

On a terminal it serves until Ctrl-C. Elsewhere (CI, a pipe) it looks at each page once, says what to run, and
ends: 1 when a page does not answer.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from possible.cli.say import say, speak, wanted
from possible_web.project.commands import fill

ROOT = Path(__file__).parent.parent
DATA = ROOT / "build" / "demo"
POSSIBLE = str(Path(sys.executable).parent / "possible")
PORTS = range(8000, 8100)
ADDRESS = re.compile(r"^\s+(http://localhost:\d+(/\S*))$", re.MULTILINE)
PATIENCE = 90.0
GOOD = (200, 302)


def main() -> int:
    """Tell the story, fill the folder, then serve it or look at it; in the language of the system."""
    speak(wanted(os.environ))
    serve = [POSSIBLE, "serve", "--data", str(DATA), "--development"]
    environment = {**os.environ, "POSSIBLE_PORT": os.environ.get("POSSIBLE_PORT") or str(free_port())}
    environment.pop("DATABASE_URL", None)
    DATA.parent.mkdir(exist_ok=True)
    told = subprocess.run([POSSIBLE, "demo"], check=False).returncode
    filled = subprocess.run(
        [POSSIBLE, "fill", "--again", "--data", str(DATA)],
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    print(filled.stdout, end="", flush=True)
    if told or filled.returncode:
        return told or filled.returncode
    if sys.stdout.isatty():
        os.execve(POSSIBLE, serve, environment)  # noqa: S606 - what was put together above
    return look(serve, environment, ADDRESS.findall(filled.stdout))


def free_port() -> int:
    """Return the first port from 8000 on that nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return PORTS[0]


def look(serve: list[str], environment: dict[str, str], pages: list[tuple[str, str]]) -> int:
    """Serve for a moment and ask for each page; tell what came, and how to see it oneself."""
    port = int(environment["POSSIBLE_PORT"])
    server = subprocess.Popen(serve, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE
        while answer(port, "/health") != 200 and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
        found = {address: answer(port, path) for address, path in pages}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    return tell(found, port)


def tell(found: dict[str, int], port: int) -> int:
    """Say which pages do not answer, or how to open them all; return the exit code."""
    bad = {address: status for address, status in found.items() if status not in GOOD}
    for address, status in bad.items():
        print(say(fill.SILENT, address=address, status=status))
    if not bad:
        print(say(fill.ANSWER, count=len(found)))
        program, folder = Path(POSSIBLE).relative_to(ROOT), DATA.relative_to(ROOT)
        print(f"  {program} serve --port {port} --data {folder} --development")
    return int(bool(bad) or not found)


def answer(port: int, path: str) -> int:
    """Return the status of a page; 0 where nobody answers."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        link.request("GET", path, headers={"Host": "localhost"})
        return link.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        link.close()


if __name__ == "__main__":
    raise SystemExit(main())
