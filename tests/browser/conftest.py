"""A true service and a true browser: `server` is `possible serve` on a free port, `page` a window of Chromium.

The service has a data folder of its own and is ended by its process id. Every page that a test opens is
watched:
a console error, an exception or a breach of the page's policy fails the test.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tools.lint import ROOT

POSSIBLE = Path(sys.executable).parent / "possible"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60.0


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


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

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


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
        server.possible("publish", charter)
    server.process = subprocess.Popen(line, env=environment, cwd=ROOT)
    deadline = time.monotonic() + PATIENCE
    while not (got := answer(port)) or (charter and got[0] != 200):
        assert server.process.poll() is None, "the service ended"
        assert time.monotonic() < deadline, got
        time.sleep(0.1)
    return server


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Give one running service to all tests that only look at it."""
    made = started(tmp_path_factory.mktemp("service"))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def browser():
    """Give one Chromium of Debian; skipped, aloud, where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("Chromium is not installed: make setup-test")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield made
        made.close()


@dataclass
class Window:
    """A page, what was wrong on it so far, and a check by axe."""

    page: object
    address: str
    wrong: list = field(default_factory=list)
    status: int = 0

    def open(self, path: str) -> None:
        self.status = self.page.goto(self.address + path, wait_until="load").status

    def text(self) -> str:
        return self.page.inner_text("body")

    def axe(self) -> list[str]:
        """Return the breaches of WCAG 2.2 AA on the page as it is now, one line each."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        asked = f"axe.run({{runOnly: {json.dumps(RULES)}}})"
        found = self.page.evaluate(asked)["violations"]
        return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]

    def wide(self) -> bool:
        """Tell whether one has to scroll sideways."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    def screenshot(self, name: str) -> None:
        """Keep a picture in build/screenshots, to be looked at."""
        folder = ROOT / "build" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def page(browser, server):
    """Return a maker of windows: `page("fr", scheme="dark", width=320)`; what was wrong on them fails the test."""
    windows = []

    def make(lang="en", scheme="light", width=1280, at=None):
        context = browser.new_context(
            locale=lang,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        window = Window(context.new_page(), (at or server).address)
        watch(window)
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.page.context.close()
    assert [line for window in windows for line in window.wrong] == []


def watch(window: Window) -> None:
    """Note console errors, exceptions and breaches of the policy."""
    window.page.on(
        "console", lambda said: said.type == "error" and window.wrong.append(f"console: {said.text}")
    )
    window.page.on("pageerror", lambda error: window.wrong.append(f"exception: {error}"))
    window.page.expose_function("noteBreach", lambda text: window.wrong.append(f"policy: {text}"))
    window.page.add_init_script(
        "addEventListener('securitypolicyviolation', e => noteBreach(`${e.violatedDirective} ${e.blockedURI}`))"
    )
