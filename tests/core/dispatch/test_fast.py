"""numpy and plain Python give the same technician, place and seconds, also after the board has changed."""

import random
from dataclasses import replace

import pytest

from bench.dispatch_days import Shape, asked, seeded_plan, two_hour_windows
from possible.dispatch.board import board_of
from possible.dispatch.fast import FastBoard
from possible.dispatch.insertion import cheapest
from possible.dispatch.plan import Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.slots import Possible, Tier, accepted, slots
from possible.dispatch.spots import Spot
from possible.dispatch.tables import table_of
from possible.dispatch.travel import FlatMap, GreatCircle

pytest.importorskip("numpy")
DAYS = 3
WINDOWS = two_hour_windows(DAYS)


def equal_for(board, fast, rng, queries=12):
    for number in range(queries):
        visit = asked(number, rng, DAYS)
        assert fast.cheapest(visit, WINDOWS) == cheapest(board, visit, WINDOWS)


@pytest.mark.parametrize("seed", range(4))
def test_equal_and_equal_after_changes(seed):
    rng = random.Random(seed)
    board = board_of(seeded_plan(Shape(12, DAYS, seed, fill=0.8)))
    fast = FastBoard(board)
    equal_for(board, fast, rng)
    for number in range(8):
        visit = asked(100 + number, rng, DAYS)
        had = [a for a in slots(board, visit, WINDOWS, Tier.INSERTION, effort=0) if isinstance(a, Possible)]
        board = board_of(accepted(board.plan, visit, had[0]), board)
        fast.follow(board)
        equal_for(board, fast, rng, 3)


def test_equal_with_traffic_fixed_visits_parts_and_no_breaks():
    rng = random.Random(3)
    plan = seeded_plan(Shape(10, DAYS, 3))
    keys = sorted(plan.turns)
    turns = {
        key: replace(turn, breaks=() if number % 2 else turn.breaks)
        for number, (key, turn) in enumerate(plan.turns.items())
    }
    plan = replace(plan, turns=turns, traffic={keys[0].day: 115}, fixed={keys[0]: 2, keys[5]: 1})
    people = {
        name: replace(who, stock={"box": n % 3}) for n, (name, who) in enumerate(plan.technicians.items())
    }
    board = board_of(replace(plan, technicians=people))
    fast = FastBoard(board)
    for number in range(20):
        visit = replace(asked(number, rng, DAYS), parts=(("box", 1),) if number % 2 else ())
        assert fast.cheapest(visit, WINDOWS) == cheapest(board, visit, WINDOWS)


def test_equal_on_the_globe_and_with_a_table():
    plan = seeded_plan(Shape(8, DAYS, 5, fill=0.7))
    rng = random.Random(5)

    def moved(spot):
        return Spot(48_800_000 + spot.north * 9, 2_250_000 + spot.east * 13)

    visits = {name: replace(visit, spot=moved(visit.spot)) for name, visit in plan.visits.items()}
    turns = {key: replace(t, origin=moved(t.origin), finish=moved(t.finish)) for key, t in plan.turns.items()}
    globe = replace(plan, visits={}, routes={}, turns=turns, travel=GreatCircle())
    board = board_of(globe)
    for visit in list(visits.values())[:60]:
        had = [
            a
            for a in slots(board, visit, [visit.window], Tier.INSERTION, effort=0)
            if isinstance(a, Possible)
        ]
        if had:
            board = board_of(accepted(board.plan, visit, had[0]), board)
    assert len(board.plan.visits) > 30
    questions = [replace(asked(n, rng, DAYS), spot=moved(asked(n, rng, DAYS).spot)) for n in range(10)]
    fast = FastBoard(board)
    assert all(fast.cheapest(visit, WINDOWS) == cheapest(board, visit, WINDOWS) for visit in questions)
    spots = sorted(
        {t.origin for t in turns.values()}
        | {v.spot for v in board.plan.visits.values()}
        | {q.spot for q in questions}
    )
    point, seconds = GreatCircle().point, GreatCircle().seconds
    rows = [[seconds(point(a), point(b)) + (7 if a < b else 0) for b in spots] for a in spots]
    tabled = board_of(replace(board.plan, travel=table_of("uneven", spots, rows)))
    fast = FastBoard(tabled)
    assert all(fast.cheapest(visit, WINDOWS) == cheapest(tabled, visit, WINDOWS) for visit in questions)


def test_a_provider_that_numpy_does_not_know_is_asked_plainly():
    class Twice:
        name = "twice"

        def point(self, spot):
            return FlatMap().point(spot)

        def seconds(self, start, end):
            return 2 * FlatMap().seconds(start, end)

    plan = replace(seeded_plan(Shape(4, DAYS, 1, fill=0.3)), travel=Twice())
    board = board_of(plan)
    assert FastBoard(board).plain
    equal_for(board, FastBoard(board), random.Random(1), 3)


def test_a_gap_that_fits_to_the_second_is_found():
    home, key = Spot(0, 0), TurnKey("2026-01-05", "amadou")
    turn = Turn(key, 0, 7200, home, home)
    plan = Plan({"amadou": Technician("amadou", home)}, {key: turn}, {}, {}, FlatMap())
    for duration, found in ((7200, True), (7201, False)):
        visit = Visit("asked", home, duration, Window(0, 7200))
        for answers in (
            cheapest(board_of(plan), visit, [visit.window]),
            FastBoard(board_of(plan)).cheapest(visit, [visit.window]),
        ):
            assert (answers[0] is not None) == found
    far = Visit("far", Spot(0, 700), 7200 - 440, Window(0, 7200))
    assert FastBoard(board_of(plan)).cheapest(far, [far.window])[0].extra == 440
