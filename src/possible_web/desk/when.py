"""Moments that people type, on the company's wall."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from possible.values import N_, Refused, sentence
from possible.values.instant import HOUR, Instant, instant, local
from possible_web.keeping.force import force_of
from possible_web.records.models import Case

SNOOZES = {
    "hour": N_("For an hour"),
    "afternoon": N_("Until this afternoon"),
    "tomorrow": N_("Until tomorrow morning"),
    "monday": N_("Until Monday morning"),
}
MORNING, AFTERNOON = 9, 14


def zone_of(case: Case) -> ZoneInfo:
    """Return the time zone of the charter of a case."""
    return ZoneInfo(force_of(case.charter_id).charter.timezone)


def moment_in(text: str, case: Case) -> Instant | None:
    """Return the moment that a field `datetime-local` holds; None for nothing, `Refused` for no moment."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            sentence(N_("This is no moment.")), sentence(N_("write it like 2026-12-04 14:05"))
        ) from error
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=zone_of(case)))


def snoozed_until(name: str, now: Instant, case: Case) -> Instant:
    """Return the moment that one of `SNOOZES` names."""
    here = local(now, zone_of(case))
    morning = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if name == "hour":
        return Instant(now + HOUR)
    if name == "afternoon" and here.hour < AFTERNOON:
        return instant(morning.replace(hour=AFTERNOON))
    days = 7 - here.weekday() if name == "monday" else 1
    return instant(morning + timedelta(days=days))
