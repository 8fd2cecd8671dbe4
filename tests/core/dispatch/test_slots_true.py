"""No false yes and, where a tier is exact, no false no: every answer against brute force on small days."""

import random
from dataclasses import replace

import pytest

from possible.dispatch.board import board_of, faults
from possible.dispatch.certificates import within
from possible.dispatch.fast import FastBoard
from possible.dispatch.improver import tries
from possible.dispatch.insertion import cheapest
from possible.dispatch.plan import Window
from possible.dispatch.proofs import holds, walks
from possible.dispatch.slots import Impossible, NotFoundYet, Possible, Tier, accepted, deeper, slots
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
