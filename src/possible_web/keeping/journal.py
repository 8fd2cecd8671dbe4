"""The journal: appended in the transaction of each action, followed by readers in one settled order.

**The order.** A row's `position` comes from the database's counter, drawn while the action holds its locks,
so of two rows of one case (or pool) the later has the higher position. On SQLite there is one writer, so
positions are committed in order and without a gap. On PostgreSQL a transaction may draw 7, another draw 8 and
commit first: a reader who goes on from 8 would miss 7 for ever. A `Follower` therefore stops before a gap,
and passes it only once every transaction that was running when it saw the gap has ended: what is missing
then was rolled back. Nobody waits for a lock, and what was read once is the same for every reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from possible.values.event_forms import KIND
from possible.values.events import Event
from possible_web.keeping import lines
from possible_web.keeping.upserts import insert
from possible_web.records.fields import Compact
from possible_web.records.models import Journal

NAMES = ("at", "kind", "case", "contact", "pool", "pool_seq", "topics", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be appended: an event's kind and JSON, whose it is, and whom it may interest.

    `topics`: all of them; what a line tells of itself is left out when it is written (see `keeping.lines`).
    """

    at: int
    kind: str
    body: dict[str, Any]
    case: int | None = None
    contact: str = ""
    pool: str = ""
    pool_seq: int | None = None
    topics: tuple[str, ...] = ()


def keep_events(events: Iterable[Event], topics: Iterable[str] = ()) -> None:
    """Append events of the core; those who look at their case, contact or agent, and `topics`, are poked."""
    append([entry_of(event, tuple(topics)) for event in events])


def entry_of(event: Event, topics: tuple[str, ...] = ()) -> Entry:
    """Return the entry of one event of the core."""
    case, body = lines.case_of(event), lines.body_of(event)
    kind = body.pop(KIND)
    own = lines.own_topics(kind, case, event.contact, "", body)
    return Entry(
        at=event.at,
        kind=kind,
        body=body,
        case=case,
        contact=event.contact,
        topics=tuple(dict.fromkeys([*own, *topics])),
    )


def append(entries: Iterable[Entry], *, numbered: bool = False) -> None:
    """Append entries in their order, within the running transaction.

    `numbered`: it has locked or changed a row, so PostgreSQL has given it its number already.
    """
    rows = list(entries)
    if not rows:
        return
    if not numbered:
        _take_number()
    insert(Journal, map(_row, rows))


def append_history(entries: Iterable[Entry]) -> None:
    """Append very many entries as `append` does, a fifth as long for each: nothing is made of their rows."""
    _take_number()
    marks = ", ".join(["%s"] * len(NAMES))
    into = ", ".join(map(connection.ops.quote_name, NAMES))
    statement = f"INSERT INTO {Journal._meta.db_table} ({into}) VALUES ({marks})"  # noqa: SLF001, S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_values(entry) for entry in entries])


def _values(entry: Entry) -> tuple[Any, ...]:
    body = json.dumps(entry.body, cls=Compact)
    return tuple({**_row(entry), "body": body}.values())


def _row(entry: Entry) -> dict[str, Any]:
    own = lines.own_topics(entry.kind, entry.case, entry.contact, entry.pool, entry.body)
    return {**{name: getattr(entry, name) for name in NAMES}, "topics": lines.stored(entry.topics, own)}


def _take_number() -> None:
    """Refuse to write outside an action; on PostgreSQL, give the transaction its number before a position.

    The follower's rule rests on it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the journal is written in the transaction of an action")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")


def last_position() -> int:
    """Return the newest position of the journal; 0 while it is empty. A page reads it before its rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(position) FROM {Journal._meta.db_table}")  # noqa: S608, SLF001 - ours
        return int(cursor.fetchone()[0] or 0)


def events_of(rows: Iterable[Journal]) -> Iterator[Event]:
    """Yield the core's events among rows, as they were appended."""
    for row in rows:
        if not lines.is_shells(row.kind):
            yield lines.event_of(row.kind, row.at, row.case, row.contact, row.body)


def topics_of(rows: Iterable[Journal]) -> Iterator[str]:
    """Yield whom these rows may interest, some of them often."""
    for row in rows:
        yield from lines.topics_of(*(getattr(row, name) for name in lines.INTEREST))


@dataclass(slots=True)
class Follower:
    """Reads the journal from a position on, each row once, in the settled order; outside any transaction.

    `settled`: no row up to here can appear any more. `_watch`: (a transaction number that was given out after
    a gap was seen, the last position seen then).
    """

    position: int = 0
    settled: int = 0
    _watch: tuple[int, int] | None = field(default=None)

    def read(self, limit: int = 1000) -> list[Journal]:
        """Return the next rows that are settled, `limit` at most, and move on behind them."""
        if connection.vendor == "sqlite":
            found = list(Journal.objects.filter(position__gt=self.position).order_by("position")[:limit])
        else:
            found = self._settled(limit)
        if found:
            self.position = found[-1].position
        return found

    def _settled(self, limit: int) -> list[Journal]:
        if connection.in_atomic_block:
            raise RuntimeError("the journal is followed outside transactions")
        rows, oldest = self._rows(limit)
        if self._watch is None and self._gap(rows):
            # Whoever drew a position before these rows has a lower number than this one.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()::text::bigint")
                self._watch = (cursor.fetchone()[0], rows[-1].position)
            rows, oldest = self._rows(limit)
        if self._watch and oldest >= self._watch[0]:
            self.settled, self._watch = self._watch[1], None
        gap = self._gap(rows)
        return [row for row in rows if gap is None or row.position < gap]

    def _rows(self, limit: int) -> tuple[list[Journal], int]:
        """Return the next rows, and the number below which every transaction had ended."""
        rows = list(
            Journal.objects.raw(
                "SELECT *, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest"
                " FROM records_journal WHERE position > %s ORDER BY position LIMIT %s",
                [self.position, limit],
            )
        )
        return rows, getattr(rows[0], "oldest", 0) if rows else 0

    def _gap(self, rows: list[Journal]) -> int | None:
        """Return the position of the first row that stands behind a gap which is not settled."""
        last = self.position
        for row in rows:
            if row.position != last + 1 and row.position > self.settled:
                return row.position
            last = row.position
        return None
