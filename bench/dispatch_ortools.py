"""OR-Tools routing as a peer of the dispatch bench: reads a day on standard input, writes routes."""

from __future__ import annotations

import json
import sys
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

UNSERVED = 10_000_000


def solve(day: dict[str, Any]) -> list[list[int]]:
    """Parallel cheapest insertion, then guided local search until the budget is used (wall seconds)."""
    count, vans = len(day["visits"]), len(day["turns"])
    starts = [count + 2 * van for van in range(vans)]
    manager = pywrapcp.RoutingIndexManager(len(day["seconds"]), vans, starts, [start + 1 for start in starts])
    routing = pywrapcp.RoutingModel(manager)
    _costs(day, manager, routing)
    _times(day, manager, routing)
    _loads(day, manager, routing)
    for number, visit in enumerate(day["visits"]):
        index = manager.NodeToIndex(number)
        routing.VehicleVar(index).SetValues([-1, *visit["able"]])
        routing.AddDisjunction([index], UNSERVED)
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(int(day["budget"] * 1000))
    found = routing.SolveWithParameters(search)
    return (
        [_route(manager, routing, found, van) for van in range(vans)] if found else [[] for _ in range(vans)]
    )


def _costs(day: dict[str, Any], manager: Any, routing: Any) -> None:
    table = day["seconds"]
    drive = routing.RegisterTransitCallback(
        lambda one, other: table[manager.IndexToNode(one)][manager.IndexToNode(other)]
    )
    routing.SetArcCostEvaluatorOfAllVehicles(drive)


def _times(day: dict[str, Any], manager: Any, routing: Any) -> None:
    table, visits = day["seconds"], day["visits"]
    stays = [visit["duration"] for visit in visits] + [0] * (len(table) - len(visits))
    pass_time = routing.RegisterTransitCallback(
        lambda one, other: (
            table[manager.IndexToNode(one)][manager.IndexToNode(other)] + stays[manager.IndexToNode(one)]
        )
    )
    horizon = max(turn["end"] for turn in day["turns"])
    routing.AddDimension(pass_time, horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    for number, visit in enumerate(visits):
        time.CumulVar(manager.NodeToIndex(number)).SetRange(
            max(0, visit["start"]), min(visit["end"], horizon)
        )
    indices = [stays[manager.IndexToNode(index)] for index in range(routing.Size())]
    for van, turn in enumerate(day["turns"]):
        time.CumulVar(routing.Start(van)).SetRange(turn["start"], turn["end"])
        time.CumulVar(routing.End(van)).SetRange(turn["start"], turn["end"])
        if turn["longest"]:
            time.SetSpanUpperBoundForVehicle(turn["longest"], van)
        rests = [
            routing.solver().FixedDurationIntervalVar(early, late, length, False, f"rest {van}")
            for early, late, length in turn["breaks"]
        ]
        if rests:
            time.SetBreakIntervalsOfVehicle(rests, van, indices)


def _loads(day: dict[str, Any], manager: Any, routing: Any) -> None:
    for part in range(len(day["turns"][0]["stock"])):
        needs = [visit["needs"][part] for visit in day["visits"]] + [0] * (
            len(day["seconds"]) - len(day["visits"])
        )
        load = routing.RegisterUnaryTransitCallback(lambda one, n=needs: n[manager.IndexToNode(one)])
        stocks = [turn["stock"][part] for turn in day["turns"]]
        routing.AddDimensionWithVehicleCapacity(load, 0, stocks, True, f"part {part}")


def _route(manager: Any, routing: Any, found: Any, van: int) -> list[int]:
    route, index = [], found.Value(routing.NextVar(routing.Start(van)))
    while not routing.IsEnd(index):
        route.append(manager.IndexToNode(index))
        index = found.Value(routing.NextVar(index))
    return route


if __name__ == "__main__":
    print(json.dumps({"routes": solve(json.load(sys.stdin))}))
