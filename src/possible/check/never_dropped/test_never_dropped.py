"""Nobody is hung up on, cut off or closed: small edits of the good charter."""

import pytest

from possible.check.never_dropped import LAW
from tests.core.edits import edited, finds, found, line_of, silent

LOST = "  lost-connection: same-person-calls\n"
TV = "tv:           {skills: [tv], "


def test_the_good_charter_drops_nobody():
    silent(LAW)


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("hangs-up", "- hang-up: busy", "      - promise: outage-news\n", "      - hang-up: busy\n"),
        ("hangs-up", "hang-up: after an hour", TV, TV + "in-practice: [{hang-up: after an hour}], "),
        ("line-lost", "cases:", LOST, ""),
        ("line-lost", "lost-connection: reply", LOST, "  lost-connection: reply\n"),
        ("closes-alone", "closes: after a week", "  closes: customer agrees\n", "  closes: after a week\n"),
    ],
)
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    assert finds(LAW, rule, mark, old, new).path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LOST, "  lost-connection: supervisor-calls\n"),
        ("  closes: customer agrees\n", ""),
        (TV, TV + "in-practice: [{hand-on: network}], "),
    ],
)
def test_other_ways_of_dropping_nobody_are_silent(old, new):
    silent(LAW, old, new)


def test_without_any_case_the_lines_are_the_place():
    charter = edited("cest-possible")
    bare = charter.with_(cases=type(charter.cases)())
    assert [rule for rule, _ in found(LAW, bare)] == ["line-lost"]


def test_letters_and_places_cannot_be_cut_off():
    charter = edited("cest-possible", LOST, "")
    lines = {name: line for name, line in charter.lines.items() if line.channel in ("mail", "place")}
    assert found(LAW, charter.with_(lines=lines)) == []


def test_as_it_was_the_customer_was_dropped_six_times():
    charter = edited("as-it-was")
    assert found(LAW, charter) == [
        ("hangs-up", line_of("hang-up: after an hour", "as-it-was")),
        ("hangs-up", line_of("hang-up: nobody to take the call", "as-it-was")),
        ("hangs-up", "as-it-was/charter.yaml:134"),
        ("hangs-up", "as-it-was/charter.yaml:152"),
        ("line-lost", line_of("cases:", "as-it-was")),
        ("closes-alone", line_of("closes: when the agent", "as-it-was")),
    ]
