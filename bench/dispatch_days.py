"""Days for the dispatch bench: the derived technician days, and seeded days of the same kind in any size."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from possible.dispatch.plan import Break, Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.spots import Spot
from possible.dispatch.travel import FlatMap

HOUR = 3600
LUNCH = (int(11.5 * HOUR), 14 * HOUR, 45 * 60)
SKILLS = ("tvbox", "fibre", "mast", "business", "copper", "wifi")
LANGUAGES = ("en", "ar", "es", "pt")
SIDE = 22_000
DAY = "2026-01-05"


def date_of(number: int) -> str:
    """The date of a plan's day; instants count from its first midnight."""
    return (date.fromisoformat(DAY) + timedelta(days=number)).isoformat()


def lunch(day_start: int = 0) -> tuple[Break, ...]:
    """Three quarters of an hour, begun between 11:30 and 14:00."""
    return (Break(day_start + LUNCH[0], day_start + LUNCH[1], LUNCH[2]),)


def read_technician_day(path: Path, *, with_lunch: bool = True) -> Plan:
    """A derived technician day: every planted promise kept, on the planted routes."""
    raw: Mapping[str, Any] = json.loads(path.read_text())
    technicians, turns, visits, routes = {}, {}, {}, {}
    for item in raw["techs"]:
        name = f"t{item['id']:03}"
        home = Spot(round(item["home"][1]), round(item["home"][0]))
        technicians[name] = Technician(name, home, skills=frozenset(item["skills"]))
        key = TurnKey(DAY, name)
        breaks = lunch() if with_lunch else ()
        turns[key] = Turn(key, item["shift"][0], item["shift"][1], home, home, breaks)
    for item in raw["visits"]:
        spot = Spot(round(item["pos"][1]), round(item["pos"][0]))
        window = Window(int(item["win"][0]), int(item["win"][1]))
        visits[f"v{item['id']}"] = Visit(
            f"v{item['id']}", spot, int(item["dur"]), window, frozenset(item["need"])
        )
    for place, stops in raw["plan"].items():
        routes[TurnKey(DAY, f"t{int(place.split(':')[1]):03}")] = tuple(f"v{stop}" for stop in stops)
    return Plan(technicians, turns, visits, routes, FlatMap(int(raw["speed"]), 120))


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a seeded plan is, and how full: `fill` is the chance that a technician takes the next
    visit.
    """

    technicians: int = 50
    days: int = 10
    seed: int = 1
    fill: float = 1.0


def seeded_plan(shape: Shape) -> Plan:
    """A plan in which every promise is kept on the planted routes; lunch is owed every day."""
    rng = random.Random(shape.seed)
    technicians, turns, routes = {}, {}, {}
    visits: dict[str, Visit] = {}
    for number in range(shape.technicians):
        who = _technician(number, rng)
        technicians[who.id] = who
        for day in range(shape.days):
            start = day * 24 * HOUR
            key = TurnKey(date_of(day), who.id)
            turns[key] = Turn(key, start + 8 * HOUR, start + 18 * HOUR, who.home, who.home, lunch(start))
            route = []
            for visit in _planted(who, start, len(visits), shape.fill, rng):
                visits[visit.id] = visit
                route.append(visit.id)
            routes[key] = tuple(route)
    return Plan(technicians, turns, visits, routes, FlatMap())


def _technician(number: int, rng: random.Random) -> Technician:
    skills = frozenset(rng.sample(SKILLS, rng.randint(2, 5)))
    second = {rng.choice(LANGUAGES)} if rng.random() < 0.5 else set()
    return Technician(f"t{number:03}", _spot(rng), skills=skills, languages=frozenset({"fr", *second}))


def _spot(rng: random.Random) -> Spot:
    return Spot(rng.randrange(SIDE), rng.randrange(SIDE))


def _planted(who: Technician, start: int, first: int, fill: float, rng: random.Random) -> list[Visit]:
    """Visits one after the other from home, lunch as soon as it may be, back by the end."""
    travel, home = FlatMap(), FlatMap().point(who.home)
    at, here, fed, found = start + 8 * HOUR, home, False, list[Visit]()
    while True:
        if not fed and at >= start + LUNCH[0]:
            at, fed = at + LUNCH[2], True
        spot, duration = _near(here, rng), rng.choice((1200, 1800, 1800, 2400, 3600))
        there = travel.point(spot)
        begin = at + travel.seconds(here, there)
        owed = 0 if fed else LUNCH[2]
        if begin + duration + owed + travel.seconds(there, home) > start + 18 * HOUR:
            return found
        if rng.random() < fill:
            found.append(_visit(first + len(found), spot, duration, begin, who, rng))
        at, here = begin + duration, there


def _near(here: tuple[int, ...], rng: random.Random) -> Spot:
    """Half of the visits are in the neighbourhood, half anywhere."""
    if rng.random() < 0.5:
        return _spot(rng)
    return Spot(*(min(SIDE, max(0, axis + rng.randint(-4000, 4000))) for axis in here))


def _visit(number: int, spot: Spot, duration: int, begin: int, who: Technician, rng: random.Random) -> Visit:
    needs = frozenset({rng.choice(sorted(who.skills))})
    day = begin // (24 * HOUR) * 24 * HOUR
    cell = (begin - day) // (2 * HOUR) * 2 * HOUR
    window = Window(day + cell, day + cell + 2 * HOUR)
    if rng.random() < 0.25:
        half = 8 * HOUR if begin - day < 13 * HOUR else 13 * HOUR
        window = Window(day + half, day + half + 5 * HOUR)
    language = rng.choice(sorted(who.languages)) if rng.random() < 0.2 else "fr"
    return Visit(f"v{number}", spot, duration, window, needs, language=language)


def two_hour_windows(days: int) -> list[Window]:
    """Five windows a day, 8-10 to 16-18."""
    return [
        Window(day * 24 * HOUR + hour * HOUR, day * 24 * HOUR + (hour + 2) * HOUR)
        for day in range(days)
        for hour in (8, 10, 12, 14, 16)
    ]


def asked(number: int, rng: random.Random, days: int) -> Visit:
    """A customer who could be visited on any of the days."""
    languages = ("fr", *LANGUAGES)
    return Visit(
        f"asked-{number}",
        _spot(rng),
        rng.choice((1800, 2700, 3600, 5400)),
        Window(0, days * 24 * HOUR),
        frozenset({rng.choice(SKILLS)}),
        language=rng.choice(languages),
        promised=False,
    )
