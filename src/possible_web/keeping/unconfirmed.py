"""What was begun and never confirmed is thrown away after a while: who sees to it that somebody looks."""

from __future__ import annotations

from possible.values.instant import HOUR, Instant
from possible_web.records.models import Timer

UNCONFIRMED = "stories-unconfirmed"
A_DAY = 24 * HOUR


def will_be_looked_at(now: Instant) -> None:
    """Let the worker look once a day from now on; nothing happens when it does so already.

    No lock is held here, so two may set it at the same moment: the first one's stands.
    """
    if not Timer.objects.filter(key=UNCONFIRMED).exists():
        due = now + A_DAY
        made = Timer(key=UNCONFIRMED, kind=UNCONFIRMED, due=due, again_at=due, payload={})
        Timer.objects.bulk_create([made], ignore_conflicts=True)
