"""Reads the routing benchmarks' text files (.vrp with its .sol) as plans: a van's load becomes parts in
stock.

Follows each set's own rule of rounding: VRPTW distances and times ×10, cut off (DIMACS); site-dependent and
multi-depot sets ×1000, rounded.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.dispatch_days import DAY
from possible.dispatch.plan import Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.spots import Spot
from possible.dispatch.travel import TableTravel

Rows = list[list[int]]


@dataclass(frozen=True, slots=True)
class Text:
    """A file's `KEY: value` lines and its sections of numbers."""

    values: dict[str, str]
    sections: dict[str, Rows]

    def column(self, section: str, count: int, default: str = "0") -> list[int]:
        """The second number of each row, or the value of the same name for all."""
        if f"{section}_SECTION" in self.sections:
            rows = {row[0]: row[1] for row in self.sections[f"{section}_SECTION"]}
            return [rows.get(number, 0) for number in range(1, count + 1)]
        return [int(self.values.get(section, default))] * count


def read_text(path: Path) -> Text:
    """Splits a file into values and sections; ValueError for a number that is none."""
    text = Text({}, {})
    rows: Rows | None = None
    for line in path.read_text().splitlines():
        words = line.replace(":", " : ").split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            rows = text.sections.setdefault(words[0], [])
        elif ":" in words:
            text.values[words[0]] = " ".join(words[words.index(":") + 1 :])
        elif rows is not None:
            rows.append(
                [int(float(word)) if "." not in word else round(float(word) * 1000) for word in words]
            )
    return text


def read_plan(path: Path) -> Plan:
    """The problem of a .vrp file as a plan of one day without routes."""
    text = read_text(path)
    count = int(text.values["DIMENSION"])
    scale = _scale(text.values["TYPE"])
    spots = _spots(path)
    depots = (
        [row[0] for row in text.sections["DEPOT_SECTION"] if row[0] > 0]
        if "DEPOT_SECTION" in text.sections
        else [1]
    )
    opens, closes = _windows(text, count, scale.factor)
    stays = text.column("SERVICE_TIME", count)
    technicians, turns = _vans(text, depots, (opens, closes), scale.factor)
    travel = TableTravel(path.name, {Spot(n, 0): n for n in range(count)}, scale.table(spots))
    loads = text.column("DEMAND", count)
    allowed = _allowed(text)
    visits = {
        f"c{number}": Visit(
            f"c{number}",
            Spot(number - 1, 0),
            stays[number - 1] * scale.factor,
            Window(opens[number - 1], closes[number - 1]),
            frozenset({f"site-{number}"}) if allowed else frozenset(),
            parts=(("load", loads[number - 1]),) if loads[number - 1] else (),
        )
        for number in range(1, count + 1)
        if number not in depots
    }
    return Plan(technicians, turns, visits, {}, travel)


@dataclass(frozen=True, slots=True)
class Scale:
    """A set's factor, and how it makes a whole number of a distance."""

    factor: int
    whole: Callable[[float], int]

    def table(self, spots: list[tuple[float, float]]) -> list[list[int]]:
        return [[self.whole(self.factor * math.dist(one, other)) for other in spots] for one in spots]


def _scale(kind: str) -> Scale:
    return Scale(10, int) if kind == "CVRPTW" else Scale(1000, lambda distance: int(distance + 0.5))


def _spots(path: Path) -> list[tuple[float, float]]:
    found, reading = [], False
    for line in path.read_text().splitlines():
        words = line.split()
        if words and words[0].startswith("NODE_COORD"):
            reading = True
        elif reading and len(words) == 3:
            found.append((float(words[1]), float(words[2])))
        elif reading:
            return found
    return found


def _windows(text: Text, count: int, factor: int) -> tuple[list[int], list[int]]:
    rows = {row[0]: row[1:3] for row in text.sections.get("TIME_WINDOW_SECTION", [])}
    pairs = [rows.get(number, [0, 10**6]) for number in range(1, count + 1)]
    return [pair[0] * factor for pair in pairs], [pair[1] * factor for pair in pairs]


def _allowed(text: Text) -> dict[int, list[int]]:
    """By van, the places it may serve (0: every van may serve every place)."""
    return {row[0]: row[1:] for row in text.sections.get("VEHICLES_ALLOWED_CLIENTS_SECTION", [])}


def _vans(
    text: Text, depots: list[int], windows: tuple[list[int], list[int]], factor: int
) -> tuple[dict[str, Technician], dict[TurnKey, Turn]]:
    count = int(text.values["VEHICLES"])
    loads = text.column("CAPACITY", count, str(10**9))
    longest = text.column("VEHICLES_MAX_DURATION", count)
    homes = [depot or depots[0] for depot in text.column("VEHICLES_DEPOT", count)]
    allowed = _allowed(text)
    technicians, turns = {}, {}
    for number in range(1, count + 1):
        name, home = f"van-{number:03}", homes[number - 1]
        spot, key = Spot(home - 1, 0), TurnKey(DAY, f"van-{number:03}")
        skills = frozenset(f"site-{place}" for place in allowed.get(number, ()))
        technicians[name] = Technician(name, spot, skills=skills, stock={"load": loads[number - 1]})
        start, end = windows[0][home - 1], windows[1][home - 1]
        turns[key] = Turn(key, start, end, spot, spot, (), longest[number - 1] * factor)
    return technicians, turns


def read_best(path: Path) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Cost and routes of the best-known solution in the .sol beside a .vrp, in the plan's whole numbers.

    Places are counted from 0 there, depots first.
    """
    routes = []
    for line in path.with_suffix(".sol").read_text().splitlines():
        if line.lower().startswith("route"):
            routes.append(tuple(f"c{int(word) + 1}" for word in line.split(":")[1].split()))
        elif line.lower().startswith("cost"):
            cost = float(line.replace(":", " ").split()[1])
            return round(cost * (10 if "." in line else 1)), tuple(routes)
    raise ValueError(f"{path.with_suffix('.sol')} names no cost")
