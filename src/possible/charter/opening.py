"""Hours as a charter writes them: by days, with ranges that may run past midnight."""

from __future__ import annotations

import re
from itertools import pairwise

from possible.charter.kinds import Bad, Kind, Path, Reader, Schema, Text, as_mapping
from possible.charter.nodes import Node, Scalar
from possible.values import ALWAYS, HOLIDAY, N_, Hours, Refused, sentence

Ranges = list[tuple[int, int]]
MIDNIGHT = 24 * 60
HOLIDAYS = "holidays"
_DAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RANGE = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)", re.ASCII)


def days(text: str) -> tuple[int, ...]:
    """Return the days that a text names, 0 Monday to 6 Sunday, 7 for holidays; `Refused` otherwise."""
    if text == HOLIDAYS:
        return (HOLIDAY,)
    if text == "every-day":
        return tuple(range(HOLIDAY + 1))
    found: list[int] = []
    for part in re.split(r", *", text):
        first, _, last = part.partition("-")
        if first not in _DAY_WORDS or (last or first) not in _DAY_WORDS:
            message = N_("`{text}` names no days; write `mon-fri`, `sat`, `holidays` or `every-day`.")
            raise Refused(sentence(message, text=text))
        start, end = _DAY_WORDS.index(first), _DAY_WORDS.index(last or first)
        found += [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]
    if len(set(found)) != len(found):
        raise Refused(sentence(N_("`{name}` names a day that has its hours already."), name=text))
    return tuple(found)


def times(text: str) -> Ranges:
    """Return the ranges of minutes that a text names; an end before its start lies in the next day."""
    if text == "closed":
        return []
    parts = [_RANGE.fullmatch(part) for part in re.split(r", *", text)]
    found = [(int(p[1]) * 60 + int(p[2]), int(p[3]) * 60 + int(p[4])) if p else (-1, -1) for p in parts]
    if any(not (0 <= start < MIDNIGHT and 0 <= end <= MIDNIGHT and start != end) for start, end in found):
        message = N_("`{text}` are no hours; write `08:00-20:00` or `08:00-12:00, 14:00-18:00`.")
        raise Refused(sentence(message, text=text))
    return found


TIMES = Text(times, "hours", r"^(closed|\d\d:\d\d-\d\d:\d\d(, *\d\d:\d\d-\d\d:\d\d)*)$")
DAYS_KIND = Text(days, "days")


class HoursKind(Kind[Hours]):
    """Weekly hours by days: `{mon-sat: 08:00-20:00, holidays: 10:00-16:00}`; a day not named is closed."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> Hours:
        """Return the hours; a range past midnight goes on in the next day (on a holiday: early that day)."""
        if isinstance(node, Scalar) and node.text == "always":
            return ALWAYS
        week: list[Ranges] = [[] for _ in range(HOLIDAY + 1)]
        for day, ranges in self._by_day(node, path, reader).items():
            after = HOLIDAY if day == HOLIDAY else (day + 1) % 7
            for start, end in ranges:
                week[day].append((start, end if end > start else MIDNIGHT))
                if 0 < end < start:
                    week[after].append((0, end))
        try:
            return Hours(tuple(joined(day) for day in week))
        except Refused as refused:
            raise reader.bad("wrong-value", reader.place(path, node), refused.why) from None

    def _by_day(self, node: Node, path: Path, reader: Reader) -> dict[int, Ranges]:
        """Return the ranges of each day named; `holidays` departs from `every-day`, in whatever order."""
        mapping = as_mapping(node, reader)
        found: dict[int, Ranges] = {}
        failed = False
        for text, item in sorted(mapping.items.items(), key=lambda entry: entry[0] == HOLIDAYS):
            name = Scalar(text, mapping.places[text])
            reader.places[(*path, text)] = name.place
            try:
                named, ranges = DAYS_KIND.read(name, path, reader), TIMES.read(item, path, reader)
            except Bad:
                failed = True
                continue
            if text != HOLIDAYS and set(named) & set(found):
                message = N_("`{name}` names a day that has its hours already.")
                reader.fault("wrong-value", name.place, sentence(message, name=text))
                failed = True
            found |= dict.fromkeys(named, ranges)
        if failed:
            raise Bad
        return found

    def schema(self) -> Schema:
        """Return an object of day ranges."""
        week = {"type": "object", "additionalProperties": TIMES.schema()}
        return {"anyOf": [{"const": "always"}, week]}

    def words(self) -> str:
        """Return the description."""
        return "hours by days, such as `{mon-sat: 08:00-20:00, holidays: closed}`; a day not named is closed"


def joined(ranges: Ranges) -> tuple[tuple[int, int], ...]:
    """Return the ranges in order, those that touch made one; `Refused` when two overlap."""
    if any(one[1] > other[0] for one, other in pairwise(sorted(ranges))):
        raise Refused(sentence(N_("These hours overlap or run backwards.")))
    done: Ranges = []
    for start, end in sorted(ranges):
        if done and done[-1][1] == start:
            done[-1] = (done[-1][0], end)
        else:
            done.append((start, end))
    return tuple(done)
