"""The worker: what is due happens, what is to be sent leaves, and SQLite's log stays short.

Any number of workers may run. A timer's effect and its mark are one transaction, so it happens once. A
message is taken with a lease and sent outside any transaction: after a crash it is sent again under the
same key.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F

from possible.values.instant import HOUR, MINUTE, SECOND, Instant
from possible_web.keeping import locked_case
from possible_web.keeping.action import in_turn
from possible_web.keeping.clock import now
from possible_web.keeping.pools import TICK, locked_pool
from possible_web.project import database
from possible_web.project.health import HEARTBEAT
from possible_web.project.wiring import EFFECTS, SENDERS
from possible_web.records.models import Outbox, Poke, Timer
from possible_web.records.prepared import Prepared

log = logging.getLogger(__name__)
BATCH = 100
LEASE = 2 * MINUTE
GIVE_UP_AFTER = 3 * 24 * HOUR
BEAT = 5 * SECOND


def backoff(attempts: int) -> int:
    """Return after how many milliseconds something is tried again: 2, 4, 8 … seconds, an hour at most."""
    return min(HOUR, SECOND << min(attempts, 12))


def ring_timers(moment: Instant) -> int:
    """Let everything happen that is due; returns how many timers were tried."""
    due = Timer.objects.filter(done_at=None, stopped_at=None, again_at__lte=moment).order_by("again_at", "pk")
    found = list(due.values_list("pk", flat=True)[:BATCH])
    for number in found:
        try:
            with in_turn(), transaction.atomic(durable=True):
                _ring(number, moment)
        except Exception as error:
            log.exception("timer %s", number)
            _put_off(number, moment, error)
    return len(found)


def _ring(number: int, moment: Instant) -> None:
    """Mark one timer and let its effect happen, both or neither; another worker may have it already."""
    seen = Timer.objects.filter(pk=number, done_at=None, stopped_at=None).first()
    if seen is None:
        return
    _lock(seen)
    rows = Timer.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    timer = rows.filter(pk=number, done_at=None, stopped_at=None, again_at__lte=moment).first()
    if timer is None:
        return
    # Marked first: the effect may stop this very timer, and it must stay as the evidence that it rang.
    Timer.objects.filter(pk=number).update(done_at=moment, error="")
    EFFECTS[timer.kind](timer, moment)
    # The effect may have set it anew: then it is not done, unless it is due again at the same moment.
    Timer.objects.filter(pk=number, due=timer.due, done_at=None).update(done_at=moment, error="")


def _lock(timer: Timer) -> None:
    """Lock what the effect will change, then the timer: in the order of whoever acts and stops the timer."""
    if timer.case is not None:
        locked_case(timer.case)
    if timer.kind == TICK:
        locked_pool(timer.payload["pool"])


def _put_off(number: int, moment: Instant, error: Exception) -> None:
    row = Timer.objects.filter(pk=number, done_at=None).first()
    if row:
        again = moment + backoff(row.attempts + 1)
        why = f"{type(error).__name__}: {error}"[:500]
        Timer.objects.filter(pk=number).update(attempts=F("attempts") + 1, again_at=again, error=why)


def empty_outbox(moment: Instant) -> int:
    """Send what is to be sent; returns how many messages were tried."""
    taken = _take(moment)
    for row in taken:
        try:
            SENDERS[row.channel](row)
        except Exception as error:  # noqa: BLE001 - one message that is refused keeps no other back
            log.warning("outbox %s: %s", row.key, error)
            _not_sent(row, now(), error)
        else:
            Outbox.objects.filter(pk=row.pk).update(sent_at=now(), attempts=F("attempts") + 1, error="")
    return len(taken)


def _take(moment: Instant) -> list[Outbox]:
    """Return what is to be sent now; until the lease ends no other worker takes it."""
    with in_turn(), transaction.atomic(durable=True):
        rows = Outbox.objects.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        left = rows.filter(sent_at=None, given_up_at=None, again_at__lte=moment).order_by("again_at", "pk")
        taken = list(left[:BATCH])
        Outbox.objects.filter(pk__in=[row.pk for row in taken]).update(again_at=moment + LEASE)
    return taken


def _not_sent(row: Outbox, moment: Instant, error: Exception) -> None:
    given_up = moment if moment - row.made_at > GIVE_UP_AFTER else None
    Outbox.objects.filter(pk=row.pk).update(
        attempts=F("attempts") + 1,
        again_at=moment + backoff(row.attempts + 1),
        given_up_at=given_up,
        error=f"{type(error).__name__}: {error}"[:500],
    )


def work(stop: threading.Event, every: float = 0.1) -> None:
    """Work until told to stop; what was begun is ended first. `every`: seconds between two looks."""
    beaten = Instant(0)
    with database.checkpointing() as mine:
        while not stop.is_set():
            moment = now()
            busy = _turn(moment)
            if moment - beaten >= BEAT:
                beaten = moment
                _beat(moment, checkpoints=mine)
            if not busy:
                stop.wait(every)


_waiting = Prepared(
    lambda moment: Timer.objects.filter(done_at=None, stopped_at=None, again_at__lte=moment).values_list(
        "pk"
    )[:1]
)
_unsent = Prepared(
    lambda moment: Outbox.objects.filter(sent_at=None, given_up_at=None, again_at__lte=moment).values_list(
        "pk"
    )[:1]
)


def _turn(moment: Instant) -> bool:
    """Do what is due; a database that is away for a moment is waited for."""
    try:
        waiting, unsent = bool(_waiting(moment)), bool(_unsent(moment))
        return bool((waiting and ring_timers(moment)) + (unsent and empty_outbox(moment)))
    except Exception:  # a worker that ends helps nobody
        log.exception("the worker's turn")
        connection.close()
        return False


def _beat(moment: Instant, *, checkpoints: bool) -> None:
    try:
        cache.set(HEARTBEAT, moment, None)
        Poke.objects.filter(at__lt=moment - MINUTE).delete()
        if checkpoints:
            database.checkpoint(Path(connection.settings_dict["NAME"]))
    except Exception:  # as above
        log.exception("the worker's beat")
        connection.close()
