"""People on paper, places that are staffed, contacts that can be carried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.forecast import Service, Week, answered_within, carried, people_for, places

ALWAYS = 7 * 24 * 60
WEEK = Week()


def test_one_person_gives_twenty_eight_hours():
    assert WEEK.minutes == 28 * 60


@pytest.mark.parametrize(
    ("count", "minutes", "needed"),
    [(1, ALWAYS, 6), (2, ALWAYS, 12), (1, 45 * 60, 2), (1, 28 * 60, 1), (1, 28 * 60 + 1, 2), (3, 0, 3)],
)
def test_people_for_places_in_all_hours(count, minutes, needed):
    assert people_for(count, minutes, WEEK) == needed


def test_places_of_planned_people():
    assert places(6, ALWAYS, WEEK) == 1.0
    assert places(3, 28 * 60, WEEK) == 3.0
    assert places(3, 0, WEEK) == 3.0


@given(st.integers(1, 20), st.integers(1, ALWAYS), st.integers(20, 48), st.integers(0, 50))
def test_the_people_needed_fill_the_places_and_one_less_does_not(count, minutes, hours, away):
    week = Week(hours, away)
    needed = people_for(count, minutes, week)
    assert places(needed, minutes, week) >= count or needed == count
    assert needed == count or places(needed - 1, minutes, week) < count


@given(st.integers(1, 30), st.integers(1, 99), st.integers(0, 600), st.integers(60, 1200))
def test_what_is_carried_keeps_the_share_and_more_does_not(count, share, within, each):
    service = Service(share / 100, within, each)
    load = carried(count, service) * each / 3600
    assert answered_within(count, load * 0.999, each, within) >= service.share - 1e-9
    assert answered_within(count, load * 1.01 + 1e-6, each, within) < service.share


def test_one_place_carries_little_when_nearly_everybody_is_to_be_answered_soon():
    assert carried(1, Service(0.95, 90)) == pytest.approx(0.632, abs=0.001)
    assert carried(4, Service(0.95, 90)) == pytest.approx(16.021, abs=0.001)
