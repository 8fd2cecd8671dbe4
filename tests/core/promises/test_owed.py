"""What a broken promise of a charter owes: sums, shares, units, caps, what was given already, when it is paid."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.promises import (
    Credit,
    Follows,
    breach,
    follows,
    keep,
    more_at,
    owed,
    rung,
    start,
)
from possible.values import Money, Refused
from possible.values.instant import HOUR, Instant
from tests.core.promises.small import PARIS, at, charter, wall
from tests.naive import business_time as naive

CHARTER = charter()
CALENDAR = CHARTER.calendar()
PRICE = Money(4500, "EUR")
WINDOW = at("2026-12-03T08:00"), at("2026-12-03T10:00")


def late(promise, moment, until=None, **more):
    clock = start(CHARTER, CALENDAR, promise, "c", at(moment), **more)
    clock = breach(clock, clock.due)
    return clock if until is None else keep(clock, at(until))


def sums(clock, moment="2027-06-01T00:00", price=PRICE, given=()):
    return [str(credit.amount) for credit in owed(CHARTER, clock, at(moment), price, given)]


def test_nothing_is_owed_while_it_runs_or_when_it_was_kept():
    clock = start(CHARTER, CALENDAR, "repair", "c", at("2026-12-01T10:00"))
    assert sums(clock) == []
    assert sums(keep(clock, clock.due)) == []
    assert follows(CHARTER, keep(clock, clock.due)) == Follows()


@pytest.mark.parametrize(
    ("restored", "owes"),
    [
        ("2026-12-03T10:00:00.001", "8 EUR"),  # due on the 3rd at ten: each started day from then on
        ("2026-12-04T10:00", "8 EUR"),
        ("2026-12-04T10:00:00.001", "16 EUR"),
        ("2026-12-06T09:00", "24 EUR"),
        ("2026-12-06T10:01", "30 EUR"),  # at most
        ("2027-12-06T10:01", "30 EUR"),
    ],
)
def test_each_started_day_from_the_due_time_on(restored, owes):
    clock = start(CHARTER, CALENDAR, "repair", "c", at("2026-12-01T10:00"))
    assert sums(keep(clock, at(restored)), "2028-01-01T00:00") == [owes]


def test_a_broken_promise_owes_its_first_day_at_once_and_then_more():
    clock = late("repair", "2026-12-01T10:00")
    assert sums(clock, "2026-12-03T10:00") == ["8 EUR"]
    assert wall(more_at(CHARTER, clock, clock.due)) == "2026-12-04 10:00"
    assert sums(clock, "2026-12-04T09:59:59.999") == ["8 EUR"]
    assert sums(clock, "2026-12-04T10:00") == ["16 EUR"]


def test_a_day_is_a_day_when_the_clock_is_put_forward():
    clock = late("repair", "2026-03-26T10:00")  # due on Saturday the 28th; Sunday has 23 hours
    assert wall(more_at(CHARTER, clock, clock.due)) == "2026-03-29 10:00"


def test_working_days_do_not_count_the_weekend():
    clock = late("reply", "2026-12-03T16:00")  # due on Friday at four
    assert sums(clock, "2026-12-07T15:59") == ["2.50 EUR"]
    assert sums(clock, "2026-12-07T16:00") == ["5 EUR"]


def test_of_several_amounts_the_highest_counts():
    clock = late("visit-kept", "2026-12-01T10:00", window=WINDOW)
    assert sums(clock, price=Money(16_000, "EUR")) == ["32 EUR"]
    assert sums(clock, price=Money(16_001, "EUR")) == ["32.01 EUR"]  # 32.002: a started cent is paid
    assert follows(CHARTER, clock) == Follows(fee_waived=True)
    assert more_at(CHARTER, clock, at("2026-12-04T10:00")) is None


def test_a_share_of_a_price_that_nobody_gave_is_refused():
    with pytest.raises(Refused, match="the price is not known"):
        sums(late("visit-kept", "2026-12-01T10:00", window=WINDOW), price=None)
    assert sums(late("repair", "2026-12-01T10:00"), "2026-12-03T11:00", price=None) == ["8 EUR"]


def test_two_currencies_are_refused():
    with pytest.raises(Refused, match="EUR and USD cannot be added or compared"):
        sums(late("visit-kept", "2026-12-01T10:00", window=WINDOW), price=Money(100, "USD"))


def test_parts_of_a_cent_are_rounded_once_over_all_days():
    clock = late("moved", "2026-12-01T09:00", "2026-12-04T09:00")  # 3 times a third of 10.01
    assert sums(clock, price=Money(1001, "EUR")) == ["10.01 EUR"]


def test_what_was_given_already_is_subtracted():
    clock = late("repair", "2026-12-01T10:00")
    assert sums(clock, "2026-12-05T09:00", given=(Money(800, "EUR"),)) == ["8 EUR"]
    assert sums(clock, "2026-12-05T09:00", given=(Money(800, "EUR"), Money(800, "EUR"))) == []
    assert sums(clock, "2026-12-05T09:00", given=(Money(5000, "EUR"),)) == []


def test_a_credit_says_for_what_and_by_when_it_is_paid():
    clock = late("repair", "2026-12-01T10:00", "2026-12-03T12:00")
    paid = at("2027-01-02T12:00")
    assert owed(CHARTER, clock, at("2027-06-01T00:00")) == (
        Credit("repair", "c", Money(800, "EUR"), paid, True),
    )
    slow = charter(**{"{paid-within: 30 days, unasked: yes}": "{unasked: no}"})
    assert owed(slow, clock, at("2027-06-01T00:00")) == (
        Credit("repair", "c", Money(800, "EUR"), None, False),
    )


def test_another_promise_or_a_remedy_takes_its_place():
    assert follows(CHARTER, late("answered", "2026-12-01T10:00")) == Follows(promise="call-back")
    assert sums(late("answered", "2026-12-01T10:00")) == []
    assert follows(CHARTER, late("kept", "2026-12-01T10:00")) == Follows(remedy="visit")


def test_a_rung_of_the_ladder_owes_like_a_promise():
    clock = late(rung(0), "2026-12-04T16:00", "2026-12-09T12:00")
    assert sums(clock) == ["5 EUR"]


def test_the_charter_under_which_it_was_made_says_what_is_owed():
    clock, dearer = late("repair", "2026-12-01T10:00"), charter(**{"credit: 8 EUR": "credit: 9 EUR"})
    assert str(owed(dearer, clock, at("2026-12-03T10:00"))[0].amount) == "9 EUR"
    assert sums(clock, "2026-12-03T10:00") == ["8 EUR"]


def test_what_was_owed_at_a_moment_does_not_depend_on_what_came_later():
    clock = late("repair", "2026-12-01T10:00", "2026-12-20T10:00")
    assert [sums(clock, moment) for moment in ("2026-12-03T10:00", "2026-12-04T10:00", "2026-12-20T10:00")] == [
        ["8 EUR"], ["16 EUR"], ["30 EUR"],
    ]  # fmt: skip


def test_what_happened_before_it_broke_owes_nothing():
    assert sums(late("repair", "2026-12-01T10:00"), "2026-12-02T10:00") == []


PROMISES = st.sampled_from(["repair", "reply", "moved", "news", rung(0)])
MOMENTS = st.integers(at("2026-01-01T00:00"), at("2028-01-01T00:00")).map(Instant)
PRICES = st.integers(0, 20_000).map(lambda cents: Money(cents, "EUR"))


def cents(clock, moment, price, given=()):
    return sum(credit.amount.cents for credit in owed(CHARTER, clock, Instant(moment), price, given))


def opened(promise, began):
    clock = start(CHARTER, CALENDAR, promise, "c", began)
    return breach(clock, clock.due)


@given(PROMISES, MOMENTS, st.integers(0, 900 * HOUR), st.integers(0, 900 * HOUR), PRICES)
def test_later_never_owes_less_and_never_more_than_the_cap(promise, began, one, more, price):
    clock = opened(promise, began)
    sooner, later = Instant(clock.due + one), Instant(clock.due + one + more)
    assert cents(clock, sooner, price) <= cents(clock, later, price)
    assert cents(keep(clock, sooner), later, price) <= cents(keep(clock, later), later, price)
    assert cents(keep(clock, later), later, price) <= cents(clock, later, price)
    cap = {"repair": 3000, rung(0): 5000}.get(promise, 10**9)
    assert cents(clock, later, price) <= cap


@given(PROMISES, MOMENTS, st.lists(st.integers(0, 400 * HOUR), min_size=1, max_size=6).map(sorted), PRICES)
def test_paid_in_however_many_parts_the_cents_add_up(promise, began, shifts, price):
    clock, given = opened(promise, began), ()
    for shift in shifts:
        given += tuple(
            credit.amount for credit in owed(CHARTER, clock, Instant(clock.due + shift), price, given)
        )
    assert sum(money.cents for money in given) == cents(clock, clock.due + shifts[-1], price)


@given(st.sampled_from(["repair", "reply", "moved"]), MOMENTS, st.integers(1, 900 * HOUR), PRICES)
def test_the_sum_is_that_of_a_count_one_by_one(promise, began, shift, price):
    clock = opened(promise, began)
    end, unit = Instant(clock.due + shift), {"reply": "working day"}.get(promise, "day")
    count, step = 0, clock.due
    while step < end:
        count += 1
        step = one_later(clock.due, count, unit)
    exact = {
        "repair": min(800 * count, 3000),
        "reply": 250 * count,
        "moved": Fraction(price.cents * count, 3),
    }[promise]
    assert cents(keep(clock, end), end, price) == -(-exact // 1)


def one_later(due, count, unit):
    """The naive walk from day to day, at the same time on the wall, without the code under test."""
    day, minute = naive.shown(due, PARIS)
    holidays = {
        found
        for found in (naive.day_after(day, n, "day", ()) for n in range(60))
        if found in CALENDAR.holidays
    }
    later = naive.day_after(day, count, unit, holidays)
    first = naive.first_shown(later, minute, PARIS)
    return first + (
        due % 60_000 if naive.shown(first, PARIS) == (later, minute) else 0
    )  # or the clock skipped it


def test_the_next_unit_is_where_more_is_owed():
    clock = opened("repair", at("2026-12-01T10:00"))
    grows = more_at(CHARTER, clock, Instant(clock.due + 5 * HOUR))
    assert cents(clock, grows - 1, PRICE) == 800
    assert cents(clock, grows, PRICE) == 1600
    assert more_at(CHARTER, keep(clock, grows), Instant(grows + HOUR)) is None


def test_what_reached_its_cap_does_not_grow_any_more():
    clock = opened("repair", at("2026-12-01T10:00"))  # 8 EUR a day from the 3rd on, 30 EUR at most
    assert wall(more_at(CHARTER, clock, at("2026-12-05T10:00"))) == "2026-12-06 10:00"
    assert more_at(CHARTER, clock, at("2026-12-06T10:00")) is None


def test_a_capped_share_of_a_price_needs_the_price_to_know_its_end():
    capped = charter(
        **{"1/3 of the monthly price, every: day}": "1/3 of the monthly price, every: day, at-most: 30 EUR}"}
    )
    clock = opened("moved", at("2026-12-01T10:00"))
    assert more_at(capped, clock, at("2026-12-04T10:00"), PRICE) is None
    assert wall(more_at(capped, clock, at("2026-12-04T10:00"))) == "2026-12-04 23:59"
