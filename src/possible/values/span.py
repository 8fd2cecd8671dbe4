"""Lengths of time as a promise says them: `90 s`, `2 working days`, `3 months`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from possible.values.text import N_, Refused, sentence


class Unit(StrEnum):
    """What a span counts. Working days and months have no fixed number of seconds."""

    SECOND = "second"
    DAY = "day"
    WORKING_DAY = "working day"
    MONTH = "month"


_WORDS: dict[str, tuple[Unit, int]] = {
    "s": (Unit.SECOND, 1),
    "second": (Unit.SECOND, 1),
    "min": (Unit.SECOND, 60),
    "minute": (Unit.SECOND, 60),
    "h": (Unit.SECOND, 3600),
    "hour": (Unit.SECOND, 3600),
    "day": (Unit.DAY, 1),
    "week": (Unit.DAY, 7),
    "working day": (Unit.WORKING_DAY, 1),
    "month": (Unit.MONTH, 1),
    "year": (Unit.MONTH, 12),
}
_SPAN = re.compile(r"(?P<count>\d{1,9}|an?)(?:\.(?P<tenths>\d))? (?P<word>[a-z]+( day)?)s?")
_ABOUT = {Unit.SECOND: 1, Unit.DAY: 86_400, Unit.WORKING_DAY: 86_400, Unit.MONTH: 30 * 86_400}


@dataclass(frozen=True, slots=True)
class Span:
    """A whole number of seconds, calendar days, working days or months."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a length below nothing."""
        if self.count < 0:
            raise Refused(sentence(N_("A span cannot be negative.")))

    @property
    def about(self) -> int:
        """The length in seconds, a working day taken as a day and a month as thirty: for comparing and ordering only."""
        return self.count * _ABOUT[self.unit]

    def __str__(self) -> str:
        """Return the charter's way of writing it, in the largest unit that fits."""
        if self.unit is not Unit.SECOND:
            return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"
        for word, seconds in (("h", 3600), ("min", 60)):
            if self.count and self.count % seconds == 0:
                return f"{self.count // seconds} {word}"
        return f"{self.count} s"


def span(text: str) -> Span:
    """Return the span written as `90 s`, `1.5 h`, `2 working days` or `an hour`; `Refused` for anything else."""
    found = _SPAN.fullmatch(text)
    word = found["word"] if found else ""
    known = _WORDS.get(word) or _WORDS.get(word.removesuffix("s"))
    if not found or not known:
        raise Refused(sentence(N_("`{text}` is no length of time; write `90 s`, `2 h` or `3 working days`."), text=text))
    unit, size = known
    count = 1 if found["count"].startswith("a") else int(found["count"])
    tenths = int(found["tenths"] or 0) * size
    if tenths % 10:
        raise Refused(sentence(N_("`{text}` does not come out even; write it in a smaller unit."), text=text))
    return Span(count * size + tenths // 10, unit)
