"""A true service and a true browser: `server` is `possible serve` on a free port, `page` a window of Chromium.

The service has a data folder of its own and is ended by its process id. Every page that a test opens is
watched:
a console error, an exception or a breach of the page's policy fails the test.
"""

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.web.service import started
from tools.lint import ROOT

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# A value of ours as it is kept (`Cell(ranges=…`), a gap of a sentence that nothing filled, an object's address.
RAW = re.compile(r"\b[A-Z]\w+\(\w+=.{0,40}|\{[a-z][a-z_-]*\}|<[\w.]+ object at .{0,20}")
WORDS = """() => {
  const body = document.body.cloneNode(true);
  for (const quoted of body.querySelectorAll("code, pre, textarea")) quoted.remove();
  return body.textContent;
}"""
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


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Give one running service to all tests that only look at it."""
    made = started(tmp_path_factory.mktemp("service") / "data")
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
        """Return the breaches of WCAG 2.2 AA on the page as it is now, one line each; and what is no words there."""
        raw = RAW.findall(self.page.evaluate(WORDS))
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        asked = f"axe.run({{runOnly: {json.dumps(RULES)}}})"
        found = self.page.evaluate(asked)["violations"]
        breaches = [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
        return breaches + [f"not in words: {text}" for text in raw]

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
