"""When people are there, said in a line: "Monday to Friday 09:00–18:00, Saturday 08:00–18:00"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from possible.charter import Charter
from possible.values import ALWAYS, N_, Hours, Language, Sentence, sentence
from possible.values.hours import DAYS, HOLIDAY, MIDNIGHT

Ranges = tuple[tuple[int, int], ...]


def hours_of_line(charter: Charter, line: str, language: Language) -> Hours | None:
    """Return when a person of the path that a line opens speaks a language; None where nobody is named.

    Letters are read when they are read: their promise is another one.
    """
    if charter.lines[line].mail:
        return None
    path = charter.paths.get(charter.lines[line].opens)
    team = charter.teams.get(path.person) if path else None
    name = team.languages.get(language) if team else None
    return charter.hours_of(name) if name else None


def said(hours: Hours) -> tuple[Sentence, ...]:
    """Return weekly hours as sentences, days of the same hours together; holidays are left out."""
    if hours == ALWAYS:
        return (sentence(N_("day and night")),)
    return tuple(_groups(hours))


def _groups(hours: Hours) -> Iterator[Sentence]:
    for ranges, days in groupby(range(HOLIDAY), lambda day: hours.days[day]):
        if ranges:
            named = list(days)
            first, last = sentence(DAYS[named[0]]), sentence(DAYS[named[-1]])
            if len(named) == 1:
                yield sentence(N_("{day}, {times}"), day=first, times=_times(ranges))
            else:
                yield sentence(N_("{first} to {last}, {times}"), first=first, last=last, times=_times(ranges))


def _times(ranges: Ranges) -> str:
    return ", ".join(f"{_time(start)}–{_time(end)}" for start, end in ranges)


def _time(minute: int) -> str:
    return "24:00" if minute == MIDNIGHT else f"{minute // 60:02d}:{minute % 60:02d}"
