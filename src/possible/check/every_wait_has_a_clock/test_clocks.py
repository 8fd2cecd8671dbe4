"""Every wait has a clock: small edits of the good charter."""

import pytest

from possible.check.every_wait_has_a_clock import LAW
from tests.core.edits import edited, finds, found, line_of, silent

AT_MOST, THEN, STATUS = "  at-most: 90 s\n", "  then: call-back\n", "  status-every: 30 s\n"
WAITING = "  plays: music\n"
NUMBER = "    phone: +33 1 99 00 00 39\n    tariff: free\n"
RINGS = NUMBER + "    picks-up: person\n    early-keys: yes\n"
SUPERVISORS = "      - queue: supervisors\n        at-most: 3 min\n"
CALLS = "call-back:            {from: asked, until: called, within: 30 min, "
RUNG = "{who: quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}}"
KEPT = "visit-kept:           {from: booked, until: arrived, within: the window, "
NEW_BOX = "new-box:              {from: agreed, until: handed over, within: 1 day, "
SHOP = "    with-shop:       {at-most: 1 day, then: daily-news}\n"


def test_the_good_charter_has_clocks():
    silent(LAW)


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("queue-without-limit", "waiting:", AT_MOST, ""),
        ("queue-without-limit", "waiting:", THEN, ""),
        ("silent-wait", "waiting:", STATUS, ""),
        ("silent-wait", "status-every: 2 min", STATUS, "  status-every: 2 min\n"),
        ("case-waits-for-ever", "with-shop:", SHOP, "    with-shop: {then: daily-news}\n"),
        ("case-waits-for-ever", "with-shop:", SHOP, "    with-shop: {at-most: 1 day}\n"),
        ("case-waits-for-ever", "with-shop:", SHOP, "    with-shop: {}\n"),
        ("promise-without-time", "  call-back: ", CALLS, CALLS.replace("within: 30 min, ", "")),
        ("promise-without-time", "over, within: the window", NEW_BOX, NEW_BOX.replace("1 day", "the window")),
        ("agreed-without-promise", "  swap: ", "counts-in: swaps, promise: new-box}", "counts-in: swaps}"),
        ("rung-without-time", "who: quality", RUNG, RUNG.replace("within: 10 working days, ", "")),
        ("rings-too-long", "at-most: 60 s", NUMBER, RINGS + "    at-most: 60 s\n"),
        ("rings-too-long", "picks-up: person", NUMBER, RINGS),
        ("playbook-too-long", "playbook: tv-no-picture", "restart-box\n    by: customer\n    minutes: 6",
         "restart-box\n    by: customer\n    minutes: 600"),
    ],
)  # fmt: skip
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    file = "tv-no-picture.yaml" if rule == "playbook-too-long" else "charter.yaml"
    assert finds(LAW, rule, mark, old, new, file=file).path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (AT_MOST, "  at-most: 30 s\n"),
        (STATUS, "  status-every: 90 s\n"),
        (SUPERVISORS, SUPERVISORS + "        status-every: 1 min\n"),
        (NUMBER, RINGS + "    at-most: 3 min\n"),
        (SHOP, "    with-shop: {at-most: 12 h, then: supervisors}\n"),
        (SHOP, ""),
        (KEPT, KEPT.replace("the window", "2 h")),
        (RUNG, RUNG.replace("10 working days", "3 days")),
    ],
)
def test_other_clocks_are_silent(old, new):
    silent(LAW, old, new)


def test_what_each_step_says_itself_needs_no_general_clock():
    own = "at-most: 60 s\n        then: call-back\n        status-every: 20 s\n"
    charter = edited("cest-possible", "      - queue: network\n", "      - queue: network\n        " + own)
    paths = {"mobile": type(charter.paths["letter"])(steps=charter.paths["mobile-trouble"].steps[1:])}
    alone = charter.with_(paths=paths, waiting=type(charter.waiting)(), questions={})
    assert found(LAW, alone) == []
    by_hand = alone.with_(paths=paths | {"letter": charter.paths["letter"]})
    assert [rule for rule, _ in found(LAW, by_hand)] == ["queue-without-limit", "silent-wait"]


def test_without_any_words_on_waiting_the_first_wait_is_the_place():
    block = "waiting:\n" + STATUS + WAITING + AT_MOST + THEN
    block += "  closed: call-back-at-opening\n  no-speaker: interpreters\n"
    person = line_of("person: front-desk           # ", "cest-possible", block, "")
    assert found(LAW, edited("cest-possible", block, "")) == [
        ("queue-without-limit", person),
        ("silent-wait", person),
    ]


def test_a_step_that_tells_more_seldom_than_it_waits():
    finds(
        LAW, "silent-wait", "status-every: 4 min", SUPERVISORS, SUPERVISORS + "        status-every: 4 min\n"
    )
    finds(
        LAW,
        "silent-wait",
        "at-most: 20 s",
        "      - queue: network\n",
        "      - queue: network\n        at-most: 20 s\n",
    )


def test_a_limit_without_a_sequel_says_how_long_it_was():
    finding = finds(LAW, "queue-without-limit", "waiting:", THEN, "", file="charter.yaml")
    assert "nothing follows: there is no `then`" in str(finding.message)
    assert str(finding.message).startswith("After 90 s of waiting")


def test_a_case_without_states_has_no_clock():
    charter = edited("cest-possible")
    stateless = charter.with_(cases=type(charter.cases)(joins=charter.cases.joins))
    assert found(LAW, stateless) == [("case-waits-for-ever", line_of("cases:", "cest-possible"))]


def test_an_unanswered_line_of_short_waits_may_ring():
    english = "    phone: +33 1 99 00 00 40\n    tariff: free\n"
    silent(LAW, english, english + "    picks-up: person\n    at-most: 3 min\n")
    finding = finds(LAW, "rings-too-long", "picks-up: person", NUMBER, RINGS)
    assert str(finding.message) == (
        "`service` rings for 110 s at most, and the wait for `supervisors` may take 3 min."
    )


def test_as_it_was_nothing_had_an_end():
    rules = [rule for rule, _ in found(LAW, edited("as-it-was"))]
    assert {rule: rules.count(rule) for rule in rules} == {
        "queue-without-limit": 1,
        "silent-wait": 1,
        "agreed-without-promise": 6,
        "promise-without-time": 1,
        "case-waits-for-ever": 3,
        "rung-without-time": 1,
    }


def test_only_the_waits_that_a_call_can_come_to_count():
    """A supervisor may let the others wait for three minutes: this line does not lead there."""
    opens = "    printed: [contract, bill, site]\n    opens: welcome\n  chat:"
    straight = "paths:\n  straight: {steps: [{queue: front-desk}]}\n  welcome:\n"
    english = "    phone: +33 1 99 00 00 40\n    tariff: free\n"
    texts = (opens, opens.replace("welcome", "straight"), "paths:\n  welcome:\n", straight)
    silent(LAW, english, english + "    picks-up: person\n", *texts)
