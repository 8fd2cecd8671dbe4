"""What goes to an engine and what comes back: JSON on its standard input and output, numbers only."""

from __future__ import annotations

import json
from typing import Any

from possible.dispatch.day import DayProblem, Orders


def question(problem: DayProblem, seconds: float, seed: int) -> bytes:
    """The day, the seconds (CPU time where the engine can count it) and the seed, as the engines read
    them.
    """
    turns = [
        {
            "start": turn.start,
            "end": turn.end,
            "longest": turn.longest,
            "breaks": [[rest.earliest, rest.latest, rest.duration] for rest in turn.breaks],
            "stock": problem.stock[number],
        }
        for number, turn in enumerate(problem.turns)
    ]
    placed = {number for route in problem.routes for number in route}
    visits = [
        {
            "placed": number in placed,
            "start": visit.window.start,
            "end": visit.window.end,
            "duration": visit.duration,
            "able": problem.able[number],
            "needs": problem.needs[number],
        }
        for number, visit in enumerate(problem.visits)
    ]
    asked = {
        "seconds": problem.seconds,
        "turns": turns,
        "visits": visits,
        "routes": problem.routes,
        "budget": seconds,
        "seed": seed,
    }
    return json.dumps(asked).encode()


def orders_in(answer: bytes) -> Orders:
    """The orders that an engine gave; ValueError if it gave anything else."""
    try:
        routes: Any = json.loads(answer)["routes"]
    except (TypeError, KeyError, ValueError, RecursionError) as error:
        raise ValueError("no list of routes of visit numbers") from error
    listed = isinstance(routes, list) and all(isinstance(route, list) for route in routes)
    if not listed or not all(type(number) is int for route in routes for number in route):
        raise ValueError("no list of routes of visit numbers")
    return tuple(tuple(route) for route in routes)
