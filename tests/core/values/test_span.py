"""Lengths of time: four units that are never mixed up, written as a promise says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.values import Refused, Span, Unit, span


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("90 s", 90, Unit.SECOND),
        ("1 second", 1, Unit.SECOND),
        ("0 s", 0, Unit.SECOND),
        ("2 min", 120, Unit.SECOND),
        ("1.5 h", 5400, Unit.SECOND),
        ("an hour", 3600, Unit.SECOND),
        ("a day", 1, Unit.DAY),
        ("2 weeks", 14, Unit.DAY),
        ("1 working day", 1, Unit.WORKING_DAY),
        ("10 working days", 10, Unit.WORKING_DAY),
        ("3 months", 3, Unit.MONTH),
        ("1.5 years", 18, Unit.MONTH),
        ("2 years", 24, Unit.MONTH),
    ],
)
def test_a_span_is_read(text, count, unit):
    assert span(text) == Span(count, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "90",
        "s",
        "90s",
        "90 ss",
        "-1 s",
        "1 day s",
        "5 working",
        "2  h",
        "a.5 hour",
        "1 fortnight",
        "1e3 s",
        "٣ h",
        "1.25 h",
    ],
)
def test_what_is_no_span_is_refused(text):
    with pytest.raises(Refused) as refused:
        span(text)
    assert str(refused.value) == f"`{text}` is no length of time; write `90 s`, `2 h` or `3 working days`."


@pytest.mark.parametrize("text", ["1.5 months", "0.5 days", "1.5 working days", "0.1 s"])
def test_parts_that_do_not_come_out_even_are_refused(text):
    with pytest.raises(Refused) as refused:
        span(text)
    assert str(refused.value) == f"`{text}` does not come out even; write it in a smaller unit."


def test_nothing_is_shorter_than_nothing():
    with pytest.raises(Refused, match="negative"):
        Span(-1, Unit.DAY)


@pytest.mark.parametrize(
    ("given_", "said"),
    [("90 s", "90 s"), ("120 s", "2 min"), ("7200 s", "2 h"), ("24 h", "24 h"), ("0 h", "0 s"), ("1 week", "7 days"),
     ("1 working day", "1 working day"), ("2 working days", "2 working days"), ("1 month", "1 month"), ("2 years", "24 months")],
)  # fmt: skip
def test_a_span_is_said_in_the_largest_unit_that_fits(given_, said):
    assert str(span(given_)) == said
    assert str(span(given_).said) == said


@given(st.integers(0, 10**8), st.sampled_from(Unit))
def test_what_is_said_is_read_again(count, unit):
    assert span(str(Span(count, unit))) == Span(count, unit)


def test_about_is_for_ordering():
    assert [span(text).about for text in ("90 s", "1 day", "1 working day", "1 month")] == [
        90,
        86400,
        86400,
        2592000,
    ]
