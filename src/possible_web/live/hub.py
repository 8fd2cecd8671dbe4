"""One poller for each process: it follows the journal, and tells the streams that look at what changed.

A stream is a set of topics and a set of what is new for it; nothing grows with a slow reader. A poll that
finds nothing costs one look at the database's change counter (SQLite) or one indexed query (PostgreSQL).
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from possible_web.keeping import lines
from possible_web.keeping.journal import Follower, last_position, topics_of
from possible_web.records.models import Journal, Poke

log = logging.getLogger(__name__)
EVERY = 0.05
RESUME_AT_MOST = 2000
MAY_SETTLE_LATE = 64


@dataclass(slots=True, eq=False)
class Stream:
    """One browser: what it looks at, what is new there, and up to which position of the journal.

    `follows`: the contacts of a customer whose page it is.
    """

    topics: frozenset[str]
    position: int = 0
    news: set[str] = field(default_factory=set)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    follows: frozenset[str] = frozenset()


class Hub:
    """The streams of this process, by topic, and the thread that polls for them while there are any."""

    def __init__(self) -> None:
        self.by_topic: defaultdict[str, set[Stream]] = defaultdict(set)
        self.count = 0
        self.position = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._ready = threading.Event()

    def start(self) -> None:
        """Begin to poll; it is called within the loop that the streams run in."""
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            self._thread = threading.Thread(target=self._poll, name="live-poller", daemon=True)
            self._thread.start()

    def watches(self, seconds: float) -> bool:
        """Wait until the poller has had its first look: what is written from then on is told."""
        return self._ready.wait(seconds)

    def stop(self) -> None:
        """End the polling."""
        self._stop.set()

    def add(self, stream: Stream) -> None:
        """Let a stream be told from now on."""
        self.count += 1
        for topic in stream.topics:
            self.by_topic[topic].add(stream)

    def remove(self, stream: Stream) -> None:
        """Forget a stream."""
        self.count -= 1
        for topic in stream.topics:
            self.by_topic[topic].discard(stream)
            if not self.by_topic[topic]:
                del self.by_topic[topic]

    def followed(self, contact: str) -> bool:
        """Tell whether another page of its customer's follows a contact in this process."""
        return any(contact in one.follows for one in self.by_topic.get(f"contact-{contact}", ()))

    def tell(self, position: int, topics: Iterable[str]) -> None:
        """Wake the streams that look at one of these topics."""
        self.position = max(self.position, position)
        for topic in topics:
            for stream in self.by_topic.get(topic, ()):
                stream.news.add(topic)
                stream.position = self.position
                stream.woken.set()

    def _poll(self) -> None:
        watch = Watch()
        while not self._stop.wait(EVERY if self._ready.is_set() else 0):
            try:
                told = watch.news()
                self._ready.set()
            except Exception:  # the database may be away for a moment: the streams stay
                log.exception("the poller of /live")
                connection.close()
                self._stop.wait(1)
                continue
            if told is not None and self._loop and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self.tell, *told)


class Watch:
    """What is new in the journal and among the pokes since the last look; it begins with the present."""

    def __init__(self) -> None:
        self._follower: Follower | None = None
        self._poke = 0
        self._version = -1

    def news(self) -> tuple[int, set[str]] | None:
        """Return the position reached and the topics touched; None when nothing changed."""
        if self._follower is None:
            self._follower = Follower(last_position())
            self._poke = Poke.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            return self._follower.position, set()
        if not self._changed():
            return None
        topics = set(topics_of(self._follower.read()))
        for number, topic in Poke.objects.filter(pk__gt=self._poke).order_by("pk").values_list("pk", "topic"):
            topics.add(topic)
            self._poke = number
        return (self._follower.position, topics) if topics else None

    def _changed(self) -> bool:
        """Tell whether anybody wrote since the last look, where that can be known for nothing."""
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            version = cursor.execute("PRAGMA data_version").fetchone()[0]
        changed, self._version = version != self._version, version
        return bool(changed)


def missed(topics: frozenset[str], after: int) -> set[str]:
    """Return which topics were touched after a position; all of them when it was too long ago.

    On PostgreSQL a row may settle late, below positions that were read: it is told twice rather than never.
    """
    late = 0 if connection.vendor == "sqlite" else MAY_SETTLE_LATE
    rows = Journal.objects.filter(position__gt=after - late).order_by("position")
    found = list(rows.values_list(*lines.INTEREST)[: RESUME_AT_MOST + 1])
    if len(found) > RESUME_AT_MOST:
        return set(topics)
    return {topic for row in found for topic in lines.topics_of(*row)} & topics
