"""Nobody pays to wait: small edits of the tariff of the good charter."""

import pytest

from possible.check.free_wait import LAW
from tests.core.edits import edited, findings, finds, found, silent

FREE = "  free: {class: free} "


def charged(phases, rate="0.10 EUR"):
    return f"  free: {{class: premium, per-minute: {rate}, charged-in: [{phases}]}} "


def test_the_good_charter_charges_nobody():
    silent(LAW)


@pytest.mark.parametrize(
    ("rule", "phases"),
    [
        ("paid-before-person", "menu"),
        ("paid-before-person", "queue"),
        ("paid-before-person", "menu, queue, talk"),
        ("paid-on-hold", "talk, hold"),
        ("paid-in-transfer", "transfer"),
    ],
)
def test_a_charged_phase_is_found_at_the_tariff(rule, phases):
    assert finds(LAW, rule, "free: {class: premium", FREE, charged(phases)).path


@pytest.mark.parametrize(
    ("rule", "tariff"),
    [
        ("paid-before-person", "{class: premium, per-call: 0.08 EUR}"),
        ("paid-before-person", "{class: premium, per-minute: {queue: 0.01 EUR}}"),
        ("paid-on-hold", "{class: mobile, other-network: {per-minute: 0.06 EUR, charged-in: [hold]}}"),
        ("help-fee", "{class: geographic, help-fee: {per-minute: 0.34 EUR, charged-in: [talk]}}"),
    ],
)
def test_each_way_of_writing_a_price_is_read(rule, tariff):
    finds(LAW, rule, "  free: {", FREE, f"  free: {tariff} ")


@pytest.mark.parametrize(
    ("rule", "mark", "lines"),
    [
        ("paid-before-person", "per-call", "class: premium\n    per-call: 0.08 EUR"),
        (
            "paid-before-person",
            "charged-in",
            "class: premium\n    per-minute: 0.10 EUR\n    charged-in: [queue]",
        ),
        (
            "paid-before-person",
            "queue: 0",
            "class: premium\n    per-minute:\n      talk: 1 EUR\n      queue: 0.01 EUR",
        ),
        ("paid-before-person", "connect:", "class: premium\n    per-minute:\n      connect: 0.05 EUR"),
        ("paid-before-person", "per-call", "class: mobile\n    own-network:\n      per-call: 0.08 EUR"),
        ("paid-before-person", "per-call", "class: mobile\n    other-network:\n      per-call: 0.08 EUR"),
    ],
)
def test_a_charge_is_told_on_the_line_of_its_rate(rule, mark, lines):
    finds(LAW, rule, mark, FREE, f"  free:\n    {lines} ")


@pytest.mark.parametrize("phases", ["talk", ""])
def test_talking_may_cost_something(phases):
    silent(LAW, FREE, charged(phases))


def test_what_is_refunded_unasked_costs_nothing():
    refunds = "    tariff: free\n    refunds: [menu, queue]\n"
    lines = ("phone: +33 1 99 00 00 39\n    tariff: free\n", "phone: +33 1 99 00 00 40\n    tariff: free\n")
    edits = [text for line in lines for text in (line, line.replace("    tariff: free\n", refunds))]
    charter = edited("cest-possible", FREE, charged("menu, queue"), *edits)
    assert found(LAW, charter) == []
    asked = edited("cest-possible", FREE, charged("menu, queue"), *edits, "unasked: yes", "unasked: no")
    assert [rule for rule, _ in found(LAW, asked)] == ["paid-before-person"]


def test_what_is_not_answered_is_not_charged_before_a_person():
    person = "    tariff: free\n    picks-up: person\n"
    lines = ("phone: +33 1 99 00 00 39\n    tariff: free\n", "phone: +33 1 99 00 00 40\n    tariff: free\n")
    edits = [text for line in lines for text in (line, line.replace("    tariff: free\n", person))]
    assert found(LAW, edited("cest-possible", FREE, charged("menu, queue"), *edits)) == []
    held = edited("cest-possible", FREE, charged("menu, queue, hold"), *edits)
    assert [rule for rule, _ in found(LAW, held)] == ["paid-on-hold"]


def test_what_is_charged_is_told_in_one_sentence_with_the_shortest_way():
    finding = finds(LAW, "paid-before-person", "free: {class: premium", FREE, charged("menu, queue, talk"))
    assert str(finding.message) == (
        "Line `service` charges 0.10 EUR (own-network) before a person takes the call: menu, queue."
    )
    assert [str(step) for step in finding.path] == [
        "dial +33 1 99 00 00 39 (fr, Monday 00:00)",
        "welcome",
        "pay 0.10 EUR (menu, own-network)",
    ]
    waits = finds(LAW, "paid-before-person", "free: {class: premium", FREE, charged("queue"))
    assert [str(step) for step in waits.path][1:] == [
        "welcome",
        "“a person, please”",
        "pay 0.10 EUR (queue, own-network)",
    ]


OWN = "    phone: +33 1 99 00 00 40\n    tariff: free\n"


def test_each_tariff_that_charges_is_told_by_itself():
    cheap = FREE, "  cheap: {class: mobile, per-minute: {queue: 0.01 EUR}}\n" + charged("menu, queue")
    edits = *cheap, OWN, OWN.replace("free", "cheap")
    got = findings(LAW, edited("cest-possible", *edits))
    assert [str(each.message) for each in got] == [
        "Line `english` charges 0.01 EUR (own-network) before a person takes the call: queue.",
        "Line `service` charges 0.10 EUR (own-network) before a person takes the call: menu, queue.",
    ]


def test_a_fee_for_help_is_told_of_the_line_that_takes_it():
    dear = FREE, "  dear: {class: premium, help-fee: {per-minute: 1 EUR, charged-in: [talk]}}\n" + FREE
    silent(LAW, *dear)
    finding = finds(LAW, "help-fee", "dear: {class", *dear, OWN, OWN.replace("free", "dear"))
    assert str(finding.message) == "Line `english` takes a fee for the help itself, on top of the call."


def opens(way, phases):
    """Return edits by which the English line costs something in these phases, and opens another way."""
    line = (
        "    languages: [en]\n    for: [faults, bills, changes, complaints, leaving]\n"
        "    printed: [contract, bill, site]\n    opens: "
    )
    dear = f"  dear: {{class: premium, per-minute: 0.10 EUR, charged-in: [{phases}]}}\n{FREE}"
    welcome, other = OWN + line + "welcome\n", OWN.replace("free", "dear") + line + f"{way}\n"
    return FREE, dear, welcome, other


PATHS = "paths:\n  welcome:\n"


def test_who_is_told_to_dial_another_line_is_on_its_meter():
    elsewhere = PATHS, PATHS.replace("welcome", "elsewhere: {steps: [{send-to: service}]}\n  welcome")
    silent(LAW, *opens("elsewhere", "queue, hold"), *elsewhere)


def test_what_ends_at_once_has_no_menu():
    silent(LAW, *opens("reply", "menu"))


def test_who_is_handed_on_is_in_no_queue():
    handed = PATHS, PATHS.replace("welcome", "handed: {steps: [{hand-on: tv}]}\n  welcome")
    silent(LAW, *opens("handed", "queue"), *handed)
    charged_then = found(LAW, edited("cest-possible", *opens("handed", "transfer"), *handed))
    assert [rule for rule, _ in charged_then] == ["paid-in-transfer"]
