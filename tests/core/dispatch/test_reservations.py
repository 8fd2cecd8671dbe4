"""A slot that is kept for one asker is nobody else's, and what is kept runs out."""

import random
from dataclasses import replace

import pytest

from possible.dispatch.board import board_of, faults
from possible.dispatch.plan import Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.reservations import Expired, Reserved, Taken, confirm, expired, held, release, reserve
from possible.dispatch.slots import Possible, Tier, slots
from possible.dispatch.spots import Spot
from possible.dispatch.tables import table_of
from possible.dispatch.travel import FlatMap
from tests.core.dispatch import small

HOUR = small.HOUR
KEY = TurnKey(small.DAY, "amadou")
HOME = Spot(0, 0)
MORNING = Window(8 * HOUR, 9 * HOUR)
NOW = 7 * HOUR


def plan_of(end=10):
    turn = Turn(KEY, 8 * HOUR, end * HOUR, HOME, HOME)
    return Plan({"amadou": Technician("amadou", HOME)}, {KEY: turn}, {}, {}, FlatMap())


def asker(name):
    return Visit(name, HOME, 90 * 60, Window(0, 24 * HOUR), promised=False)


def slot(plan, visit):
    return slots(board_of(plan), visit, [MORNING], Tier.EXCHANGE)[0]


def test_two_askers_are_quoted_the_same_slot_and_one_gets_it():
    plan = plan_of()
    first, second = slot(plan, asker("carter")), slot(plan, asker("other"))
    assert isinstance(first, Possible)
    assert isinstance(second, Possible)
    kept = reserve(plan, asker("carter"), first, NOW)
    assert isinstance(kept, Reserved)
    assert kept.until == NOW + 300
    assert [visit.id for visit in held(board_of(kept.plan))] == ["carter"]
    lost = reserve(kept.plan, asker("other"), second, NOW + 1)
    assert isinstance(lost, Taken)
    assert lost.plan == kept.plan
    again = reserve(kept.plan, asker("other"), second, NOW + 301)  # the first never answered
    assert isinstance(again, Reserved)
    assert list(again.plan.visits) == ["other"]


def test_confirming_makes_a_promise_and_comes_too_late_after_the_minutes():
    plan = plan_of()
    kept = reserve(plan, asker("carter"), slot(plan, asker("carter")), NOW)
    promised = confirm(kept.plan, "carter", NOW + 300)
    assert promised.visits["carter"].held_until is None
    assert promised.visits["carter"].promised
    assert promised.visits["carter"].window == MORNING
    assert expired(promised, NOW + 9999) == promised
    with pytest.raises(Expired):
        confirm(kept.plan, "carter", NOW + 301)
    with pytest.raises(ValueError, match="already"):
        reserve(kept.plan, asker("carter"), slot(plan, asker("carter")), NOW)


def test_an_answer_that_names_a_turn_that_is_gone_is_asked_again():
    plan = plan_of()
    answer = slot(plan, asker("carter"))
    empty = replace(plan, turns={}, routes={})
    lost = reserve(empty, asker("carter"), answer, NOW)
    assert isinstance(lost, Taken)
    assert lost.answer.certificate.rule == "nobody-works"


@pytest.mark.parametrize("seed", range(60))
def test_many_askers_with_old_answers_never_break_a_promise(seed):
    """Everybody asks the same plan, then all reserve, confirm or let go in a random order."""
    rng = random.Random(seed)
    plan = small.plan(rng, people=3, most=3)
    promises = dict(plan.visits)
    windows = [Window(h * HOUR, (h + 2) * HOUR) for h in (8, 10, 12, 14)]
    askers = [
        replace(small.visit(f"a{n}", rng), window=Window(0, 24 * HOUR), promised=False) for n in range(6)
    ]
    board = board_of(plan)
    answers = [
        (who, answer)
        for who in askers
        for answer in slots(board, who, windows)
        if isinstance(answer, Possible)
    ]
    rng.shuffle(answers)
    now = NOW
    for who, answer in answers:
        now += rng.randint(0, 200)
        if who.id in plan.visits:
            if plan.visits[who.id].held_until is not None and now <= plan.visits[who.id].held_until:
                plan = confirm(plan, who.id, now)
                promises[who.id] = plan.visits[who.id]
            continue
        outcome = reserve(plan, who, answer, now)
        plan = outcome.plan
        if isinstance(outcome, Reserved):
            assert plan.visits[who.id].window.start >= answer.window.start
            assert plan.visits[who.id].window.end <= answer.window.end
        assert not faults(plan)
        assert all(plan.visits[name] == promise for name, promise in promises.items())
        assert not plan.unserved()
    assert not faults(expired(plan, now + 9999))


def test_letting_a_stop_go_never_breaks_a_day_even_where_it_was_a_short_cut():
    """Over the reserved stop it is 20 minutes, straight it is two hours: the stop stays."""
    spots = [HOME, Spot(1, 0), Spot(2, 0)]
    rows = [[0, 600, 7200], [600, 0, 600], [7200, 600, 0]]
    far = Visit("far", Spot(2, 0), 600, MORNING)
    plan = replace(plan_of(), travel=table_of("short cut", spots, rows))
    stop = replace(asker("stop"), spot=Spot(1, 0), duration=0, window=MORNING, held_until=NOW)
    plan = plan.with_visits([stop, far]).with_routes({KEY: ("stop", "far")})
    assert faults(plan)  # the way home is straight, and too long
    plan = plan.with_visits(
        [replace(asker("back"), spot=Spot(1, 0), duration=0, window=Window(8 * HOUR, 10 * HOUR))]
    )
    plan = plan.with_routes({KEY: ("stop", "far", "back")})
    assert not faults(plan)
    assert release(plan, "stop") == plan
    assert expired(plan, NOW + 1) == plan
    assert "back" not in release(plan.with_routes({KEY: ("back",)}), "back").visits
