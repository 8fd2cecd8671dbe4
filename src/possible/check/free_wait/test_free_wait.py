"""Nobody pays to wait: small edits of the tariff of the good charter."""

import pytest

from possible.check.free_wait import LAW
from tests.core.edits import edited, finds, found, silent

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
