"""Kinds of the quantities that a charter writes: texts, money, rates, spans, shares, moments, credits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol, TypeVar

from possible.charter.kinds import ListOf, Path, Reader, Text, name, plain
from possible.charter.nodes import Node
from possible.charter.opening import HoursKind as HoursKind  # noqa: PLC0414 - a quantity like the others
from possible.values import DAYS, N_, Moment, Money, Refused, language, money, rate, sentence, span


class _InCurrency(Protocol):
    @property
    def currency(self) -> str: ...


S = TypeVar("S", bound=_InCurrency)


class Sum(Text[S]):
    """A sum or rate, in the one currency of the charter."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> S:
        """Return the sum; one in another currency could not be compared with the others."""
        found = super().read(node, path, reader)
        if reader.currency and found.currency and found.currency != reader.currency:
            message = N_("This sum is in {one}; the charter counts in {other}.")
            filled = sentence(message, one=found.currency, other=reader.currency)
            raise reader.bad("wrong-value", node.place, filled)
        return found


WORD = Text(plain, "a text")
NAME = Text(name, "a name")
MONEY = Sum(money, "money, such as `2.50 EUR`", r"^\d+(\.\d+)? [A-Z]{3}$")
RATE = Sum(rate, "money, such as `0.034 EUR`", r"^\d+(\.\d+)? [A-Z]{3}$")
SPAN = Text(span, "a length of time, such as `90 s` or `2 working days`", r"^(\d+(\.\d)?|an?) [a-z ]+$")
LANGUAGE = Text(language, "a language tag, such as `fr`", r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")


def _date(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(sentence(N_("`{text}` is no date; write `2026-12-01`."), text=text))


DATE = Text(_date, "a date, such as `2026-12-01`", r"^\d{4}-\d\d-\d\d$")


def _share(text: str) -> Fraction:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?) ?%", text, re.ASCII)
    share = Fraction(found[1]) / 100 if found else None
    if share is None or not 0 < share <= 1:
        raise Refused(sentence(N_("`{text}` is no share; write `95 %`."), text=text))
    return share


SHARE = Text(_share, "a share, such as `95 %`", r"^\d+(\.\d+)? ?%$")


def moment(text: str) -> Moment:
    """Return the moment written as `Sunday 09:10` or `holiday 10:00`; `Refused` for anything else."""
    found = re.fullmatch(r"([A-Za-z]+|a holiday) ([01]\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    names = [*(day.lower() for day in DAYS), "holiday"]
    if not found or found[1].lower() not in names:
        message = N_("`{text}` is no moment of the week; write `Sunday 09:10` or `holiday 10:00`.")
        raise Refused(sentence(message, text=text))
    return Moment(min(names.index(found[1].lower()), len(DAYS) - 1), int(found[2]) * 60 + int(found[3]))


MOMENT = Text(moment, "a moment of the week, such as `Sunday 09:10` or `holiday 10:00`")


def whole(limit: int, words: str) -> Text[int]:
    """Return the kind of whole numbers from 0 to a limit."""

    def make(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) > limit:
            message = N_("`{text}` is no whole number from 0 to {limit}.")
            raise Refused(sentence(message, text=text, limit=limit))
        return int(text)

    return Text(make, words)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum, or a share or multiple of what the customer pays a month (then without a currency)."""

    cents: int = 0
    currency: str = ""
    months: Fraction = Fraction(0)

    def __str__(self) -> str:
        """Return it as a charter writes it."""
        if self.currency:
            return str(Money(self.cents, self.currency))
        if self.months.numerator == 1 and self.months != 1:
            return f"{self.months} of the monthly price"
        return "the monthly price" if self.months == 1 else f"{self.months} monthly prices"


def _amount(text: str) -> Amount:
    if found := re.fullmatch(r"(\d{1,6})/([1-9]\d{0,5}) of the monthly price", text, re.ASCII):
        return Amount(months=Fraction(int(found[1]), int(found[2])))
    if found := re.fullmatch(r"(\d{1,6}) ?% of the monthly price", text, re.ASCII):
        return Amount(months=Fraction(int(found[1]), 100))
    if found := re.fullmatch(r"(\d{1,6}) monthly prices?", text, re.ASCII):
        return Amount(months=Fraction(int(found[1])))
    if text == "the monthly price":
        return Amount(months=Fraction(1))
    try:
        sum_ = money(text)
    except Refused as refused:
        attempt = sentence(N_("a part of what is paid each month: `1/5 of the monthly price`"))
        raise Refused(refused.why, attempt) from None
    return Amount(sum_.cents, sum_.currency)


AMOUNT = Sum(_amount, "a sum, `1/5 of the monthly price` or `24 monthly prices`")
AMOUNTS = ListOf(AMOUNT, single=True)
