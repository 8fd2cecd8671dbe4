"""Business time the slow way: walk through time in small steps and look at the clock on the wall each time.

It shares no code with `possible.values.calendar`: only `zoneinfo`, and the rows of weekly hours as plain tuples.
`step` is in minutes and must divide every edge of the hours and every change of the clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

MS = 60_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def shown(ms, zone):
    """What the wall shows: its day and its minute."""
    at = (EPOCH + timedelta(milliseconds=ms)).astimezone(zone)
    return at.date(), at.hour * 60 + at.minute


def is_open(ms, zone, days, holidays):
    day, minute = shown(ms, zone)
    row = days[7 if day in holidays else day.weekday()]
    return any(opens <= minute < closes for opens, closes in row)


def open_minutes(start, end, zone, days, holidays, step=1):
    """For instants that are whole steps: how many minutes it is open from one to the other."""
    return sum(step for ms in range(start, end, step * MS) if is_open(ms, zone, days, holidays))


def add(start, minutes, zone, days, holidays):
    """The first whole minute by which it was open for so many minutes."""
    ms = start
    while minutes:
        minutes -= is_open(ms, zone, days, holidays)
        ms += MS
    return ms


def next_open(start, zone, days, holidays, want=True):
    ms = start
    while is_open(ms, zone, days, holidays) is not want:
        ms += MS
    return ms


def first_shown(day, minute, zone, step=1):
    """The first step at which the wall shows that minute of that day, or a later one."""
    ms = (
        int((datetime(day.year, day.month, day.day, tzinfo=UTC) - EPOCH).total_seconds()) * 1000
        - 20 * 60 * MS
    )
    while shown(ms, zone) < (day, minute):
        ms += step * MS
    return ms


def day_after(day, count, unit, holidays):
    """The day so many days, working days or months later."""
    if unit == "day":
        for _ in range(count):
            day += timedelta(1)
    elif unit == "working day":
        while count:
            day += timedelta(1)
            if day.weekday() not in (5, 6) and day not in holidays:
                count -= 1
    else:
        wanted = day.day
        for _ in range(count):
            day = day.replace(day=1) + timedelta(31)
        while True:
            try:
                return date(day.year, day.month, wanted)
            except ValueError:
                wanted -= 1
    return day
