"""No false yes and, where a tier is exact, no false no: every answer against brute force on small days."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.dispatch.board import board_of, faults
from possible.dispatch.certificates import within
from possible.dispatch.fast import FastBoard
from possible.dispatch.improver import tries
from possible.dispatch.insertion import cheapest
from possible.dispatch.metric import no_short_cuts
from possible.dispatch.plan import Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.proofs import holds, walks
from possible.dispatch.slots import Impossible, NotFoundYet, Possible, Tier, accepted, deeper, slots
from possible.dispatch.spots import Spot
from possible.dispatch.travel import FlatMap, GreatCircle, Slowed, TableTravel
from tests.core.dispatch import small

HOUR = small.HOUR
WINDOWS = [Window(h * HOUR, (h + 2) * HOUR) for h in (8, 10, 12, 14, 16)]


def asked(rng):
    return replace(small.visit("asked", rng), window=Window(0, 24 * HOUR), promised=False)


@pytest.mark.parametrize("seed", range(125))
def test_insertion_is_exact_80_queries_a_seed(seed):
    """125 x 16 x 5 = 10,000 windows: yes exactly when a naive walk finds a place between the others."""
    rng = random.Random(seed)
    bounded = seed % 5 == 0
    made = small.plan(rng, people=2, most=2 if bounded else 4, longest=bounded)
    board = board_of(made)
    fast = FastBoard(board)
    for _ in range(16):
        visit = asked(rng)
        found = cheapest(board, visit, WINDOWS)
        assert fast.cheapest(visit, WINDOWS) == found
        for window, place in zip(WINDOWS, found, strict=True):
            wanted = replace(visit, window=window)
            fits = [key for key in made.turns if small.insertable(made, key, wanted)]
            assert (place is None) == (not fits)
            if place is not None:
                assert place.key in fits


@pytest.mark.parametrize("seed", range(60))
def test_any_order_is_exact_and_every_yes_walks(seed):
    rng = random.Random(1000 + seed)
    made = small.plan(rng, people=2, most=3)
    board = board_of(made)
    for _ in range(3):
        visit = asked(rng)
        for tier in (Tier.ANY_ORDER, Tier.EXCHANGE):
            for answer in slots(board, visit, WINDOWS, tier):
                wanted = within(visit, answer.window)
                if tier is Tier.ANY_ORDER:
                    orderable = any(small.orderable(made, key, wanted) for key in made.turns)
                    assert isinstance(answer, Possible) == orderable
                if isinstance(answer, Possible):
                    _keeps_everything(made, visit, answer)
                elif isinstance(answer, Impossible):
                    assert holds(made, wanted, answer.certificate)


def _keeps_everything(made, visit, answer):
    after = accepted(made, visit, answer)
    assert not faults(after)
    for key, route in after.routes.items():
        assert walks(after, after.turns[key], [after.visits[name] for name in route])
    served = sorted(name for route in after.routes.values() for name in route)
    assert served == sorted([*made.visits, visit.id])
    assert all(after.visits[name] == made.visits[name] for name in made.visits)
    who = made.technicians[answer.key.technician]
    assert answer.speaks == (not visit.language or visit.language in who.languages)
    extra = board_of(after).seconds - board_of(made).seconds
    assert answer.extra == extra


def test_a_speaker_comes_before_a_shorter_way():
    for seed in range(300):
        rng = random.Random(seed)
        made = small.plan(rng, people=3, most=2)
        visit = replace(asked(rng), language="en", parts=())
        speaking = [key for key in made.turns if "en" in made.technicians[key.technician].languages]
        for answer in slots(board_of(made), visit, WINDOWS, Tier.ANY_ORDER):
            wanted = within(visit, answer.window)
            if isinstance(answer, Possible):
                assert answer.speaks == any(small.orderable(made, key, wanted) for key in speaking)


@pytest.mark.parametrize("seed", range(12))
def test_the_deep_search_only_says_yes_with_routes_that_walk(seed):
    rng = random.Random(seed)
    made = small.plan(rng, people=3, most=4)
    visit = asked(rng)
    for window in WINDOWS:
        answer = deeper(board_of(made), visit, window, random.Random(1), tries(60))
        if isinstance(answer, Possible):
            assert answer.tier is Tier.DEEP
            _keeps_everything(made, visit, answer)
        else:
            assert isinstance(answer, (NotFoundYet, Impossible))


def test_a_window_of_several_days_is_searched_on_each():
    first = small.plan(random.Random(2), people=1, most=3)
    (key,) = first.turns
    tomorrow = replace(first.turns[key], key=TurnKey("2026-01-06", key.technician), breaks=())
    later = replace(tomorrow, start=tomorrow.start + 24 * HOUR, end=tomorrow.end + 24 * HOUR)
    today = replace(first.turns[key], end=first.turns[key].start + 60)
    made = replace(first, turns={key: today, later.key: later}, routes={}, visits={})
    skills = made.technicians[key.technician].skills
    visit = replace(asked(random.Random(1)), skills=skills, equipment=frozenset(), parts=(), duration=1800)
    visit = replace(visit, window=Window(0, 48 * HOUR))
    answer = deeper(board_of(made), visit, Window(0, 48 * HOUR), random.Random(1), tries(40))
    assert isinstance(answer, Possible)
    assert answer.key == later.key
    assert not faults(accepted(made, visit, answer))


def test_a_visit_that_makes_room_keeps_the_language_it_was_promised_with():
    """Amadou is full; handing Ms Carter to Julie would make room, but Julie does not speak English."""
    home, hour = Spot(0, 0), Window(8 * HOUR, 8 * HOUR + 600)
    people = {
        "amadou": Technician(
            "amadou", home, skills=frozenset({"tv", "mast"}), languages=frozenset({"fr", "en"})
        ),
        "julie": Technician("julie", home, skills=frozenset({"tv"}), languages=frozenset({"fr"})),
    }
    keys = {name: TurnKey(small.DAY, name) for name in people}
    turns = {key: Turn(key, 8 * HOUR, 10 * HOUR, home, home) for key in keys.values()}
    mast = Visit("mast", home, HOUR, hour, frozenset({"mast"}))
    for language, possible in (("en", False), ("fr", True)):
        carter = Visit("carter", home, HOUR, hour, frozenset({"tv"}), language=language)
        made = Plan(people, turns, {"carter": carter}, {keys["amadou"]: ("carter",)}, FlatMap())
        answer = slots(board_of(made), mast, [hour], Tier.EXCHANGE)[0]
        assert isinstance(answer, Possible) == possible


travels = st.one_of(
    st.builds(FlatMap, st.integers(1, 30), st.integers(0, 5)),
    st.builds(GreatCircle, st.integers(100, 300), st.integers(500, 90_000), st.integers(0, 30)),
)
near = st.builds(Spot, st.integers(48_000_000, 48_000_400), st.integers(2_000_000, 2_000_400))


@given(travels, near, near, near, st.integers(100, 300))
def test_where_there_are_no_short_cuts_a_stop_on_the_way_never_helps(travel, one, way, other, percent):
    for provider in (travel, Slowed(travel, percent)):
        if no_short_cuts(provider):
            a, b, c = (provider.point(spot) for spot in (one, way, other))
            assert provider.seconds(a, c) <= provider.seconds(a, b) + provider.seconds(b, c)


def test_rounding_and_tables_may_make_short_cuts():
    assert no_short_cuts(FlatMap())
    assert no_short_cuts(GreatCircle())
    assert not no_short_cuts(FlatMap(7, 0))
    assert not no_short_cuts(GreatCircle(145, 28_000, 1))
    assert not no_short_cuts(Slowed(FlatMap(), 90))
    assert not no_short_cuts(TableTravel("any", {}, ()))
    zero = FlatMap(7, 0)
    assert zero.seconds((0, 0), (0, 12)) > zero.seconds((0, 0), (0, 6)) + zero.seconds((0, 6), (0, 12))


def test_not_found_yet_names_what_was_searched_and_is_no_certificate():
    rng = random.Random(5)
    for seed in range(200):
        made = small.plan(random.Random(seed), people=2, most=4)
        for answer in slots(board_of(made), asked(rng), WINDOWS, Tier.INSERTION, effort=0):
            assert not isinstance(answer, Impossible)
            if isinstance(answer, NotFoundYet):
                assert answer.searched == (Tier.INSERTION,)
                return
    raise AssertionError("no window was refused")
