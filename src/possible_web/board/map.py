"""The routes of a day as a drawing of our own, without tiles or network; the same as text beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.dispatch.plan import TurnKey
from possible.dispatch.spots import Spot
from possible_web.board.scene import Scene, for_dispatch, scene_of, shown
from possible_web.board.words import Said
from possible_web.keeping.risks import risks_of, stays
from possible_web.keeping.rounds import Days, seen, topic_of
from possible_web.records.models import Visit

WIDTH, HEIGHT, EDGE = 900, 560, 40
SLIMMER = 2 / 3  # a degree east is so much shorter than one north, at the latitude of Paris
KINDS = 6  # kinds of lines, told apart by their dashes too


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the drawing."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on a route: its number in the order, where, and when."""

    number: int
    row: Visit
    at: Point
    time: str
    late: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A technician's route: home, the stops in their order, the line between them, and the kind of line."""

    name: str
    home: Point
    stops: tuple[Stop, ...]
    line: str
    kind: int


class Scale:
    """From places to points of the drawing: north is up, all of them fit."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        known = list(spots) or [Spot(0, 0)]
        self.north = max(spot.north for spot in known)
        self.west = min(spot.east for spot in known)
        high = max(1, self.north - min(spot.north for spot in known))
        wide = max(1, round((max(spot.east for spot in known) - self.west) * SLIMMER))
        self.by = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
        self.left = (WIDTH - wide * self.by) / 2
        self.top = (HEIGHT - high * self.by) / 2

    def point(self, spot: Spot) -> Point:
        """Return where a place is drawn."""
        x = self.left + (spot.east - self.west) * SLIMMER * self.by
        return Point(round(x), round(self.top + (self.north - spot.north) * self.by))


@for_dispatch
@require_safe
def map_of_day(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Show where everybody goes."""
    scene = scene_of(request, team, day)
    days = seen(scene.team, [scene.day], scene.now, scene.charter)
    said = Said(scene)
    scale = Scale(_spots(days))
    waiting = [days.plan.visits[name] for name in days.plan.unserved()]
    context = {
        "said": said,
        "ways": ways_of(scene, days, said, scale),
        "waiting": [(days.visits[visit.id], scale.point(visit.spot)) for visit in waiting],
        "width": WIDTH,
        "height": HEIGHT,
        "topic": topic_of(scene.day),
    }
    return shown(request, "board/map.html", scene, context)


def _spots(days: Days) -> list[Spot]:
    homes = [days.plan.technicians[key.technician].home for key in days.plan.turns]
    return [*homes, *(visit.spot for visit in days.plan.visits.values())]


def ways_of(scene: Scene, days: Days, said: Said, scale: Scale) -> list[Way]:
    """Return the routes of those who work on the day."""
    late = {risk.stay.row.pk for risk in risks_of(days, scene.now)}
    return [
        _way(days, key, said, scale, late, number % KINDS)
        for number, key in enumerate(sorted(days.plan.turns))
    ]


def _way(days: Days, key: TurnKey, said: Said, scale: Scale, late: set[int], kind: int) -> Way:
    home = scale.point(days.plan.technicians[key.technician].home)
    found = []
    for number, stay in enumerate(stays(days, key)[0], start=1):
        at = scale.point(days.plan.visits[str(stay.row.pk)].spot)
        found.append(Stop(number, stay.row, at, said.time(stay.starts), stay.row.pk in late))
    points = [home, *(stop.at for stop in found), home] if found else [home]
    line = " ".join(f"{point.x},{point.y}" for point in points)
    return Way(said.who(key.technician), home, tuple(found), line, kind)
