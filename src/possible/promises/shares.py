"""Promises for a share: `95 %, each: month` is kept or broken by a period, from exact counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from possible.charter.promises import Promise
from possible.values import N_, Refused, sentence
from possible.values.calendar import Calendar
from possible.values.instant import Instant


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a promise was kept, of how many; of nothing nothing can be said."""

    kept: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        if not 0 <= self.kept <= self.total:
            raise Refused(sentence(N_("{kept} of {total} cannot be."), kept=self.kept, total=self.total))

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(self.kept + other.kept, self.total + other.total)

    @property
    def share(self) -> Fraction | None:
        """The exact share that was kept; None of nothing."""
        return Fraction(self.kept, self.total) if self.total else None

    def holds(self, promise: Promise) -> bool | None:
        """Tell whether a promise is kept for its share, each time where it names none; None of nothing."""
        share = self.share
        return None if share is None else share >= (1 if promise.share is None else promise.share)

    def spare(self, promise: Promise) -> int:
        """Return how many more may be broken; negative: how many too many were."""
        share = Fraction(1) if promise.share is None else promise.share
        return int((1 - share) * self.total // 1) - (self.total - self.kept)


def period(each: str, day: date) -> date:
    """Return the first day of the day, week (from Monday), month, quarter or year in which a day lies."""
    match each:
        case "week":
            return date.fromordinal(day.toordinal() - day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=day.month - (day.month - 1) % 3, day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def tallies(each: str, began: Iterable[tuple[Instant, bool]], calendar: Calendar) -> dict[date, Tally]:
    """Return the tally of each period by its first day, from (when it began, whether it was kept)."""
    found: dict[date, Tally] = {}
    for at, kept in began:
        first = period(each, calendar.day(at))
        found[first] = found.get(first, Tally()) + Tally(int(kept), 1)
    return dict(sorted(found.items()))
