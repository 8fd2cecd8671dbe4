"""Public holidays: the days of a country by its own rules, or dates that somebody wrote down.

National days only, on which the whole country is closed; days of a region, a town or a trade are written as
dates. Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from possible.values.text import N_, Refused, sentence

MON, THU, SAT, SUN = 0, 3, 5, 6
Days = set[date]


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(year: int, *days: str) -> Days:
    return {date(year, int(day[:2]), int(day[3:])) for day in days}


def _around_easter(year: int, *shifts: int) -> Days:
    return {easter(year) + timedelta(shift) for shift in shifts}


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    """Return the `count`-th such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (count - 1))


def _last(year: int, month: int, weekday: int) -> date:
    """Return the last such weekday of a month that has 31 days."""
    end = date(year, month, 31)
    return end - timedelta((end.weekday() - weekday) % 7)


def _france(year: int) -> Days:
    """Code du travail, L3133-1."""
    fixed = _fixed(year, "01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25")
    return fixed | _around_easter(year, 1, 39, 50)


def _germany(year: int) -> Days:
    """The nine days of all sixteen Länder; Reformation Day of 2017 was one of them once."""
    days = _fixed(year, "01-01", "05-01", "10-03", "12-25", "12-26") | _around_easter(year, -2, 1, 39, 50)
    return days | _fixed(year, "10-31") if year == 2017 else days


def _belgium(year: int) -> Days:
    """Royal decree of 18 April 1974, article 1."""
    fixed = _fixed(year, "01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25")
    return fixed | _around_easter(year, 1, 39, 50)


def _italy(year: int) -> Days:
    """Legge 260/1949; 17 March in 2011 alone; 4 October since 2026 (legge 151/2025)."""
    days = _fixed(
        year, "01-01", "01-06", "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25", "12-26"
    )
    days |= _fixed(year, "10-04") if year >= 2026 else set()
    return days | _around_easter(year, 0, 1) | (_fixed(year, "03-17") if year == 2011 else set())


def _spain(year: int) -> Days:
    """Real Decreto 2001/1983, article 45: the days that no region may exchange, and Epiphany."""
    fixed = ("01-01", "01-06", "05-01", "08-15", "10-12", "11-01", "12-06", "12-08", "12-25")
    return _fixed(year, *fixed) | _around_easter(year, -2)


def _portugal(year: int) -> Days:
    """Código do Trabalho, article 234; four of them were suspended from 2013 to 2015."""
    days = _fixed(year, "01-01", "04-25", "05-01", "06-10", "08-15", "12-08", "12-25")
    days |= _around_easter(year, -2, 0)
    if not 2013 <= year <= 2015:
        days |= _fixed(year, "10-05", "11-01", "12-01") | _around_easter(year, 60)
    return days


def _ireland(year: int) -> Days:
    """Organisation of Working Time Act 1997, second schedule; Saint Brigid's day since 2023."""
    days = _fixed(year, "01-01", "03-17", "12-25", "12-26") | _around_easter(year, 1)
    days |= {_nth(year, 5, MON, 1), _nth(year, 6, MON, 1), _nth(year, 8, MON, 1), _last(year, 10, MON)}
    if year >= 2023:
        first = date(year, 2, 1)
        days.add(first if first.weekday() == 4 else _nth(year, 2, MON, 1))
    return days | (_fixed(year, "03-18") if year == 2022 else set())


_MOVED_SPRING = {2002: "06-04", 2012: "06-04", 2022: "06-02"}
_PROCLAIMED = {
    2002: ["06-03"], 2011: ["04-29"], 2012: ["06-05"], 2022: ["06-03", "09-19"], 2023: ["05-08"],
}  # fmt: skip


def _england(year: int) -> Days:
    """England and Wales: Banking and Financial Dealings Act 1971, and what was proclaimed since 2002."""
    days = {date(year, 1, 1), _substitute(date(year, 1, 1))} | _around_easter(year, -2, 1)
    days |= {date(year, 5, 8) if year == 2020 else _nth(year, 5, MON, 1), _last(year, 8, MON)}
    days |= _fixed(year, _MOVED_SPRING[year]) if year in _MOVED_SPRING else {_last(year, 5, MON)}
    return days | _christmas(year) | _fixed(year, *_PROCLAIMED.get(year, []))


def _substitute(day: date) -> date:
    """Return the Monday after a Saturday or Sunday, else the day itself."""
    return day + timedelta(7 - day.weekday()) if day.weekday() >= SAT else day


def _christmas(year: int) -> Days:
    """25 and 26 December, and the weekday two days later that makes good one on a weekend."""
    days = _fixed(year, "12-25", "12-26")
    return days | {day + timedelta(2) for day in days if day.weekday() >= SAT}


def _united_states(year: int) -> Days:
    """5 U.S.C. 6103: federal days, and the Friday or Monday beside one that falls on a weekend."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    fixed += [date(year, 6, 19)] if year >= 2021 else []
    days = {_nth(year, 1, MON, 3), _nth(year, 2, MON, 3), _last(year, 5, MON), _nth(year, 9, MON, 1)}
    days |= {_nth(year, 10, MON, 2), _nth(year, 11, THU, 4), *fixed}
    days |= {day + timedelta({SAT: -1, SUN: 1}.get(day.weekday(), 0)) for day in fixed}
    return {day for day in days if day.year == year}


_RULES: dict[str, tuple[str, Callable[[int], Days]]] = {
    "BE": ("Belgium", _belgium),
    "DE": ("Germany", _germany),
    "ES": ("Spain", _spain),
    "FR": ("France", _france),
    "GB": ("United Kingdom", _england),
    "IE": ("Ireland", _ireland),
    "IT": ("Italy", _italy),
    "PT": ("Portugal", _portugal),
    "US": ("United States", _united_states),
}
CODES = tuple(_RULES)
COUNTRIES = tuple(sorted(name for name, _ in _RULES.values()))
_BY_NAME = dict(_RULES.values()) | {code: rule for code, (_, rule) in _RULES.items()}


def country(name: str) -> str:
    """Return a name whose holidays are known (`France` or `FR`); `Refused` for another, with what to try."""
    if name not in _BY_NAME:
        message = N_("The public holidays of `{name}` are not known here.")
        attempt = sentence(
            N_("write the dates (`holidays: [2026-12-25, 2027-01-01]`), or one of: {countries}"),
            countries=", ".join(COUNTRIES),
        )
        raise Refused(sentence(message, name=name), attempt)
    return name


@lru_cache(maxsize=1024)
def holidays_of(name: str, year: int) -> frozenset[date]:
    """Return the public holidays of a country in a year; `Refused` where its rules are not known."""
    return frozenset(_BY_NAME[country(name)](year))


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days that count as holidays: those of a country (for ever), those that are written, or both."""

    name: str = ""
    dates: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Refuse a country whose rules are not known."""
        if self.name:
            country(self.name)

    def __contains__(self, day: date) -> bool:
        """Tell whether a day is one."""
        return day in self.dates or (bool(self.name) and day in holidays_of(self.name, day.year))


NO_HOLIDAYS = Holidays()


def holidays(written: str | tuple[date, ...]) -> Holidays:
    """Return what a charter writes under `holidays`: a country or dates; `Refused` for a country unknown."""
    return Holidays(name=written) if isinstance(written, str) else Holidays(dates=frozenset(written))
