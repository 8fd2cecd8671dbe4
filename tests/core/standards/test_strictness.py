"""Ours at least as strict as theirs: exact cases, and the laws of the comparison."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.charter.kinds import Reader, Record
from possible.charter.nodes import parse
from possible.charter.promises import Promise
from possible.check.standards import at_least_as_strict, shortfalls
from possible.check.standards.strictness import CHAINS, TILES, longest, never_later, no_longer
from possible.values import Span, Unit, span


def made(text):
    reader = Reader()
    found = Record(Promise).read(parse(text.encode(), "promise"), (), reader)
    assert reader.faults == []
    return found


REPAIR = "{from: reported, until: restored, within: 48 h, else: {credit: 8 EUR, every: day}}"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (REPAIR, REPAIR),
        (REPAIR, "{from: reported, until: restored, within: 2 days}"),
        (REPAIR, "{from: reported, until: restored, within: 2 working days}"),
        (REPAIR, "{from: reported, until: work started, within: 48 h}"),
        (REPAIR, "{from: opened, until: restored, within: 48 h}"),
        (REPAIR, "{from: reported, until: restored, within: 48 h, share: 95 %, each: quarter}"),
        (REPAIR, "{from: reported, until: restored, within: 48 h, for: [tv]}"),
        (REPAIR, "{from: reported, until: restored, within: 48 h, else: {credit: 8 EUR, every: week}}"),
        ("{from: first ring, until: person, within: 90 s, share: 95 %, each: month}", "{from: person asked, until: person, within: 3 min, share: 95 %, each: quarter}"),
        ("{from: first ring, until: person, within: 90 s, share: 95 %, each: month}", "{from: first ring, until: person}"),
        ("{from: received, until: answered, within: 10 working days}", "{from: received, until: answered, within: 1 month}"),
        ("{from: received, until: answered, within: 30 days}", "{from: received, until: answered, within: 1 month}"),
        ("{from: agreed, until: told, within: 1 day, else: {credit: [5 EUR, 1/5 of the monthly price]}}", "{from: agreed, until: told, else: {credit: 1/5 of the monthly price}}"),
        ("{from: agreed, until: told, within: 1 day, else: {credit: 5 EUR, at-most: 50 EUR}}", "{from: agreed, until: told, else: {credit: 5 EUR, at-most: 50 EUR}}"),
    ],
)  # fmt: skip
def test_as_strict(ours, theirs):
    assert at_least_as_strict(made(ours), made(theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "key"),
    [
        (REPAIR, "{from: reported, until: restored, within: 47 h}", ("within",)),
        (REPAIR, "{from: reported, until: restored, within: 1 working day}", ("within",)),
        (REPAIR, "{from: reported, until: restored, within: the window}", ("within",)),
        ("{from: reported, until: restored}", "{from: reported, until: restored, within: 48 h}", ()),
        ("{from: received, until: answered, within: 1 month}", "{from: received, until: answered, within: 30 days}", ("within",)),
        ("{from: received, until: answered, within: 2 working days}", "{from: received, until: answered, within: 3 days}", ("within",)),
        ("{from: first ring, until: person, within: 20 s, share: 95 %, each: month}", "{from: first ring, until: person, within: 20 s}", ("share",)),
        ("{from: first ring, until: person, within: 20 s, share: 94 %, each: month}", "{from: first ring, until: person, within: 20 s, share: 95 %}", ("share",)),
        ("{from: first ring, until: person, within: 20 s, share: 95 %, each: week}", "{from: first ring, until: person, within: 20 s, share: 95 %, each: month}", ("each",)),
        ("{from: first ring, until: person, within: 20 s, share: 95 %}", "{from: first ring, until: person, within: 20 s, share: 95 %, each: month}", ("share",)),
        ("{from: reported, until: told, within: 1 h, for: [tv]}", "{from: reported, until: told, for: [tv, internet]}", ("for",)),
        ("{from: reported, until: told, within: 1 h}", "{from: reported, until: told, again-every: 1 day}", ()),
        ("{from: reported, until: told, within: 1 h, again-every: 2 days}", "{from: reported, until: told, again-every: 1 day}", ("again-every",)),
        (REPAIR, "{from: reported, until: restored, else: {credit: 8.01 EUR}}", ("else", "credit")),
        (REPAIR, "{from: reported, until: restored, else: {credit: 1/30 of the monthly price}}", ("else", "credit")),
        (REPAIR, "{from: reported, until: restored, else: {credit: 8 EUR, every: hour}}", ("else", "every")),
        (REPAIR, "{from: reported, until: restored, else: {fee: waived}}", ("else",)),
        ("{from: agreed, until: told, else: {credit: 5 EUR}}", "{from: agreed, until: told, else: {credit: 5 EUR, every: day}}", ("else", "credit")),
        ("{from: agreed, until: told}", "{from: agreed, until: told, else: {credit: 5 EUR}}", ("else",)),
        ("{from: agreed, until: told, else: {credit: 5 EUR, at-most: 50 EUR}}", "{from: agreed, until: told, else: {credit: 5 EUR}}", ("else", "at-most")),
        ("{from: agreed, until: told, else: {credit: 5 EUR, at-most: 50 EUR}}", "{from: agreed, until: told, else: {credit: 5 EUR, at-most: 51 EUR}}", ("else", "at-most")),
    ],
)  # fmt: skip
def test_one_thing_is_weaker(ours, theirs, key):
    short = shortfalls(made(ours), made(theirs))
    assert [(one.key, one.comparable) for one in short] == [(key, True)]
    assert not at_least_as_strict(made(ours), made(theirs))


def test_other_moments_are_another_clock():
    assert not at_least_as_strict(made(REPAIR), made("{from: received, until: restored, within: 48 h}"))
    assert not at_least_as_strict(made(REPAIR), made("{from: reported, until: told, within: 48 h}"))
    late = "{from: opened, until: work started, within: 48 h}"
    assert at_least_as_strict(made(REPAIR), made(late))
    assert not at_least_as_strict(made(late), made(REPAIR))


def test_sums_in_another_currency_cannot_be_compared():
    theirs = made("{from: reported, until: restored, else: {credit: 10 GBP, every: day, at-most: 900 GBP}}")
    ours = made("{from: reported, until: restored, else: {credit: 8 EUR, every: day, at-most: 240 EUR}}")
    assert [(one.key, one.comparable) for one in shortfalls(ours, theirs)] == [
        (("else", "credit"), False),
        (("else", "at-most"), False),
    ]
    share = made("{from: reported, until: restored, else: {credit: 1/5 of the monthly price, every: day}}")
    assert [one.comparable for one in shortfalls(share, theirs)] == [True]


def test_never_later_is_an_order():
    moments = sorted({moment for chain in CHAINS for moment in chain})
    for one in moments:
        assert never_later(one, one)
        for other in moments:
            assert not (one != other and never_later(one, other) and never_later(other, one))
            for third in moments:
                if never_later(one, other) and never_later(other, third):
                    assert never_later(one, third), (one, other, third)


def test_periods_that_tile():
    assert all(period in tiled for period, tiled in TILES.items())
    assert "month" not in TILES["week"]


def test_the_longest_that_a_span_can_last():
    day = 86_400
    assert longest(span("1 working day")) == 5 * day  # Thursday before Easter to Tuesday
    assert longest(span("5 working days")) == 9 * day
    assert longest(span("0 working days")) == 0
    assert longest(span("1 month")) == 31 * day
    assert longest(span("90 s")) == 90


SPANS = st.builds(Span, st.integers(0, 400), st.sampled_from(list(Unit)))
SHARES = st.none() | st.fractions(Fraction(1, 2), 1, max_denominator=100)
PROMISES = st.builds(
    Promise,
    from_=st.sampled_from(["first ring", "connected", "person asked", "reported", "opened"]),
    until=st.sampled_from(["person", "work started", "restored"]),
    within=st.none() | SPANS,
    share=SHARES,
    each=st.sampled_from(["day", "week", "month", "quarter", "year"]),
    for_=st.lists(st.sampled_from(["tv", "internet"]), unique=True).map(tuple),
)


@given(PROMISES)
def test_every_promise_is_as_strict_as_itself(promise):
    assert at_least_as_strict(promise, promise)


@given(SPANS, SPANS, SPANS)
def test_no_longer_never_contradicts_the_best_and_the_worst_case(one, other, third):
    if no_longer(one, other) and one.unit is not other.unit:
        assert longest(one) <= other.about
    if one.unit is other.unit is third.unit and no_longer(one, other) and no_longer(other, third):
        assert no_longer(one, third)


@given(PROMISES, PROMISES, st.integers(0, 40 * 86_400))
def test_who_gets_ours_gets_theirs(ours, theirs, seconds):
    """One case that keeps our clock in plain seconds keeps theirs, whenever ours is as strict."""
    if not at_least_as_strict(ours, theirs) or theirs.within is None:
        return
    assert ours.within is not None
    if (
        ours.within.unit is Unit.SECOND
        and theirs.within.unit in (Unit.SECOND, Unit.DAY)
        and seconds <= ours.within.about
    ):
        assert seconds <= theirs.within.about
    assert ours.share is None or (theirs.share is not None and ours.share >= theirs.share)
