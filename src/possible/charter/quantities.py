"""Kinds of the quantities that a charter writes: money, rates, spans, shares, hours, moments, dates, domains, credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from possible.charter.domains import Domain, domain
from possible.charter.kinds import Bad, FirstOf, Kind, ListOf, Path, Reader, Schema, Text, as_mapping, plain
from possible.charter.nodes import Mapping, Node, Scalar, Sequence
from possible.values import ALWAYS, DAYS, HOLIDAY, Hours, Moment, N_, Refused, language, money, rate, sentence, span

WORD = Text(plain, "a text")
MONEY = Text(money, "money, such as `2.50 EUR`", r"^\d+(\.\d+)? [A-Z]{3}$")
RATE = Text(rate, "money, such as `0.034 EUR`", r"^\d+(\.\d+)? [A-Z]{3}$")
SPAN = Text(span, "a length of time, such as `90 s` or `2 working days`", r"^(\d+(\.\d)?|an?) [a-z ]+$")
LANGUAGE = Text(language, "a language tag, such as `fr`", r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(sentence(N_("`{text}` is no date; write `2026-12-01`."), text=text)) from None


DATE = Text(_date, "a date, such as `2026-12-01`", r"^\d{4}-\d\d-\d\d$")


def _share(text: str) -> Fraction:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?) ?%", text)
    share = Fraction(found[1]) / 100 if found else None
    if share is None or not 0 < share <= 1:
        raise Refused(sentence(N_("`{text}` is no share; write `95 %`."), text=text))
    return share


SHARE = Text(_share, "a share, such as `95 %`", r"^\d+(\.\d+)? ?%$")


def _moment(text: str) -> Moment:
    found = re.fullmatch(r"(\w+|a holiday) (\d\d):(\d\d)", text)
    names = [day.lower() for day in DAYS]
    day = found[1].lower() if found else ""
    if day == "holiday":
        day = "a holiday"
    if not found or day not in names or int(found[2]) > 23 or int(found[3]) > 59:  # noqa: PLR2004 - a clock
        raise Refused(sentence(N_("`{text}` is no moment of the week; write `Sunday 09:10` or `holiday 10:00`."), text=text))
    return Moment(names.index(day), int(found[2]) * 60 + int(found[3]))


MOMENT = Text(_moment, "a moment of the week, such as `Sunday 09:10` or `holiday 10:00`")
moment = _moment

_DAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _days(text: str) -> tuple[int, ...]:
    if text == "holidays":
        return (HOLIDAY,)
    if text == "every-day":
        return tuple(range(HOLIDAY + 1))
    found: list[int] = []
    for part in re.split(r",\s*", text):
        first, _, last = part.partition("-")
        if first not in _DAY_WORDS or (last or first) not in _DAY_WORDS:
            raise Refused(sentence(N_("`{text}` names no days; write `mon-fri`, `sat`, `holidays` or `every-day`."), text=text))
        start, end = _DAY_WORDS.index(first), _DAY_WORDS.index(last or first)
        found += [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]
    return tuple(found)


def _times(text: str) -> list[tuple[int, int]]:
    if text == "closed":
        return []
    parts = [re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d)", part) for part in re.split(r",\s*", text)]
    times = [(int(p[1]) * 60 + int(p[2]), int(p[3]) * 60 + int(p[4])) if p else (-1, -1) for p in parts]
    if any(not (0 <= start < 1440 and 0 < end <= 1440 and start != end) for start, end in times):  # noqa: PLR2004
        raise Refused(sentence(N_("`{text}` are no hours; write `08:00-20:00` or `08:00-12:00, 14:00-18:00`."), text=text))
    return times


class HoursKind(Kind[Hours]):
    """Weekly hours by days: `{mon-sat: 08:00-20:00, holidays: 10:00-16:00}`; a day not named is closed."""

    def read(self, node: Node, path: Path, reader: Reader) -> Hours:
        """Return the hours; a range past midnight goes on in the next day."""
        if isinstance(node, Scalar) and node.text == "always":
            return ALWAYS
        days: list[list[tuple[int, int]]] = [[] for _ in range(HOLIDAY + 1)]
        seen: set[int] = set()
        mapping = as_mapping(node, reader)
        for name, item in mapping.items.items():
            try:
                self._fill(days, seen, name, Text(_times, "hours").read(item, path, reader))
            except Refused as refused:
                raise reader.bad("wrong-value", mapping.places[name], refused.why, refused.attempt) from None
        try:
            return Hours(tuple(_joined(day) for day in days))
        except Refused as refused:
            raise reader.bad("wrong-value", node.place, refused.why) from None

    def _fill(self, days: list[list[tuple[int, int]]], seen: set[int], name: str, times: list[tuple[int, int]]) -> None:
        for day in _days(name):
            if day in seen and name != "holidays":
                raise Refused(sentence(N_("`{name}` names a day that has its hours already."), name=name))
            seen.add(day)
            if name == "holidays":
                days[day].clear()
            for start, end in times:
                if end > start:
                    days[day].append((start, end))
                else:
                    days[day].append((start, 1440))
                    days[day if day == HOLIDAY else (day + 1) % 7].append((0, end))

    def schema(self) -> Schema:
        """Return an object of day ranges."""
        times = {"type": "string", "pattern": r"^(closed|\d\d:\d\d-\d\d:\d\d(, *\d\d:\d\d-\d\d:\d\d)*)$"}
        return {"anyOf": [{"const": "always"}, {"type": "object", "additionalProperties": times}]}

    def words(self) -> str:
        """Return the description."""
        return "hours by days, such as `{mon-sat: 08:00-20:00, holidays: 10:00-16:00}`; a day not named is closed"


def _joined(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    done: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if done and done[-1][1] == start:
            done[-1] = (done[-1][0], end)
        else:
            done.append((start, end))
    return tuple(done)


class DomainKind(Kind[Domain]):
    """What a fact can be, remembered by the fact's name for the cells that test it."""

    def read(self, node: Node, path: Path, reader: Reader) -> Domain:
        """Return the domain; it is remembered under the name of the fact."""
        words = tuple(plain(item.text) for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ""
        if isinstance(node, Sequence) and len(words) != len(node.items):
            raise reader.bad("wrong-type", node.place, sentence(N_("A list of choices needs words that differ.")))
        found = Text(lambda text: domain(words or text), "a domain").read(Scalar(getattr(node, "text", ""), node.place), path, reader)
        reader.domains[path[-2]] = found
        return found

    def schema(self) -> Schema:
        """Return a list of words or a text."""
        return {"anyOf": [{"type": "array", "items": {"type": ["string", "boolean", "number"]}}, {"type": "string"}]}

    def words(self) -> str:
        """Return the description."""
        return "a list of words, `yes/no`, `0 or more`, `1 to 5`, `0 EUR or more`, `0 h or more` or `any date`"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum, or a share or multiple of what the customer pays a month."""

    cents: int = 0
    currency: str = ""
    months: Fraction = Fraction(0)

    def __str__(self) -> str:
        """Return it as a charter writes it."""
        if not self.months:
            return str(money(f"{self.cents // 100}.{self.cents % 100:02d} {self.currency}"))
        if self.months.numerator == 1 and self.months != 1:
            return f"{self.months} of the monthly price"
        return f"{self.months} monthly prices"


def _amount(text: str) -> Amount:
    if found := re.fullmatch(r"(\d+)/(\d+) of the monthly price", text):
        if int(found[2]) == 0:
            raise Refused(sentence(N_("Nothing can be divided by zero.")))
        return Amount(months=Fraction(int(found[1]), int(found[2])))
    if found := re.fullmatch(r"(\d+) ?% of the monthly price", text):
        return Amount(months=Fraction(int(found[1]), 100))
    if found := re.fullmatch(r"(\d+) monthly prices?", text):
        return Amount(months=Fraction(int(found[1])))
    if text == "the monthly price":
        return Amount(months=Fraction(1))
    sum_ = money(text)
    return Amount(sum_.cents, sum_.currency)


AMOUNT = Text(_amount, "a sum, `1/5 of the monthly price` or `24 monthly prices`")
AMOUNTS = ListOf(AMOUNT, single=True)


class CellTexts(Kind[tuple[str, ...]]):
    """The texts of a cell, before they are held against a domain."""

    def read(self, node: Node, path: Path, reader: Reader) -> tuple[str, ...]:
        """Return the one text, or those of the list."""
        return ListOf(WORD, single=True).read(node, path, reader)

    def schema(self) -> Schema:
        """Return a text, number, truth value or a list of them."""
        one = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [one, {"type": "array", "items": one}]}

    def words(self) -> str:
        """Return the description."""
        return "a value, a list of values, `3 or more`, `over 3`, `under 3`, `up to 3` or `2 to 5`"


CELL_TEXTS = CellTexts()


def by_shape(text: Kind[object], mapping: Kind[object]) -> FirstOf:
    """Return a kind that reads texts and lists one way and mappings another."""
    return FirstOf(lambda node: mapping if isinstance(node, Mapping) else text, (text, mapping))


__all__ = ["AMOUNTS", "CELL_TEXTS", "DATE", "LANGUAGE", "MOMENT", "MONEY", "RATE", "SHARE", "SPAN", "WORD", "Amount", "Bad", "DomainKind", "HoursKind", "by_shape", "moment"]
