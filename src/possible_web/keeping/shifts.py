"""Turns: made from the hours that the charter gives the team, for days on which nobody entered others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from possible.charter import Charter
from possible.charter.teams import Team
from possible.values.calendar import Calendar
from possible.values.instant import HOUR, Instant
from possible.values.wall import wall
from possible_web.records.models import Role, Technician, Turn

LUNCH = (11 * HOUR + HOUR // 2, 13 * HOUR + HOUR // 2, HOUR)  # begins between, and lasts
LONGEST = 10 * HOUR  # of a day's work (Code du travail, L3121-18), where the hours of the team are longer
NEEDS_LUNCH = 6 * HOUR  # L3121-16: nobody works longer without a break


def technicians_of(team: str) -> list[Technician]:
    """Return who goes out for a team, by name: those who work here and have it as their first team."""
    found = Technician.objects.filter(
        staff__active=True, staff__role=Role.TECHNICIAN, staff__teams__0=team
    ).select_related("staff")
    return sorted(found, key=lambda each: each.staff.name)


def turns_of(technicians: Iterable[Technician], days: Iterable[date], charter: Charter) -> list[Turn]:
    """Return everybody's turn on each day: as entered, or as the hours of the charter make it (not saved).

    There is none on a day on which the team is closed, unless somebody entered one.
    """
    people, wanted = list(technicians), list(days)
    there = {
        (turn.technician_id, turn.day): turn
        for turn in Turn.objects.filter(technician__in=people, day__in=wanted)
    }
    found = []
    for who in people:
        calendar = calendar_of(who, charter)
        for day in wanted:
            turn = there.get((who.pk, day)) or (made(who, day, calendar) if calendar else None)
            if turn is not None:
                turn.technician = who
                found.append(turn)
    return found


def calendar_of(who: Technician, charter: Charter) -> Calendar | None:
    """Return the hours in which somebody goes out: the team's, in the first language they share with it."""
    team: Team | None = charter.teams.get(who.staff.teams[0])
    if team is None or not team.languages:
        return None
    shared = [language for language in who.staff.languages if language in team.languages]
    return charter.calendar(team.languages[next(iter(shared), next(iter(team.languages)))])


def made(who: Technician, day: date, calendar: Calendar) -> Turn | None:
    """Return the turn that the hours make: from opening to closing, with the pauses between, else lunch."""
    open_ = stretches(calendar, day)
    if not open_:
        return None
    starts, ends = open_[0][0], open_[-1][1]
    breaks = [[before, before, after - before] for (_, before), (after, _) in pairwise(open_)]
    if not breaks and ends - starts > NEEDS_LUNCH:
        lunch = [wall(day, LUNCH[0], calendar.zone), wall(day, LUNCH[1], calendar.zone), LUNCH[2]]
        breaks = [lunch] if starts <= lunch[0] and lunch[1] + lunch[2] <= ends else []
    longest = LONGEST if ends - starts > LONGEST else 0
    return Turn(technician=who, day=day, starts=starts, ends=ends, breaks=breaks, longest=longest)


def stretches(calendar: Calendar, day: date) -> list[tuple[Instant, Instant]]:
    """Return when it is open on a local day, in order."""
    at, end = calendar.starts(day), calendar.ends(day)
    found: list[tuple[Instant, Instant]] = []
    opening = calendar.next_opening(at)
    while opening is not None and opening < end:
        closing = calendar.next_closing(opening)
        until = Instant(min(end, closing)) if closing is not None else end
        found.append((opening, until))
        opening = calendar.next_opening(until) if until < end else None
    return found


def keep_turns(turns: Iterable[Turn]) -> bool:
    """Save the turns that were made, and tell whether there were any; who came first is not overwritten."""
    new = [turn for turn in turns if turn._state.adding]  # noqa: SLF001 - Django's word for a row that is not saved
    Turn.objects.bulk_create(new, ignore_conflicts=True)
    return bool(new)
