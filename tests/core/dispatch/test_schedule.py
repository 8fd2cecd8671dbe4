"""The judge against a naive walk through the day, and days worked out by hand."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.dispatch.plan import Break, Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.proofs import walks
from possible.dispatch.schedule import NEVER, advance, keeps, lane, over, retreat, shortest_day, under
from possible.dispatch.spots import Spot
from possible.dispatch.timetable import timetable, timetable_of
from possible.dispatch.travel import FlatMap
from tests.core.dispatch import small

HOUR = small.HOUR
KEY = TurnKey(small.DAY, "amadou")
HOME = Spot(0, 0)
LUNCH = Break(12 * HOUR, 13 * HOUR, HOUR)
TRAVEL = FlatMap(1, 0)  # a metre a second, no parking


def day(*breaks, longest=0, end=17):
    return Turn(KEY, 8 * HOUR, end * HOUR, HOME, HOME, breaks, longest)


def at(name, metres, minutes, start, end):
    return Visit(name, Spot(metres, 0), minutes * 60, Window(int(start * HOUR), int(end * HOUR)))


def plan_of(turn, *visits):
    route = tuple(visit.id for visit in visits)
    people = {"amadou": Technician("amadou", HOME)}
    return Plan(people, {KEY: turn}, {v.id: v for v in visits}, {KEY: route}, TRAVEL)


def test_a_day_worked_out_by_hand():
    visits = [at("a", 600, 30, 9, 10), at("b", 1200, 60, 11, 12)]
    table = timetable_of(plan_of(day(LUNCH), *visits), KEY)
    assert table.leave == 9 * HOUR - 600
    assert [(stop.visit, stop.start, stop.end) for stop in table.stops] == [
        ("a", 9 * HOUR, 9 * HOUR + 1800),
        ("b", 11 * HOUR, 12 * HOUR),
        ("", 12 * HOUR, 13 * HOUR),
    ]
    assert table.back == 13 * HOUR + 1200
    assert table.seconds == 2400


def test_lunch_is_taken_before_or_after_a_journey_never_during_it():
    # An hour and a half to the only visit, and lunch begins between 12:00 and 12:10 or not at all.
    short = Break(12 * HOUR, 12 * HOUR + 600, HOUR)
    assert keeps(day(short), [at("far", 5400, 10, 13.5, 14)], TRAVEL)  # leave at 10:30, lunch there
    late = replace(day(short), start=11 * HOUR)
    assert keeps(late, [at("far", 5400, 10, 14.5, 15)], TRAVEL)  # lunch at home at 12:00, there at 14:30
    assert not keeps(late, [at("far", 5400, 10, 13.5, 14.25)], TRAVEL)
    assert keeps(day(short), [at("early", 5400, 10, 9.5, 10)], TRAVEL)  # home at 11:10, lunch there


def test_a_free_day_owes_no_lunch():
    assert keeps(Turn(KEY, 8 * HOUR, 9 * HOUR, HOME, HOME, (LUNCH,)), [], TRAVEL)
    assert not keeps(Turn(KEY, 8 * HOUR, 9 * HOUR, HOME, HOME, (LUNCH,)), [at("a", 0, 5, 8, 9)], TRAVEL)


def test_the_longest_day_counts_from_leaving_not_from_the_start_of_the_shift():
    visits = [at("a", 600, 30, 14, 15)]
    assert keeps(day(longest=3000), visits, TRAVEL)
    assert not keeps(day(longest=2999), visits, TRAVEL)
    table = timetable(day(longest=3000), visits, lane(day(longest=3000), visits, TRAVEL))
    assert (table.leave, table.back) == (14 * HOUR - 600, 14 * HOUR + 2400)
    assert shortest_day(day(), visits, [600, 600]) == 3000


@pytest.mark.parametrize("seed", range(300))
def test_the_judge_agrees_with_a_naive_walk(seed):
    rng = random.Random(seed)
    made = small.plan(rng, people=1, most=3, longest=seed % 3 == 0)
    turn = made.turns[TurnKey(small.DAY, "t0")]
    for _ in range(10):
        visits = [made.visits[name] for name in made.route(turn.key)]
        visits.append(small.visit("more", rng))
        rng.shuffle(visits)
        said = keeps(turn, visits, made.travel)
        assert said == walks(made, turn, visits)
        table = timetable(turn, visits, lane(turn, visits, made.travel))
        assert (table is not None) == said
        if table is not None:
            _stands(made, turn, visits, table)


def _stands(made, turn, visits, table):
    """The timetable read as a person would: everything in its window, one thing after the other."""
    now, here = table.leave, made.travel.point(turn.origin)
    windows = {visit.id: visit for visit in visits}
    rests = iter(turn.breaks)
    assert turn.start <= table.leave
    for stop in table.stops:
        if stop.visit:
            visit = windows[stop.visit]
            there = made.travel.point(visit.spot)
            now, here = now + made.travel.seconds(here, there), there
            assert visit.window.start <= stop.start <= stop.latest <= visit.window.end
            assert stop.end - stop.start == visit.duration
        else:
            rest = next(rests)
            assert rest.earliest <= stop.start <= rest.latest
            assert stop.end - stop.start == rest.duration
        if stop.visit:
            assert stop.start >= now
            now = stop.end
        else:
            now += stop.end - stop.start  # it may begin before or after the drive: only its length is certain
    assert next(rests, None) is None
    assert table.back <= turn.end
    assert not turn.longest or table.back - table.leave <= turn.longest


breaks = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 30), st.integers(0, 20)).map(
        lambda three: Break(three[0], three[0] + three[1], three[2])
    ),
    max_size=3,
).map(tuple)


@given(breaks, st.integers(0, 40), st.integers(0, 120))
def test_going_back_undoes_going_forth_exactly(rests, seconds, arrive):
    leave = under(arrive, seconds, rests)
    possible = [depart for depart in range(-60, 125) if over(depart, seconds, rests) <= arrive]
    if possible:
        assert leave == max(possible)
    else:
        assert leave <= -60


@given(breaks, st.integers(0, 40), st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_leaving_later_never_arrives_earlier(rests, seconds, instants):
    ready = tuple(sorted(instants)[: len(rests) + 1])
    later = tuple(at + 1 for at in ready)
    assert all(
        a <= b for a, b in zip(advance(ready, seconds, rests), advance(later, seconds, rests), strict=True)
    )


def test_never_stays_never():
    assert advance((NEVER, NEVER), 10, (LUNCH,))[1] >= NEVER
    assert max(retreat((-NEVER, -NEVER), 10, (LUNCH,))) < 0


def test_nobody_waits_at_home_until_the_window_is_nearly_over():
    """Neither because they may leave later, nor because lunch fits before as well as after."""
    visits = [at("a", 600, 30, 12, 14), at("b", 1200, 30, 16, 18)]
    for longest in (0, 10 * HOUR):
        table = timetable_of(plan_of(day(LUNCH, longest=longest, end=19), *visits), KEY)
        assert (table.leave, table.start_of("a"), table.start_of("b")) == (
            12 * HOUR - 600,
            12 * HOUR,
            16 * HOUR,
        )


def test_who_would_be_out_too_long_leaves_later():
    visits = [at("a", 600, 30, 12, 14), at("b", 1200, 30, 16, 18)]
    table = timetable_of(plan_of(day(longest=4 * HOUR, end=19), *visits), KEY)
    assert table.back == 16 * HOUR + 1800 + 1200
    assert table.back - table.leave <= 4 * HOUR
    assert 12 * HOUR < table.start_of("a") <= 14 * HOUR
