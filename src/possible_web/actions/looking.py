"""Who has a case open: it counts for half a minute, and whoever else looks is told when it changes."""

from __future__ import annotations

from possible.values.instant import SECOND, Instant
from possible_web.keeping import action, locked_case, poke
from possible_web.records.models import Looking, Staff

COUNTS = 40 * SECOND


@action
def do_look_at_case(case_id: int, staff: Staff, now: Instant) -> None:
    """Note that somebody has a case open; others are poked when that is new."""
    locked_case(case_id)
    before = Looking.objects.filter(case_id=case_id, staff=staff).first()
    Looking.objects.update_or_create(case_id=case_id, staff=staff, defaults={"seen_at": now})
    if before is None or now - before.seen_at > COUNTS:
        poke(now, f"case-{case_id}")


@action
def do_leave_case(case_id: int, staff: Staff, now: Instant) -> None:
    """Note that somebody has closed a case's page."""
    if Looking.objects.filter(case_id=case_id, staff=staff).delete()[0]:
        poke(now, f"case-{case_id}")
