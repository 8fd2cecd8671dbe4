"""The periods over which a share is measured, named as people name them: `2026-12`, `2026-Q4`, `2026-W49`."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from possible.values.instant import HOUR, Instant, local

UTC = ZoneInfo("UTC")
QUARTER = HOUR // 4  # zones change at whole quarters of an hour, and so do days


def period_of(at: Instant, each: str, zone: ZoneInfo = UTC) -> str:
    """Return the name of the day, week (ISO 8601), month, quarter or year in which an instant lies.

    `each` empty: there is one period, without a name. ValueError for another word.
    """
    return _named(at // QUARTER, each, zone) if each else ""


@lru_cache(maxsize=4096)
def _named(quarter: int, each: str, zone: ZoneInfo) -> str:
    day = local(Instant(quarter * QUARTER), zone).date()
    match each:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02d}"
        case "month":
            return f"{day.year}-{day.month:02d}"
        case "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case "year":
            return str(day.year)
    raise ValueError(each)
