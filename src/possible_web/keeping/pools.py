"""The floor of a pool: told what happened under the lock of its row, kept in rows, remembered in memory.

**How it is shared.** Whoever tells the floor something locks the pool's row first. This process's floor is
used when it has heard all that was told (`pool_seq`); otherwise it is built anew from the rows, which is the
same floor. What is told changes the remembered floor before the commit, so it is put aside first and taken
back on commit only: a rollback forgets it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from possible.floor import Assignment, Floor, Happening, Rules, Want
from possible.floor.parts import Measured, Parts, Place, from_parts, parts
from possible.floor.parts import Presence as Seat
from possible.values.instant import MINUTE, Instant
from possible.values.plain import from_plain, to_plain
from possible_web.keeping.journal import Entry, append
from possible_web.keeping.timers import set_timer
from possible_web.records.models import Pace, Pool, Presence, Waiting

ALL = "all"  # one pool: every team may share people with every other
RULES = Rules(wrap_up=(("phone", 2 * MINUTE), ("video", 2 * MINUTE), ("chat", MINUTE)))
TOLD = "shell-floor-told"
TICK = "floor-tick"
_remembered: dict[tuple[str, str], Remembered] = {}
_door = threading.Lock()


@dataclass(slots=True)
class Remembered:
    """A floor as of a number of happenings, with its parts then."""

    floor: Floor
    seq: int
    rows: Parts


class Told:
    """A pool under its lock: tell it what happened, then `keep` it."""

    def __init__(self, now: Instant, name: str = ALL) -> None:
        """Lock the pool's row, and catch up with what others told the floor."""
        self.pool = locked_pool(name)
        self.now = max(now, Instant(self.pool.now))
        key = (_database(), name)
        with _door:
            found = _remembered.pop(key, None)
        if found is None or found.seq != self.pool.pool_seq:
            floor = rebuilt(self.pool)
            found = Remembered(floor, self.pool.pool_seq, parts(floor))
        self.known = found
        self.key = key
        self.entries: list[Entry] = []

    @property
    def floor(self) -> Floor:
        """The floor as it is now."""
        return self.known.floor

    def feed(self, happening: Happening) -> list[Assignment]:
        """Tell the floor what happened; `Refused` where that cannot be, and nothing is kept."""
        said = self.floor.feed(happening)
        self.known.seq += 1
        self.entries.append(entry_of(happening, self.pool.name, self.known.seq))
        return said

    def keep(self) -> None:
        """Write the rows that changed, the journal and the next tick; remember the floor on commit."""
        if not self.entries:
            self._remember()
            return
        append(self.entries)
        before, after = self.known.rows, parts(self.floor)
        _keep_places(self.pool, before.places, after.places)
        _keep_seats(self.pool, before.presences, after.presences)
        _keep_paces(self.pool, before.measured, after.measured)
        self.known.rows = after
        self.pool.pool_seq, self.pool.now, self.pool.sequence = self.known.seq, after.now, after.sequence
        self.pool.save(update_fields=["pool_seq", "now", "sequence"])
        _set_tick(self.pool, self.floor)
        self.entries = []
        self._remember()

    def _remember(self) -> None:
        def back() -> None:
            with _door:
                _remembered[self.key] = self.known

        transaction.on_commit(back)


def entry_of(happening: Happening, pool: str, seq: int) -> Entry:
    """Return the line of the journal that says what a floor was told, as the `seq`-th thing."""
    return Entry(
        at=happening.at,
        kind=TOLD,
        body={"told": type(happening).__name__, **to_plain(type(happening), happening)},
        pool=pool,
        pool_seq=seq,
        topics=(f"pool-{pool}",),
    )


def keep_floor(floor: Floor, seq: int, name: str = ALL) -> None:
    """Write a whole floor, told so many happenings by the journal, as the rows of a pool that has none."""
    pool = locked_pool(name)
    if pool.pool_seq:
        raise RuntimeError(f"the pool `{name}` has a floor already")
    rows = parts(floor)
    _keep_places(pool, (), rows.places)
    _keep_seats(pool, (), rows.presences)
    _keep_paces(pool, (), rows.measured)
    pool.pool_seq, pool.now, pool.sequence = seq, rows.now, rows.sequence
    pool.save(update_fields=["pool_seq", "now", "sequence"])
    _set_tick(pool, floor)


def _set_tick(pool: Pool, floor: Floor) -> None:
    """Let the floor be told that time has passed when it next wants to be."""
    due = floor.next_time()
    if due is not None:
        set_timer(f"{TICK} {pool.name}", TICK, due, {"pool": pool.name})


def locked_pool(name: str) -> Pool:
    """Lock the row of a pool, making it where there is none; it stands for all that the pool owns."""
    found = Pool.objects.select_for_update().filter(name=name).first()
    if found is None:
        Pool.objects.get_or_create(name=name)
        found = Pool.objects.select_for_update().get(name=name)
    return found


def _database() -> str:
    settings = connection.settings_dict
    return f"{connection.vendor} {settings['HOST']} {settings['PORT']} {settings['NAME']}"


def rebuilt(pool: Pool) -> Floor:
    """Return the floor that the rows of a pool are."""
    rows = Parts(
        now=Instant(pool.now),
        sequence=pool.sequence,
        places=tuple(from_plain(Place, row.body) for row in pool.waiting.all()),
        presences=tuple(
            sorted((from_plain(Seat, row.body) for row in pool.presences.all()), key=lambda seat: seat.came)
        ),
        measured=tuple(from_plain(Measured, row.body) for row in pool.paces.order_by("queue")),
    )
    return from_parts(RULES, rows)


def _keep_places(pool: Pool, before: Iterable[Place], after: Iterable[Place]) -> None:
    old = {row.want.contact: row for row in before}
    new = {row.want.contact: row for row in after}
    gone = old.keys() - new.keys()
    if gone:
        Waiting.objects.filter(contact__in=gone).delete()
    for contact, row in new.items():
        if old.get(contact) != row:
            Waiting.objects.update_or_create(contact=contact, defaults={"pool": pool, **_place(row)})


def _place(row: Place) -> dict[str, object]:
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


def _keep_seats(pool: Pool, before: Iterable[Seat], after: Iterable[Seat]) -> None:
    old = {row.agent.name: row for row in before}
    new = {row.agent.name: row for row in after}
    gone = old.keys() - new.keys()
    if gone:
        Presence.objects.filter(agent__in=gone).delete()
    for agent, row in new.items():
        if old.get(agent) != row:
            values = {"pool": pool, "reason": row.reason, "since": row.since, "body": to_plain(Seat, row)}
            Presence.objects.update_or_create(agent=agent, defaults={**values, "state": state_of(row)})


def state_of(row: Seat) -> str:
    """Return what a person at work does now, in the field's words."""
    if row.gone:
        return "leaving"
    if any(hand.until is None for hand in row.hands):
        return "busy"
    if row.hands:
        return "wrap-up"
    return "available" if row.open else "break"


def _keep_paces(pool: Pool, before: Iterable[Measured], after: Iterable[Measured]) -> None:
    old = {_queue(row): row for row in before}
    for row in after:
        if old.get(_queue(row)) != row:
            values = {"body": to_plain(Measured, row)}
            Pace.objects.update_or_create(pool=pool, queue=_queue(row), defaults=values)


def _queue(row: Measured) -> str:
    return " ".join((row.team, row.language, row.channel, *sorted(row.skills)))[:200]
