"""Numbers of facts as they are read: by the sort of the fact and the language."""

from __future__ import annotations

import pytest

from possible.answers import number_in_language, value_in_language
from possible.charter.domains import domain
from possible.values import Language

EN, FR = Language("en"), Language("fr")


@pytest.mark.parametrize(
    ("can_be", "value", "english", "french"),
    [
        ("0 or more", "12", "12", "12"),
        ("0.0 to 9.9", "2.5", "2.5", "2,5"),
        ("0 EUR or more", "119.00 EUR", "€119.00", "119,00\xa0€"),
        ("0 s or more", "90 s", "1\xa0min\xa030", "1\xa0min\xa030"),
        ("0 days or more", "3 days", "3\xa0days", "3\xa0jours"),
        ("any date", "2026-12-01", "1\xa0December\xa02026", "1er\xa0décembre\xa02026"),
        (("bad", "good"), "bad", "bad", "bad"),
    ],
)
def test_a_value_is_read_by_the_sort_of_its_fact(can_be, value, english, french):
    can = domain(can_be)
    assert number_in_language(can, can.number(value), EN) == value_in_language(can, value, EN) == english
    assert number_in_language(can, can.number(value), FR) == value_in_language(can, value, FR) == french


def test_what_another_version_of_the_charter_meant_otherwise_is_shown_as_it_was_written():
    assert value_in_language(domain("0 EUR or more"), "a lot", FR) == "a lot"
    assert value_in_language(domain(("bad", "good")), "fair", FR) == "fair"
    assert value_in_language(domain("1 to 5"), "7", FR) == "7"
