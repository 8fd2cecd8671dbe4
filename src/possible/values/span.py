"""Lengths of time as a promise says them: `90 s`, `2 working days`, `3 months`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from possible.values.text import N_, Refused, Sentence, sentence


class Unit(StrEnum):
    """What a span counts. Working days and months have no fixed number of seconds."""

    SECOND = "second"
    DAY = "day"
    WORKING_DAY = "working day"
    MONTH = "month"


_WORDS: dict[str, tuple[Unit, int]] = {
    "second": (Unit.SECOND, 1),
    "minute": (Unit.SECOND, 60),
    "hour": (Unit.SECOND, 3600),
    "day": (Unit.DAY, 1),
    "week": (Unit.DAY, 7),
    "working day": (Unit.WORKING_DAY, 1),
    "month": (Unit.MONTH, 1),
    "year": (Unit.MONTH, 12),
}
_WORDS |= {f"{word}s": size for word, size in _WORDS.items()}
_WORDS |= {"s": _WORDS["second"], "min": _WORDS["minute"], "h": _WORDS["hour"]}

_SPAN = re.compile(r"(?:an?|(?P<count>\d{1,9})(?:\.(?P<tenths>\d))?) (?P<word>[a-z]+(?: [a-z]+)?)", re.ASCII)
_ABOUT = {Unit.SECOND: 1, Unit.DAY: 86_400, Unit.WORKING_DAY: 86_400, Unit.MONTH: 30 * 86_400}
_CLOCK = {3600: N_("{count} h"), 60: N_("{count} min"), 1: N_("{count} s")}
_SAID = {
    Unit.DAY: (N_("1 day"), N_("{count} days")),
    Unit.WORKING_DAY: (N_("1 working day"), N_("{count} working days")),
    Unit.MONTH: (N_("1 month"), N_("{count} months")),
}


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
        """Seconds, a working day taken as a day and a month as thirty: for comparing and ordering only."""
        return self.count * _ABOUT[self.unit]

    @property
    def said(self) -> Sentence:
        """The span as a sentence, so that days and months are said in the reader's language."""
        if self.unit is Unit.SECOND:
            size = next(size for size in _CLOCK if self.count % size == 0 and (self.count or size == 1))
            return sentence(_CLOCK[size], count=self.count // size)
        one, many = _SAID[self.unit]
        return sentence(one) if self.count == 1 else sentence(many, count=self.count)

    def __str__(self) -> str:
        """Return the charter's way of writing it, in the largest unit that fits."""
        return str(self.said)


def span(text: str) -> Span:
    """Return the span written as `90 s`, `1.5 h`, `2 working days` or `an hour`; `Refused` otherwise."""
    found = _SPAN.fullmatch(text)
    known = _WORDS.get(found["word"]) if found else None
    if not found or not known:
        message = N_("`{text}` is no length of time; write `90 s`, `2 h` or `3 working days`.")
        raise Refused(sentence(message, text=text))
    unit, size = known
    tenths = int(found["tenths"] or 0) * size
    if tenths % 10:
        message = N_("`{text}` does not come out even; write it in a smaller unit.")
        raise Refused(sentence(message, text=text))
    return Span(int(found["count"] or 1) * size + tenths // 10, unit)
