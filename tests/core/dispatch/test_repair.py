"""What happens to a day is repaired without moving a promise, and everybody concerned is told."""

import random
from dataclasses import replace

import pytest

from bench.dispatch_days import Shape, seeded_plan
from possible.dispatch.board import board_of, faults
from possible.dispatch.events import CustomerAway, Overrun, PartMissing, Sick, TechnicianAway, Traffic, as_of
from possible.dispatch.improver import tries
from possible.dispatch.plan import Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.repair import changes, repair, search_on
from possible.dispatch.slots import Tier
from possible.dispatch.spots import Spot
from possible.dispatch.tell import tells
from possible.dispatch.timetable import timetables
from possible.dispatch.travel import FlatMap
from tests.core.dispatch import small

HOUR = small.HOUR
HOME = Spot(0, 0)
AMADOU, JULIE = TurnKey(small.DAY, "amadou"), TurnKey(small.DAY, "julie")
REMEDIES = {"window-broken": "32 EUR", "not-come": "32 EUR, fee waived"}


def visit(name, start, minutes=30, spot=HOME, **needs):
    return Visit(name, spot, minutes * 60, Window(start * HOUR, (start + 2) * HOUR), **needs)


def pair(amadou, julie, **more):
    people = {
        "amadou": Technician("amadou", HOME, "Amadou", languages=frozenset({"fr", "en"}), stock={"box": 1}),
        "julie": Technician("julie", HOME, "Julie", languages=frozenset({"fr"}), stock={"box": 1}),
    }
    turns = {key: Turn(key, 8 * HOUR, 16 * HOUR, HOME, HOME) for key in (AMADOU, JULIE)}
    visits = {v.id: v for v in (*amadou, *julie)}
    routes = {AMADOU: tuple(v.id for v in amadou), JULIE: tuple(v.id for v in julie)}
    return Plan(people, turns, visits, routes, FlatMap(), **more)


def test_a_sick_technician_s_customers_keep_their_windows_and_are_told_the_name():
    plan = pair([visit("a", 8), visit("carter", 12, language="en")], [visit("b", 10)])
    found = repair(plan, Sick(AMADOU), 8 * HOUR - 1)
    assert found.open == ()
    assert {r.visit for r in found.rehomed} == {"a", "carter"}
    assert set(found.plan.route(JULIE)) == {"a", "b", "carter"}
    told = tells(found, REMEDIES)
    assert {(t.to, t.who, t.key) for t in told} == {
        ("customer", "a", "other-technician"),
        ("customer", "carter", "other-language"),
        ("technician", "amadou", "route-ends"),
        ("technician", "julie", "new-route"),
    }
    said = {t.who: str(t.sentence()) for t in told}
    assert said["a"] == "Julie will come instead, in the window that you were promised."
    assert said["carter"].startswith(
        "Julie will come instead, in the window that you were promised, but does not speak en."
    )
    assert said["julie"] == "Your route has changed: a, b, carter."


def test_who_cannot_be_rehomed_is_told_with_the_charter_s_remedy():
    plan = pair([visit("a", 8, 119)], [visit("b", 8, 119)])
    plan = replace(plan, turns={key: replace(turn, end=10 * HOUR + 600) for key, turn in plan.turns.items()})
    found = repair(plan, Sick(AMADOU), 8 * HOUR - 1)
    assert found.open == ("a",)
    offer = Window(14 * HOUR, 16 * HOUR)
    told = [t for t in tells(found, REMEDIES, {"a": [offer]}) if t.to == "customer"]
    assert [(t.who, t.key, t.remedy, t.windows) for t in told] == [("a", "window-broken", "32 EUR", (offer,))]
    assert "32 EUR" in str(told[0].sentence())
    with pytest.raises(KeyError):
        tells(found, {})


def test_sick_at_noon_the_visit_under_way_is_done_again_and_the_done_ones_are_not():
    plan = pair([visit("a", 8), visit("b", 11, 90), visit("c", 14)], [])
    found = repair(plan, Sick(AMADOU), 12 * HOUR)
    assert "a" in found.done
    assert "b" not in found.done
    assert {r.visit for r in found.rehomed} == {"b", "c"}
    assert found.plan.turns[JULIE].start == 12 * HOUR


def test_an_overrun_puts_the_rest_into_another_order_or_to_a_colleague():
    plan = pair([visit("a", 8), visit("b", 9), visit("c", 9, 60)], [])
    found = repair(plan, Overrun(AMADOU, "a", 10 * HOUR + 1800), 8 * HOUR + 1200)
    assert found.open == ()
    assert not faults(found.plan)
    assert found.plan.turns[AMADOU].start == 10 * HOUR + 1800
    assert sorted((*found.plan.route(AMADOU), *found.plan.route(JULIE))) == ["b", "c"]


def test_traffic_slows_the_day_and_only_what_must_move_moves():
    far = Spot(20_000, 0)
    plan = pair([visit("a", 8, 30, far), visit("b", 10, 90, HOME), visit("c", 12, 30, far)], [])
    calm = repair(plan, Traffic(small.DAY, 105), 7 * HOUR)
    assert calm.rehomed == ()
    assert calm.plan.route(AMADOU) == ("a", "b", "c")
    jam = repair(plan, Traffic(small.DAY, 350), 7 * HOUR)
    assert not faults(jam.plan)
    assert len(jam.rehomed) + len(jam.open) >= 1
    assert all(plan.visits[name] == jam.plan.visits[name] for name in jam.plan.visits)


