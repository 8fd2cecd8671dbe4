"""A browser without JavaScript for hundreds of scripts in one process: it repeats what died, with the same fields."""

import asyncio
import contextlib
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

PATIENCE = 150.0
TRIES = 60
REDIRECTS = (301, 302, 303)
FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Do nothing for a while, or until the day is over."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


class UnreachableError(Exception):
    """Nobody answered for a long time."""


@dataclass
class Page:
    """What came at last: its status, where it is, and its text."""

    status: int
    at: str
    html: str = ""

    def hidden(self, action: str) -> dict:
        """Return the hidden fields of the form with this action."""
        found = next((body for where, body in FORM.findall(self.html) if where == action), "")
        return {name: value for name, value in HIDDEN.findall(found) if name != "csrfmiddlewaretoken"}

    def values(self, name: str) -> list[str]:
        return re.findall(rf'name="{name}" value="([^"]*)"', self.html)

    def options(self, name: str) -> list[str]:
        """Return what can be chosen in a field, by its id."""
        field = re.search(rf'<select id="{name}".*?</select>', self.html, re.DOTALL)
        return re.findall(r'<option value="([^"]+)"', field[0]) if field else []

    def places(self, pattern: str) -> list[str]:
        """Return what stands in the first group of a pattern, each once."""
        return list(dict.fromkeys(re.findall(pattern, self.html)))


@dataclass
class Counts:
    """What all browsers of a run met."""

    requests: int = 0
    repeated: int = 0
    statuses: dict = field(default_factory=dict)
    refused: dict = field(default_factory=dict)

    def refuse(self, page: "Page") -> None:
        """Remember why pages were refused: it tells whether the scripts do what people can do."""
        if page.status in (404, 409, 422):
            body = re.sub(r"<[^>]+>", " ", page.html.partition("<main")[2])
            why = f"{page.status} {page.at.split('/')[1]} {' '.join(body.split())[:90]}"
            self.refused[why] = self.refused.get(why, 0) + 1

    def note(self, status: int) -> None:
        self.requests += 1
        self.statuses[status] = self.statuses.get(status, 0) + 1


class Browser:
    """One browser: its cookies, its address; `repeated` tells whether the last act had to be repeated."""

    def __init__(self, port: int, address: str, counts: Counts):
        self.port, self.address, self.counts = port, address, counts
        self.cookies: dict[str, str] = {}
        self.repeated = False

    async def get(self, path: str) -> Page:
        return await self._follow("GET", path, None)

    async def post(self, path: str, **fields) -> Page:
        return await self._follow("POST", path, fields)

    async def _follow(self, method: str, path: str, fields) -> Page:
        self.repeated = False
        for _ in range(10):
            status, headers, body = await self._insist(method, path, fields)
            if status not in REDIRECTS:
                page = Page(status, path, body.decode(errors="replace"))
                self.counts.refuse(page)
                return page
            method, fields = "GET", None
            found = urlsplit(headers["location"])
            path = found.path + (f"?{found.query}" if found.query else "")
        raise UnreachableError(path)

    async def _insist(self, method: str, path: str, fields):
        """Send until an answer is there: whoever dies while answering is asked again, in the same words."""
        for number in range(TRIES):
            try:
                got = await asyncio.wait_for(self._once(method, path, fields), PATIENCE)
            except (OSError, asyncio.IncompleteReadError, ValueError):
                self.counts.repeated += 1
                self.repeated = True
                await asyncio.sleep(min(2.0, 0.1 * (number + 1)))
            else:
                self.counts.note(got[0])
                return got
        raise UnreachableError(path)

    async def _once(self, method: str, path: str, fields):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self._request(method, path, fields))
            await writer.drain()
            return await self._answer(reader)
        finally:
            writer.close()

    def _request(self, method: str, path: str, fields) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
        lines += ["Accept-Language: en", f"X-Forwarded-For: {self.address}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        body = b""
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}).encode()
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _answer(self, reader):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
            elif name:
                headers[name.lower()] = value
        if "content-length" in headers:
            body = await reader.readexactly(int(headers["content-length"]))
        elif headers.get("transfer-encoding") == "chunked":
            body = await self._chunks(reader)
        else:
            body = b""
        return int(head[0].split()[1]), headers, body

    async def _chunks(self, reader) -> bytes:
        found = b""
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            found += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readuntil(b"\r\n")
        return found
