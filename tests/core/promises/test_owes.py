"""The declared parameters: what cannot be written, which units count, which row holds."""

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from possible.charter.kinds import Bad, Reader, Record
from possible.charter.nodes import parse
from possible.promises import AmountsByDate, Late, Owes, Prices, reckon, units
from possible.values import Money, Refused
from possible.values.calendar import Calendar
from tests.core.promises.small import at, charter

CALENDAR = charter().calendar()


def owes(text):
    reader = Reader()
    try:
        return Record(Owes).read(parse(f"{{{text}}}".encode(), "owes.yaml"), (), reader)
    except Bad:
        return [str(fault.message) for fault in reader.faults]


def counted(text, start, end, over=True):
    return units(owes(text), Late(at(start), at(end), over), CALENDAR)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "credit: 5 EUR, every: 1 day, then: [{from: 1, credit: 9 EUR}]",
            "Steps begin at the second unit or later",
        ),
        (
            "credit: 5 EUR, every: 1 day, then: [{from: 3, credit: 9 EUR}, {from: 3, credit: 9 EUR}]",
            "Steps begin",
        ),
        ("credit: 5 EUR, every: 1 week, counted: dates", "Dates are counted with"),
        ("credit: 5 EUR, every: 1 day, dates: [due]", "Dates are counted with"),
        ("credit: 5 EUR, counted: full", "needs `every`"),
        ("credit: 5 EUR, then: [{from: 3, credit: 9 EUR}]", "needs `every`"),
        ("credit: 5 EUR, of: 1/0", "no part of a whole"),
        ("credit: 5 EUR, of: half", "no part of a whole"),
    ],
)
def test_what_cannot_be_written(text, message):
    assert any(message in fault for fault in owes(text)), owes(text)


@pytest.mark.parametrize(
    ("how", "end", "number"),
    [
        ("started", "2026-12-01T12:00:00.001", 1),
        ("started", "2026-12-02T00:00", 1),
        ("started", "2026-12-02T00:00:00.001", 2),
        ("full", "2026-12-01T23:59:59.999", 0),
        ("full", "2026-12-02T00:00", 1),
        ("full", "2026-12-02T18:00", 2),
        ("in part", "2026-12-01T15:00", Fraction(1, 4)),
        ("in part", "2026-12-02T03:00", Fraction(5, 4)),
    ],
)
def test_blocks_of_twelve_hours(how, end, number):
    assert counted(f"credit: 20 EUR, every: 12 h, counted: {how}", "2026-12-01T12:00", end) == number


def test_a_day_that_a_country_skipped_is_a_day_that_starts_and_ends_at_once():
    apia = Calendar(ZoneInfo("Pacific/Apia"))  # 29 December 2011 was followed by the 31st
    start, end = (at(f"2011-12-{day}T10:00", apia.zone) for day in (29, 31))
    assert units(owes("credit: 5 EUR, every: 1 day"), Late(start, end, over=False), apia) == 3
    assert units(owes("credit: 5 EUR, every: 1 day, counted: full"), Late(start, end), apia) == 2


def test_months_are_those_of_the_calendar():
    text = "credit: the monthly price, every: 1 month, counted: in part"
    assert counted(text, "2026-01-31T10:00", "2026-02-28T10:00") == 1
    assert counted(text, "2026-02-10T10:00", "2026-02-17T10:00") == Fraction(7, 28)


@pytest.mark.parametrize(("dates", "number"), [("[]", 3), ("[due]", 4), ("[kept]", 4), ("[due, kept]", 5)])
def test_the_days_at_both_ends_count_where_it_is_declared(dates, number):
    text = f"credit: 5 EUR, every: 1 day, counted: dates, dates: {dates}"
    assert counted(text, "2026-12-01T18:00", "2026-12-05T08:00") == number


def test_midnight_belongs_to_the_day_that_it_begins():
    text = "credit: 5 EUR, every: 1 day, counted: dates, dates: [due]"
    assert counted(text, "2026-12-01T23:59:59.999", "2026-12-03T08:00") == 2
    assert counted(text, "2026-12-02T00:00", "2026-12-03T08:00") == 1
    assert counted(text, "2026-12-02T00:00", "2026-12-03T00:00") == 1


def test_only_working_days_count_by_dates_where_it_says_so():
    text = "credit: 5 EUR, every: 1 working day, counted: dates, dates: [kept]"
    assert counted(text, "2026-12-23T10:00", "2026-12-29T10:00") == 3  # the 24th, the 28th, the 29th


def test_of_a_breach_that_is_still_open_the_day_that_may_be_the_last_waits():
    text = "credit: 5 EUR, every: 1 day, counted: dates"
    assert counted(text, "2026-12-01T10:00", "2026-12-01T23:00", over=False) == 0
    assert counted(text, "2026-12-01T10:00", "2026-12-03T01:00", over=False) == 1


def test_several_stretches_of_one_matter_count_together():
    row = owes("credit: 10 EUR, every: 1 day, counted: in part, if-longer: 6 h, rounded: nearest")
    short = Late(at("2026-12-01T08:00"), at("2026-12-01T12:00"))
    other = Late(at("2026-12-02T08:00"), at("2026-12-02T12:00"))
    assert reckon(row, (short,), CALENDAR, Prices()) is None
    assert reckon(row, (short, other), CALENDAR, Prices()) == Money(333, "EUR")


def test_half_a_cent_is_rounded_up_and_less_is_not():
    row = owes("credit: the monthly price, every: 1 day, counted: in part, rounded: nearest")
    for hours, sum_ in ((6, 25), (18, 75)):
        late = Late(at("2026-12-01T00:00"), at(f"2026-12-01T{hours:02d}:00"))
        assert reckon(row, (late,), CALENDAR, Prices(Money(100, "EUR"))) == Money(sum_, "EUR")
    half = Late(at("2026-12-01T00:00"), at("2026-12-01T12:00"))
    assert reckon(row, (half,), CALENDAR, Prices(Money(101, "EUR"))) == Money(51, "EUR")
    third = Late(at("2026-12-01T00:00"), at("2026-12-01T08:00"))
    assert reckon(row, (third,), CALENDAR, Prices(Money(100, "EUR"))) == Money(33, "EUR")


def test_rows_hold_one_after_the_other():
    old, new = owes("credit: 8 GBP, until: 2026-04-01"), owes("credit: 10.34 GBP, since: 2026-04-01")
    table = AmountsByDate((old, new))
    assert [table.on(date(2026, 3, 31)), table.on(date(2026, 4, 1))] == [old, new]
    with pytest.raises(Refused, match="2 rows say what is owed for 2026-03-31"):
        AmountsByDate((old, old)).on(date(2026, 3, 31))
    with pytest.raises(Refused, match="0 rows say"):
        AmountsByDate((new,)).on(date(2026, 3, 31))
