"""VROOM in a process of its own: reads a day on standard input, writes routes."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import numpy as np
import vroom


def main() -> None:
    day: dict[str, Any] = json.load(sys.stdin)
    problem = vroom.Input()
    problem.set_durations_matrix("car", np.array(day["seconds"], dtype=np.uint32))
    tokens = _tokens(day)
    count = len(day["visits"])
    for number, turn in enumerate(day["turns"]):
        problem.add_vehicle(_vehicle(number, turn, count, tokens))
    for number, visit in enumerate(day["visits"]):
        problem.add_job(
            vroom.Job(
                number,
                number,
                default_service=visit["duration"],
                delivery=vroom.Amount(visit["needs"]),
                skills={tokens[tuple(visit["able"])]},
                time_windows=[vroom.TimeWindow(max(0, visit["start"]), visit["end"])],
            )
        )
    found = problem.solve(
        exploration_level=5, nb_threads=1, timeout=timedelta(seconds=float(day["budget"]))
    ).routes
    routes: list[list[int]] = [[] for _ in day["turns"]]
    for vehicle, kind, job in zip(found.vehicle_id, found.type, found.id, strict=True):
        if kind == "job":
            routes[vehicle].append(int(job))
    print(json.dumps({"routes": routes}))  # noqa: T201 - it is this process's answer


def _tokens(day: dict[str, Any]) -> dict[tuple[int, ...], int]:
    """One skill per set of turns that are able: that says it all, whatever the reason."""
    found: dict[tuple[int, ...], int] = {}
    for visit in day["visits"]:
        found.setdefault(tuple(visit["able"]), len(found))
    return found


def _vehicle(number: int, turn: dict[str, Any], visits: int, tokens: dict[tuple[int, ...], int]) -> Any:
    rests = [
        vroom.Break(place, [vroom.TimeWindow(early, late)], length)
        for place, (early, late, length) in enumerate(turn["breaks"])
    ]
    return vroom.Vehicle(
        number,
        start=visits + 2 * number,
        end=visits + 2 * number + 1,
        capacity=vroom.Amount(turn["stock"]),
        skills={token for able, token in tokens.items() if number in able},
        time_window=vroom.TimeWindow(turn["start"], turn["end"]),
        breaks=rests,
    )


if __name__ == "__main__":
    main()
