"""Moment classes: two moments are one when every team speaks the same languages in both.

The common refinement of all calendars, with a witness for each class. Holidays are a day of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.values import HOLIDAY, Hours, Language, Moment

if TYPE_CHECKING:
    from possible.charter import Charter

Spoken = dict[str, frozenset[Language]]


@dataclass(frozen=True, slots=True)
class MomentClass:
    """A class of moments: its first witness in the week, and the languages that each team speaks then."""

    witness: Moment
    spoken: Spoken


def moment_classes(charter: Charter) -> tuple[MomentClass, ...]:
    """Return the classes in the order of their witnesses."""
    found: dict[tuple[frozenset[Language], ...], tuple[Moment, Spoken]] = {}
    used = {
        name: charter.hours_of(name) for team in charter.teams.values() for name in team.languages.values()
    }
    days = range(HOLIDAY + 1 if charter.holidays else HOLIDAY)
    for moment in _edges(list(used.values()), days):
        open_now = {name for name, hours in used.items() if hours.at(moment)}
        spoken = _spoken(charter, open_now)
        found.setdefault(tuple(spoken.values()), (moment, spoken))
    return tuple(MomentClass(witness, spoken) for witness, spoken in found.values())


def spoken_at(charter: Charter, moment: Moment) -> Spoken:
    """Return the languages that each team speaks at a moment."""
    used = {name for team in charter.teams.values() for name in team.languages.values()}
    return _spoken(charter, {name for name in used if charter.hours_of(name).at(moment)})


def _spoken(charter: Charter, open_now: set[str]) -> Spoken:
    return {
        team: frozenset(Language(tag) for tag, name in found.languages.items() if name in open_now)
        for team, found in charter.teams.items()
    }


def _edges(hours: list[Hours], days: range) -> list[Moment]:
    minutes = {day: sorted({0, *(edge for each in hours for edge in each.edges(day))}) for day in days}
    return [Moment(day, minute) for day in days for minute in minutes[day]]
