"""What a fact can be, and the cells that test it: everything becomes whole numbers and ranges of them.

A choice counts as the positions of its values, money as cents, a duration as seconds, a date as its day number, a
decimal as tenths, hundredths ... So one exact analysis serves all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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

    def number(self, text: str) -> int:
        """Return the number behind a written value; `Refused` when it is of another sort or not in the domain."""
        found = self._parse(text)
        if found < self.low or (self.high is not None and found > self.high):
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

    def __str__(self) -> str:
        """Return the domain as a charter writes it."""
        if self.values == ("yes", "no"):
            return "yes/no"
        if self.sort is Sort.CHOICE:
            return ", ".join(self.values)
        if self.high is None:
            return f"{self.text(self.low)} or more"
        return f"{self.text(self.low)} to {self.text(self.high)}"

    def _parse(self, text: str) -> int:
        if self.sort is Sort.CHOICE:
            if text in self.values:
                return self.values.index(text)
            raise Refused(sentence(N_("`{value}` cannot be: {domain}."), value=text, domain=self), did_you_mean(text, self.values))
        sort, number, detail = _literal(text)
        if self.sort is Sort.DECIMAL and sort is Sort.NUMBER:
            return number * 10**self.digits
        if self.sort is Sort.DECIMAL and sort is Sort.DECIMAL and int(detail) <= self.digits:
            return number * 10 ** (self.digits - int(detail))
        if sort is not self.sort or (sort is Sort.MONEY and detail != self.currency):
            raise Refused(sentence(N_("`{value}` is not of the sort of: {domain}."), value=text, domain=self))
        return number


@dataclass(frozen=True, slots=True)
class Cell:
    """A test of one fact: sorted, disjoint ranges; and what was asked for that the fact cannot be."""

    ranges: tuple[Range, ...]
    text: str
    outside: tuple[str, ...] = ()

    def holds(self, number: int) -> bool:
        """Tell whether the test holds for a value of the domain."""
        return any(low <= number and (high is None or number <= high) for low, high in self.ranges)


_WHOLE = re.compile(r"-?\d{1,15}")
_POINT = re.compile(r"(-?\d{1,12})\.(\d{1,6})")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _literal(text: str) -> tuple[Sort, int, str]:
    """Return the sort, the number and the detail (digits or currency) of a written value."""
    if _WHOLE.fullmatch(text):
        return Sort.NUMBER, int(text), ""
    if point := _POINT.fullmatch(text):
        digits = len(point[2])
        whole = int(point[1] + point[2])
        return Sort.DECIMAL, whole, str(digits)
    if _DATE.fullmatch(text):
        try:
            return Sort.DATE, date.fromisoformat(text).toordinal(), ""
        except ValueError:
            raise Refused(sentence(N_("There is no such day: `{value}`."), value=text)) from None
    if re.fullmatch(r".* [A-Z]{3}", text):
        sum_ = money(text)
        return Sort.MONEY, sum_.cents, sum_.currency
    if text[:1].isdigit():
        length = span(text)
        if length.unit in (Unit.SECOND, Unit.DAY):
            return Sort.DURATION, length.about, ""
    raise Refused(sentence(N_("`{value}` is no number, sum, length of time or date."), value=text))


def domain(text: str | tuple[str, ...]) -> Domain:
    """Return the domain written as a list of words, `yes/no`, `0 or more`, `1 to 5`, `0 EUR or more`, `any date`."""
    if not isinstance(text, str):
        if len(set(text)) != len(text) or not text:
            raise Refused(sentence(N_("A list of choices needs words that differ.")))
        return Domain(Sort.CHOICE, 0, len(text) - 1, text)
    if text == "yes/no":
        return Domain(Sort.CHOICE, 0, 1, ("yes", "no"))
    if text == "any date":
        return Domain(Sort.DATE, date.min.toordinal(), date.max.toordinal())
    found = re.fullmatch(r"(?P<low>\S.*?) (?:or more|or later)|(?P<from>\S.*?) to (?P<to>\S.*)", text)
    if not found:
        message = sentence(N_("`{text}` says nothing about what the fact can be."), text=text)
        raise Refused(message, sentence(N_("write a list of words, `yes/no`, `0 or more`, `1 to 5` or `0 EUR or more`")))
    return _scale(found["low"] or found["from"], found["to"])


def _scale(low: str, high: str | None) -> Domain:
    sort, start, detail = _literal(low)
    digits = int(detail) if sort is Sort.DECIMAL else 0
    currency = detail if sort is Sort.MONEY else ""
    if high is None:
        return Domain(sort, start, None, (), digits, currency)
    end = Domain(sort, start, None, (), digits, currency)._parse(high)  # noqa: SLF001 - the same sort reads its end
    if end < start:
        raise Refused(sentence(N_("`{low} to {high}` runs backwards."), low=low, high=high))
    return Domain(sort, start, end, (), digits, currency)


_FORMS: tuple[tuple[str, str], ...] = (
    (r"(.+) or (?:more|later)", "from"),
    (r"from (.+)", "from"),
    (r"(?:over|after) (.+)", "over"),
    (r"(?:under|before) (.+)", "under"),
    (r"(?:up to|until) (.+)", "up to"),
    (r"(.+) or (?:less|fewer|earlier)", "up to"),
)


def cell(texts: tuple[str, ...], fact: Domain) -> Cell:
    """Return the test written in a cell (one text or several, any of which may hold) against the domain of its fact."""
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
    if any(end is not None and not _inside(end, fact) for end in (low, high)):
        return None
    return (fact.low if low is None else low, fact.high if high is None else high)


def _inside(number: int, fact: Domain) -> bool:
    return number >= fact.low and (fact.high is None or number <= fact.high)


def _ends(text: str, fact: Domain) -> tuple[int | None, int | None]:
    parse = fact._parse  # noqa: SLF001 - one module: a cell may ask for what is outside
    for pattern, form in _FORMS:
        if found := re.fullmatch(pattern, text):
            end = parse(found[1])
            return {"from": (end, None), "over": (end + 1, None), "under": (None, end - 1), "up to": (None, end)}[form]
    if found := re.fullmatch(r"(.+) to (.+)", text):
        return parse(found[1]), parse(found[2])
    return (parse(text),) * 2
