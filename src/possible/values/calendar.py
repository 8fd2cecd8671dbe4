"""Calendars: when it is open, and when a length of time that starts now is over.

Seconds are elapsed time. Days are days on the calendar: the same time on the wall, whatever the clock did in
between. Working days are Monday to Friday without holidays. Months end on the same day of the month, or on
its last day. Business time is the time that is open, to the millisecond.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from possible.values.holidays import NO_HOLIDAYS, Holidays
from possible.values.hours import ALWAYS, DAYS, HOLIDAY, MIDNIGHT, Hours, Moment
from possible.values.instant import MINUTE, SECOND, Instant, written
from possible.values.span import Span, Unit
from possible.values.text import N_, Refused, sentence
from possible.values.wall import DAY, day_of, numbered, pieces, time_of, wall

WORKWEEK = Hours((((0, MIDNIGHT),),) * 5 + ((),) * (len(DAYS) - 5))
SATURDAY = 5
HORIZON = 800

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A time zone, the hours of a week, and the holidays, which have hours of their own."""

    zone: ZoneInfo
    hours: Hours = ALWAYS
    holidays: Holidays = NO_HOLIDAYS

    def day(self, at: Instant) -> date:
        """Return the local day of an instant."""
        return day_of(at, self.zone)

    def moment_of(self, at: Instant) -> Moment:
        """Return the local minute of the week; holidays are day 7."""
        return Moment(self.kind_of(self.day(at)), time_of(at, self.zone) // MINUTE)

    def kind_of(self, day: date) -> int:
        """Return the row of the weekly hours that a day has: 0 Monday to 6 Sunday, 7 a holiday."""
        return HOLIDAY if day in self.holidays else day.weekday()

    def works_on(self, day: date) -> bool:
        """Tell whether a day is a working day: Monday to Friday and no holiday, whatever the hours."""
        return self.kind_of(day) < SATURDAY

    def is_open(self, at: Instant) -> bool:
        """Tell whether it is open, as the clock on the wall says."""
        return self.hours.at(self.moment_of(at))

    def next_opening(self, at: Instant) -> Instant | None:
        """Return the first instant from `at` on at which it is open; None where none comes in 800 days."""
        return next((Instant(start) for start, _ in self._stretches(at)), None)

    def next_closing(self, at: Instant) -> Instant | None:
        """Return the first instant from `at` on at which it is closed; None where none comes in 800 days."""
        end = int(at)
        for start, until in self._stretches(at):
            if start > end:
                break
            if until - at > HORIZON * DAY:
                return None
            end = until
        return Instant(end)

    def open_between(self, start: Instant, end: Instant) -> int:
        """Return the milliseconds that it is open from `start` to `end`; negative where `end` comes first."""
        if end < start:
            return -self.open_between(end, start)
        if self.hours == ALWAYS:
            return end - start
        found = 0
        for number in range(start // DAY, (end - 1) // DAY + 1):
            found += sum(max(0, min(to, end) - max(since, start)) for since, to in _open(self, number))
        return found

    def add(self, at: Instant, open_ms: int) -> Instant:
        """Return the first instant by which it was open for `open_ms` milliseconds after `at`.

        `Refused` for less than nothing, and where it does not open for 800 days.
        """
        if open_ms < 0:
            raise Refused(sentence(N_("A span cannot be negative.")))
        if open_ms == 0:
            return at
        left = open_ms
        for start, end in self._stretches(at):
            if left <= end - start:
                return Instant(start + left)
            left -= end - start
        message = N_("It does not open in the {days} days after {at}.")
        raise Refused(sentence(message, days=HORIZON, at=written(at)))

    def due(self, at: Instant, span: Span) -> Instant:
        """Return when a span that starts at `at` is over; `Refused` beyond the year 9999.

        Working days are counted from the day after `at`, so that a report on a Sunday has its first working
        day on Monday, at the same time of day. See `wall` for times that the clock skips or shows twice.
        """
        if span.unit is Unit.SECOND:
            return Instant(at + span.count * SECOND)
        if span.count == 0:
            return at
        try:
            if span.unit is Unit.DAY and self._same_clock(at, later := at + span.count * DAY):
                return Instant(later)
            return wall(self._day_after(self.day(at), span), time_of(at, self.zone), self.zone)
        except (OverflowError, ValueError) as error:
            message = N_("{span} after {at} is further than any calendar reaches.")
            raise Refused(sentence(message, span=span.said, at=written(at))) from error

    def starts(self, day: date) -> Instant:
        """Return the first instant of a local day."""
        return wall(day, 0, self.zone)

    def ends(self, day: date) -> Instant:
        """Return the first instant after a local day."""
        return wall(day + timedelta(1), 0, self.zone)

    @property
    def working(self) -> Calendar:
        """The same days with the hours of working days: all day from Monday to Friday, closed on holidays."""
        return replace(self, hours=WORKWEEK)

    def _same_clock(self, at: int, later: int) -> bool:
        """Tell whether the clock on the wall is not put forward or back on the days of two instants, nor the
        day before the later one, and is as far ahead of UTC on all of them: then equal times are whole days
        apart, and no time is shown twice.
        """
        day = later // DAY
        first, *others = (pieces(number, self.zone) for number in (at // DAY, day - 1, day))
        return len(first) == 1 and all(len(each) == 1 and each[0][2] == first[0][2] for each in others)

    def _day_after(self, day: date, span: Span) -> date:
        if span.unit is Unit.DAY:
            return day + timedelta(span.count)
        if span.unit is Unit.WORKING_DAY:
            return self._working_day(day, span.count)
        year, month = divmod(day.year * 12 + day.month - 1 + span.count, 12)
        return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))

    def _working_day(self, day: date, count: int) -> date:
        left = count
        while left:
            day += timedelta(1)
            left -= self.works_on(day)
        return day

    def _stretches(self, at: Instant) -> Iterator[Stretch]:
        """Yield what is open from `at` on, until nothing was open for `HORIZON` days."""
        idle, number = 0, at // DAY
        while idle <= HORIZON:
            found = _open(self, number)
            idle, number = (0 if found else idle + 1), number + 1
            yield from ((max(start, at), end) for start, end in found if end > at)


@lru_cache(maxsize=8192)
def _open(calendar: Calendar, number: int) -> tuple[Stretch, ...]:
    """Return when it is open within one day of UTC."""
    found = []
    for start, end, ahead in pieces(number, calendar.zone):
        for day in range((start + ahead) // DAY, (end + ahead - 1) // DAY + 1):
            midnight = day * DAY - ahead
            for opens, closes in calendar.hours.days[calendar.kind_of(numbered(day))]:
                stretch = max(start, midnight + opens * MINUTE), min(end, midnight + closes * MINUTE)
                if stretch[0] < stretch[1]:
                    found.append(stretch)
    return tuple(found)
