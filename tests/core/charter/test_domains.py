"""Domains and cells: what is written, what it means in whole numbers, and a slow reading that agrees."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.charter.domains import Cell, Sort, anything, cell, domain, intersected, merged
from possible.values import Refused

COUNT = domain("0 or more")


@pytest.mark.parametrize(
    ("text", "sort", "low", "high", "said"),
    [
        ("0 or more", Sort.NUMBER, 0, None, "0 or more"),
        ("1 to 5", Sort.NUMBER, 1, 5, "1 to 5"),
        ("-3 to 3", Sort.NUMBER, -3, 3, "-3 to 3"),
        ("0.0 to 9.9", Sort.DECIMAL, 0, 99, "0.0 to 9.9"),
        ("0 EUR or more", Sort.MONEY, 0, None, "0 EUR or more"),
        ("0.50 EUR to 10 EUR", Sort.MONEY, 50, 1000, "0.50 EUR to 10 EUR"),
        ("0 h or more", Sort.DURATION, 0, None, "0 s or more"),
        ("1 min to 2 days", Sort.DURATION, 60, 172_800, "1 min to 48 h"),
        ("2026-01-01 or later", Sort.DATE, date(2026, 1, 1).toordinal(), date.max.toordinal(), "2026-01-01 to 9999-12-31"),
        ("any date", Sort.DATE, 1, date.max.toordinal(), "any date"),
        ("yes/no", Sort.CHOICE, 0, 1, "yes/no"),
        (("none", "box"), Sort.CHOICE, 0, 1, "none, box"),
    ],
)  # fmt: skip
def test_a_domain_is_read(text, sort, low, high, said):
    found = domain(text)
    assert (found.sort, found.low, found.high, str(found)) == (sort, low, high, said)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "`` says nothing about what the fact can be."),
        ("many", "`many` says nothing about what the fact can be."),
        ("5 to 1", "`5 to 1` runs backwards."),
        ("1 to 5 EUR", "`5 EUR` is not written as a value of: 1 or more."),
        ("1 EUR to 5 USD", "`5 USD` is not written as a value of: 1 EUR or more."),
        ("0.0 to 9.99", "`9.99` is not written as a value of: 0.0 or more."),
        ("2026-02-30 or later", "There is no such day: `2026-02-30`."),
        ("1 month or more", "`1 month` is no number, sum, length of time or date."),
        ("box or more", "`box` is no number, sum, length of time or date."),
        ((), "A list of choices needs words that differ."),
        (("a", "a"), "A list of choices needs words that differ."),
    ],
)
def test_a_domain_that_cannot_be_is_refused(text, why):
    with pytest.raises(Refused) as refused:
        domain(text)
    assert str(refused.value) == why


@given(
    st.sampled_from(
        ["0 or more", "-5 to 5", "0.00 to 9.99", "0 EUR or more", "0 s or more", "any date", "yes/no"]
    ),
    st.data(),
)
def test_a_value_that_is_written_is_read_again(text, data):
    found = domain(text)
    number = data.draw(st.integers(found.low, 10**6 if found.high is None else found.high))
    assert found.number(found.text(number)) == number


def test_a_value_outside_is_refused_with_the_domain():
    with pytest.raises(Refused, match=re.escape("`6` cannot be: 1 to 5.")):
        domain("1 to 5").number("6")
    with pytest.raises(Refused, match=re.escape("`bix` cannot be: none, box.")) as refused:
        domain(("none", "box")).number("bix")
    assert str(refused.value.attempt) == "did you mean `box`?"


@pytest.mark.parametrize(
    ("texts", "ranges"),
    [
        (("3",), ((3, 3),)),
        (("3 or more",), ((3, None),)),
        (("from 3",), ((3, None),)),
        (("over 3",), ((4, None),)),
        (("under 3",), ((0, 2),)),
        (("up to 3",), ((0, 3),)),
        (("3 or less",), ((0, 3),)),
        (("3 or fewer",), ((0, 3),)),
        (("2 to 5",), ((2, 5),)),
        (("0", "2"), ((0, 0), (2, 2))),
        (("2", "0", "1"), ((0, 2),)),
        (("5 or more", "2 to 4"), ((2, None),)),
    ],
)
def test_a_cell_is_read(texts, ranges):
    assert cell(texts, COUNT) == Cell(ranges, ", ".join(texts), ())


@pytest.mark.parametrize(
    ("domain_", "texts", "ranges", "outside"),
    [
        ("1 to 5", ("7",), (), ("7",)),
        ("1 to 5", ("0 to 2",), (), ("0 to 2",)),
        ("0 or more", ("under 0",), (), ("under 0",)),
        ("1 to 5", ("over 5",), (), ("over 5",)),
        (("none", "box"), ("box", "fridge"), ((1, 1),), ("fridge",)),
    ],
)
def test_what_the_fact_cannot_be_is_kept_for_the_laws(domain_, texts, ranges, outside):
    found = cell(texts, domain(domain_))
    assert (found.ranges, found.outside) == (ranges, outside)


@pytest.mark.parametrize(
    ("domain_", "text", "why"),
    [
        ("0 or more", "often", "`often` is no number, sum, length of time or date."),
        ("0 or more", "5 to 3", "`5 to 3` runs backwards."),
        ("0 or more", "1.5", "`1.5` is not written as a value of: 0 or more."),
        ("0 EUR or more", "5", "`5` is not written as a value of: 0 EUR or more."),
        ("0 h or more", "3 or more", "`3` is not written as a value of: 0 s or more."),
        ("any date", "2026-02-30", "There is no such day: `2026-02-30`."),
    ],
)
def test_a_cell_of_another_sort_is_refused(domain_, text, why):
    with pytest.raises(Refused) as refused:
        cell((text,), domain(domain_))
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("domain_", "text", "inside", "not_inside"),
    [
        ("0.00 to 9.99", "under 0.5", "0.49", "0.50"),
        ("0 EUR or more", "up to 10 EUR", "10 EUR", "10.01 EUR"),
        ("0 s or more", "over 2 h", "7201 s", "2 h"),
        ("any date", "before 2026-12-01", "2026-11-30", "2026-12-01"),
        ("any date", "after 2026-12-01", "2026-12-02", "2026-12-01"),
        ("any date", "2026-12-01 or later", "2026-12-01", "2026-11-30"),
    ],
)
def test_cells_of_each_sort(domain_, text, inside, not_inside):
    fact = domain(domain_)
    found = cell((text,), fact)
    assert found.holds(fact.number(inside))
    assert not found.holds(fact.number(not_inside))


SMALL = st.integers(0, 12)
TEXTS = st.one_of(
    SMALL.map(str),
    st.builds("{} or more".format, SMALL),
    st.builds("over {}".format, SMALL),
    st.builds("under {}".format, SMALL.map(lambda number: number + 1)),
    st.builds("up to {}".format, SMALL),
    st.tuples(SMALL, SMALL).map(lambda ends: f"{min(ends)} to {max(ends)}"),
)


def slowly(text: str, number: int) -> bool:
    """Read one text of a cell as a person would, word by word."""
    words = text.split()
    match words:
        case [value]:
            return number == int(value)
        case [value, "or", "more"]:
            return number >= int(value)
        case ["over", value]:
            return number > int(value)
        case ["under", value]:
            return number < int(value)
        case ["up", "to", value]:
            return number <= int(value)
        case [low, "to", high]:
            return int(low) <= number <= int(high)
    raise AssertionError(text)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.integers(0, 15))
def test_a_cell_holds_as_a_person_reads_it(texts, number):
    assert cell(tuple(texts), COUNT).holds(number) == any(slowly(text, number) for text in texts)


RANGES = st.lists(
    st.tuples(SMALL, st.one_of(st.none(), SMALL)).map(
        lambda ends: ends if ends[1] is None else (min(ends), max(ends))
    ),
    max_size=5,
)


def members(ranges) -> set[int]:
    return {
        number
        for number in range(20)
        for low, high in ranges
        if low <= number and (high is None or number <= high)
    }


@given(RANGES)
def test_merging_keeps_the_numbers_and_leaves_gaps_between(ranges):
    found = merged(ranges)
    assert members(found) == members(ranges)
    for (_, end), (start, _) in pairwise(found):
        assert end is not None
        assert end + 1 < start


@given(RANGES, RANGES)
def test_what_is_in_both(one, other):
    assert members(intersected(merged(one), merged(other))) == members(one) & members(other)


def test_anything_holds_for_all_of_the_domain():
    fact = domain("1 to 5")
    assert [anything(fact).holds(number) for number in (0, 1, 5, 6)] == [False, True, True, False]
