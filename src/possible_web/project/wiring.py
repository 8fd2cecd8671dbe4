"""Which action a timer runs, and how each channel of the outbox sends: one line each.

An effect runs in the transaction that marks its timer, so it is a plain function, no `@action`, and it gets
the timer and `now`. A sender runs outside any transaction, and raises when the message was not taken.
"""

from __future__ import annotations

from collections.abc import Callable

from possible.values.instant import Instant
from possible_web.actions import attendance, follows, snoozes, unconfirmed
from possible_web.actions.desk import tick
from possible_web.keeping import bills, booking, equipment, reminders
from possible_web.keeping.attendance import GONE
from possible_web.keeping.in_public import NEWS
from possible_web.keeping.pools import TICK
from possible_web.keeping.turning import TIMER, ring
from possible_web.keeping.unconfirmed import UNCONFIRMED
from possible_web.post.sending import send_mail
from possible_web.records.models import Outbox, Timer

EFFECTS: dict[str, Callable[[Timer, Instant], None]] = {
    TIMER: ring,
    bills.BILL: bills.ring,
    equipment.REMIND: equipment.remind,
    snoozes.TIMER: snoozes.wake,
    NEWS: follows.spread,
    booking.HELD: booking.lapse,
    booking.REMINDER: reminders.remind,
    GONE: attendance.gone,
    UNCONFIRMED: unconfirmed.throw_away,
    TICK: lambda timer, now: tick(timer.payload["pool"], now),
}
SENDERS: dict[str, Callable[[Outbox], None]] = {"mail": send_mail}
