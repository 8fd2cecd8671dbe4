"""The one port: `/live` and `/static/` answered here, everything else by Django under WSGI.

Pages under WSGI cost a third of what they cost under ASGI; thousands of idle streams cost no thread.
"""

from __future__ import annotations

import os

import django

from possible_web.project import configuration
from possible_web.project.garbage import collect_apart
from possible_web.project.parent import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "possible_web.project.settings")
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - models can be loaded from here on only

from possible_web.live.stream import Receive, Scope, Send, hub, live  # noqa: E402
from possible_web.pages.static import PREFIX, assets  # noqa: E402
from possible_web.project.bridge import Pages  # noqa: E402

pages = WSGIHandler()
_pages = Pages(pages, configuration.whole("POSSIBLE_WEB_THREADS"))
A_YEAR = b"public, max-age=31536000, immutable"


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] != "http":
        return
    elif scope["path"] == "/live":
        await live(scope, receive, send)
    elif scope["path"].startswith(PREFIX):
        await _static(scope, send)
    else:
        await _pages(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            end_with_parent()
            collect_apart()
            await send({"type": "lifespan.startup.complete"})
        else:
            hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _static(scope: Scope, send: Send) -> None:
    asset = assets().get(scope["path"].removeprefix(PREFIX))
    if asset is None or scope["method"] not in {"GET", "HEAD"}:
        await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})
        return
    headers = dict(scope["headers"])
    packed = b"gzip" in headers.get(b"accept-encoding", b"")
    body = asset.packed if packed else asset.plain
    etag = f'"{asset.digest}"'.encode()
    right = scope["query_string"] == f"v={asset.digest}".encode()
    told = [
        (b"content-type", asset.media_type.encode()),
        (b"etag", etag),
        (b"vary", b"accept-encoding"),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", A_YEAR if right else b"no-cache"),
    ]
    same = headers.get(b"if-none-match") == etag
    if packed and not same:
        told.append((b"content-encoding", b"gzip"))
    body = b"" if same or scope["method"] == "HEAD" else body
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": told})
    await send({"type": "http.response.body", "body": body})
