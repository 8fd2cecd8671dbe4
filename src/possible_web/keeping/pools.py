"""The floor of a pool: told what happened under the lock of its row, kept in rows, remembered in memory.

**How it is shared.** Whoever tells the floor something locks the pool's row first. This process's floor is
used when it has heard all that was told (`pool_seq`); otherwise it is told what it missed, by the journal, or
built anew from the rows: all three are the same floor. What is told changes the remembered floor before the
commit, so it is put aside first and taken back on commit only: a rollback forgets it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction

from possible.floor import Assignment, Floor, Happening, Rules, Want
from possible.floor.desks import Desk
from possible.floor.parts import Measured, Parts, Place, from_parts, measures, place, presence
from possible.floor.parts import Presence as Seat
from possible.floor.places import Waiting as Stands
from possible.values.instant import MINUTE, Instant
from possible.values.plain import from_plain, to_plain
from possible_web.keeping.charters import database_name
from possible_web.keeping.journal import Entry, append
from possible_web.keeping.lines import FLOOR_TOLD
from possible_web.keeping.timers import set_timer
from possible_web.keeping.upserts import upsert
from possible_web.records.models import Journal, Pace, Pool, Presence, Waiting

ALL = "all"  # one pool: every team may share people with every other
RULES = Rules(wrap_up=(("phone", 2 * MINUTE), ("video", 2 * MINUTE), ("chat", MINUTE)))
TICK = "floor-tick"
_remembered: dict[tuple[str, str], Remembered] = {}
_door = threading.Lock()
_HAPPENINGS = {kind.__name__: kind for kind in Happening.__subclasses__()}
LOOKS = 3
MOST_MISSED = 200  # what was told, beyond which a floor is sooner built from its rows


@dataclass(slots=True)
class Remembered:
    """A floor as of a number of happenings, with what is kept of its queues' measures.

    `waiting`: the contacts that have a row; `tick`: when it is to be told of time, if that was set since.
    """

    floor: Floor
    seq: int
    measured: dict[str, Measured]
    waiting: set[str]
    tick: Instant | None = None


class LockedFloor:
    """A pool under its lock: tell it what happened, then `keep` it."""

    def __init__(self, now: Instant, name: str = ALL) -> None:
        """Lock the pool's row, and catch up with what others told the floor."""
        self.pool = locked_pool(name)
        self.now = max(now, Instant(self.pool.now))
        key = (database_name(), name)
        with _door:
            found = _remembered.pop(key, None)
        if found is None or not _caught_up(found, self.pool):
            floor = rebuilt(self.pool)
            found = Remembered(floor, self.pool.pool_seq, _measures(floor), set(floor.hall.waiting))
        self.known = found
        self.key = key
        self.entries: list[Entry] = []
        self.contacts: set[str] = set()
        self.agents: set[str] = set()

    @property
    def floor(self) -> Floor:
        """The floor as it is now."""
        return self.known.floor

    def feed(self, happening: Happening) -> list[Assignment]:
        """Tell the floor what happened; `Refused` where that cannot be, and nothing is kept."""
        said = self.floor.feed(happening)
        contacts, agents = self.floor.touched()
        self.contacts |= contacts
        self.agents |= agents
        self.known.seq += 1
        self.entries.append(entry_of(happening, self.pool.name, self.known.seq))
        return said

    def keep(self, more: Iterable[Entry] = ()) -> None:
        """Write the journal (`more` first), the rows that changed and the next tick; kept on commit."""
        append([*more, *self.entries], numbered=True)
        if self.entries:
            self._keep_rows()
        self._remember()

    def _keep_rows(self) -> None:
        known, hall = self.known, self.floor.hall
        _keep_places(self.pool, {contact: hall.waiting.get(contact) for contact in self.contacts}, known)
        _keep_seats(self.pool, {agent: hall.desks.get(agent) for agent in self.agents})
        known.measured = _keep_paces(self.pool, known.measured, _measures(self.floor))
        _keep_pool(self.pool, known)
        _set_tick(self.pool, known)
        self.entries, self.contacts, self.agents = [], set(), set()

    def _remember(self) -> None:
        def back() -> None:
            with _door:
                _remembered[self.key] = self.known

        transaction.on_commit(back)


