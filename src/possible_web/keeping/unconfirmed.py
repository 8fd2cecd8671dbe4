"""What was begun and never confirmed is thrown away after a while: who sees to it that somebody looks."""

from __future__ import annotations

from possible.values.instant import HOUR, Instant
from possible_web.keeping.timers import set_timer
from possible_web.records.models import Timer

UNCONFIRMED = "stories-unconfirmed"
A_DAY = 24 * HOUR


def will_be_looked_at(now: Instant) -> None:
    """Let the worker look once a day from now on; nothing happens when it does so already."""
    if not Timer.objects.filter(key=UNCONFIRMED, done_at=None, stopped_at=None).exists():
        set_timer(UNCONFIRMED, UNCONFIRMED, Instant(now + A_DAY))
