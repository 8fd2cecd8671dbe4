"""`python -m tools.screenshots`: the pictures of the README, taken of the filled demo by Debian's Chromium.

A data folder of its own is filled from a seed and served on loopback; it is gone afterwards. Names of the
files say what is on them; `README.md` shows them.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.demo import ADDRESS, PATIENCE, POSSIBLE, answer, free_port

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
COLOURS = 128
LARGEST = 200_000  # bytes
PHONE, DESK = (390, 844), (1360, 860)
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
TITLE = "Seven calls in one day"
STORY = (
    "My TV box died in the autumn, and for two months I learnt what *c’est pas possible* means.\n\n"
    "I was charged by the minute while a flute played. I carried the box to a shop; the new one was as dead "
    "as the old. The number for English speakers told me to call the number for English speakers.\n\n"
    "By the **seventh call of one day** my neighbour, who was painting his door, came over to help with the "
    "French. Then they hung up on both of us."
)
WRITER = "nora@example.org"


def main() -> int:
    """Take all pictures; 1 where there is no Chromium, or one is too large to be in a README."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        print("Chromium is not installed: make setup-test")
        return 1
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="possible-pictures-") as folder,
        served(Path(folder)) as pages,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        for taken in all_of(browser, pages):
            print(f"{taken.relative_to(PICTURES.parent.parent)}: {taken.stat().st_size // 1024} KB")
        browser.close()
    return int(any(file.stat().st_size > LARGEST for file in PICTURES.glob("*.png")))


@contextmanager
def served(folder: Path) -> Iterator[list[str]]:
    """Fill a folder and serve it; gives the pages that `possible fill` says one can open, in its order."""
    environment = {**os.environ, "POSSIBLE_PORT": str(free_port()), "POSSIBLE_DATA_DIR": str(folder / "data")}
    environment["POSSIBLE_DEVELOPMENT"], environment["LANG"] = "yes", "en_GB.UTF-8"
    environment.pop("DATABASE_URL", None)
    fill = [POSSIBLE, "fill", "--customers", "400", "--days", "40"]
    filled = subprocess.run(fill, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    server = subprocess.Popen([POSSIBLE, "serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE
        while answer(int(environment["POSSIBLE_PORT"]), "/health") != 200 and time.monotonic() < deadline:
            time.sleep(0.2)
        yield [address for address, _ in ADDRESS.findall(filled.stdout)]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def all_of(browser: Any, pages: list[str]) -> Iterator[Path]:
    """Take each picture; gives the files as they are written."""
    start, carter, other, _, ines, _, nadia, amadou, *_ = pages
    site = start.rstrip("/")
    for name, address, language in (("portal", carter, "en"), ("portal-fr", other, "fr")):
        window = opened(browser, language, PHONE, scale=1.5)
        window.goto(address)
        window.click("main form button")
        settle(window)
        yield keep(window, name)
    window = opened(browser, "en", PHONE, scale=1.5)
    tell(window, site)
    yield keep(window, "story")
    window = opened(browser, "fr", PHONE, scale=1.5)
    window.goto(site + "/charter")
    yield keep(window, "charter-fr")
    window = signed_in(browser, nadia, "fr")
    window.goto(site + "/lead")
    settle(window)
    yield keep(window, "lead-fr", closes=False)
    window.goto(site + "/board")
    settle(window)
    yield keep(window, "board-fr")
    window = signed_in(browser, amadou, "en", PHONE, "van")
    settle(window)
    yield keep(window, "van")
    window = signed_in(browser, ines, "en")
    window.click("text=Ms Carter")
    settle(window)
    yield keep(window, "desk")


def opened(browser: Any, language: str, size: tuple[int, int], scale: float = 1.0) -> Any:
    """Return a new window, with nothing of the others' in it."""
    context = browser.new_context(
        locale=language,
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        color_scheme="light",
        reduced_motion="reduce",
    )
    return context.new_page()


def signed_in(
    browser: Any, link: str, language: str, size: tuple[int, int] = DESK, lands: str = "desk"
) -> Any:
    """Return a window of somebody of the staff, on the page where they begin."""
    window = opened(browser, language, size, scale=1.5 if size == PHONE else 1.0)
    window.goto(link)
    window.click("main button")
    window.wait_for_url(f"**/{lands}")
    return window


def tell(window: Any, site: str) -> None:
    """Tell a story as a reader does, by the link in a mail, and look at it."""
    window.goto(f"{site}/stories/tell")
    window.fill("#title", TITLE)
    window.fill("#text", STORY)
    window.fill("#tags", "tv box, charged to wait, English")
    window.click("main form button")
    window.fill("#name", "Nora B.")
    window.fill("#mail", WRITER)
    window.click("form[action$='/publish'] button")
    window.goto(f"{site}/mailbox")
    window.click(f"tr:has-text('{WRITER}') a")
    link = re.search(r"/stories/by-mail/[\w:.-]+", window.inner_text("pre"))
    if link is None:
        raise RuntimeError("the mail has no link")
    window.goto(site + link[0])
    window.click("main form button")
    window.goto(f"{site}/stories")
    window.click(f"text={TITLE}")
    settle(window)


def settle(window: Any) -> None:
    """Wait until the page is there; streams stay open, so the network never falls silent."""
    window.wait_for_load_state("load")
    window.wait_for_timeout(1500)


def keep(window: Any, name: str, *, closes: bool = True) -> Path:
    """Write what is in the window, in few colours: a page has not many, and a README is read by telephone."""
    file = PICTURES / f"{name}.png"
    picture = Image.open(BytesIO(window.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(file, optimize=True)
    if closes:
        window.context.close()
    return file


if __name__ == "__main__":
    sys.exit(main())