def _caught_up(known: Remembered, pool: Pool) -> bool:
    """Tell a remembered floor what it missed; False where that is too much, or not all of it is there."""
    missed = pool.pool_seq - known.seq
    if not 0 <= missed <= MOST_MISSED:
        return False
    if missed:
        rows = Journal.objects.filter(pool=pool.name, pool_seq__gt=known.seq).order_by("pool_seq")
        told = list(rows.values_list("at", "body"))
        if len(told) != missed:
            return False
        for at, body in told:
            known.floor.feed(happening_of(at, body))
        known.seq, known.tick = pool.pool_seq, None
        known.measured = _measures(known.floor)
        known.waiting = set(known.floor.hall.waiting)
    return True


def happening_of(at: int, body: dict[str, Any]) -> Happening:
    """Return what a floor was told, from the line of the journal that says so (see `entry_of`)."""
    plain = {"at": at, **body}
    plain.pop("told")
    found: Happening = from_plain(_HAPPENINGS[body["told"]], plain)
    return found


def entry_of(happening: Happening, pool: str, seq: int) -> Entry:
    """Return the line of the journal that says what a floor was told, as the `seq`-th thing."""
    plain = to_plain(type(happening), happening)
    plain.pop("at")
    return Entry(
        at=happening.at,
        kind=FLOOR_TOLD,
        body={"told": type(happening).__name__, **plain},
        pool=pool,
        pool_seq=seq,
        topics=(f"pool-{pool}",),
    )


def keep_floor(floor: Floor, seq: int, name: str = ALL) -> None:
    """Write a whole floor, told so many happenings by the journal, as the rows of a pool that has none."""
    pool = locked_pool(name)
    if pool.pool_seq:
        raise RuntimeError(f"the pool `{name}` has a floor already")
    hall = floor.hall
    known = Remembered(floor, seq, {}, set())
    _keep_places(pool, dict(hall.waiting), known)
    _keep_seats(pool, dict(hall.desks))
    _keep_paces(pool, {}, _measures(floor))
    _keep_pool(pool, known)
    _set_tick(pool, known)


def _keep_pool(pool: Pool, known: Remembered) -> None:
    hall = known.floor.hall
    pool.pool_seq, pool.now, pool.sequence = known.seq, hall.now, hall.sequence
    row = {"name": pool.name, "pool_seq": pool.pool_seq, "now": pool.now, "sequence": pool.sequence}
    upsert(Pool, ("name",), [row])


def _set_tick(pool: Pool, known: Remembered) -> None:
    """Let the floor be told that time has passed when it next wants to be."""
    due = known.floor.next_time()
    if due is not None and due != known.tick:
        set_timer(f"{TICK} {pool.name}", TICK, due, {"pool": pool.name})
        known.tick = due


def locked_pool(name: str) -> Pool:
    """Lock the row of a pool, making it where there is none; it stands for all that the pool owns."""
    found = Pool.objects.select_for_update().filter(name=name).first()
    if found is None:
        Pool.objects.get_or_create(name=name)
        found = Pool.objects.select_for_update().get(name=name)
    return found


def rebuilt(pool: Pool) -> Floor:
    """Return the floor that the rows of a pool are, for whoever has locked it or is alone."""
    return _floor_of(pool, _rows_of(pool))


