"""What every page of the board begins with: who looks, which team and day, and how the charter speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from possible.charter import Charter
from possible.values.instant import Instant
from possible_web.keeping import last_position
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.clock import now as present
from possible_web.pages.acting import acting_from
from possible_web.pages.asking import asker_of, for_roles
from possible_web.pages.speech import Speech, language_here
from possible_web.records.doors import NotHere
from possible_web.records.models import Role, Staff

for_dispatch = for_roles(Role.LEAD, Role.ADMIN)
acting = acting_from("board-start")


@dataclass(frozen=True, slots=True)
class Scene:
    """The moment, the charter in force and its words, who looks, and at which team and day."""

    now: Instant
    charter: Charter
    speech: Speech
    staff: Staff
    team: str
    day: date
    position: int

    def at(self, page: str, day: date | None = None) -> str:
        """Return the address of a page of this team, of this day or another."""
        return reverse(page, args=[self.team, (day or self.day).isoformat()])

    @property
    def today(self) -> date:
        """The day on the company's wall."""
        return self.charter.calendar().day(self.now)

    @property
    def midnight(self) -> Instant:
        """When the day begins."""
        return self.charter.calendar().starts(self.day)


def teams_of(charter: Charter) -> list[str]:
    """Return the teams that go out."""
    return [name for name, team in charter.teams.items() if team.visits]


def scene_of(request: HttpRequest, team: str = "", day: str = "") -> Scene:
    """Return the scene of a team's day; the first team, today, where none is named. `NotHere` for no team of
    ours, and for what is no day.
    """
    charter, now = charter_in_force().charter, present()
    known = teams_of(charter)
    if (team and team not in known) or not known:
        raise NotHere(team)
    staff = asker_of(request).staff
    assert staff is not None  # noqa: S101 - only staff pass the guard of the page
    speech = Speech(charter, language_here(charter))
    wanted = day_of(day) if day else charter.calendar().day(now)
    return Scene(now, charter, speech, staff, team or known[0], wanted, last_position())


def day_of(text: str) -> date:
    """Return the day that an address names; `NotHere` for none, and for one that no calendar of ours has."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise NotHere(text) from None
    if not 2000 <= found.year <= 2200:
        raise NotHere(text)
    return found


def shown(
    request: HttpRequest, template: str, scene: Scene, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page of the board."""
    name = scene.speech.day(scene.midnight)
    frame = {
        "day_name": name[:1].upper() + name[1:],
        "scene": scene,
        "speech": scene.speech,
        "staff": scene.staff,
        "teams": [(name, scene.speech.name(name)) for name in teams_of(scene.charter)],
        "full_path": request.get_full_path(),
    }
    return render(request, template, {**frame, **context}, status=status)
