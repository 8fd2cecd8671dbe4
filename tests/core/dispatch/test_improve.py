"""The improver keeps every promise and never costs more; engines may do what they like."""

import random
import sys
from dataclasses import replace

import pytest

from bench.dispatch_days import Shape, date_of, lunch, seeded_plan
from possible.dispatch.adopt import adopt, weigh
from possible.dispatch.board import board_of, faults
from possible.dispatch.day import day_problem, refusal
from possible.dispatch.engines.process import PYVRP, VROOM, Engine, ask
from possible.dispatch.improve import Budget, improve, improve_day, shares
from possible.dispatch.improver import Improver, Tuning, tries
from possible.dispatch.plan import Break, Window
from possible.dispatch.proofs import walks
from tests.core.dispatch import small

FIRST = date_of(0)


def fake_clock(step=0.01):
    """Each look at it is a hundredth of a second later: so many looks, so many tries."""
    now = 0.0

    def clock():
        nonlocal now
        now += step
        return now

    return clock


def kept(before, after):
    assert not faults(after)
    assert after.visits == before.visits
    assert set(after.unserved()) <= set(before.unserved())
    assert board_of(after).seconds <= board_of(before).seconds or len(after.unserved()) < len(
        before.unserved()
    )


@pytest.mark.parametrize("seed", range(40))
def test_promises_stand_and_cost_never_rises(seed):
    rng = random.Random(seed)
    before = small.plan(rng, people=3, most=4, longest=seed % 4 == 0)
    after = improve(before, before.days(), Budget(1.0, fake_clock(), ()), random.Random(seed)).plan
    kept(before, after)
    for key, route in after.routes.items():
        assert walks(after, after.turns[key], [after.visits[name] for name in route])


def test_a_large_day_gets_much_cheaper_and_longer_is_never_dearer():
    before = seeded_plan(Shape(12, 2, 5))
    costs = [board_of(before).seconds]
    for count in (20, 400, 3000):
        problem = day_problem(before, FIRST)
        improver = Improver(problem, random.Random(2))
        after, verdict = adopt(before, problem, improver.search(tries(count)), "own")
        assert verdict.word in ("adopted", "dearer")
        kept(before, after)
        costs.append(board_of(after).seconds)
    assert costs[-1] < 0.75 * costs[0]


def test_the_best_only_falls_along_the_way():
    problem = day_problem(seeded_plan(Shape(8, 1, 3)), FIRST)
    improver, seen = Improver(problem, random.Random(1)), []
    improver.search(tries(300), lambda best: seen.append(best.cost) or False)
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == improver.best.cost == problem.cost(improver.orders())
    assert not refusal(problem, improver.orders())


def test_every_state_on_the_way_is_accepted_by_the_judge():
    plan = seeded_plan(Shape(6, 1, 4))
    key = min(plan.turns)
    two = (Break(9 * 3600, 10 * 3600, 900), *lunch())
    turns = {**plan.turns, key: replace(plan.turns[key], breaks=two, longest=10 * 3600)}
    plan = replace(
        plan,
        turns=turns,
        routes={**plan.routes, key: ()},
        visits={name: visit for name, visit in plan.visits.items() if name not in plan.route(key)},
    )
    plan = replace(plan, technicians={n: replace(w, stock={"box": 1}) for n, w in plan.technicians.items()})
    some = [route[0] for route in plan.routes.values() if route]
    plan = plan.with_visits(replace(plan.visits[name], parts=(("box", 1),)) for name in some)
    assert not faults(plan)
    problem = day_problem(plan, FIRST)
    improver = Improver(problem, random.Random(3), Tuning(removed=4))
    state, moved = improver.best, 0
    for _ in range(150):
        tried = improver.attempt(state)
        if tried is not None:
            orders = tuple(run.order for run in tried.runs)
            assert not refusal(problem, orders)
            assert tried.cost == problem.cost(orders)
            moved += orders != problem.routes
            state = tried
    assert moved > 100
    assert any(run.order for run in state.runs if problem.turns[run.turn].key == key)


