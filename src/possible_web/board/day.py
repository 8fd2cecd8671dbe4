"""A team's day: the table, what is in danger and why, what can be done, and what waits for a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.values import Sentence, sentence
from possible.values.text import N_
from possible_web.actions.board import Undo
from possible_web.board.asked import Taker, choices, takers
from possible_web.board.grid import grid_of
from possible_web.board.scene import Scene, for_dispatch, scene_of, shown
from possible_web.board.troubles import troubles_of
from possible_web.board.words import Said
from possible_web.keeping.decisions import REASONS, Happening
from possible_web.keeping.repairs import Option, options_of, version_of
from possible_web.keeping.risks import Risk, in_danger, nowhere, risks_of, without_technician
from possible_web.keeping.rounds import Days, seen, topic_of
from possible_web.records.models import Technician, Visit

UNDO = "board-undo"
UNDONE_WITHIN = 10 * 60 * 1000  # milliseconds
COMING = (Visit.State.BOOKED, Visit.State.ARRIVED)


@dataclass(frozen=True, slots=True)
class ToPlace:
    """A visit that nobody comes to yet, and who could."""

    row: Visit
    takers: list[Taker] = field(default_factory=list)


@for_dispatch
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show today's board of the first team that goes out."""
    return _page(request, scene_of(request))


@for_dispatch
@require_safe
def day(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Show a team's day."""
    return _page(request, scene_of(request, team, day))


def _page(request: HttpRequest, scene: Scene) -> HttpResponse:
    version = version_of(scene.team, scene.day)
    days = seen(scene.team, [scene.day], scene.now, scene.charter)
    options = options_of(days, Happening(), scene.now, version) if days.plan.turns else []
    context = day_context(request, scene, days, options[:1])
    context["choices"] = choices(context["said"], options)
    context["troubles"] = troubles_of(scene)
    return shown(request, "board/day.html", scene, context)


def day_context(request: HttpRequest, scene: Scene, days: Days, options: list[Option]) -> dict[str, Any]:
    """Return what a page with the table of a day shows; `options`: the one that is drawn as proposed."""
    said, risks = Said(scene), risks_of(days, scene.now)
    option = next(iter(options), None)
    return {
        "said": said,
        "grid": grid_of(scene, days, risks, option),
        "risks": risks,
        "danger": in_danger(risks),
        "summary": summary(scene, days, risks),
        "to_place": to_place(said, days),
        "nowhere": nowhere(scene.team, scene.day),
        "nearby": [scene.day + timedelta(days=number) for number in (-1, 0, 1)],
        "week_day": lambda each: week_day(scene, each),
        "reasons": REASONS,
        "under_way": [row for row in days.visits.values() if row.state == Visit.State.ARRIVED],
        "parts": sorted({part for each in days.technicians.values() for part in each.stock}),
        "people": sorted(days.technicians.values(), key=lambda each: each.staff.name),
        "at_work": sorted(key.technician for key in days.plan.turns),
        "traffic": days.plan.traffic.get(scene.day.isoformat(), 100),
        "topic": topic_of(scene.day),
        "undo": undo_in(request, scene),
        "none_entered": not Technician.objects.filter(staff__active=True).exists(),
    }


def week_day(scene: Scene, each: date) -> str:
    """Return the name of a day of the week, as it begins a line."""
    name = scene.speech.day(scene.charter.calendar().starts(each)).split(" ")[0].rstrip(",")
    return name[:1].upper() + name[1:]


def summary(scene: Scene, days: Days, risks: list[Risk]) -> list[Sentence]:
    """Return how the day stands, in numbers that are not nothing."""
    rows = Visit.objects.filter(team=scene.team, day=scene.day)
    count = rows.filter(state__in=(*COMING, Visit.State.DONE)).count()
    danger = len(in_danger(risks))
    waiting = len(without_technician(days)) + len(nowhere(scene.team, scene.day))
    found = [(N_("visits: {count}"), count)]
    found += [(N_("late: {count}"), len(risks) - danger), (N_("promises in danger: {count}"), danger)]
    found.append((N_("to place: {count}"), waiting))
    return [sentence(text, count=number) for text, number in found if number or text == found[0][0]]


def to_place(said: Said, days: Days) -> list[ToPlace]:
    """Return the visits that nobody comes to, with those who can take them."""
    return [ToPlace(row, takers(said, days, row)) for row in without_technician(days)]


def undo_in(request: HttpRequest, scene: Scene) -> Undo | None:
    """Return what this browser can still undo on this day: for ten minutes, while nobody changed it since."""
    kept = request.session.get(UNDO)
    if not kept or kept["until"] < scene.now:
        return None
    undo = undo_of(kept["undo"])
    same = (undo.team, undo.day) == (scene.team, scene.day.isoformat())
    return undo if same and version_of(scene.team, scene.day) == undo.version else None


def undo_of(fields: dict[str, Any]) -> Undo:
    """Return what a session kept."""
    routes = {name: tuple(route) for name, route in fields["routes"].items()}
    return Undo(**{**fields, "routes": routes})
