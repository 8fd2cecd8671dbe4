"""Who can take one visit in its own window: what is listed is kept by the judge, and nobody else's visit moves."""

import random

import pytest

from bench.dispatch_days import Shape, seeded_plan
from possible.dispatch.board import faults
from possible.dispatch.fits import fit_at, fits, taken
from possible.dispatch.plan import Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.spots import Spot
from possible.dispatch.timetable import timetable_of
from possible.dispatch.travel import FlatMap
from tests.core.dispatch import small

HOUR = small.HOUR
HOME = Spot(0, 0)
AMADOU, JULIE = TurnKey(small.DAY, "amadou"), TurnKey(small.DAY, "julie")


def visit(name, start, minutes=30, **needs):
    return Visit(name, HOME, minutes * 60, Window(start * HOUR, (start + 2) * HOUR), **needs)


def pair(amadou, julie, skills=frozenset()):
    people = {
        "amadou": Technician("amadou", HOME, languages=frozenset({"fr", "en"}), skills=skills),
        "julie": Technician("julie", HOME, languages=frozenset({"fr"})),
    }
    turns = {key: Turn(key, 8 * HOUR, 16 * HOUR, HOME, HOME) for key in (AMADOU, JULIE)}
    visits = {v.id: v for v in (*amadou, *julie)}
    routes = {AMADOU: tuple(v.id for v in amadou), JULIE: tuple(v.id for v in julie)}
    return Plan(people, turns, visits, routes, FlatMap())


def test_who_speaks_the_language_comes_first_and_who_lacks_a_skill_does_not_come():
    plan = pair([visit("a", 8)], [])
    found = fits(plan, visit("x", 10, language="en"), small.DAY)
    assert [(fit.key, fit.speaks) for fit in found] == [(AMADOU, True), (JULIE, False)]
    plan = pair([visit("a", 8)], [], skills=frozenset({"fibre"}))
    assert [fit.key for fit in fits(plan, visit("x", 10, skills=frozenset({"fibre"})), small.DAY)] == [AMADOU]


def test_a_visit_on_a_route_is_asked_for_as_if_it_were_on_none():
    plan = pair([visit("a", 8), visit("b", 10)], [])
    after = taken(plan, plan.visits["b"], fits(plan, plan.visits["b"], small.DAY)[-1])
    assert {key: route for key, route in after.routes.items() if route} in (
        {AMADOU: ("a", "b")},
        {AMADOU: ("a",), JULIE: ("b",)},
    )


def test_an_order_is_had_at_about_a_time_or_not_at_all():
    plan = pair([visit("a", 10), visit("b", 12)], [])
    wide = Visit("x", HOME, 1800, Window(8 * HOUR, 14 * HOUR))
    for at, route in ((8, ("x", "a", "b")), (11, ("a", "x", "b")), (13, ("a", "b", "x"))):
        found = fit_at(plan, wide, AMADOU, at * HOUR)
        assert found is not None
        assert found.route == route
    assert fit_at(plan, visit("y", 8), AMADOU, 13 * HOUR) is None


@pytest.mark.parametrize("seed", range(4))
def test_every_fit_is_kept_by_the_judge_and_begins_when_it_says(seed):
    plan = seeded_plan(Shape(technicians=4, days=1, seed=seed, fill=0.6))
    rng = random.Random(seed)
    day = plan.days()[0]
    for name in rng.sample(sorted(plan.visits), 4):
        asked = plan.visits[name]
        for fit in fits(plan, asked, day):
            after = taken(plan, asked, fit)
            assert faults(after) == []
            assert timetable_of(after, fit.key).start_of(name) == fit.start
            assert asked.window.start <= fit.start <= asked.window.end
            assert all(set(after.route(key)) ^ set(plan.route(key)) <= {name} for key in after.turns)
