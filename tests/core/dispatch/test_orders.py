"""All orders of a day: the tables against every permutation, on days with room to be put into many orders."""

import random
from dataclasses import replace
from itertools import permutations

import pytest

from possible.dispatch.plan import Turn, TurnKey, Window
from possible.dispatch.resequence import MOST_VISITS, orders_of, seam_openings
from possible.dispatch.schedule import keeps, lane
from possible.dispatch.travel import FlatMap
from tests.core.dispatch import small

HOUR = small.HOUR


def wide_day(rng, count):
    """Visits with windows of two to five hours: many orders are kept, none of them all."""
    who = small.technician(0, rng)
    turn = small.turn(who, rng)
    turn = replace(turn, end=turn.start + 9 * HOUR)
    visits = []
    for number in range(count):
        begin = turn.start + rng.randrange(6) * HOUR
        window = Window(begin, begin + rng.choice((2, 3, 5)) * HOUR)
        visits.append(
            replace(small.visit(f"v{number}", rng), window=window, duration=rng.choice((900, 1800, 2700)))
        )
    return turn, visits


def kept_orders(turn, visits, travel):
    return [order for order in permutations(visits) if keeps(turn, order, travel)]


@pytest.mark.parametrize("seed", range(40))
def test_a_seam_is_open_exactly_when_some_order_takes_the_visit(seed):
    rng, travel = random.Random(seed), FlatMap(5, 120)
    turn, visits = wide_day(rng, 4)
    first = kept_orders(turn, visits, travel)
    orders = orders_of(lane(turn, visits, travel))
    assert (orders.quickest() is not None) == bool(first)
    if orders.quickest() is not None:
        assert keeps(turn, orders.quickest(), travel)
    asked = replace(small.visit("asked", rng), window=Window(0, 24 * HOUR), duration=rng.choice((900, 3600)))
    found = list(seam_openings(orders, asked))
    for start in range(turn.start, turn.end, 1800):
        wanted = replace(asked, window=Window(start, start + 600))
        truth = any(keeps(turn, order, travel) for order in permutations([*visits, wanted]))
        takes = [o for o in found if max(o.earliest, start) <= min(o.latest, start + 600)]
        assert truth == bool(takes)
        for opening in takes:
            order = orders.order_with(opening.seam, wanted)
            assert keeps(turn, order, travel)
            extra = lane(turn, order, travel).seconds - lane(turn, visits, travel).seconds
            assert opening.extra == extra


def test_visits_under_way_keep_their_places():
    travel = FlatMap(5, 120)
    for seed in range(60):
        turn, visits = wide_day(random.Random(seed), 4)
        for first in kept_orders(turn, visits, travel)[:1]:
            orders = orders_of(lane(turn, first, travel), 2)
            asked = replace(small.visit("asked", random.Random(seed)), window=Window(0, 24 * HOUR))
            for opening in seam_openings(orders, asked):
                assert orders.order_with(opening.seam, asked)[:2] == first[:2]


def test_a_day_with_too_many_visits_is_not_searched():
    rng = random.Random(1)
    turn, visits = wide_day(rng, MOST_VISITS + 1)
    assert orders_of(lane(turn, visits, FlatMap())) is None
    assert orders_of(lane(turn, visits[:1], FlatMap())) is not None
    assert isinstance(turn, Turn)
    assert turn.key == TurnKey(small.DAY, "t0")