def test_a_customer_who_was_away_pays_nothing_and_is_offered_windows():
    plan = pair([visit("a", 8), visit("b", 10)], [])
    found = repair(plan, CustomerAway(AMADOU, "a", 8 * HOUR + 900), 8 * HOUR + 600)
    assert found.broken == found.away == ("a",)
    assert found.plan.route(AMADOU) == ("b",)
    told = tells(found, {}, {"a": [Window(14 * HOUR, 16 * HOUR)]})
    assert [(t.who, t.key, t.remedy) for t in told if t.to == "customer"] == [("a", "you-were-away", "")]


def test_a_technician_who_did_not_come_breaks_the_promise_whatever_follows():
    plan = pair([visit("a", 8), visit("b", 10)], [])
    found = repair(plan, TechnicianAway(AMADOU, "a"), 9 * HOUR + 1800)
    assert found.broken == ("a",)
    assert "a" in found.plan.route(JULIE) or "a" in found.plan.route(AMADOU)
    told = [t for t in tells(found, REMEDIES) if t.to == "customer" and t.who == "a"]
    assert told[0].key == "not-come"
    assert told[0].remedy == "32 EUR, fee waived"
    late = repair(plan, TechnicianAway(AMADOU, "a"), 11 * HOUR)
    assert late.open == ("a",)


def test_a_missing_part_sends_the_visit_to_a_van_that_has_it():
    plan = pair([visit("a", 8, parts=(("box", 1),)), visit("b", 10)], [visit("c", 12)])
    found = repair(plan, PartMissing(AMADOU, "box"), 7 * HOUR)
    assert found.plan.route(JULIE) == ("a", "c")
    assert found.plan.route(AMADOU) == ("b",)
    none = replace(
        plan, technicians={**plan.technicians, "julie": replace(plan.technicians["julie"], stock={})}
    )
    assert repair(none, PartMissing(AMADOU, "box"), 7 * HOUR).open == ("a",)
    tomorrow = replace(none, resupply={"box": small.DAY})
    assert repair(tomorrow, PartMissing(AMADOU, "box"), 7 * HOUR).open == ()


def test_parts_that_are_used_are_no_longer_in_the_van():
    plan = pair([visit("a", 8, parts=(("box", 1),))], [])
    begun = as_of(plan, 9 * HOUR)
    assert begun.done == ("a",)
    assert begun.plan.technicians["amadou"].stock["box"] == 0


def test_a_visit_that_starts_within_the_lock_time_stays_with_its_technician():
    plan = pair([visit("a", 9), visit("b", 11)], [])
    assert as_of(plan, 9 * HOUR - 900).done == ()
    begun = as_of(plan, 9 * HOUR - 900, lock=900)
    assert begun.done == ("a",)
    assert begun.plan.route(AMADOU) == ("b",)
    assert begun.plan.turns[AMADOU].start == 9 * HOUR + 1800


EVENTS = (
    lambda plan, key, rng: Sick(key),
    lambda plan, key, rng: Traffic(small.DAY, rng.choice((110, 150, 250))),
    lambda plan, key, rng: PartMissing(key, "box"),
)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_happens_no_window_moves_and_nobody_is_forgotten(seed):
    rng = random.Random(seed)
    plan = small.plan(rng, people=3, most=4)
    now = rng.choice((7, 9, 11, 13)) * HOUR + rng.randrange(HOUR)
    key = rng.choice(sorted(plan.turns))
    event = rng.choice(EVENTS)(plan, key, rng)
    found = repair(plan, event, now, lock=rng.choice((0, 1800)))
    found = search_on(found, random.Random(1), tries(50))
    assert not faults(found.plan)
    served = {name for route in found.plan.routes.values() for name in route}
    assert set(plan.visits) == served | set(found.open) | set(found.done)
    assert not served & set(found.open)
    assert all(plan.visits[name].window == found.plan.visits[name].window for name in found.plan.visits)
    for table_key, table in timetables(found.plan).items():
        assert table is not None
        assert all(stop.start >= min(now, found.plan.turns[table_key].end) for stop in table.stops)
    moved = {change.visit for change in changes(found)}
    back = [r for r in found.rehomed if r.visit not in moved]
    assert all(plan.home_of(r.visit) == r.key == found.plan.home_of(r.visit) for r in back)
    told = {t.who for t in tells(found, REMEDIES) if t.to == "customer"}
    assert moved | set(found.open) == told


def test_the_search_finds_homes_that_the_tiers_do_not():
    open_before = open_after = 0
    for seed in range(12):
        plan = seeded_plan(Shape(8, 1, seed))
        key = max(plan.routes, key=lambda key: len(plan.route(key)))
        first = repair(plan, Sick(key), 8 * HOUR - 1, tier=Tier.INSERTION)
        then = search_on(first, random.Random(1), tries(800))
        assert not faults(then.plan)
        assert board_of(then.plan).keys == board_of(first.plan).keys
        open_before += len(first.open)
        open_after += len(then.open)
    assert open_after < open_before
