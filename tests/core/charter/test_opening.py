"""Hours as a charter writes them: day ranges, several ranges a day, past midnight, holidays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.charter import Unreadable, read
from possible.values import ALWAYS, HOLIDAY, Hours, Moment
from tests.core.charter.small import files


def hours(text: str) -> Hours:
    return read(files(("{mon-sat: 08:00-20:00}", text))).hours["care"]


def fault(text: str) -> str:
    with pytest.raises(Unreadable) as unreadable:
        hours(text)
    (found,) = unreadable.value.faults
    return f"{found.place.line}:{found.place.column} {found.message}"


def open_on(found: Hours, day: int) -> list[str]:
    return [
        f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}" for start, end in found.days[day]
    ]


def test_a_day_not_named_is_closed():
    found = hours("{mon-fri: 09:00-18:00, sat: '10:00-12:00, 14:00-16:00'}")
    assert [open_on(found, day) for day in range(8)] == [["09:00-18:00"]] * 5 + [
        ["10:00-12:00", "14:00-16:00"],
        [],
        [],
    ]


def test_always_and_every_day():
    assert hours("always") == ALWAYS
    assert hours("{every-day: 00:00-24:00}") == ALWAYS
    assert hours("{mon-sun: 00:00-24:00, holidays: 00:00-24:00}") == ALWAYS


def test_hours_past_midnight_go_on_in_the_next_day():
    found = hours("{fri: 20:00-04:00, sun: 22:00-06:00}")
    assert [open_on(found, day) for day in range(8)] == [
        ["00:00-06:00"], [], [], [], ["20:00-24:00"], ["00:00-04:00"], ["22:00-24:00"], [],
    ]  # fmt: skip
    assert found.at(Moment(5, 239))
    assert not found.at(Moment(5, 240))


def test_past_midnight_every_night_joins_without_a_gap():
    found = hours("{every-day: 20:00-08:00}")
    assert [open_on(found, day) for day in range(8)] == [["00:00-08:00", "20:00-24:00"]] * 8


def test_until_midnight_may_be_written_in_two_ways():
    assert hours("{mon: 20:00-00:00}") == hours("{mon: 20:00-24:00}")
    assert open_on(hours("{mon: 20:00-00:00}"), 1) == []


def test_days_may_run_over_the_end_of_the_week():
    assert [bool(open_on(hours("{sat-mon: 09:00-10:00}"), day)) for day in range(8)] == [
        True, False, False, False, False, True, True, False,
    ]  # fmt: skip
    assert hours("{'mon, wed': 09:00-10:00}").days[2] == ((540, 600),)


@pytest.mark.parametrize(
    "text",
    ["{every-day: 08:00-20:00, holidays: 10:00-16:00}", "{holidays: 10:00-16:00, every-day: 08:00-20:00}"],
)
def test_holidays_depart_from_every_day_in_whatever_order(text):
    found = hours(text)
    assert open_on(found, HOLIDAY) == ["10:00-16:00"]
    assert open_on(found, 6) == ["08:00-20:00"]


def test_closed_on_holidays():
    assert open_on(hours("{every-day: 08:00-20:00, holidays: closed}"), HOLIDAY) == []


def test_ranges_that_touch_are_one():
    assert hours("{mon: '08:00-12:00, 12:00-18:00'}") == hours("{mon: 08:00-18:00}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{mon: 08:00-25:00}",
            "9:15 `08:00-25:00` are no hours; write `08:00-20:00` or `08:00-12:00, 14:00-18:00`.",
        ),
        (
            "{mon: 08:00-08:00}",
            "9:15 `08:00-08:00` are no hours; write `08:00-20:00` or `08:00-12:00, 14:00-18:00`.",
        ),
        (
            "{mon: 08:60-09:00}",
            "9:15 `08:60-09:00` are no hours; write `08:00-20:00` or `08:00-12:00, 14:00-18:00`.",
        ),
        (
            "{mon: 24:00-25:00}",
            "9:15 `24:00-25:00` are no hours; write `08:00-20:00` or `08:00-12:00, 14:00-18:00`.",
        ),
        (
            "{monday: 08:00-09:00}",
            "9:10 `monday` names no days; write `mon-fri`, `sat`, `holidays` or `every-day`.",
        ),
        ("{mon-fri: 08:00-09:00, fri: 10:00-11:00}", "9:32 `fri` names a day that has its hours already."),
        ("{'mon, mon': 08:00-09:00}", "9:10 `mon, mon` names a day that has its hours already."),
        ("{mon: 20:00-04:00, tue: 03:00-05:00}", "9:3 These hours overlap or run backwards."),
        ("{mon: '08:00-10:00, 09:00-11:00'}", "9:3 These hours overlap or run backwards."),
        ("[mon]", "9:9 Here stands a list, where a mapping is needed."),
    ],
)
def test_hours_that_cannot_be_are_told(text, told):
    assert fault(text) == told


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 6))
def test_a_range_is_open_between_its_ends_also_past_midnight(start, end, minute, day):
    if start == end:
        return
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    text = f"{{{names[day]}: {start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}}}"
    found = hours(text)
    assert found.at(Moment(day, minute)) == (start <= minute < end if start < end else minute >= start)
    next_day = (day + 1) % 7
    assert found.at(Moment(next_day, minute)) == (start > end and minute < end)
