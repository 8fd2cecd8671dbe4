"""Money and rates: whole cents, one currency, and never less than what the caller pays."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.values import Money, Rate, Refused, currency, money, rate

cents = st.integers(-(10**12), 10**12)
euros = cents.map(lambda number: Money(number, "EUR"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0 EUR", 0),
        ("119 EUR", 11900),
        ("2.50 EUR", 250),
        ("2.5 EUR", 250),
        ("0.07 EUR", 7),
        ("2.500 EUR", 250),
    ],
)
def test_money_is_read_in_cents(text, number):
    assert money(text) == Money(number, "EUR")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "119",
        "EUR",
        "119EUR",
        "119 eur",
        "-1 EUR",
        "1,50 EUR",
        "1.2345678 EUR",
        "1 EURO",
        "٣ EUR",
        "1 EUR ",
        "1e3 EUR",
    ],
)
def test_what_is_no_money_is_refused(text):
    with pytest.raises(Refused) as refused:
        money(text)
    assert str(refused.value) == f"`{text}` is no sum of money; write `2.50 EUR`."


def test_parts_of_a_cent_are_a_rate_and_no_money():
    assert rate("0.028 EUR") == Rate(28_000, "EUR")
    with pytest.raises(Refused, match="parts of a cent"):
        money("0.028 EUR")


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 EUR"), (11900, "119 EUR"), (250, "2.50 EUR"), (7, "0.07 EUR"), (-250, "-2.50 EUR")],
)
def test_money_is_written_as_in_a_charter(number, text):
    assert str(Money(number, "EUR")) == text


@pytest.mark.parametrize(
    ("micros", "text"),
    [(28_000, "0.028 EUR"), (340_000, "0.34 EUR"), (300_000, "0.30 EUR"), (0, "0 EUR"), (1, "0.000001 EUR")],
)
def test_a_rate_is_written_as_in_a_charter(micros, text):
    assert str(Rate(micros, "EUR")) == text
    assert rate(text) == Rate(micros, "EUR")


@given(st.integers(0, 10**12))
def test_what_is_written_is_read_again(number):
    assert money(str(Money(number, "EUR"))) == Money(number, "EUR")


@given(euros, euros)
def test_a_difference_added_again_is_the_sum(one, other):
    assert one - other + other == one
    assert (one < other) == (one.cents < other.cents)
    assert (one <= other) == (one.cents <= other.cents)
    assert max(one, other).cents == max(one.cents, other.cents)


@pytest.mark.parametrize(
    "what", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a >= b]
)
def test_currencies_do_not_mix(what):
    with pytest.raises(Refused) as refused:
        what(Money(1, "EUR"), Money(1, "USD"))
    assert str(refused.value) == "EUR and USD cannot be added or compared."


def test_money_of_two_currencies_is_not_equal():
    assert Money(1, "EUR") != Money(1, "USD")


@pytest.mark.parametrize("code", ["", "eur", "EURO", "E1R", "ÉUR"])
def test_a_currency_is_three_capitals(code):
    with pytest.raises(Refused) as refused:
        currency(code)
    assert str(refused.value) == f"`{code}` is no currency; write `EUR`."
    with pytest.raises(Refused):
        Money(1, code)
    with pytest.raises(Refused):
        Rate(1, code)


def test_constructors_refuse_what_cannot_be():
    with pytest.raises(Refused, match="whole cents"):
        Money(1.5, "EUR")  # type: ignore[arg-type]
    with pytest.raises(Refused, match="negative"):
        Rate(-1, "EUR")


def test_an_hour_on_hold_in_the_story():
    assert rate("0.34 EUR").charge(3600) == Money(2040, "EUR")
    assert rate("0.028 EUR").charge(60) == Money(3, "EUR")
    assert rate("0.06 EUR").charge(0) == Money(0, "EUR")


@given(st.integers(0, 10**7), st.integers(0, 10**6))
def test_a_started_cent_counts_whole_and_no_more(micros, seconds):
    exact = Fraction(micros, 10_000) * Fraction(seconds, 60)
    charged = Rate(micros, "EUR").charge(seconds).cents
    assert exact <= charged < exact + 1


def test_a_rate_is_true_when_it_costs_something():
    assert rate("0.001 EUR")
    assert not rate("0 EUR")
