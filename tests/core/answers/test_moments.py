"""Days, times and lengths as customers read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from possible.answers import (
    date_in_language,
    day_in_language,
    length_in_language,
    moment_in_language,
    window_in_language,
)
from possible.values.instant import HOUR, instant

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = instant(datetime(2026, 12, 4, 14, 5, tzinfo=PARIS))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Friday 4\u00a0December, 14:05"),
        ("fr", "vendredi 4\u00a0décembre, 14\u00a0h\u00a005"),
        ("fr-CA", "vendredi 4\u00a0décembre, 14\u00a0h\u00a005"),
        ("cy", "Friday 4\u00a0December, 14:05"),
    ],
)
def test_a_moment_is_said_on_the_wall_of_its_zone(language, said):
    assert moment_in_language(FRIDAY, PARIS, language) == said


def test_the_first_of_a_month_is_an_ordinal_in_french():
    first = instant(datetime(2026, 12, 1, 9, tzinfo=PARIS))
    assert day_in_language(first, PARIS, "fr") == "mardi 1er\u00a0décembre"


def test_a_date_has_its_year():
    assert date_in_language(date(2026, 12, 1), "fr") == "1er\u00a0décembre\u00a02026"
    assert date_in_language(date(2026, 12, 1), "en") == "1\u00a0December\u00a02026"


def test_a_window_names_its_day_once():
    sharp = FRIDAY - 5 * 60_000
    assert window_in_language(sharp, sharp + 2 * HOUR, PARIS, "en") == "Friday 4\u00a0December, 14:00–16:00"
    french = window_in_language(sharp, sharp + 2 * HOUR, PARIS, "fr")
    assert french == "vendredi 4\u00a0décembre, 14\u00a0h\u00a0–\u00a016\u00a0h"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (40_900, "40 s"),
        (60_000, "1 min"),
        (100_000, "1 min 40"),
        (7_500_000, "2 h 05"),
        (3 * 24 * HOUR, "3 jours"),
    ],
)
def test_a_length_has_two_units_at_most(length, said):
    assert length_in_language(length, "fr").replace("\u00a0", " ") == said
