"""Pages behind ASGI: what was sent is read first, a thread makes the page, the answer goes out whole.

A bridge that speaks with its thread for each piece (a2wsgi did) costs a page two milliseconds, and one who
sends slowly holds a thread all the while. Here a thread is taken once everything has come, and left once.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from possible_web.live.stream import Receive, Scope, Send

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]
IN_MEMORY = 1024 * 1024  # bytes of a request; more is put into a file
LARGEST = 64 * 1024 * 1024  # five files of eight megabytes, and much text
NOTHING = ("GET", "HEAD")  # nothing is sent with these


class TooLarge(ValueError):  # noqa: N818 - it says what is wrong
    """More was sent than any form of ours takes."""


class Pages:
    """An ASGI application that has a WSGI application make each page, in one of so many threads."""

    def __init__(self, application: Application, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; nothing, where whoever asked has gone before all was sent."""
        try:
            sent = BytesIO() if scope["method"] in NOTHING else await _sent(receive)
        except TooLarge:
            status, headers, body = 413, [(b"content-type", b"text/plain; charset=utf-8")], b"Too large.\n"
        else:
            if sent is None:
                return
            with sent:
                loop, context = asyncio.get_running_loop(), copy_context()
                environ = environ_of(scope, sent)
                made = loop.run_in_executor(self._threads, context.run, self._made, environ)
                status, headers, body = await made
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _made(self, environ: Environ) -> Answer:
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
            said.append((status, headers))

        parts = self._application(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers = said[-1]
        told = [(name.lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]
        return int(status[:3]), told, body


async def _sent(receive: Receive) -> IO[bytes] | None:
    """Return all that was sent; None when the connection ended before. TooLarge past what any form takes."""
    kept: Any = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever gets it closes it
    length = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            kept.close()
            return None
        part = message.get("body", b"")
        length += len(part)
        if length > LARGEST:
            kept.close()
            raise TooLarge
        kept.write(part)
        if not message.get("more_body"):
            kept.seek(0)
            found: IO[bytes] = kept
            return found


def environ_of(scope: Scope, sent: IO[bytes]) -> Environ:
    """Return a request as WSGI has it (PEP 3333); a header that comes twice has both values."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": sent,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        name = raw.decode("latin1").upper().replace("-", "_")
        key = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        joint = "; " if key == "HTTP_COOKIE" else ","
        text = value.decode("latin1")
        environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
    return environ
