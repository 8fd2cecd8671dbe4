"""Calendars against the clock on the wall: two shifts, past midnight, holidays, changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.values import ALWAYS, Hours, Moment, Refused, Span, Unit, span
from possible.values.calendar import Calendar
from possible.values.holidays import Holidays
from possible.values.instant import HOUR, MINUTE, Instant, instant, local
from tests.naive import business_time as naive

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
LORD_HOWE, KOLKATA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kolkata")
ZONES = (PARIS, NEW_YORK, LORD_HOWE)
# Two shifts on weekdays; Saturday evening until Sunday 03:00, over every change of the clock; holidays shorter.
DAYS = (
    *(((480, 720), (840, 1080)),) * 5,
    ((1320, 1440),),
    ((0, 180),),
    ((600, 960),),
)
SHIFTS = Hours(DAYS)
FRANCE = Holidays("France")
NEVER = Hours(((),) * 8)
YEARS = range(2020, 2030)


def at(text, zone=PARIS, fold=0):
    return instant(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold))


def wall(ms, zone=PARIS):
    return local(ms, zone).strftime("%Y-%m-%d %H:%M")


def shop(zone=PARIS, hours=SHIFTS, holidays=FRANCE):
    return Calendar(zone, hours, holidays)


def test_a_moment_is_the_local_minute_and_a_holiday_is_day_seven():
    assert shop().moment_of(at("2026-12-06T09:10:59.999")) == Moment(6, 550)
    assert shop().moment_of(at("2026-12-25T10:00")) == Moment(7, 600)
    assert shop(holidays=Holidays()).moment_of(at("2026-12-25T10:00")) == Moment(4, 600)
    assert shop().moment_of(at("2026-12-25T23:30", NEW_YORK)) == Moment(5, 330)


def test_two_shifts_a_day():
    times = ["07:59", "08:00", "11:59", "12:00", "13:59", "14:00", "17:59", "18:00"]
    assert [shop().is_open(at(f"2026-12-01T{time}")) for time in times] == [
        False, True, True, False, False, True, True, False,
    ]  # fmt: skip
    assert shop().open_between(at("2026-12-01T11:00"), at("2026-12-01T15:00")) == 2 * HOUR
    assert wall(shop().add(at("2026-12-01T11:00"), 90 * MINUTE)) == "2026-12-01 14:30"


def test_the_last_open_millisecond_ends_at_closing_time_not_at_the_next_opening():
    assert wall(shop().add(at("2026-12-01T11:00"), HOUR)) == "2026-12-01 12:00"
    assert wall(shop().add(at("2026-12-01T12:30"), 1)) == "2026-12-01 14:00"
    assert shop().add(at("2026-12-01T12:30"), 0) == at("2026-12-01T12:30")


def test_years_of_business_time_can_be_added():
    assert (
        shop().open_between(at("2026-12-01T11:00"), shop().add(at("2026-12-01T11:00"), 9000 * HOUR))
        == 9000 * HOUR
    )


def test_a_night_goes_on_past_midnight_and_a_short_night_is_short():
    night = at("2026-03-28T22:00"), at("2026-03-29T12:00")  # the clock is put forward at two
    assert shop().open_between(*night) == 4 * HOUR
    assert (
        shop().open_between(at("2026-10-24T22:00"), at("2026-10-25T12:00")) == 6 * HOUR
    )  # put back at three
    assert shop().open_between(at("2026-11-07T22:00"), at("2026-11-08T12:00")) == 5 * HOUR
    assert shop().next_closing(night[0]) == at("2026-03-29T03:00")


def test_holidays_have_hours_of_their_own():
    assert wall(shop().next_opening(at("2026-12-24T18:00"))) == "2026-12-25 10:00"
    assert shop().open_between(at("2026-12-25T00:00"), at("2026-12-26T00:00")) == 6 * HOUR


def test_the_next_opening_is_now_while_it_is_open():
    open_now, closed = at("2026-12-01T09:00"), at("2026-12-04T18:00")
    assert shop().next_opening(open_now) == open_now
    assert wall(shop().next_opening(closed)) == "2026-12-05 22:00"
    assert wall(shop().next_closing(open_now)) == "2026-12-01 12:00"
    assert shop().next_closing(closed) == closed


def test_always_never_closes_and_never_never_opens():
    now = at("2026-12-01T09:00")
    assert shop(hours=ALWAYS).next_closing(now) is None
    assert shop(hours=ALWAYS).next_opening(now) == now
    assert shop(hours=ALWAYS).open_between(now, Instant(now + 12_345)) == 12_345
    assert shop(hours=NEVER).next_opening(now) is None
    assert shop(hours=NEVER).next_closing(now) == now
    with pytest.raises(Refused, match=r"It does not open in the 800 days after 2026-12-01T08:00:00\.000Z"):
        shop(hours=NEVER).add(now, 1)
    with pytest.raises(Refused):
        shop().add(now, -1)


def test_seconds_are_elapsed_time_and_days_are_the_same_time_on_the_wall():
    evening = at("2026-03-28T20:00")
    assert wall(shop().due(evening, span("24 h"))) == "2026-03-29 21:00"
    assert wall(shop().due(evening, span("1 day"))) == "2026-03-29 20:00"
    assert shop().due(evening, span("1 day")) - evening == 23 * HOUR
    assert shop().due(at("2026-10-24T20:00"), span("1 day")) - at("2026-10-24T20:00") == 25 * HOUR
    assert wall(shop().due(evening, span("1 week"))) == "2026-04-04 20:00"


def test_a_time_that_the_clock_skips_is_over_when_it_is_put_forward():
    assert wall(shop().due(at("2026-03-28T02:30"), span("1 day"))) == "2026-03-29 03:00"
    assert (
        shop().due(at("2026-03-28T02:30"), span("1 day")) == at("2026-03-28T02:30") + 23 * HOUR + 30 * MINUTE
    )
    assert wall(shop().due(at("2026-03-28T02:30"), span("2 days"))) == "2026-03-30 02:30"


def test_a_time_that_the_clock_shows_twice_is_over_the_first_time():
    first, second = (at("2026-10-25T02:30", fold=fold) for fold in (0, 1))
    assert second - first == HOUR
    assert shop().due(at("2026-10-24T02:30"), span("1 day")) == first


def test_nothing_takes_no_time_even_in_an_hour_that_comes_twice():
    second = at("2026-10-25T02:30", fold=1)
    assert [shop().due(second, Span(0, unit)) for unit in Unit] == [second] * len(Unit)


def test_half_an_hour_of_lord_howe():
    evening = at("2026-10-03T20:00", LORD_HOWE)  # put forward by half an hour at two
    assert shop(LORD_HOWE).due(evening, span("1 day")) - evening == 23 * HOUR + 30 * MINUTE
    assert (
        wall(shop(LORD_HOWE).due(at("2026-10-03T02:15", LORD_HOWE), span("1 day")), LORD_HOWE)
        == "2026-10-04 02:30"
    )


def test_a_day_that_a_country_skipped_is_over_at_once():
    apia = ZoneInfo("Pacific/Apia")  # there was no 30 December 2011
    start = at("2011-12-29T10:00", apia)
    assert wall(shop(apia).due(start, span("1 day")), apia) == "2011-12-31 00:00"
    assert wall(shop(apia).due(start, span("2 days")), apia) == "2011-12-31 10:00"
    assert shop(apia).starts(date(2011, 12, 30)) == shop(apia).ends(date(2011, 12, 30))


def test_a_midnight_that_the_clock_skips():
    havana = ZoneInfo("America/Havana")  # put forward at midnight of 8 March 2026
    day = date(2026, 3, 8)
    assert wall(shop(havana).starts(day), havana) == "2026-03-08 01:00"
    assert shop(havana).ends(day) - shop(havana).starts(day) == 23 * HOUR


@pytest.mark.parametrize(
    ("reported", "due"),
    [
        ("2026-04-30T16:00", "2026-05-04 16:00"),  # Thursday; 1 May is a holiday
        ("2026-05-02T16:00", "2026-05-04 16:00"),  # Saturday: Monday is the first working day
        ("2026-05-01T16:00", "2026-05-04 16:00"),  # a holiday
        ("2026-05-03T16:00", "2026-05-04 16:00"),
        ("2026-05-04T16:00", "2026-05-05 16:00"),
    ],
)
def test_a_working_day_is_the_next_one_at_the_same_time(reported, due):
    assert wall(shop().due(at(reported), span("1 working day"))) == due


def test_working_days_do_not_depend_on_the_hours():
    assert shop(hours=NEVER).due(at("2026-12-24T10:00"), span("3 working days")) == at("2026-12-30T10:00")


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2028-02-29", 12, "2029-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(start, months, due):
    assert wall(shop().due(at(f"{start}T09:30"), Span(months, Unit.MONTH))) == f"{due} 09:30"


@pytest.mark.parametrize("text", ["999999999 days", "9999 years"])
def test_what_no_calendar_reaches_is_refused(text):
    with pytest.raises(Refused, match="further than any calendar reaches"):
        shop(holidays=Holidays()).due(at("2026-12-01T09:00"), span(text))


# ---- against the slow oracle ----------------------------------------------------------------------------

QUARTER = 15


@pytest.mark.parametrize("zone", [*ZONES, KOLKATA], ids=str)
def test_ten_years_of_days_are_open_as_long_as_a_walk_through_them_says(zone):
    holidays = {date(year, month, 25) for year in YEARS for month in (3, 10, 12)}
    calendar = Calendar(zone, SHIFTS, Holidays(dates=frozenset(holidays)))
    for start, end in days_of(YEARS):
        expected = naive.open_minutes(start, end, zone, DAYS, holidays, QUARTER)
        assert calendar.open_between(start, end) == expected * MINUTE, wall(start, zone)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_ten_years_of_due_times_are_where_a_walk_finds_them(zone):
    holidays = {date(year, month, 25) for year in YEARS for month in (3, 10, 12)}
    calendar = Calendar(zone, SHIFTS, Holidays(dates=frozenset(holidays)))
    for number, (start, _) in enumerate(days_of(YEARS)):
        begin = Instant(start + number * 7 % 96 * QUARTER * MINUTE)
        unit, count = list(Unit)[1 + number % 3], 1 + number % 4
        day, minute = naive.shown(begin, zone)
        expected = naive.first_shown(naive.day_after(day, count, unit, holidays), minute, zone, QUARTER)
        assert calendar.due(begin, Span(count, unit)) == expected, (wall(begin, zone), count, unit)


@pytest.mark.endure
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_ten_years_by_the_minute(zone):
    odd = (*(((481, 719), (847, 1079)),) * 5, ((1321, 1440),), ((0, 133), (151, 152)), ((601, 959),))
    holidays = {date(year, month, 25) for year in YEARS for month in (3, 10, 12)}
    calendar = Calendar(zone, Hours(odd), Holidays(dates=frozenset(holidays)))
    for start, end in days_of(YEARS):
        expected = naive.open_minutes(start, end, zone, odd, holidays)
        assert calendar.open_between(start, end) == expected * MINUTE, wall(start, zone)


def days_of(years):
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in (years[0], years[-1] + 1))
    for number in range((last - first).days):
        yield instant(first + timedelta(number)), instant(first + timedelta(number + 1))


@st.composite
def weeks(draw):
    edges = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted)
    days = [draw(edges) for _ in range(8)]
    return Hours(tuple(tuple(zip(day[::2], day[1::2], strict=False)) for day in days))


INSTANTS = st.integers(
    instant(datetime(2020, 1, 1, tzinfo=UTC)), instant(datetime(2030, 1, 1, tzinfo=UTC))
).map(Instant)
CHANGES = st.sampled_from([
    at("2026-03-29T01:00"), at("2026-10-25T01:00"), at("2026-03-08T01:00", NEW_YORK), at("2026-11-01T00:30", NEW_YORK),
    at("2026-04-05T01:00", LORD_HOWE), at("2026-10-04T01:30", LORD_HOWE),
])  # fmt: skip
STARTS = st.one_of(
    INSTANTS, st.builds(lambda change, shift: Instant(change + shift), CHANGES, st.integers(-HOUR, 3 * HOUR))
)
CALENDARS = st.builds(Calendar, st.sampled_from([*ZONES, KOLKATA]), weeks(), st.just(Holidays("France")))


@given(CALENDARS, STARTS, st.integers(0, 3 * 1440))
def test_what_is_open_is_what_a_walk_by_the_minute_counts(calendar, start, minutes):
    begin = start - start % MINUTE
    rows, days = calendar.hours.days, holidays_around(begin)
    end = Instant(begin + minutes * MINUTE)
    assert (
        calendar.open_between(begin, end)
        == naive.open_minutes(begin, end, calendar.zone, rows, days) * MINUTE
    )
    assert calendar.is_open(begin) is naive.is_open(begin, calendar.zone, rows, days)


@given(CALENDARS, STARTS, st.integers(1, 600))
def test_adding_minutes_ends_where_a_walk_ends(calendar, start, minutes):
    begin = Instant(start - start % MINUTE)
    rows, days = calendar.hours.days, holidays_around(begin)
    minutes = min(minutes, 6 * calendar.hours.weekly_minutes)  # a walk of weeks, not of years
    if minutes:
        assert calendar.add(begin, minutes * MINUTE) == naive.add(begin, minutes, calendar.zone, rows, days)


@given(CALENDARS, STARTS)
def test_opening_and_closing_are_where_a_walk_meets_them(calendar, start):
    begin = Instant(start - start % MINUTE)
    rows, days = calendar.hours.days, holidays_around(begin)
    if 0 < calendar.hours.weekly_minutes < 7 * 1440:
        assert calendar.next_opening(begin) == naive.next_open(begin, calendar.zone, rows, days)
        assert calendar.next_closing(begin) == naive.next_open(begin, calendar.zone, rows, days, want=False)


def holidays_around(ms):
    calendar = Calendar(PARIS, ALWAYS, Holidays("France"))
    near = (calendar.day(Instant(ms)) + timedelta(shift) for shift in range(-2, 120))
    return {day for day in near if day in calendar.holidays}


# ---- laws -------------------------------------------------------------------------------------------------


@given(CALENDARS, STARTS, st.integers(0, 40 * 24 * HOUR), st.integers(0, 40 * 24 * HOUR))
def test_open_time_adds_up(calendar, start, one, other):
    middle, end = Instant(start + one), Instant(start + one + other)
    both = calendar.open_between(start, middle) + calendar.open_between(middle, end)
    assert calendar.open_between(start, end) == both
    assert calendar.open_between(end, start) == -both


@given(CALENDARS, STARTS, st.integers(1, 200 * HOUR))
def test_adding_then_measuring_is_the_inverse_and_nothing_earlier_will_do(calendar, start, amount):
    if calendar.hours.weekly_minutes:
        end = calendar.add(start, amount)
        assert calendar.open_between(start, end) == amount
        assert calendar.open_between(start, Instant(end - 1)) == amount - 1


@given(CALENDARS, STARTS, st.integers(0, 100 * HOUR), st.integers(0, 100 * HOUR))
def test_adding_twice_is_adding_both(calendar, start, one, other):
    if calendar.hours.weekly_minutes:
        assert calendar.add(calendar.add(start, one), other) == calendar.add(start, one + other)


@given(CALENDARS, STARTS, st.integers(0, 500), st.sampled_from(Unit))
def test_a_longer_span_never_ends_earlier(calendar, start, count, unit):
    ends = [calendar.due(start, Span(number, unit)) for number in (0, count, count + 1)]
    assert ends == sorted(ends)


@given(CALENDARS, STARTS)
def test_open_is_what_the_hours_say_of_the_moment(calendar, start):
    assert calendar.is_open(start) is calendar.hours.at(calendar.moment_of(start))
    assert calendar.is_open(start) is bool(calendar.open_between(start, Instant(start + 1)))
