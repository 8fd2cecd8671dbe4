"""What a fact can be, and the cells that test it: everything becomes whole numbers and ranges of them.

A choice counts as the positions of its values, money as cents, a duration as seconds, a date as its day
number, a decimal as tenths, hundredths … So one exact analysis serves all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from possible.charter.unreadable import did_you_mean
from possible.values import N_, Money, Refused, Span, Unit, money, sentence, span


class Sort(StrEnum):
    """The sorts of facts."""

    CHOICE = "choice"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"


Range = tuple[int, int | None]  # both ends included; None: without end


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a fact can have: whole numbers from `low` to `high`, and how they are written."""

    sort: Sort
    low: int
    high: int | None
    values: tuple[str, ...] = ()
    digits: int = 0
    currency: str = ""

    def has(self, number: int) -> bool:
        """Tell whether the fact can be that."""
        return number >= self.low and (self.high is None or number <= self.high)

    def number(self, text: str) -> int:
        """Return the number behind a written value; `Refused` when the fact cannot be that."""
        found = self.parse(text)
        if not self.has(found):
            raise Refused(sentence(N_("`{value}` cannot be: {domain}."), value=text, domain=self))
        return found

    def text(self, number: int) -> str:
        """Return the written value of a number of the domain."""
        match self.sort:
            case Sort.CHOICE:
                return self.values[number]
            case Sort.DECIMAL:
                whole, rest = divmod(abs(number), 10**self.digits)
                return f"{'-' if number < 0 else ''}{whole}.{rest:0{self.digits}d}"
            case Sort.MONEY:
                return str(Money(number, self.currency))
            case Sort.DURATION:
                return str(Span(number, Unit.SECOND))
            case Sort.DATE:
                return date.fromordinal(number).isoformat()
            case _:
                return str(number)

    def parse(self, text: str) -> int:
        """Return the number behind a value of this sort, in the domain or not; `Refused` otherwise."""
        if self.sort is Sort.CHOICE:
            if text in self.values:
                return self.values.index(text)
            message = sentence(N_("`{value}` cannot be: {domain}."), value=text, domain=self)
            raise Refused(message, did_you_mean(text, self.values))
        sort, number, detail = _literal(text)
        digits = int(detail or 0) if sort is Sort.DECIMAL else 0
        if self.sort is Sort.DECIMAL and sort in (Sort.NUMBER, Sort.DECIMAL) and digits <= self.digits:
            factor: int = 10 ** (self.digits - digits)
            return number * factor
        if sort is not self.sort or sort is Sort.DECIMAL or (sort is Sort.MONEY and detail != self.currency):
            not_one = N_("`{value}` is not written as a value of: {domain}.")
            raise Refused(sentence(not_one, value=text, domain=self))
        return number

    def __str__(self) -> str:
        """Return the domain as a charter writes it."""
        if self.values == ("yes", "no"):
            return "yes/no"
        if self.sort is Sort.CHOICE:
            return ", ".join(self.values)
        if self == ANY_DATE:
            return "any date"
        if self.high is None:
            return f"{self.text(self.low)} or more"
        return f"{self.text(self.low)} to {self.text(self.high)}"


ANY_DATE = Domain(Sort.DATE, date.min.toordinal(), date.max.toordinal())
YES_NO = Domain(Sort.CHOICE, 0, 1, ("yes", "no"))

