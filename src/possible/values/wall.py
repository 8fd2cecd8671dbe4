"""The clock on the wall: between whole milliseconds and local dates and times, across changes of the clock.

Nothing here assumes that a day has 24 hours. A time that the wall shows twice, or never, has one answer: the
first instant at which the wall shows that time or a later one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from possible.values.instant import HOUR, Instant, instant, local

DAY = 24 * HOUR
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH_DAY = date(1970, 1, 1).toordinal()

Piece = tuple[int, int, int]


def day_number(day: date) -> int:
    """Return a day as the number of days since 1970-01-01."""
    return day.toordinal() - _EPOCH_DAY


def numbered(number: int) -> date:
    """Return the day of a number; OverflowError or ValueError outside the years 1 to 9999."""
    return date.fromordinal(number + _EPOCH_DAY)


def offset(at: Instant, zone: ZoneInfo) -> int:
    """Return how many milliseconds the wall is ahead of UTC at an instant."""
    ahead = local(at, zone).utcoffset()
    return (ahead or timedelta()) // _MILLISECOND


def wall(day: date, time: int, zone: ZoneInfo) -> Instant:
    """Return the first instant at which the wall shows a day and `time` (ms after midnight), or later.

    Where the clock is put back over it, that is the first of the two; where it is put forward over it, the
    instant at which it is put forward.
    """
    naive = datetime(day.year, day.month, day.day) + timedelta(milliseconds=time)  # noqa: DTZ001 - the zone follows
    early = instant(naive.replace(tzinfo=zone, fold=0))
    if local(early, zone).replace(tzinfo=None) == naive:
        return early
    return _change(instant(naive.replace(tzinfo=zone, fold=1)), early, zone)


@lru_cache(maxsize=8192)
def pieces(number: int, zone: ZoneInfo) -> tuple[Piece, ...]:
    """Return a day of UTC as stretches with one offset: (start, end, offset), all in milliseconds.

    No zone changes its clock twice within 24 hours (IANA data since 1970), so there are one or two.
    """
    start, end = Instant(number * DAY), Instant((number + 1) * DAY)
    before, after = offset(start, zone), offset(Instant(end - 1), zone)
    if before == after:
        return ((start, end, before),)
    change = _change(start, end, zone)
    return ((start, change, before), (change, end, after))


def _change(low: Instant, high: Instant, zone: ZoneInfo) -> Instant:
    """Return the first instant after `low` with another offset than that of `low`."""
    before, first, last = offset(low, zone), int(low), int(high)
    while last - first > 1:
        middle = (first + last) // 2
        if offset(Instant(middle), zone) == before:
            first = middle
        else:
            last = middle
    return Instant(last)


def day_of(at: Instant, zone: ZoneInfo) -> date:
    """Return the day on the calendar in the zone."""
    return local(at, zone).date()


def time_of(at: Instant, zone: ZoneInfo) -> int:
    """Return the milliseconds after midnight that the wall shows."""
    shown = local(at, zone)
    return (
        shown.replace(tzinfo=UTC) - datetime(shown.year, shown.month, shown.day, tzinfo=UTC)
    ) // _MILLISECOND
