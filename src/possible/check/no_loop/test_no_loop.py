"""Nobody is sent in circles: small edits of the good charter, and the story's own English number."""

import pytest

from possible.check.no_loop import LAW
from tests.core.edits import edited, findings, finds, found, line_of, silent

GREETING = "Hello, this is {company}."
BUSY = "        at-most: 3 min\n        then: supervisor-calls\n"
TV, NETWORK = "tv:           {skills: [tv], ", "network:      {skills: [internet, mobile], "


def test_the_good_charter_sends_nobody_in_circles():
    silent(LAW)


def test_the_english_number_names_itself():
    broken = found(LAW, edited("as-it-was", "2009-11-01", "2009-11-02"))
    where = line_of("- say: call-the-english-number       #", "as-it-was", file="charter.yaml")
    assert ("number-names-itself", where) in broken


@pytest.mark.parametrize("number", ["{line.service}", "+33 1 99 00 00 39", "01 99 00 00 39", "0033199000039"])
def test_a_number_in_one_greeting_is_found_in_that_wording(number):
    finds(LAW, "number-names-itself", f"dial {number}", GREETING, f"Hello, please dial {number}.")


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("menu-repeats", "then: complaint", BUSY, BUSY.replace("supervisor-calls", "complaint")),
        (
            "menu-repeats",
            "- go: known-outage",
            "      - promise: outage-news\n",
            "      - go: known-outage\n",
        ),
        ("remedy-repeats", "id: first-time,", "unknown], swaps: 0}", "unknown], swaps: up to 1}"),
    ],
)
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    found_rules = found(LAW, edited("cest-possible", old, new))
    assert (rule, line_of(mark, "cest-possible", old, new, file="charter.yaml")) in found_rules


def test_people_who_hand_on_in_a_ring():
    ring = (
        TV,
        TV + "in-practice: [{hand-on: network}], ",
        NETWORK,
        NETWORK + "in-practice: [{hand-on: tv}], ",
    )
    rules = {rule for rule, _ in found(LAW, edited("cest-possible", *ring))}
    assert rules == {"hand-ons-in-circle"}
    silent(LAW, *ring[:2])


def test_a_playbook_that_goes_back():
    old = "    to: {on: by-cable, off: wifi-on}"
    finds(LAW, "goes-back", "off: router", old, "    to: {on: by-cable, off: router}")
    where = "to: {off: registered, red: fibre}"
    finds(LAW, "goes-back", where, "    to: {off: registered, red: lead}", f"    {where}")
    silent(LAW, "    to: {off: registered, red: lead}", "    to: {off: next, red: nowhere}")


def test_a_question_asked_anew_is_no_circle_when_an_answer_leads_out():
    old = "      - say: outage-known\n"
    ways = "{tv: known-outage, internet: next, mobile: next}"
    again = f"      - ask: service\n        again: yes\n        to: {ways}\n"
    silent(LAW, old, again + old)
    kept = again.replace("next", "known-outage")
    assert [rule for rule, _ in found(LAW, edited("cest-possible", old, kept + old))] == ["menu-repeats"]


def test_who_may_answer_otherwise_each_time_is_in_no_circle():
    leave = "      - decide: leave-free\n"
    silent(LAW, leave, leave + "        declined: leaving\n")


CLEAR = "      - say: outage-known\n      - promise: outage-news\n"
ASKED = "      - ask: outage\n        to: {no: known-outage, yes: next}\n"


def test_a_circle_that_needs_two_values_of_a_fact_is_none():
    silent(LAW, CLEAR, ASKED + CLEAR)


def test_where_that_cannot_be_found_out_the_circle_is_told(monkeypatch):
    """Rather a finding too many than a proof that is none."""
    monkeypatch.setattr("possible.journey.graph.MOST", 1)
    finds(LAW, "menu-repeats", "no: known-outage", CLEAR, ASKED + CLEAR)


TOO_OLD = "we keep the details of bills for one year only"


def test_a_no_that_names_the_number_just_dialled_is_a_circle():
    why = TOO_OLD, TOO_OLD + ", call {line.english}"
    finding = finds(LAW, "number-names-itself", 'bill-too-old: "we keep', *why)
    assert str(finding.message) == (
        "Who calls line `english` is told to call +33 1 99 00 00 40, which is line `english`."
    )
    assert [str(step) for step in finding.path][-2:] == [
        "bill-correction: no",
        "told to dial +33 1 99 00 00 40",
    ]
    appeal = "ask for the duty supervisor", "call {line.service} and ask for the duty supervisor"
    got = found(LAW, edited("cest-possible", *appeal))
    assert {rule for rule, _ in got} == {"number-names-itself"}
    assert {place for _, place in got} == {line_of("  appeal: ", "cest-possible", file="en.yaml")}


def test_a_yes_that_names_a_number_is_none():
    silent(LAW, "the error is ours.", "the error is ours, as {line.service} told you.")
    silent(LAW, "We correct your bill", "We, on {line.service}, correct your bill")


def test_a_line_of_one_language_does_not_say_what_it_would_ask():
    ask = 'served?"'
    silent(LAW, ask, 'served? For English, dial {line.english}."')
    finds(
        LAW,
        "number-names-itself",
        "  language: {ask",
        ask,
        'served? Or dial {line.service}."',
        file="en.yaml",
    )


def test_a_line_of_several_languages_says_it_to_whoever_came_from_the_other():
    """One is told by the first to dial the second, whose question for the language names the first."""
    opens = (
        "    languages: [en]\n    for: [faults, bills, changes, complaints, leaving]\n"
        "    printed: [contract, bill, site]\n    opens: "
    )
    asks = "      - ask: language            # not asked on a line that speaks one language only\n"
    back = "paths:\n", "paths:\n  back: {steps: [{send-to: service}]}\n"
    edits = opens + "welcome", opens + "back", *back, asks, "", "      - say: greeting\n"
    later = "      - say: greeting\n      - ask: language\n"
    named = 'served?"', 'served? For English, dial {line.english}."'
    (finding,) = findings(LAW, edited("cest-possible", *edits, later, *named))
    assert finding.rule == "lines-name-each-other"
    assert str(finding.message) == (
        "These lines send the caller to one another in a circle: `english`, `service`."
    )
