"""Nothing is asked twice, and the case goes along: small edits of the good charter."""

import pytest

from possible.check.said_once import LAW
from tests.core.edits import edited, findings, finds, found, line_of, silent

JOINS = "  joins: 60 days                 # a new contact on the same matter within 60 days joins the case\n"
TV_STEPS = "  tv-trouble:\n    person: tv\n    steps:\n"
AGAIN = "\n        again: yes\n"
OLD_BOX = "    ask: swaps\n    to: {0: dead"
LEFT = "{hand-on: network, case: stays behind}"
QUEUE = "to: {yes: known-outage, no: next}\n      - queue"
BILL = "      - ask: bill-point\n"
PROBLEM = "      - ask: problem\n"
MEASURED = "    ask: line-test\n    to: {good: old-box"
TV = "tv:           {skills: [tv], "


def test_the_good_charter_asks_once():
    silent(LAW)


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("asked-twice", "again: yes", TV_STEPS, TV_STEPS + "      - ask: service" + AGAIN),
        ("asked-twice", "again: yes", "      - ask: reason\n", "      - ask: reason" + AGAIN),
        ("asked-twice", "again: yes", TV_STEPS, TV_STEPS + "      - ask: language" + AGAIN),
        ("asked-twice", "again: yes", OLD_BOX, OLD_BOX.replace("swaps", "swaps\n    again: yes")),
        ("case-forgets", "joins: no", JOINS, "  joins: no\n"),
        ("case-forgets", "joins: 0 days", JOINS, "  joins: 0 days\n"),
        ("case-forgets", "cases:", JOINS, ""),
        ("case-stays-behind", "in-practice", TV, TV + f"in-practice: [{LEFT}], "),
        ("case-stays-behind", "stays behind", "      - queue: network\n", f"      - {LEFT}\n"),
    ],
)  # fmt: skip
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    finds(LAW, rule, mark, old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (JOINS, "  joins: 1 day\n"),
        (TV_STEPS, TV_STEPS + "      - ask: service\n"),
        (TV_STEPS, TV_STEPS + "      - ask: service\n        again: no\n"),
        (MEASURED, MEASURED.replace("line-test", "line-test\n    again: yes")),
        (TV, TV + "in-practice: [{hand-on: network}], "),
        (TV, TV + "in-practice: [{hand-on: network, case: travels}], "),
        ("      - queue: network\n", "      - hand-on: network\n"),
    ],
)
def test_other_ways_of_asking_once_are_silent(old, new):
    silent(LAW, old, new)


def test_both_places_are_told():
    texts = (TV_STEPS, TV_STEPS + "      - ask: service" + AGAIN)
    finding = finds(LAW, "asked-twice", "again: yes", *texts)
    asked = [line for line in map(str, finding.path) if "`service` asked" in line]
    first, again = edited("cest-possible", *texts).place("paths", "what-fails", "steps", "0"), finding.place
    assert asked == [
        f"`service` asked: {first}",
        f"`service` asked again: cest-possible/charter.yaml:{again.line - 1}:9",
    ]


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        ("      - ask: reason\n", "      - ask: reason" + AGAIN, "`reason` asked:"),
        (QUEUE, QUEUE.replace("next}", "next}\n        again: yes"), "`outage` asked:"),
        (PROBLEM, PROBLEM[:-1] + AGAIN, "`problem` asked in an earlier contact of the case"),
        (BILL, "      - ask: days-without" + AGAIN, "`days-without` asked: "),
        (BILL, "      - ask: late-bills" + AGAIN, "`late-bills` asked: "),
        (BILL, "      - ask: months-left" + AGAIN + "      - ask: months-left\n", "`months-left` asked: "),
    ],
)  # fmt: skip
def test_how_it_is_known_is_told(old, new, known):
    finding = finds(LAW, "asked-twice", "again: yes", old, new)
    assert known in str(finding.path[-2])


def test_what_the_records_know_is_not_asked_anywhere_else():
    fact = ("  minutes-late: {", "  colour: {is: yes/no, from: records}\n  minutes-late: {")
    finding = finds(LAW, "asked-twice", "again: yes", *fact, BILL, "      - ask: colour" + AGAIN)
    assert str(finding.path[-2]) == "`colour` is in the records"


def test_as_it_was_everything_was_told_again():
    assert found(LAW, edited("as-it-was")) == [
        ("case-stays-behind", "as-it-was/charter.yaml:66"),
        ("case-stays-behind", "as-it-was/charter.yaml:78"),
        ("case-forgets", line_of("joins: no", "as-it-was")),
        ("asked-twice", line_of("again: yes", "as-it-was")),
    ]


def test_the_nearest_place_where_it_was_asked_before_is_told():
    old = "    ask: swaps\n    to: {0: dead-box"
    charter = edited("cest-possible", old, old.replace("swaps\n", "swaps\n    again: yes\n"))
    (finding,) = findings(LAW, charter)
    first = line_of("name: already-swapped", "cest-possible", file="tv-no-picture.yaml")
    assert str(finding.path[-2]).startswith(f"`swaps` asked: {first}")
