"""Instants: whole milliseconds since 1970-01-01T00:00:00Z, so that fast and plain code agree exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NewType
from zoneinfo import ZoneInfo

from possible.values.text import N_, Refused, sentence

Instant = NewType("Instant", int)

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def instant(moment: datetime) -> Instant:
    """Return the instant of an aware moment, parts of a millisecond dropped; `Refused` for a naive one."""
    if moment.tzinfo is None:
        raise Refused(sentence(N_("`{moment}` has no time zone."), moment=moment.isoformat()))
    return Instant((moment - EPOCH) // _MILLISECOND)


def utc(at: Instant) -> datetime:
    """Return an instant as an aware moment in UTC."""
    return EPOCH + timedelta(milliseconds=at)


def local(at: Instant, zone: ZoneInfo) -> datetime:
    """Return an instant as the clock on the wall shows it in a time zone."""
    return utc(at).astimezone(zone)


def written(at: Instant) -> str:
    """Return an instant as RFC 3339 writes it, in UTC: `2026-12-01T09:30:00.250Z`."""
    return utc(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_instant(text: str) -> Instant:
    """Return the instant that an RFC 3339 text names; `Refused` for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = N_("`{text}` is no moment; write `2026-12-01T09:30:00Z`.")
        raise Refused(sentence(message, text=text)) from error
    return instant(moment)
