"""The worked examples of compensation: each from what a pack declares, by the one evaluator."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.check.standards import standards
from possible.promises import AmountsByDate, Late, Prices, owed_under
from possible.values import Money
from possible.values.calendar import Calendar
from possible.values.holidays import Holidays
from possible.values.instant import HOUR, Instant, instant
from tests.core.standards.vectors import vectors

RULES = {standard.id: standard for standard in standards()}
ZONES = {
    "de": "Europe/Berlin", "uk": "Europe/London", "es": "Europe/Madrid", "fr": "Europe/Paris",
    "us": "America/New_York", "it": "Europe/Rome",
}  # fmt: skip
TENTH = date(2026, 4, 10)
MORNING, AFTERNOON = time(10), time(15)
COUNTED = "day of restoration counted"


def amounts_of(vector):
    """What the rule declares; the option that a text leaves open is exchanged where the example says so."""
    rows = RULES[vector.rule].owes
    return AmountsByDate(
        tuple(replace(row, dates=("kept",)) for row in rows) if vector.option == COUNTED else rows
    )


def calendar_of(vector):
    return Calendar(ZoneInfo(ZONES[vector.rule[:2]]), holidays=Holidays(dates=frozenset(vector.holidays)))


def on(calendar, day, hour=MORNING):
    return instant(datetime.combine(day, hour, calendar.zone))


def lasted(vector, calendar, report=MORNING, repair=AFTERNOON):
    """From when until when: two dates, so many hours of April, a visit so many days late, a late answer."""
    if vector.reported:
        return Late(on(calendar, vector.reported, report), on(calendar, vector.restored, repair))
    start = on(calendar, TENTH, report)
    if vector.hours:
        return Late(start, Instant(start + vector.hours * HOUR))
    days = vector.days or vector.answered_day - vector.due_day
    return Late(start, on(calendar, TENTH + timedelta(days), report))


def reckoned(vector, **times):
    calendar = calendar_of(vector)
    late = lasted(vector, calendar, **times)
    window = (Instant(late.due - 2 * HOUR), late.due)
    return owed_under(amounts_of(vector), calendar, late, Prices(vector.monthly, vector.average), window)


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: f"{vector.rule}-{vector.owed.cents}")
def test_each_example_comes_out(vector):
    sum_ = reckoned(vector)
    assert sum_ >= vector.owed if vector.at_least else sum_ == vector.owed


@given(
    st.sampled_from([vector for vector in vectors() if vector.reported]),
    st.times(max_value=time(23, 59)), st.times(max_value=time(23, 59)),
)  # fmt: skip
def test_what_is_counted_by_dates_does_not_depend_on_the_time_of_day(vector, report, repair):
    assert reckoned(vector, report=report, repair=repair) == vector.owed


def example(rule, index=0):
    return [vector for vector in vectors() if vector.rule == rule][index]


def test_at_least_means_that_a_started_cent_is_paid():
    vector = example("fr.conso.L224-42-1.missed_visit")  # 4 times 5.998 EUR
    assert reckoned(vector) == Money(2400, "EUR")


def test_of_a_bundle_that_is_not_split_half_of_the_price_counts():
    vector = example("es.rd899.16")
    calendar = calendar_of(vector)
    halves = AmountsByDate(tuple(replace(row, of=row.of / 2) for row in RULES[vector.rule].owes))
    found = owed_under(halves, calendar, lasted(vector, calendar), Prices(vector.monthly))
    assert found == Money(167, "EUR")


def test_of_a_bundle_half_of_the_average_bill_counts_too():
    vector = replace(example("es.rd899.15"), average=Money(20_000, "EUR"))
    calendar = calendar_of(vector)
    halves = AmountsByDate(tuple(replace(row, of=row.of / 2) for row in RULES[vector.rule].owes))
    found = owed_under(halves, calendar, lasted(vector, calendar), Prices(vector.monthly, vector.average))
    assert found == Money(833, "EUR")


def test_a_step_that_was_not_reached_takes_nothing_away():
    vector = example("de.tkg.58-3")
    sums = [reckoned(replace(vector, restored=vector.reported + timedelta(days))) for days in range(2, 8)]
    assert sums == [None, None, *(Money(euros * 100, "EUR") for euros in (5, 10, 20, 30))]


def test_six_hours_of_the_day_must_be_exceeded_and_the_night_does_not_count():
    vector = example("es.rd899.16")
    calendar = calendar_of(vector)

    def owes(start, end):
        late = Late(
            on(calendar, TENTH, time(start)), on(calendar, TENTH + timedelta(end // 24), time(end % 24))
        )
        return owed_under(amounts_of(vector), calendar, late, Prices(vector.monthly))

    assert owes(10, 16) is None
    assert owes(10, 17) == Money(39, "EUR")  # 7 of 720 hours of 40 EUR
    assert owes(20, 24 + 8) is None  # twelve hours, two of them by day


def test_up_to_one_euro_nothing_is_paid_for_the_telephone():
    vector = example("es.rd899.15")
    short = replace(vector, hours=7)  # 0.97 EUR
    assert reckoned(short) is None
    euro = replace(vector, hours=72, monthly=Money(200, "EUR"), average=Money(100, "EUR"))
    assert reckoned(euro) is None
    assert reckoned(replace(vector, hours=8)) == Money(111, "EUR")
    assert reckoned(replace(vector, average=Money(20_000, "EUR"))) == Money(1667, "EUR")  # the bill is higher


def test_the_day_of_the_report_says_which_amounts_hold():
    vector = example("uk.autocomp.repair")
    before = replace(
        vector, reported=vector.reported.replace(month=3, day=31), restored=vector.restored.replace(day=6)
    )
    assert reckoned(before) == Money(8 * 300, "GBP")  # the 3rd to the 5th: two full working days went before


def test_the_missed_day_counts_where_the_rule_says_so():
    calendar = Calendar(ZoneInfo("Europe/London"))
    promised = date(2026, 5, 11)
    late = Late(Instant(calendar.ends(promised) - 1), on(calendar, promised + timedelta(2)))
    assert owed_under(RULES["uk.autocomp.start"].amounts, calendar, late, Prices()) == Money(2 * 646, "GBP")


def test_a_visit_at_the_end_of_its_window_owes_nothing_and_a_later_one_the_sum_of_its_day():
    rule, calendar = RULES["uk.autocomp.missed"], Calendar(ZoneInfo("Europe/London"))
    booked, end = on(calendar, date(2026, 3, 20)), on(calendar, TENTH, AFTERNOON)
    for arrived, sum_ in ((end, None), (Instant(end + 1), Money(2500, "GBP"))):
        assert owed_under(rule.amounts, calendar, Late(booked, arrived), Prices(), (booked, end)) == sum_


def test_in_time_owes_nothing():
    vector = example("de.tkg.58-3")
    assert (
        reckoned(replace(vector, restored=vector.reported + timedelta(2)), report=AFTERNOON, repair=MORNING)
        is None
    )


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.owes], ids=lambda rule: rule.id)
def test_what_is_owed_agrees_with_the_promise_that_the_rule_asks_for(rule):
    asked = [demand for demand in rule.asks if demand.fact.name == "promise"]
    for demand in asked:
        row = next(row for row in rule.owes if (row.since, row.until) == (demand.since, demand.until))
        promise = demand.want
        ladder = [row.credit, *(step.credit for step in row.then)]
        assert promise.within in (row.within, None) or row.within is None
        assert promise.else_.credit in ladder or row.counted == "in part", rule.id
