"""`possible serve`: one command starts all, mends what falls, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from possible_web.project.configuration import STARTED_BY
from tests.web.service import POSSIBLE, answer, started, until, well
from tools.lint import ROOT


@pytest.fixture
def service(tmp_path):
    made = started(tmp_path / "data")
    yield made
    if made.process.poll() is None:
        made.stop()


def gone(server) -> bool:
    """Tell whether nobody listens there any more."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", server.port)) != 0


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_falls_is_started_again_and_at_the_end_nothing_is_left(service):
    static_files_name_their_content(service)
    threads_share_one_heap(service)
    before = service.children()
    assert set(before) == {"web", "worker", "web-0"}
    for name in ("web-0", "worker", "web"):
        number = service.children()[name]
        subprocess.run(["kill", "-KILL", str(number)], check=True)
        until(lambda name=name, number=number: service.children().get(name, number) != number)
        until(lambda: well(service))
    last = service.children()
    # A browser that stays on the line keeps nobody from stopping.
    link = http.client.HTTPConnection("127.0.0.1", service.port)
    link.request("GET", "/health", headers={"Host": "localhost"})
    link.getresponse().read()
    assert service.stop() == 0
    link.close()
    assert gone(service)
    assert [name for name, number in last.items() if alive(number)] == []


def threads_share_one_heap(service):
    """Unless whoever runs it wants it otherwise: see `supervise.ALLOCATION`."""
    found = service.children()
    for name in ("web-0", "worker"):
        given = Path(f"/proc/{found[name]}/environ").read_bytes().split(b"\0")
        assert b"MALLOC_ARENA_MAX=1" in given


def static_files_name_their_content(service):
    page = answer(service.port, "/")[1].decode()
    address = page.partition('href="/static/site.css')[2].partition('"')[0]
    link = http.client.HTTPConnection("127.0.0.1", service.port)
    told = {}
    for query, packed in ((address, "gzip"), (address, ""), ("", "")):
        link.request("GET", f"/static/site.css{query}", headers={"Accept-Encoding": packed})
        got = link.getresponse()
        told[query, packed] = got.headers["Cache-Control"], got.headers["Content-Encoding"], len(got.read())
    assert told[address, "gzip"][:2] == ("public, max-age=31536000, immutable", "gzip")
    assert told[address, ""][:2] == ("public, max-age=31536000, immutable", None)
    assert told["", ""][0] == "no-cache"
    assert told[address, "gzip"][2] < told[address, ""][2] / 4
    link.request("GET", "/static/../settings.py")
    assert link.getresponse().status == 404
    link.close()


def test_without_its_parent_nothing_goes_on(service):
    children = service.children()
    service.stop(signal.SIGKILL)
    until(lambda: gone(service) and not any(map(alive, children.values())))


def test_a_process_whose_parent_was_gone_before_it_looked_ends_too(tmp_path):
    line = "import time; from possible_web.project.parent import end_with_parent as e; e(); time.sleep(60)"
    gone_already = {**os.environ, STARTED_BY: "1"}
    done = subprocess.run([sys.executable, "-c", line], env=gone_already, check=False, timeout=30)
    assert done.returncode == -signal.SIGKILL


def test_garbage_is_collected_by_the_thread_that_has_no_lock():
    text = """
import gc, threading, weakref
from possible_web.project.garbage import collect_apart
collect_apart()
found = []
class Ring: pass
for _ in range(3000):
    ring = Ring(); ring.me = ring
    weakref.finalize(ring, lambda: found.append(threading.current_thread().name))
del ring
done = threading.Event()
while len(found) < 3000: done.wait(0.05)
print(gc.isenabled(), set(found))
"""
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("False {'garbage'}\n", "")


def test_a_port_that_is_taken_is_said(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = [str(POSSIBLE), "serve", "--port", port, "--data", str(tmp_path), "--lang", "en"]
        done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"possible: Nothing can listen on 127.0.0.1, port {port}: Address already in use.\n"
        "  try: stop the other program, or take another port: `--port 8001`\n"
    )


def test_before_a_charter_is_published_it_is_up_and_says_so(tmp_path):
    service = started(tmp_path / "data", charter=None)
    status, body = answer(service.port, "/")
    assert (status, b"not open yet" in body) == (503, True)
    service.possible("publish", "charters/cest-possible")
    assert answer(service.port, "/")[0] == 200
    assert service.stop(signal.SIGINT) == 0
