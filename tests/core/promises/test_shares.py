"""Promises for a share: exact counts by period, never a float."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.promises import Tally, period, promise_of, tallies
from possible.values import Refused
from possible.values.calendar import Calendar
from tests.core.promises.small import PARIS, at, charter

CHARTER = charter()
ANSWERED, REPAIR = promise_of(CHARTER, "answered"), promise_of(CHARTER, "repair")


@pytest.mark.parametrize(
    ("kept", "total", "holds"),
    [(19, 20, True), (18, 20, False), (95, 100, True), (949, 1000, False), (0, 0, None)],
)
def test_ninety_five_of_a_hundred(kept, total, holds):
    assert Tally(kept, total).holds(ANSWERED) is holds


def test_each_time_means_each_time():
    assert Tally(10**9, 10**9).holds(REPAIR)
    assert not Tally(10**9 - 1, 10**9).holds(REPAIR)


def test_how_many_more_may_be_broken():
    assert [Tally(kept, 100).spare(ANSWERED) for kept in (100, 95, 94)] == [5, 0, -1]
    assert Tally(19, 19).spare(ANSWERED) == 0
    assert Tally(9, 10).spare(REPAIR) == -1


@pytest.mark.parametrize("counts", [(2, 1), (-1, 3)])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(Refused):
        Tally(*counts)


@pytest.mark.parametrize(
    ("each", "first"),
    [
        ("day", "2026-11-25"),
        ("week", "2026-11-23"),
        ("month", "2026-11-01"),
        ("quarter", "2026-10-01"),
        ("year", "2026-01-01"),
    ],
)
def test_the_first_day_of_a_period(each, first):
    assert period(each, date(2026, 11, 25)) == date.fromisoformat(first)


def test_a_month_begins_at_local_midnight():
    calls = [(at("2026-12-31T23:59"), True), (at("2027-01-01T00:00"), False), (at("2026-12-01T00:00"), False)]
    assert tallies("month", calls, Calendar(PARIS)) == {
        date(2026, 12, 1): Tally(1, 2),
        date(2027, 1, 1): Tally(0, 1),
    }


COUNTS = st.integers(0, 500).flatmap(lambda total: st.integers(0, total).map(lambda kept: Tally(kept, total)))


@given(COUNTS, COUNTS)
def test_periods_add_up_exactly(one, other):
    both = one + other
    assert (both.kept, both.total) == (one.kept + other.kept, one.total + other.total)
    if one.share is not None and other.share is not None:
        assert min(one.share, other.share) <= both.share <= max(one.share, other.share)
        assert isinstance(both.share, Fraction)


@given(COUNTS)
def test_spare_says_the_same_as_holds(tally):
    if tally.total:
        assert tally.holds(ANSWERED) is (tally.spare(ANSWERED) >= 0)
