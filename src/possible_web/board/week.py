"""A team's week: how many visits, how full, what is in danger on each day; and who works when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.charter import Charter
from possible.dispatch.plan import TurnKey
from possible_web.board.day import week_day
from possible_web.board.scene import Scene, for_dispatch, scene_of, shown
from possible_web.board.words import Said
from possible_web.keeping.plans import seconds
from possible_web.keeping.risks import in_danger, nowhere, risks_of, without_technician
from possible_web.keeping.rounds import Days, expected, seen, technicians_of, topic_of
from possible_web.records.models import Role, Staff, Technician, Turn

FULL = 85  # percent of the time at work from which a day has no room for what goes wrong


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """One day in numbers; `load`: percent of the time at work that is taken by visits, roads and breaks."""

    day: date
    name: str
    at_work: int
    away: tuple[str, ...]
    visits: int
    load: int
    danger: int
    to_place: int

    @property
    def full(self) -> bool:
        """Whether one more delay has nowhere to go."""
        return self.load >= FULL


def week_of(day: date) -> list[date]:
    """Return the days of a week, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]


@for_dispatch
@require_safe
def week(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Show the week of a day."""
    scene = scene_of(request, team, day)
    wanted = week_of(scene.day)
    said = Said(scene)
    found = [_in_numbers(scene, said, each) for each in wanted]
    context = {
        "said": said,
        "days": found,
        "before": wanted[0] - timedelta(days=7),
        "after": wanted[0] + timedelta(days=7),
        "topics": "+".join(topic_of(each) for each in wanted),
        "none_entered": not technicians_of(scene.team),
    }
    return shown(request, "board/week.html", scene, context)


def _in_numbers(scene: Scene, said: Said, day: date) -> DayOfWeek:
    days = seen(scene.team, [day], scene.now, scene.charter)
    away = [said.who(key.technician) for key, turn in days.turns.items() if turn.state == Turn.State.AWAY]
    return DayOfWeek(
        day,
        week_day(scene, day),
        len(days.plan.turns),
        tuple(sorted(away)),
        len(days.visits),
        load_of(days),
        len(in_danger(risks_of(days, scene.now))),
        len(without_technician(days)) + len(nowhere(scene.team, day)),
    )


def load_of(days: Days) -> int:
    """Return how much of the time at work is taken, in percent; 0 where nobody works."""
    there = sum(seconds(turn.ends - turn.starts) for turn in days.turns.values() if turn.state == "planned")
    taken = sum(_taken(days, key) for key in days.plan.turns if days.plan.route(key))
    return round(100 * taken / there) if there else 0


def _taken(days: Days, key: TurnKey) -> int:
    table = expected(days, key)
    return table.seconds + sum(stop.end - stop.start for stop in table.stops)


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody's turn as a form shows it; `entered`: it stands in no charter, somebody entered it."""

    technician: Technician
    turn: Turn | None
    starts: str
    ends: str
    visits: int


@for_dispatch
@require_safe
def turns(request: HttpRequest, team: str, day: str) -> HttpResponse:
    """Show who works on a day, and the forms that change it; and who of the staff could go out."""
    scene = scene_of(request, team, day)
    days = seen(scene.team, [scene.day], scene.now, scene.charter)
    said = Said(scene)
    context = {
        "said": said,
        "shifts": list(_shifts(scene, said, days)),
        "others": _others(scene),
        "week": [(each, week_day(scene, each)) for each in week_of(scene.day)],
        "team_hours": _has_hours(scene.charter, scene.team),
        "topic": topic_of(scene.day),
    }
    return shown(request, "board/turns.html", scene, context)


def _shifts(scene: Scene, said: Said, days: Days) -> Iterator[Shift]:
    for name, who in sorted(days.technicians.items()):
        key = TurnKey(scene.day.isoformat(), name)
        turn = days.turns.get(key)
        starts, ends = (said.local(turn.starts), said.local(turn.ends)) if turn else ("08:00", "17:00")
        yield Shift(who, turn, starts, ends, len(days.plan.route(key)))


def _others(scene: Scene) -> list[Staff]:
    """Return technicians of the staff who do not go out for this team: no home is known, or another team."""
    here = [each.staff_id for each in technicians_of(scene.team)]
    return list(Staff.objects.filter(role=Role.TECHNICIAN, active=True).exclude(pk__in=here).order_by("name"))


def _has_hours(charter: Charter, team: str) -> bool:
    return bool(charter.teams[team].languages)
