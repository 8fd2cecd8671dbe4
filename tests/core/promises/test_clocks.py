"""Clocks: due times, pauses, rounds, windows; what is kept, what is broken, and what nobody may do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.promises import (
    Clock,
    State,
    again,
    breach,
    keep,
    move,
    next_due,
    pause,
    promise_of,
    resume,
    rung,
    start,
)
from possible.values import Refused, Unit
from possible.values.instant import HOUR, MINUTE, Instant
from tests.core.promises.small import at, charter, wall

CHARTER = charter()
CALENDAR = CHARTER.calendar()
OFFICE = CHARTER.calendar("office")


def begun(promise, moment, **more):
    return start(CHARTER, CALENDAR, promise, f"{promise}-1", at(moment), **more)


@pytest.mark.parametrize(
    ("promise", "moment", "due"),
    [
        ("answered", "2026-12-01T10:00", "2026-12-01 10:01"),
        ("repair", "2026-03-27T20:00", "2026-03-29 20:00"),  # over a night of 23 hours
        ("reply", "2026-12-04T16:00", "2026-12-07 16:00"),  # Friday
        ("reply", "2026-12-24T16:00", "2026-12-28 16:00"),  # Christmas and a weekend between
        ("reply", "2026-12-26T16:00", "2026-12-28 16:00"),  # received on a Saturday
        ("moved", "2026-12-01T09:00", "2026-12-01 23:59"),  # the whole agreed day
        ("kept", "2026-12-01T09:00", "2026-12-31 23:59"),
        (rung(0), "2026-12-04T16:00", "2026-12-07 16:00"),
    ],
)
def test_when_a_promise_is_due(promise, moment, due):
    clock = begun(promise, moment)
    assert (clock.state, clock.started, wall(clock.due_at)) == (State.RUNNING, at(moment), due)


def test_a_promise_from_the_opening_starts_when_it_opens():
    clock = start(CHARTER, OFFICE, "call-back", "c", at("2026-12-04T18:30"))
    assert (wall(clock.started), wall(clock.due)) == ("2026-12-07 09:00", "2026-12-07 10:00")
    assert wall(start(CHARTER, OFFICE, "call-back", "c", at("2026-12-04T11:59")).due) == "2026-12-04 12:59"


def test_an_opening_that_never_comes_is_refused():
    never = replace(OFFICE, hours=replace(OFFICE.hours, days=((),) * 8))
    with pytest.raises(Refused, match="it never opens"):
        start(CHARTER, never, "call-back", "c", at("2026-12-04T18:30"))


def test_a_window_is_over_when_it_ends_and_must_be_given():
    window = at("2026-12-03T08:00"), at("2026-12-03T10:00")
    clock = begun("visit-kept", "2026-12-01T10:00", window=window)
    assert wall(clock.due_at) == "2026-12-03 10:00"
    assert wall(move(clock, (at("2026-12-04T08:00"), at("2026-12-04T10:00"))).due_at) == "2026-12-04 10:00"
    with pytest.raises(Refused, match="needs the window"):
        begun("visit-kept", "2026-12-01T10:00")


def test_a_promise_without_a_time_is_never_due_and_can_be_kept():
    clock = begun("some-day", "2026-12-01T10:00")
    assert clock.due_at is None
    assert keep(clock, at("2036-12-01T10:00")).state is State.KEPT


def test_the_names_of_promises_and_rungs():
    assert promise_of(CHARTER, "repair").until == "restored"
    assert promise_of(CHARTER, rung(0)).until == "answered"
    for name in ("no-such", rung(1)):
        with pytest.raises(KeyError):
            promise_of(CHARTER, name)


def test_at_the_due_time_it_is_kept_and_a_millisecond_later_broken():
    clock = begun("repair", "2026-12-01T10:00")
    assert keep(clock, clock.due).state is State.KEPT
    late = keep(clock, Instant(clock.due + 1))
    assert (late.state, late.ended, late.due_at) == (State.BROKEN, clock.due + 1, None)


def test_an_agreed_day_lasts_until_its_last_millisecond():
    clock = begun("moved", "2026-12-01T09:00")
    assert keep(clock, Instant(at("2026-12-02T00:00") - 1)).state is State.KEPT
    assert keep(clock, at("2026-12-02T00:00")).state is State.BROKEN


def test_a_broken_promise_stays_broken_when_it_comes_after_all():
    clock = breach(begun("repair", "2026-12-01T10:00"), at("2026-12-03T10:00"))
    late = keep(clock, at("2026-12-05T10:00"))
    assert (late.broken, late.ended) == (True, at("2026-12-05T10:00"))
    with pytest.raises(Refused, match="has ended already"):
        keep(late, at("2026-12-06T10:00"))


def test_what_nobody_may_do():
    clock = begun("repair", "2026-12-01T10:00")
    paused, kept = pause(clock, at("2026-12-02T10:00")), keep(clock, at("2026-12-02T10:00"))
    broken = breach(clock, clock.due)
    for act in (
        lambda: breach(clock, Instant(clock.due - 1)),
        lambda: breach(paused, at("2027-12-01T10:00")),
        lambda: breach(kept, at("2027-12-01T10:00")),
        lambda: breach(broken, at("2027-12-01T10:00")),
        lambda: pause(clock, clock.due),
        lambda: pause(paused, at("2026-12-02T11:00")),
        lambda: pause(broken, at("2026-12-02T11:00")),
        lambda: resume(CALENDAR, clock, at("2026-12-02T11:00")),
        lambda: resume(CALENDAR, kept, at("2026-12-02T11:00")),
        lambda: move(broken, (clock.due, clock.due)),
        lambda: again(CHARTER, CALENDAR, begun("news", "2026-12-01T10:00"), "news-2"),
    ):
        with pytest.raises(Refused):
            act()


# ---- pauses ---------------------------------------------------------------------------------------------


def test_a_pause_moves_the_due_time_by_what_it_took():
    clock = pause(begun("repair", "2026-12-01T10:00"), at("2026-12-02T09:00"))
    assert (clock.due_at, wall(clock.paused)) == (None, "2026-12-02 09:00")
    on = resume(CALENDAR, clock, at("2026-12-02T11:30"))
    assert (wall(on.due_at), on.stood, on.paused) == ("2026-12-03 12:30", 150 * MINUTE, None)


def test_a_pause_over_a_weekend_costs_a_promise_in_working_days_nothing():
    clock = begun("reply", "2026-12-04T16:00")
    on = resume(CALENDAR, pause(clock, at("2026-12-05T10:00")), at("2026-12-06T22:00"))
    assert (on.due, on.stood) == (clock.due, 36 * HOUR)


def test_a_pause_in_working_days_adds_working_time_across_the_weekend():
    clock = begun("reply", "2026-12-03T16:00")  # Thursday; due on Friday at four
    on = resume(CALENDAR, pause(clock, at("2026-12-04T08:00")), at("2026-12-05T12:00"))
    assert (
        wall(on.due) == "2026-12-07 08:00"
    )  # sixteen hours of Friday: eight until midnight, eight on Monday


def test_what_comes_during_a_pause_is_in_time():
    paused = pause(begun("repair", "2026-12-01T10:00"), at("2026-12-02T10:00"))
    assert keep(paused, at("2027-01-01T10:00")).state is State.KEPT


def test_a_window_does_not_move_by_a_pause():
    clock = begun("visit-kept", "2026-12-01T10:00", window=(at("2026-12-03T08:00"), at("2026-12-03T10:00")))
    assert resume(CALENDAR, pause(clock, at("2026-12-02T10:00")), at("2026-12-02T12:00")).due == clock.due


STARTS = st.integers(at("2026-01-01T00:00"), at("2028-01-01T00:00")).map(Instant)
GAPS = st.lists(st.tuples(st.integers(0, 20 * HOUR), st.integers(0, 90 * HOUR)), max_size=5)


@given(st.sampled_from(["repair", "answered", "kept"]), STARTS, GAPS)
def test_elapsed_pauses_neither_lose_nor_gain_time(promise, began, gaps):
    clock = start(CHARTER, CALENDAR, promise, "c", began)
    first, now, stood = clock.due, began, 0
    for run, wait in gaps:
        if now + run >= clock.due:
            break
        clock = pause(clock, Instant(now + run))
        now, stood = Instant(now + run + wait), stood + wait
        clock = resume(CALENDAR, clock, now)
    assert (clock.due, clock.stood) == (first + stood, stood)


@given(STARTS, GAPS)
def test_in_working_days_the_working_time_left_is_the_same_after_a_pause(began, gaps):
    clock, now, working = start(CHARTER, CALENDAR, "reply", "c", began), began, CALENDAR.working
    for run, wait in gaps:
        if now + run >= clock.due:
            break
        paused, now = Instant(now + run), Instant(now + run + wait)
        left = working.open_between(paused, clock.due)
        clock = resume(CALENDAR, pause(clock, paused), now)
        assert working.open_between(now, clock.due) == left


@given(STARTS, st.integers(0, 40 * HOUR), st.integers(0, 40 * HOUR))
def test_two_pauses_at_once_are_one(began, one, other):
    clock = pause(start(CHARTER, CALENDAR, "reply", "c", began), Instant(began + HOUR))
    middle, end = Instant(began + HOUR + one), Instant(began + HOUR + one + other)
    halfway = resume(CALENDAR, clock, middle)
    if middle < halfway.due:
        assert resume(CALENDAR, pause(halfway, middle), end).due == resume(CALENDAR, clock, end).due


# ---- rounds ---------------------------------------------------------------------------------------------


def test_a_kept_round_starts_the_next_when_it_was_kept():
    first = keep(begun("news", "2026-12-01T10:00"), at("2026-12-01T11:15"))
    second = again(CHARTER, CALENDAR, first, "news-2")
    assert (second.id, wall(second.started), wall(second.due_at)) == (
        "news-2",
        "2026-12-01 11:15",
        "2026-12-02 11:15",
    )
    assert (second.unit, second.state) == (Unit.DAY, State.RUNNING)


def test_silence_breaks_every_round_at_its_beat():
    first = breach(begun("news", "2026-12-01T10:00"), at("2026-12-01T12:00"))
    second = again(CHARTER, CALENDAR, first, "news-2")
    assert wall(second.due_at) == "2026-12-02 12:00"
    third = again(CHARTER, CALENDAR, breach(second, second.due), "news-3")
    assert wall(third.due_at) == "2026-12-03 12:00"


def test_a_promise_without_rounds_has_no_next():
    assert (
        again(CHARTER, CALENDAR, keep(begun("repair", "2026-12-01T10:00"), at("2026-12-01T11:00")), "2")
        is None
    )


def test_the_next_due_is_the_earliest_and_of_two_the_first_by_id():
    def clock(name, due, **more):
        return Clock("repair", name, Instant(0), due, **more)

    late, early, tie = clock("c", 9), clock("b", 5), clock("a", 5)
    silent, done = clock("d", 1, state=State.PAUSED), clock("e", 1, state=State.KEPT)
    assert next_due([late, early, silent, done, clock("f", None)]) == early
    assert next_due([early, tie, late]) == tie
    assert next_due([silent, done]) is None