def test_visits_under_way_stay_where_they_are():
    plan = seeded_plan(Shape(8, 1, 6))
    fixed = {key: 2 for key, route in plan.routes.items() if len(route) > 3}
    plan = replace(plan, fixed=fixed)
    problem = day_problem(plan, FIRST)
    assert list(shares(problem, (PYVRP, VROOM))) == []
    orders = Improver(problem, random.Random(1)).search(tries(500))
    assert problem.cost(orders) < problem.cost(problem.routes)
    for turn, order in enumerate(orders):
        held = problem.fixed[turn]
        assert order[:held] == problem.routes[turn][:held]
    assert "under way" in refusal(problem, tuple(order[::-1] for order in orders))


def test_a_language_that_was_spoken_is_never_lost():
    plan = seeded_plan(Shape(12, 1, 8))
    visits = {name: replace(visit, language="en") for name, visit in plan.visits.items()}
    plan = replace(plan, visits=visits)
    after = improve_day(plan, FIRST, Budget(4.0, fake_clock(), ()), random.Random(1)).plan
    assert after.routes != plan.routes

    def spoken(some):
        return {
            v
            for key, route in some.routes.items()
            for v in route
            if "en" in some.technicians[key.technician].languages
        }

    assert spoken(plan) <= spoken(after)


def test_visits_without_a_place_get_one_where_there_is_one():
    plan = seeded_plan(Shape(8, 1, 9, fill=0.7))
    key = max(plan.routes, key=lambda key: len(plan.route(key)))
    lost = plan.route(key)
    loose = plan.with_routes({key: ()}).with_visits(
        replace(plan.visits[name], promised=False) for name in lost
    )
    assert set(loose.unserved()) == set(lost)
    after = improve_day(loose, FIRST, Budget(6.0, fake_clock(), ()), random.Random(1)).plan
    assert len(after.unserved()) < len(lost)
    kept(loose, after)


