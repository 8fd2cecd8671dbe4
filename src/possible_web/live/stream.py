"""`/live?topics=case-12+agent-ines&after=345` as a native ASGI application: server-sent events, no content.

Each event is named by its topic and numbered by the journal's position; the page then asks for what it shows.
A browser that lost the connection comes back by itself with `Last-Event-ID`, and is told what it missed.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.cookie import parse_cookie

from possible_web.actions.attendance import do_follow_contact, do_miss_customer
from possible_web.keeping import clock
from possible_web.keeping.journal import last_position
from possible_web.keeping.pokes import TOPIC
from possible_web.live.hub import Hub, Stream, missed
from possible_web.live.topics import allowed
from possible_web.pages.asking import asker_of_session
from possible_web.records.models import Role

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)
OF_CONTACT = "contact-"
HEARTBEAT = 15.0
FIRST_LOOK = 10.0  # seconds
AT_MOST = 600.0  # then the browser comes back, and who it is and what it may see is looked up anew
MOST_TOPICS = 50
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
hub = Hub()
# Who it is and what was missed are looked up here, a few at a time; thousands of idle streams need no thread.
_lookups = ThreadPoolExecutor(2, thread_name_prefix="live-lookup")


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one stream until the browser leaves, or its time is over."""
    hub.start()
    wanted = topics_in(scope)
    if wanted is None or scope["method"] != "GET":
        await _refuse(send, 400)
        return
    stream = Stream(wanted, position=hub.position)
    hub.add(stream)  # before the look at what was missed: nothing falls between
    try:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(_lookups, _looked_up, scope, wanted)
        if found is None:
            await _refuse(send, 403)
            return
        stream.position = max(stream.position, found.position)
        stream.news |= found.news
        stream.follows = found.follows
        await _serve(stream, receive, send)
    finally:
        hub.remove(stream)
        for contact in stream.follows:
            if not hub.followed(contact):
                _lookups.submit(_missed, contact)


def topics_in(scope: Scope) -> frozenset[str] | None:
    """Return the topics that are asked for; None when they cannot be."""
    query = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=4)
    words = frozenset(" ".join(query.get("topics", [])).split())
    if not words or len(words) > MOST_TOPICS or not all(re.fullmatch(TOPIC, word) for word in words):
        return None
    return words


def contacts_in(topics: frozenset[str]) -> frozenset[str]:
    """Return the contacts among topics (`contact-…`)."""
    return frozenset(topic.removeprefix(OF_CONTACT) for topic in topics if topic.startswith(OF_CONTACT))


def after_in(scope: Scope) -> int | None:
    """Return the position after which to tell: the browser's last one, else that of the page."""
    headers = dict(scope["headers"])
    query = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=4)
    for text in (headers.get(b"last-event-id", b"").decode("latin-1"), *query.get("after", [])):
        if text.isascii() and text.isdecimal() and len(text) < 18:
            return int(text)
    return None


class Found(NamedTuple):
    """What was looked up: the present position, what was missed, and the customer's own contacts among it."""

    position: int
    news: set[str]
    follows: frozenset[str]


def _looked_up(scope: Scope, topics: frozenset[str]) -> Found | None:
    """Return what a stream begins with, or None for what they may not see; its customer is there."""
    close_old_connections()
    asker = asker_of_session(_request(scope))
    if not all(allowed(asker, topic) for topic in topics):
        return None
    hub.watches(FIRST_LOOK)  # otherwise what is written between here and its first look is told to nobody
    position, after = last_position(), after_in(scope)
    follows = contacts_in(topics) if asker.role == Role.CUSTOMER else frozenset()
    for contact in follows:
        do_follow_contact(contact, clock.now())
    return Found(position, set() if after is None else missed(topics, after), follows)


def _missed(contact: str) -> None:
    """Note that the last page of this process that followed a contact is gone."""
    close_old_connections()
    try:
        do_miss_customer(contact, clock.now())
    except Exception:  # nobody waits for it; the next page that opens or goes tells again
        log.exception("the end of a stream of /live")


def _request(scope: Scope) -> HttpRequest:
    """Return a request that has the session of the browser, as the session middleware would make it."""
    cookies = parse_cookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    request = HttpRequest()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(cookies.get(settings.SESSION_COOKIE_NAME))
    return request


async def _serve(stream: Stream, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send(_body(f"retry: 2000\nid: {stream.position}\ndata:\n\n"))
    gone = asyncio.ensure_future(_gone(receive))
    ends = asyncio.get_running_loop().time() + AT_MOST
    try:
        while not gone.done() and asyncio.get_running_loop().time() < ends:
            if stream.news:
                stream.woken.clear()
                told, stream.news = sorted(stream.news), set()
                await send(_body("".join(_event(topic, stream.position) for topic in told)))
            elif not await _woken(stream, gone):
                await send(_body(": here\n\n"))
    finally:
        gone.cancel()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _woken(stream: Stream, gone: asyncio.Future[None]) -> bool:
    """Wait for news, for the browser's leaving, or for the next heartbeat; False for the heartbeat."""
    news: asyncio.Future[Any] = asyncio.ensure_future(stream.woken.wait())
    watched: set[asyncio.Future[Any]] = {news, gone}
    done, _ = await asyncio.wait(watched, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
    news.cancel()
    return bool(done)


def _event(topic: str, position: int) -> str:
    return f"id: {position}\nevent: {topic}\ndata: {position}\n\n"


def _body(text: str) -> dict[str, Any]:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
