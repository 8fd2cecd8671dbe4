"""Typed access to JSON that people wrote: every fault names its place and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from possible.values.text import N_, Refused, Sentence, sentence

T = TypeVar("T")
U = TypeVar("U")


class PlanFault(Refused):
    """A plan that cannot be read: its place in the file, what is wrong, what to try."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value and where it stands, such as `visits[3].window`; `zone` is that of local times."""

    value: Any
    place: str
    zone: ZoneInfo

    def refuse(self, expected: Sentence) -> PlanFault:
        return PlanFault(
            sentence(
                N_("{place}: {expected}, but there is {found}."),
                place=self.place or "plan",
                expected=expected,
                found=repr(self.value)[:60],
            )
        )

    def of(self, kind: type[T], expected: Sentence) -> T:
        """The value, if it is of this type (true and false are no numbers)."""
        if not isinstance(self.value, kind) or (isinstance(self.value, bool) and kind is not bool):
            raise self.refuse(expected)
        return self.value

    def text(self) -> str:
        return self.of(str, sentence(N_("a text is expected")))

    def whole(self, least: int = 0) -> int:
        number = self.of(int, sentence(N_("a whole number is expected")))
        if number < least or number > 10**12:
            raise self.refuse(sentence(N_("a whole number from {least} on is expected"), least=least))
        return number

    def number(self) -> float:
        value = self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.refuse(sentence(N_("a number is expected")))
        return float(value)

    def flag(self) -> bool:
        return self.of(bool, sentence(N_("true or false is expected")))

    def items(self) -> Iterator[Item]:
        listed: list[Any] = self.of(list, sentence(N_("a list is expected")))
        for number, value in enumerate(listed):
            yield Item(value, f"{self.place}[{number}]", self.zone)

    def texts(self) -> frozenset[str]:
        return frozenset(item.text() for item in self.items())

    def entries(self) -> Iterator[tuple[str, Item]]:
        """The pairs of an object whose keys are free."""
        table: dict[str, Any] = self.of(dict, sentence(N_("an object is expected")))
        for key, value in table.items():
            yield key, Item(value, f"{self.place}.{key}", self.zone)

    def fields(self, *known: str) -> Fields:
        """The values of an object whose keys are given."""
        table: dict[str, Any] = self.of(dict, sentence(N_("an object is expected")))
        for key in table:
            if key not in known:
                raise self._unknown(key, known)
        return Fields(self, table)

    def _unknown(self, key: str, known: tuple[str, ...]) -> PlanFault:
        close = get_close_matches(key, known, n=1)
        hint = (
            sentence(N_("did you mean `{word}`?"), word=close[0])
            if close
            else sentence(N_("one of: {known}"), known=", ".join(known))
        )
        where = sentence(N_("{place}: there is no key `{key}` here."), place=self.place or "plan", key=key)
        return PlanFault(where, hint)

    def day(self) -> str:
        """An ISO date."""
        try:
            return date.fromisoformat(self.text()).isoformat()
        except ValueError:
            raise self.refuse(sentence(N_("a date such as 2026-01-05 is expected"))) from None

    def instant(self) -> int:
        """Seconds since 1970; a time without an offset is local."""
        try:
            moment = datetime.fromisoformat(self.text())
        except ValueError:
            raise self.refuse(sentence(N_("a time such as 2026-01-05T08:00 is expected"))) from None
        return int((moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).timestamp())

    def hours(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """`08:00-17:00` as two (hour, minute)."""
        first, _, last = self.text().partition("-")
        try:
            pair = _clock(first), _clock(last)
        except ValueError:
            raise self.refuse(sentence(N_("hours such as 08:00-17:00 are expected"))) from None
        if pair[1] < pair[0]:
            raise self.refuse(sentence(N_("hours that end after they start are expected")))
        return pair


def _clock(text: str) -> tuple[int, int]:
    hour, minute = (int(part) for part in text.strip().split(":"))
    if not (0 <= hour < 24 and 0 <= minute < 60):
        raise ValueError
    return hour, minute


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an object: a missing one is refused by `must`, or given a value by `may`."""

    item: Item
    table: Mapping[str, Any]

    def must(self, key: str) -> Item:
        if key not in self.table:
            text = sentence(
                N_("{place}: the key `{key}` is missing."), place=self.item.place or "plan", key=key
            )
            raise PlanFault(text)
        return self._at(key)

    def may(self, key: str, read: Callable[[Item], T], otherwise: U) -> T | U:
        return read(self._at(key)) if key in self.table else otherwise

    def _at(self, key: str) -> Item:
        place = f"{self.item.place}.{key}" if self.item.place else key
        return Item(self.table[key], place, self.item.zone)
