"""Public holidays by the rules of nine countries, against dates that were published."""

from datetime import date, timedelta

import pytest

from possible.values import Refused
from possible.values.holidays import CODES, COUNTRIES, Holidays, easter, holidays, holidays_of

PUBLISHED = {
    ("France", 2026): "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
    ("Germany", 2026): "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26",
    ("Germany", 2017): "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26",
    ("Belgium", 2026): "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25",
    ("Italy", 2025): "01-01 01-06 04-20 04-21 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26",
    ("Italy", 2026): "01-01 01-06 04-05 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26",
    ("Italy", 2011): "01-01 01-06 03-17 04-24 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26",
    ("Spain", 2026): "01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
    ("Portugal", 2014): "01-01 04-18 04-20 04-25 05-01 06-10 08-15 12-08 12-25",
    ("Portugal", 2026): "01-01 04-03 04-05 04-25 05-01 06-04 06-10 08-15 10-05 11-01 12-01 12-08 12-25",
    ("Ireland", 2022): "01-01 03-17 03-18 04-18 05-02 06-06 08-01 10-31 12-25 12-26",
    ("Ireland", 2026): "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-26",
    ("Ireland", 2030): "01-01 02-01 03-17 04-22 05-06 06-03 08-05 10-28 12-25 12-26",
    ("United Kingdom", 2002): "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26",
    ("United Kingdom", 2011): "01-01 01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-25 12-26 12-27",
    ("United Kingdom", 2012): "01-01 01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    ("United Kingdom", 2020): "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-26 12-28",
    ("United Kingdom", 2021): "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
    ("United Kingdom", 2022): "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27",
    ("United Kingdom", 2023): "01-01 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    ("United Kingdom", 2026): "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
    ("United States", 2020): "01-01 01-20 02-17 05-25 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
    ("United States", 2021): "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    ("United States", 2026): "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
}  # fmt: skip


@pytest.mark.parametrize(("country", "year"), PUBLISHED)
def test_the_holidays_of_a_year_are_those_that_were_published(country, year):
    assert sorted(f"{day:%m-%d}" for day in holidays_of(country, year)) == PUBLISHED[country, year].split()
    assert {day.year for day in holidays_of(country, year)} == {year}


def test_every_country_that_is_offered_was_compared():
    assert set(COUNTRIES) == {country for country, _ in PUBLISHED}


def test_a_country_has_a_name_and_a_code():
    assert len(CODES) == len(COUNTRIES) == 9
    assert holidays_of("FR", 2026) == holidays_of("France", 2026)


def gauss(year):
    """Another way to Easter, by Gauss, good from 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    found = date(year, 3, 22) + timedelta(moon + week)
    if found == date(year, 4, 26) or (
        found == date(year, 4, 25) and moon == 28 and week == 6 and year % 19 > 10
    ):
        return found - timedelta(7)
    return found


def test_easter_of_two_hundred_years_by_another_way():
    assert [easter(year) for year in range(1900, 2100)] == [gauss(year) for year in range(1900, 2100)]
    assert (easter(1818), easter(2285), easter(1886)) == (
        date(1818, 3, 22),
        date(2285, 3, 22),
        date(1886, 4, 25),
    )


def test_written_dates_are_the_only_holidays():
    written = holidays((date(2026, 12, 24),))
    assert date(2026, 12, 24) in written
    assert date(2026, 12, 25) not in written


def test_a_country_and_dates_go_together():
    both = Holidays("France", frozenset({date(2026, 12, 24)}))
    assert {day for day in (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)) if day in both} == {
        date(2026, 12, 24), date(2026, 12, 25),
    }  # fmt: skip


def test_a_country_whose_holidays_are_not_known_is_refused_with_what_to_try():
    with pytest.raises(Refused, match=r"The public holidays of `Atlantis` are not known here\.") as refused:
        holidays("Atlantis")
    assert str(refused.value.attempt) == (
        "write the dates (`holidays: [2026-12-25, 2027-01-01]`), or one of: Belgium, France, Germany, Ireland, "
        "Italy, Portugal, Spain, United Kingdom, United States"
    )
