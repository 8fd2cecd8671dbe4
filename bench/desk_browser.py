"""What a browser loads for a page, the first time and again: requests and KiB over the wire."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any

from bench.processes import Served

# Streams do not end: what is open after this many milliseconds without a change is left out.
SETTLED = 1500


@dataclass(slots=True)
class Loaded:
    """Requests that went to the server, and the bytes that came over the wire."""

    requests: int = 0
    size: int = 0

    def __str__(self) -> str:
        return f"{self.requests}, {self.size / 1024:.0f}"


def loaded(served: Served, path: str) -> tuple[Loaded, Loaded] | tuple[None, None]:
    """Open a page twice in one Chromium of Debian; nothing where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        return None, None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        address = f"http://localhost:{served.port}"
        context.add_cookies(
            [
                {"name": name, "value": value, "url": address}
                for name, _, value in (one.partition("=") for one in served.headers["Cookie"].split("; "))
            ]
        )
        page = context.new_page()
        found = _open(context, page, address + path), _open(context, page, address + path)
        browser.close()
    return found


def _open(context: Any, page: Any, address: str) -> Loaded:
    found = Loaded()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    cached: set[str] = set()

    def asked(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http") and "/live?" not in event["request"]["url"]:
            found.requests += 1
        else:
            cached.add(event["requestId"])

    def from_cache(event: dict[str, Any]) -> None:
        if event["requestId"] not in cached:
            found.requests -= 1
            cached.add(event["requestId"])

    def ended(event: dict[str, Any]) -> None:
        if event["requestId"] not in cached:
            found.size += round(event["encodedDataLength"])

    devtools.on("Network.requestWillBeSent", asked)
    devtools.on("Network.requestServedFromCache", from_cache)
    devtools.on("Network.loadingFinished", ended)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    devtools.detach()
    return found
