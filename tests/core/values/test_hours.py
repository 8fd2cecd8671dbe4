"""Weekly hours and moments, holidays being an eighth day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.values import ALWAYS, DAYS, HOLIDAY, Hours, Moment, Refused

CLOSED = ((),) * 8
MOMENTS = st.builds(Moment, st.integers(0, HOLIDAY), st.integers(0, 1439))


def on(day: int, *ranges: tuple[int, int]) -> Hours:
    return Hours(tuple(ranges if number == day else () for number in range(8)))


def test_open_at_the_first_minute_and_closed_at_the_last():
    hours = on(6, (540, 720), (840, 1080))
    assert [hours.at(Moment(6, minute)) for minute in (539, 540, 719, 720, 839, 840, 1079, 1080)] == [
        False, True, True, False, False, True, True, False,
    ]  # fmt: skip
    assert not hours.at(Moment(5, 600))
    assert not hours.at(Moment(HOLIDAY, 600))


def test_edges_leave_out_midnight_at_the_end():
    assert on(0, (540, 1440)).edges(0) == (540,)
    assert on(0, (0, 60), (120, 180)).edges(0) == (0, 60, 120, 180)
    assert on(0, (0, 60)).edges(1) == ()


def test_an_ordinary_week_has_no_holidays():
    assert ALWAYS.weekly_minutes == 7 * 1440
    assert on(HOLIDAY, (0, 1440)).weekly_minutes == 0


@given(MOMENTS)
def test_always_is_always(moment):
    assert ALWAYS.at(moment)
    assert not Hours(CLOSED).at(moment)


@pytest.mark.parametrize(
    "ranges",
    [
        [(60, 60)],
        [(120, 60)],
        [(0, 60), (60, 120)],
        [(0, 90), (60, 120)],
        [(100, 120), (0, 60)],
        [(-1, 60)],
        [(0, 1441)],
    ],
)
def test_ranges_that_cannot_be_are_refused(ranges):
    with pytest.raises(Refused) as refused:
        on(0, *ranges)
    assert str(refused.value) == "These hours overlap or run backwards."


def test_eight_days_are_needed():
    with pytest.raises(Refused, match="seven days"):
        Hours(((),) * 7)


@pytest.mark.parametrize(("day", "minute"), [(-1, 0), (8, 0), (0, -1), (0, 1440)])
def test_a_moment_that_is_none_is_refused(day, minute):
    with pytest.raises(Refused) as refused:
        Moment(day, minute)
    assert str(refused.value) == "There is no such moment of the week."


def test_a_moment_is_said():
    assert str(Moment(6, 550)) == "Sunday 09:10"
    assert str(Moment(HOLIDAY, 0)) == "a holiday 00:00"
    assert Moment(6, 550).said.text == "{day} {time}"
    assert str(Moment(6, 550).said) == "Sunday 09:10"


def test_moments_are_in_the_order_of_the_week():
    assert sorted([Moment(1, 0), Moment(0, 600), Moment(0, 5)]) == [
        Moment(0, 5),
        Moment(0, 600),
        Moment(1, 0),
    ]
    assert len(DAYS) == 8
