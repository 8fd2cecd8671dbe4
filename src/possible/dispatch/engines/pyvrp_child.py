"""PyVRP in a process of its own: reads a day without breaks on standard input, writes routes.

Turns that are alike become one vehicle type. Who may serve what is told by routing profiles: a forbidden
journey costs more than any route, but not so much that the search cannot weigh it (2**44 made it hang).
"""

from __future__ import annotations

import json
import sys
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt
import pyvrp
from pyvrp.search import NeighbourhoodParams

Ints = npt.NDArray[np.int64]


class CpuSeconds:
    """Stops when the process has used so many CPU seconds."""

    def __init__(self, seconds: float) -> None:
        self.until = process_time() + seconds

    def __call__(self, best_cost: float) -> bool:  # noqa: ARG002 - PyVRP's protocol
        return process_time() >= self.until


def main() -> None:
    day: dict[str, Any] = json.load(sys.stdin)
    places, seconds = _places(day)
    groups = _groups(day, places)
    clients = [
        pyvrp.Client(
            number,
            delivery=visit["needs"],
            service_duration=visit["duration"],
            tw_early=max(0, visit["start"]),
            tw_late=visit["end"],
            required=visit["placed"],
            prize=0 if visit["placed"] else _barred(day, seconds),
        )
        for number, visit in enumerate(day["visits"])
    ]
    depots = sorted({place for group in groups for place in group[:2]})
    profiles = _profiles(day, groups, seconds)
    names, tables = list(profiles), list[Any](profiles.values())
    types = [_vehicle_type(group, turns, depots, names.index(group[2])) for group, turns in groups.items()]
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in range(len(seconds))],
        clients,
        [pyvrp.Depot(place) for place in depots],
        types,
        tables,
        tables,
    )
    result = pyvrp.solve(
        data, CpuSeconds(float(day["budget"])), seed=day["seed"], collect_stats=False, params=_parameters(day)
    )
    print(json.dumps({"routes": _routes(day, result.best, list(groups.values()))}))  # noqa: T201


def _parameters(day: dict[str, Any]) -> pyvrp.SolveParams:
    near = max(1, min(50, len(day["visits"]) - 1))
    return pyvrp.SolveParams(neighbourhood=NeighbourhoodParams(num_neighbours=near))


def _places(day: dict[str, Any]) -> tuple[list[int], Ints]:
    """Homes that are the same place (same journeys to and from) become one; visits keep their numbers."""
    table: Ints = np.array(day["seconds"], np.int64)
    count = len(day["visits"])
    kept, place, known = list(range(count)), list(range(count)), dict[bytes, int]()
    for number in range(count, len(table)):
        name = table[number].tobytes() + table[:, number].tobytes()
        if name not in known:
            known[name] = len(kept)
            kept.append(number)
        place.append(known[name])
    return place, table[np.ix_(kept, kept)]


Group = tuple[int, int, tuple[bool, ...], int, int, int, tuple[int, ...]]
"""Origin, finish, which visits it can serve, start, end, longest, stock."""


def _groups(day: dict[str, Any], places: list[int]) -> dict[Group, list[int]]:
    count = len(day["visits"])
    found: dict[Group, list[int]] = {}
    able = [set(visit["able"]) for visit in day["visits"]]
    for number, turn in enumerate(day["turns"]):
        origin, finish = places[count + 2 * number], places[count + 2 * number + 1]
        can = tuple(number in turns for turns in able)
        group = (origin, finish, can, turn["start"], turn["end"], turn["longest"], tuple(turn["stock"]))
        found.setdefault(group, []).append(number)
    return found


def _barred(day: dict[str, Any], seconds: Ints) -> int:
    """More than any journey or day: the cost of a forbidden journey, the worth of a visit without a place."""
    longest = max(int(turn["end"]) - int(turn["start"]) for turn in day["turns"])
    return int(max(1, seconds.max())) * 20 + longest


def _profiles(
    day: dict[str, Any], groups: dict[Group, list[int]], seconds: Ints
) -> dict[tuple[bool, ...], Ints]:
    barred = _barred(day, seconds)
    found: dict[tuple[bool, ...], Ints] = {}
    for _, _, can, *_ in groups:
        if can not in found:
            table = seconds.copy()
            out = [number for number, able in enumerate(can) if not able]
            table[out, :] = barred
            table[:, out] = barred
            table[range(len(table)), range(len(table))] = 0
            found[can] = table
    return found


def _vehicle_type(group: Group, turns: list[int], depots: list[int], profile: int) -> pyvrp.VehicleType:
    origin, finish, _, start, end, longest, stock = group
    return pyvrp.VehicleType(
        num_available=len(turns),
        capacity=list(stock),
        start_depot=depots.index(origin),
        end_depot=depots.index(finish),
        tw_early=start,
        tw_late=end,
        profile=profile,
        shift_duration=longest or np.iinfo(np.int64).max,
    )


def _routes(day: dict[str, Any], best: pyvrp.Solution, turns: list[list[int]]) -> list[list[int]]:
    routes: list[list[int]] = [[] for _ in day["turns"]]
    free = [list(group) for group in turns]
    for route in best.routes():
        routes[free[route.vehicle_type()].pop(0)] = [
            activity.idx for activity in route if activity.is_client()
        ]
    return routes


if __name__ == "__main__":
    main()
