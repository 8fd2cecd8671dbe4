"""Every promise has a remedy, given unasked: small edits of the good charter."""

import pytest

from possible.check.remedy_owed import LAW
from tests.core.edits import edited, findings, finds, found, line_of, silent

CREDITS = "credits: {paid-within: 30 days, unasked: yes}"
CALL_BACK = "within: 30 min, keeps-place: yes, else: {credit: 5 EUR}}"
QUALITY = "{who: quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}}"
REPAIR_FR = "Votre service est rétabli avant {time}. Sinon, nous vous créditons {credit} par jour."
NEW_BOX = "new-box:              {from: agreed, until: handed over, within: 1 day, "
DAILY = "daily-news:           {from: opened, until: told, within: 1 day, again-every: 1 day, else: "


def test_the_good_charter_owes_for_every_breach():
    silent(LAW)


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("nothing-owed", "  call-back: ", CALL_BACK, "within: 30 min, keeps-place: yes}"),
        ("nothing-owed", "else: {}", CALL_BACK, "within: 30 min, else: {}}"),
        ("nothing-owed", "credit: 0 EUR", CALL_BACK, "within: 30 min, else: {credit: 0 EUR}}"),
        ("nothing-owed", "at-most: 0 EUR", CALL_BACK, CALL_BACK[:-2] + ", at-most: 0 EUR}}"),
        ("nothing-owed", "else: {every: day}", CALL_BACK, "within: 30 min, else: {every: day}}"),
        ("nothing-owed", "else: {fee: waived}", NEW_BOX, NEW_BOX + "else: {fee: waived}} #"),
        ("nothing-owed", "who: quality", QUALITY, "{who: quality, within: 10 working days}"),
        ("else-circles", "  call-back: ", CALL_BACK, "within: 30 min, else: {promise: call-back}}"),
        ("must-be-claimed", "unasked: no", CREDITS, CREDITS.replace("yes", "no")),
        ("no-pay-by", "credits: {unasked: yes}", CREDITS, "credits: {unasked: yes}"),
        ("no-pay-by", "promises:", CREDITS + "\n", ""),
        ("not-said", "  repair: ", REPAIR_FR, "Votre service est rétabli avant {time}."),
    ],
)  # fmt: skip
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    file = "fr.yaml" if rule == "not-said" else "charter.yaml"
    assert finds(LAW, rule, mark, old, new, file=file).path


def test_a_ring_of_three_is_told_once_and_shown():
    news = "again-every: 1 day, else: {credit: 5 EUR}}\n  daily-news"
    texts = (DAILY + "{credit: 5 EUR}}", DAILY + "{promise: outage-news}}")
    texts += (news, news.replace("credit: 5 EUR", "promise: closing-question"))
    finding = finds(LAW, "else-circles", "outage-news:          {from", *texts, file="charter.yaml")
    assert "`outage-news` → `closing-question` → `daily-news` → `outage-news`" in str(finding.message)


def test_a_credit_in_the_ring_ends_it():
    silent(LAW, DAILY + "{credit: 5 EUR}}", DAILY + "{credit: 5 EUR, promise: closing-question}}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CALL_BACK, "within: 30 min, else: {credit: 50 EUR, every: hour}}"),
        (CREDITS, "credits: {paid-within: 3 days}"),
        (
            "within: the window, else: {credit: 32 EUR, fee: waived}}",
            "within: the window, else: {fee: waived}}",
        ),
        (
            "within: the window, else: {credit: 32 EUR, fee: waived}}",
            "within: the window, else: {remedy: loan}}",
        ),
        ("else: {credit: 24 monthly prices}}", "else: {credit: [24 EUR, 1/2 of the monthly price]}}"),
        (QUALITY, QUALITY.replace("2.50 EUR, every: day", "5 EUR, every: week")),
    ],
)
def test_other_remedies_are_silent(old, new):
    silent(LAW, old, new)


def test_a_chain_that_runs_into_a_ring_is_told_at_the_ring_only():
    texts = (CALL_BACK, "within: 30 min, else: {promise: call-back}}")
    assert edited("cest-possible", *texts).promises["answered"].else_.promise == "call-back"
    finds(LAW, "else-circles", "  call-back:            {", *texts, file="charter.yaml")


def test_where_no_money_is_owed_nobody_asks_when_it_is_paid():
    charter = edited("cest-possible", CREDITS + "\n", "")
    owing_nothing = charter.with_(promises={}, complaints=type(charter.complaints)())
    assert [rule for rule, _ in found(LAW, charter)] == ["no-pay-by"]
    assert found(LAW, owing_nothing) == []


def test_as_it_was_nothing_was_owed():
    assert found(LAW, edited("as-it-was")) == [
        ("nothing-owed", line_of("  repair:      {", "as-it-was")),
        ("nothing-owed", line_of("  reply:       {", "as-it-was")),
        ("nothing-owed", line_of("  visit-kept:  {", "as-it-was")),
        ("must-be-claimed", line_of("credits: {", "as-it-was")),
        ("not-said", line_of('  number-moved: "', "as-it-was", file="fr.yaml")),
    ]


def test_how_a_credit_comes_to_be_owed_is_told_by_the_first_rung_where_no_promise_owes_one():
    charter = edited(
        "cest-possible", "credits: {paid-within: 30 days, unasked: yes}", "credits: {unasked: no}"
    )
    alone = charter.with_(promises={}, remedies={})
    told = [finding for finding in findings(LAW, alone) if finding.rule == "must-be-claimed"]
    assert [str(step) for step in told[0].path][:2] == [
        "`supervisors` is late with a complaint",
        "a credit is owed",
    ]