def looked_at(name: str) -> tuple[int, Floor]:
    """Return the floor of a pool without its lock, and how much it was told.

    Its rows are read one table after the other while others write them. Whoever changes them counts
    `pool_seq` up in the same transaction: between two looks at the same number they belong together. Where
    others are always quicker, its lock is waited for at last.
    """
    for _ in range(LOOKS):
        pool = Pool.objects.get(name=name)
        rows = _rows_of(pool)
        if Pool.objects.filter(name=name, pool_seq=pool.pool_seq).exists():
            return pool.pool_seq, _floor_of(pool, rows)
    with transaction.atomic():
        pool = locked_pool(name)
        return pool.pool_seq, rebuilt(pool)


class _Rows(NamedTuple):
    """The rows that a pool owns, as they are kept."""

    waiting: list[Waiting]
    presences: list[Presence]
    paces: list[Pace]


def _rows_of(pool: Pool) -> _Rows:
    return _Rows(list(pool.waiting.all()), list(pool.presences.all()), list(pool.paces.order_by("queue")))


def _floor_of(pool: Pool, rows: _Rows) -> Floor:
    seats: list[Seat] = [from_plain(Seat, row.body) for row in rows.presences]
    parts = Parts(
        now=Instant(pool.now),
        sequence=pool.sequence,
        places=tuple(from_plain(Place, row.body) for row in rows.waiting),
        presences=tuple(sorted(seats, key=lambda seat: seat.came)),
        measured=tuple(from_plain(Measured, row.body) for row in rows.paces),
    )
    return from_parts(RULES, parts)


def _keep_places(pool: Pool, places: dict[str, Stands | None], known: Remembered) -> None:
    """Write the rows of contacts that wait; take those away that do not wait any more."""
    gone = [contact for contact, waiting in places.items() if waiting is None and contact in known.waiting]
    if gone:
        Waiting.objects.filter(contact__in=gone).delete()
        known.waiting.difference_update(gone)
    rows = [
        {"pool": pool.pk, "contact": contact, **_place(place(waiting))}
        for contact, waiting in sorted(places.items())
        if waiting is not None
    ]
    upsert(Waiting, ("contact",), rows)
    known.waiting.update(row["contact"] for row in rows)


def _place(row: Place) -> dict[str, Any]:
    want: Want = row.want
    return {
        "team": want.team,
        "language": want.language,
        "channel": want.channel,
        "since": want.since,
        "not_before": want.not_before,
        "out": want.out,
        "taker": row.taker,
        "expires": row.expires,
        "body": to_plain(Place, row),
    }


def _keep_seats(pool: Pool, desks: dict[str, Desk | None]) -> None:
    """Write the rows of agents who are at work; take those away who have gone."""
    gone = [agent for agent, desk in desks.items() if desk is None]
    if gone:
        Presence.objects.filter(agent__in=gone).delete()
    there = [presence(desk) for _, desk in sorted(desks.items()) if desk is not None]
    upsert(Presence, ("agent",), [_seat(pool, seat) for seat in there])


def _seat(pool: Pool, seat: Seat) -> dict[str, Any]:
    return {
        "pool": pool.pk,
        "agent": seat.agent.name,
        "reason": seat.reason,
        "since": seat.since,
        "body": to_plain(Seat, seat),
        "state": state_of(seat),
    }


def state_of(row: Seat) -> str:
    """Return what a person at work does now, in the field's words."""
    if row.gone:
        return "leaving"
    if any(hand.until is None for hand in row.hands):
        return "busy"
    if row.hands:
        return "wrap-up"
    return "available" if row.open else "break"


def _measures(floor: Floor) -> dict[str, Measured]:
    return {_queue(row): row for row in measures(floor)}


def _keep_paces(pool: Pool, before: dict[str, Measured], after: dict[str, Measured]) -> dict[str, Measured]:
    """Write what was measured anew; returns what is kept now."""
    rows = [
        {"pool": pool.pk, "queue": queue, "body": to_plain(Measured, row)}
        for queue, row in sorted(after.items())
        if before.get(queue) != row
    ]
    upsert(Pace, ("pool", "queue"), rows)
    return after


def _queue(row: Measured) -> str:
    return " ".join((row.team, row.language, row.channel, *sorted(row.skills)))[:200]