_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_POINT = re.compile(r"(-?\d{1,12})\.(\d{1,6})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _literal(text: str) -> tuple[Sort, int, str]:
    """Return the sort, the number and the detail (digits or currency) of a written value."""
    if _WHOLE.fullmatch(text):
        return Sort.NUMBER, int(text), ""
    if point := _POINT.fullmatch(text):
        return Sort.DECIMAL, int(point[1] + point[2]), str(len(point[2]))
    if _DATE.fullmatch(text):
        try:
            return Sort.DATE, date.fromisoformat(text).toordinal(), ""
        except ValueError:
            raise Refused(sentence(N_("There is no such day: `{value}`."), value=text)) from None
    if re.fullmatch(r".* [A-Z]{3}", text):
        sum_ = money(text)
        return Sort.MONEY, sum_.cents, sum_.currency
    if text[:1].isdecimal():
        length = span(text)
        if length.unit in (Unit.SECOND, Unit.DAY):
            return Sort.DURATION, length.about, ""
    raise Refused(sentence(N_("`{value}` is no number, sum, length of time or date."), value=text))


def domain(text: str | tuple[str, ...]) -> Domain:
    """Return the domain written as words, `yes/no`, `0 or more`, `1 to 5`, `0 EUR or more`, `any date`."""
    if not isinstance(text, str):
        return _choice(text)
    if text == "yes/no":
        return YES_NO
    if text == "any date":
        return ANY_DATE
    found = re.fullmatch(r"(?P<low>\S.*?) (?:or more|or later)|(?P<from>\S.*?) to (?P<to>\S.*)", text)
    if not found:
        message = sentence(N_("`{text}` says nothing about what the fact can be."), text=text)
        attempt = N_("write a list of words, `yes/no`, `0 or more`, `1 to 5` or `0 EUR or more`")
        raise Refused(message, sentence(attempt))
    return _scale(found["low"] or found["from"], found["to"])


def _choice(words: tuple[str, ...]) -> Domain:
    if len(set(words)) != len(words) or not words:
        raise Refused(sentence(N_("A list of choices needs words that differ.")))
    return Domain(Sort.CHOICE, 0, len(words) - 1, words)


def _scale(low: str, high: str | None) -> Domain:
    sort, start, detail = _literal(low)
    digits = int(detail) if sort is Sort.DECIMAL else 0
    currency = detail if sort is Sort.MONEY else ""
    open_ = Domain(sort, start, None, (), digits, currency)
    if high is None:
        return Domain(sort, start, date.max.toordinal(), (), digits, currency) if sort is Sort.DATE else open_
    end = open_.parse(high)
    if end < start:
        raise Refused(sentence(N_("`{low} to {high}` runs backwards."), low=low, high=high))
    return Domain(sort, start, end, (), digits, currency)


@dataclass(frozen=True, slots=True)
class Cell:
    """A test of one fact: sorted, disjoint ranges; and what was asked for that the fact cannot be."""

    ranges: tuple[Range, ...]
    text: str
    outside: tuple[str, ...] = ()

    def holds(self, number: int) -> bool:
        """Tell whether the test holds for a value of the domain."""
        return any(low <= number and (high is None or number <= high) for low, high in self.ranges)


_FORMS: tuple[tuple[str, str], ...] = (
    (r"(.+) or (?:more|later)", "from"),
    (r"from (.+)", "from"),
    (r"(?:over|after) (.+)", "over"),
    (r"(?:under|before) (.+)", "under"),
    (r"(?:up to|until) (.+)", "up to"),
    (r"(.+) or (?:less|fewer|earlier)", "up to"),
)


@lru_cache(maxsize=10_000)  # large tables write the same few cells over and over
def cell(texts: tuple[str, ...], fact: Domain) -> Cell:
    """Return the test of a cell's texts, any of which may hold; `Refused` when one is of another sort."""
    ranges: list[Range] = []
    outside: list[str] = []
    for text in texts:
        found = _range(text, fact)
        if found is None:
            outside.append(text)
        else:
            ranges.append(found)
    return Cell(merged(ranges), ", ".join(texts), tuple(outside))


def anything(fact: Domain) -> Cell:
    """Return the cell of a fact that is left out: any value."""
    return Cell(((fact.low, fact.high),), "any")


def merged(ranges: list[Range]) -> tuple[Range, ...]:
    """Return the same numbers as sorted, disjoint ranges that do not touch."""
    done: list[Range] = []
    for low, high in sorted(ranges, key=lambda found: (found[0], found[1] is None, found[1] or 0)):
        if done and (done[-1][1] is None or done[-1][1] + 1 >= low):
            last = done[-1][1]
            done[-1] = (done[-1][0], None if last is None or high is None else max(last, high))
        else:
            done.append((low, high))
    return tuple(done)


def intersected(one: tuple[Range, ...], other: tuple[Range, ...]) -> tuple[Range, ...]:
    """Return the numbers that are in both, as sorted, disjoint ranges."""
    found: list[Range] = []
    for low, high in one:
        for start, end in other:
            first = max(low, start)
            last = high if end is None else end if high is None else min(high, end)
            if last is None or first <= last:
                found.append((first, last))
    return merged(found)


def _range(text: str, fact: Domain) -> Range | None:
    """Return the range of one text, or nothing when the fact cannot be that."""
    if fact.sort is Sort.CHOICE:
        return (fact.values.index(text),) * 2 if text in fact.values else None
    low, high = _ends(text, fact)
    if low is not None and high is not None and high < low:
        raise Refused(sentence(N_("`{text}` runs backwards."), text=text))
    if any(end is not None and not fact.has(end) for end in (low, high)):
        return None
    return (fact.low if low is None else low, fact.high if high is None else high)


def _ends(text: str, fact: Domain) -> tuple[int | None, int | None]:
    """Return the first and last number of a text; None where it sets no end."""
    for pattern, form in _FORMS:
        if found := re.fullmatch(pattern, text):
            end = fact.parse(found[1])
            ends = {
                "from": (end, None),
                "over": (end + 1, None),
                "under": (None, end - 1),
                "up to": (None, end),
            }
            return ends[form]
    if found := re.fullmatch(r"(.+) to (.+)", text):
        return fact.parse(found[1]), fact.parse(found[2])
    return (fact.parse(text),) * 2
