"""Indicators: equal to a naive recomputation, whatever happens; each formula by hand once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.measure.figures import DEFINITIONS
from possible.measure.fold import folded
from possible.measure.indicators import Indicators
from possible.measure.tally import ALL, Group, quantile
from possible.values import events as h
from tests.core.happenings import DAY, ev
from tests.core.measure.streams import stream
from tests.naive.measure import counts_of

WITHIN = 60_000


def plainly(tally):
    counts = {(what, (group.by, group.name)): n for (what, group), n in tally.counts.items() if n}
    spans = {(what, (group.by, group.name)): sorted(each) for (what, group), each in tally.spans.items()}
    return counts, spans


@given(st.integers(0, 10**9), st.sampled_from([4000, 40_000, 90_000]))
def test_the_fold_is_what_a_naive_recomputation_gives(seed, slowest):
    events = [event for event in stream(seed, slowest=slowest, steps=100) if event.at < 1_798_700_000_000]
    fold = Indicators(WITHIN)
    for event in events:
        fold.feed(event)
    counts, spans = counts_of(events, WITHIN)
    assert plainly(fold.now) == ({key: n for key, n in counts.items() if n}, spans)


@given(st.integers(0, 10**9))
def test_folds_over_different_customers_add_up(seed):
    events = [event for event in stream(seed, customers=4) if not isinstance(event, h.PresenceChanged)]
    mine, others, both = Indicators(), Indicators(), Indicators()
    for event in events:
        name = (getattr(event, "customer", "") or event.contact or event.case)[:3]
        (mine if name in ("cu0", "cu2") else others).feed(event)
        both.feed(event)
    for fold in (mine, others, both):
        fold.feed(ev(h.PresenceChanged, 60 * DAY))  # both have seen the same hour
    assert plainly(mine.now.plus(others.now)) == plainly(both.now)


def test_offered_is_answered_and_given_up_and_left():
    fold = Indicators()
    for event in stream(7, steps=2000):
        fold.feed(event)
    for group in fold.tally.groups("offered"):
        kinds = fold.tally.total(group, "answered", "gave-up", "left")
        assert fold.tally.total(group, "offered") == kinds > 0


def call(number, queued, answered=None, ended=None, language="en", **end):
    ring = ev(h.ContactArrived, queued, contact=f"k{number}", customer=f"cu{number}", language=language)
    found = [ring, ev(h.ContactQueued, queued, contact=ring.contact, case="")]
    if answered is not None:
        found.append(ev(h.ContactAnswered, answered, contact=ring.contact, case=""))
    return [*found, ev(h.ContactEnded, ended, contact=ring.contact, case="", **end)]


FIVE = sorted(
    [
        *call(1, 0, 10, 110),
        *call(2, 100, 130, 230),
        *call(3, 200, ended=205, how="abandoned"),
        *call(4, 300, ended=400, how="abandoned"),
        *call(5, 500, ended=590, by="company", how="promised", language="fr"),
    ],
    key=lambda event: event.at,
)


def value(figures, indicator, group=ALL):
    (found,) = [figure for figure in figures if figure.indicator == indicator and figure.group == group]
    return found.value


def test_the_four_service_levels_and_the_two_abandonments():
    figures = folded(Indicators(), FIVE)
    assert value(figures, "service-level") == Fraction(1, 5)
    assert value(figures, "service-level-answered-only") == Fraction(1, 2)
    assert value(figures, "service-level-without-short") == Fraction(1, 4)
    assert value(figures, "service-level-give-ups-as-served") == Fraction(2, 5)
    assert value(figures, "abandonment") == Fraction(2, 5)
    assert value(figures, "abandonment-without-short") == Fraction(1, 4)
    assert value(figures, "speed-of-answer") == 20_000
    assert value(figures, "longest-wait") == 100_000
    assert value(figures, "handling-time") == 100_000


def test_a_language_that_rots_is_not_hidden_by_the_whole():
    figures = folded(Indicators(), FIVE)
    assert value(figures, "service-level", Group("language", "en")) == Fraction(1, 4)
    assert value(figures, "service-level", Group("language", "fr")) == 0
    assert value(figures, "service-level-answered-only", Group("language", "en")) == Fraction(1, 2)


def test_the_formula_stands_beside_the_number():
    (level,) = [
        figure
        for figure in folded(Indicators(90_000), FIVE)
        if figure.indicator == "service-level" and figure.group == ALL
    ]
    assert (
        str(level.formula)
        == "answered within 90 s of joining the queue ÷ offered (who gave up was not answered)"
    )
    assert (level.part, level.of, level.unit) == (2, 5, "share")


def test_time_to_human_goes_over_all_tries_of_a_day():
    tries = [
        ev(h.ContactArrived, 0, contact="k1"),
        ev(h.ContactEnded, 60, contact="k1", case="", how="abandoned"),
        ev(h.ContactArrived, 3600, contact="k2"),
        ev(h.ContactAnswered, 3700, contact="k2", case=""),
        ev(h.ContactEnded, 3800, contact="k2", case=""),
        ev(h.ContactArrived, 4000, contact="k3"),
        ev(h.ContactEnded, 4001, contact="k3", case="", how="abandoned"),
    ]
    figures = folded(Indicators(), tries)
    assert value(figures, "time-to-human") == 3_700_000
    assert value(figures, "nobody-within-a-day") == 0  # the third try may yet succeed
    later = [
        *tries,
        ev(h.ContactArrived, 4000 + DAY + 1, contact="k4"),
        ev(h.ContactArrived, 3 * DAY, contact="k9", customer="b"),
    ]
    assert value(folded(Indicators(), later), "nobody-within-a-day") == Fraction(2, 3)


def test_who_waits_now_is_in_the_longest_wait():
    waiting = [
        *call(1, 0, 10, 20),
        ev(h.ContactArrived, 30, contact="k2"),
        ev(h.ContactQueued, 30, contact="k2", case=""),
    ]
    events = [*waiting, ev(h.PresenceChanged, 530)]
    assert value(folded(Indicators(), events), "longest-wait") == 500_000


def test_quantiles_are_of_the_nearest_rank():
    four = [10, 20, 30, 40]
    assert [quantile(four, Fraction(n, 4)) for n in range(5)] == [10, 10, 20, 30, 40]
    assert quantile(four, Fraction(51, 100)) == 30
    with pytest.raises(IndexError):
        quantile([], Fraction(1, 2))


def test_every_indicator_has_one_name_and_a_figure_in_a_long_stream():
    names = [definition.name for definition in DEFINITIONS]
    assert len(set(names)) == len(names)
    assert {figure.indicator for figure in folded(Indicators(), stream(3, steps=4000))} == set(names)
