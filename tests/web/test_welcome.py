"""What the first page shows of a charter: hours in a line, what a call costs, and no link where there is none."""

import pytest

from possible.charter import load
from possible.values import ALWAYS, Hours
from possible_web.pages.opening import said
from possible_web.pages.welcome import welcome
from tests.web.conftest import GOOD, ROOT

NINE_TO_SIX, EIGHT_TO_SIX = ((540, 1080),), ((480, 1080),)


@pytest.mark.parametrize(
    ("days", "line"),
    [
        ((NINE_TO_SIX,) * 5 + ((), (), ()), ["Monday to Friday, 09:00–18:00"]),
        (
            (NINE_TO_SIX,) * 5 + (EIGHT_TO_SIX, (), ()),
            ["Monday to Friday, 09:00–18:00", "Saturday, 08:00–18:00"],
        ),
        (((), ((0, 720), (780, 1440)), (), (), (), (), (), ()), ["Tuesday, 00:00–12:00, 13:00–24:00"]),
        (((),) * 8, []),
    ],
)
def test_hours_are_said_in_a_line(days, line):
    assert [str(sentence) for sentence in said(Hours(days))] == line


def test_always_is_day_and_night():
    assert [str(sentence) for sentence in said(ALWAYS)] == ["day and night"]


def test_the_good_charter_in_french_and_in_a_language_that_it_does_not_speak():
    found = welcome(load(str(GOOD)), "fr")
    assert [name for _, name in found.choices][:2] == [
        "Quelque chose ne marche pas",
        "Une question sur ma facture",
    ]
    first = found.ways[0]
    assert (first.name, first.link, str(first.cost)) == (
        "Service clients",
        "tel:+33199000039",
        "free of charge, waiting included",
    )
    shop = found.ways[-1]
    assert (shop.link, shop.cost, [str(hours) for hours in shop.hours]) == (
        "",
        None,
        ["Monday to Saturday, 10:00–19:00"],
    )
    assert welcome(load(str(GOOD)), "tlh").question == found.question


def test_a_charged_line_is_not_called_free():
    found = welcome(load(str(ROOT / "charters" / "as-it-was")), "fr")
    assert {str(way.cost) for way in found.ways if way.cost} == {"your network charges this call"}
    assert found.free_phone is None