NONSENSE = {
    "hangs": "import time; time.sleep(600)",
    "hangs with a child": "import subprocess,sys,time; subprocess.Popen([sys.executable,'-c','import time;time.sleep(600)']); time.sleep(600)",
    "dies": "raise SystemExit('out of memory')",
    "says nothing": "pass",
    "no json": "print('{')",
    "not utf-8": "import sys; sys.stdout.buffer.write(b'\\xff\\xfe')",
    "another thing": "print('[1, 2]')",
    "words for numbers": 'print(\'{"routes": [["a"]]}\')',
    "deep": "print('['*100000)",
    "too few": "print('{\"routes\": []}')",
    "twice": "import json,sys; n=len(json.load(sys.stdin)['turns']); print(json.dumps({'routes': [[0,0]]+[[] for _ in range(n-1)]}))",
    "unknown visits": "import json,sys; n=len(json.load(sys.stdin)['turns']); print(json.dumps({'routes': [[-1, 10**9]]+[[] for _ in range(n-1)]}))",
    "loses visits": "import json,sys; n=len(json.load(sys.stdin)['turns']); print(json.dumps({'routes': [[] for _ in range(n)]}))",
    "breaks windows": "import json,sys; d=json.load(sys.stdin); print(json.dumps({'routes': [r[::-1] for r in d['routes']]}))",
    "breaks skills": "import json,sys; d=json.load(sys.stdin); r=d['routes']; print(json.dumps({'routes': r[1:]+r[:1]}))",
    "gives back what it got": "import json,sys; d=json.load(sys.stdin); print(json.dumps({'routes': d['routes']}))",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_an_engine_that_misbehaves_is_logged_and_the_plan_is_unchanged(name, monkeypatch):
    monkeypatch.setattr("possible.dispatch.engines.process.GRACE", 0.5)
    plan = seeded_plan(Shape(4, 1, 2))
    engine = Engine("rogue", (sys.executable, "-c", NONSENSE[name]))
    problem = day_problem(plan, FIRST)
    outcome = ask(engine, problem, 0.2, 1, grace=1.0)
    if outcome.orders is None:
        assert outcome.complaint
    else:
        after, verdict = adopt(plan, problem, outcome.orders, "rogue")
        assert after is plan
        assert verdict.word in ("refused", "dearer")
        assert verdict.why or verdict.word == "dearer"


def test_a_visit_that_is_planned_twice_is_refused_though_nobody_is_lost():
    plan = small.plan(random.Random(4), people=2, most=3)
    home, other = sorted(plan.turns)
    first = plan.route(home)[0]
    people = {name: replace(who, skills=frozenset(small.SKILLS)) for name, who in plan.technicians.items()}
    free = replace(plan, technicians=people, routes={home: (first,)}, visits={first: plan.visits[first]})
    problem = day_problem(
        replace(free, turns={**free.turns, other: replace(free.turns[home], key=other)}), small.DAY
    )
    assert refusal(problem, ((0,), ())) == ""
    assert refusal(problem, ((), (0,))) == ""
    assert refusal(problem, ((0,), (0,))) == "a visit is planned twice"


def test_an_engine_that_is_not_there_is_logged():
    problem = day_problem(seeded_plan(Shape(2, 1, 2)), FIRST)
    assert ask(Engine("gone", ("/no/such/engine",)), problem, 0.1, 1).complaint.startswith(
        "cannot be started"
    )
    missing = ask(Engine("gone", ("true",), needs="no_such_package"), problem, 0.1, 1)
    assert missing.complaint == "no_such_package is not installed"


def test_what_hangs_is_killed_with_its_children():
    engine = Engine("rogue", (sys.executable, "-c", NONSENSE["hangs with a child"]))
    outcome = ask(engine, day_problem(seeded_plan(Shape(2, 1, 2)), FIRST), 0.1, 1, grace=0.5)
    assert outcome.complaint == "killed after 0.7 s"


def test_a_dearer_proposal_is_left():
    plan = seeded_plan(Shape(6, 1, 7))
    problem = day_problem(plan, FIRST)
    better, _ = adopt(plan, problem, Improver(problem, random.Random(1)).search(tries(300)), "own")
    again = day_problem(better, FIRST)
    number = {visit.id: n for n, visit in enumerate(again.visits)}
    old = tuple(tuple(number[name] for name in plan.route(turn.key)) for turn in again.turns)
    assert weigh(again, old, "old").word == "dearer"
    assert adopt(better, again, old, "old")[0] is better


@pytest.mark.parametrize("engine", [PYVRP, VROOM], ids=lambda engine: engine.name)
def test_the_engines_give_days_that_the_judge_accepts(engine):
    if not engine.installed():
        pytest.skip(f"{engine.name} is not installed")
    plan = seeded_plan(Shape(6, 1, 3))
    if not engine.breaks:
        plan = replace(plan, turns={key: replace(turn, breaks=()) for key, turn in plan.turns.items()})
    problem = day_problem(plan, FIRST)
    outcome = ask(engine, problem, 1.0, 1, grace=30.0)
    assert outcome.complaint == ""
    verdict = weigh(problem, outcome.orders, engine.name)
    assert verdict.word == "adopted"
    assert verdict.after < verdict.before


def test_the_portfolio_keeps_promises_too():
    plan = seeded_plan(Shape(6, 1, 3))
    improved = improve_day(plan, FIRST, Budget(2.0, fake_clock(), (PYVRP, VROOM)), random.Random(1))
    kept(plan, improved.plan)
    assert [verdict.engine for verdict in improved.verdicts][-1] == "own"
    assert board_of(improved.plan).seconds < board_of(plan).seconds


def test_windows_of_the_day_are_never_touched_by_name():
    """Belt and braces: the plan's visits are the same objects after a search."""
    plan = seeded_plan(Shape(5, 1, 1))
    after = improve_day(plan, FIRST, Budget(1.0, fake_clock(), ()), random.Random(1)).plan
    assert all(after.visits[name] is visit for name, visit in plan.visits.items())
    assert all(isinstance(visit.window, Window) for visit in after.visits.values())
