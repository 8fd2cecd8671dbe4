"""The price comes first: one small edit of the good charter for each way of springing it."""

import pytest

from possible.check.price_before import LAW
from tests.core.edits import edited, findings, finds, found, line_of, silent

TAKES = "    takes: 90 min\n"
QUOTES = "quotes: {good-for: 14 days}"
AT_HOME = "price: 119 EUR, because: fault-at-home"
EN, FR = "words/en.yaml", "words/fr.yaml"


def test_the_good_charter_tells_its_prices():
    silent(LAW)


def test_the_story_learnt_the_price_on_the_bill():
    assert found(LAW, edited("as-it-was")) == [
        ("quote-without-end", "as-it-was/charter.yaml:205"),
        ("told-after", "as-it-was/charter.yaml:206"),
        ("told-after", "as-it-was/charter.yaml:216"),
        ("price-not-said", "as-it-was/words/en.yaml:42"),
        ("price-not-said", "as-it-was/words/fr.yaml:52"),
        ("price-not-said", "as-it-was/words/fr.yaml:56"),
    ]


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("told-after", "price-told: on the bill", TAKES, TAKES + "    price-told: on the bill\n"),
        ("told-after", "price-told: afterwards", "swap:        {", "swap:        {price-told: afterwards, "),
        ("above-the-list", "id: at-home", AT_HOME, "price: 119.01 EUR, because: fault-at-home"),
        ("above-the-list", "id: own-wiring", "fee: 5 EUR, by: counter", "fee: 4.99 EUR, by: counter"),
        ("above-the-list", "id: late,", "answer: visit-free", "answer: visit-free, price: 1 EUR"),
        (
            "cause-not-found",
            "loan: ",
            "loan:        {fee: 5 EUR,",
            "loan:        {free-when: [network], fee: 5 EUR,",
        ),
        (
            "cause-not-found",
            "swap: ",
            "swap:        {fee: 0 EUR, by: counter,",
            "swap:        {free-when: [equipment], fee: 0 EUR, by: technicians,",
        ),
        ("quote-without-end", "quotes: {}", QUOTES, "quotes: {}"),
        ("quote-without-end", "    fee: 119 EUR", QUOTES + "\n", ""),
    ],
)
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    finds(LAW, rule, mark, old, new, file="charter.yaml")


@pytest.mark.parametrize(
    ("file", "mark", "old", "new"),
    [
        (EN, "  visit: {", "come {window}. Price: {price}, because", "come {window}, because"),
        (EN, "  visit: {", "come {window}. Price: {price},", "come {window}. Price: 119 euros,"),
        (FR, "  loan: {", "prêtons une clé 4G. Prix\u00a0: {price}, car", "prêtons une clé 4G, car"),
    ],
)
def test_an_offer_without_its_price(file, mark, old, new):
    finding = finds(LAW, "price-not-said", mark, old, new, file=file)
    assert str(finding.attempt) == "write `{price}` into the sentence"


def test_the_path_ends_where_the_price_is_learnt():
    finding = finds(
        LAW, "told-after", "price-told", TAKES, TAKES + "    price-told: on the bill\n", file="charter.yaml"
    )
    assert (
        str(finding.message)
        == "What `visit` costs (up to 119 EUR) is told on the bill: nobody can agree to it before."
    )
    assert str(finding.path[0]).startswith("dial ")
    assert str(finding.path[-1]) == "the price of visit, afterwards"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (AT_HOME, "price: 0 EUR, because: fault-at-home"),
        (AT_HOME, "because: fault-at-home"),
        ("    fee: 119 EUR", "    fee: 139 EUR"),
        (TAKES, TAKES + "    price-told: before\n"),
        (QUOTES, "quotes: {good-for: 30 days}"),
        (
            "We correct your bill by {amount}. Price: {price}, because",
            "We correct your bill by {amount}, because",
        ),
    ],
)
def test_harmless_edits_are_silent(old, new):
    silent(LAW, old, new)


def test_a_charter_in_which_nothing_costs_anything_needs_no_quotes():
    charter = edited("cest-possible", QUOTES + "\n", "")
    free = {name: remedy for name, remedy in charter.remedies.items() if not remedy.fee.cents}
    kept = {"pay-later": charter.questions["pay-later"]}
    from possible.check import Subject

    assert len(findings(LAW, charter)) == 1
    assert LAW.findings(Subject(charter.with_(remedies=free, questions=kept))) == []


CINQ = "5 Go de plus coûtent {price}"
MORE = "    consent: more-data\n    price: 5 EUR\n"


def test_an_action_that_costs_something_is_agreed_to_before():
    finding = finds(LAW, "told-after", "    price: 5 EUR", MORE, "    price: 5 EUR\n", file="data.yaml")
    assert str(finding.message) == (
        "Step `add-data` of playbook `mobile-no-data` costs 5 EUR, and nobody is asked before."
    )
    assert [str(step) for step in finding.path][-1] == "service: mobile"
    silent(LAW, MORE, "    price: 0 EUR\n")
    silent(LAW, MORE, "")


def test_who_is_asked_hears_how_much():
    said, unsaid = "Another 5 GB cost {price}, once.", "Another 5 GB cost a little."
    finding = finds(LAW, "price-not-said", "  more-data: {", said, unsaid, file=EN)
    assert str(finding.message).startswith("Who is asked for `more-data` in `en` hears no price (5 EUR): “")
    silent(LAW, said, unsaid, MORE, "    consent: more-data\n")
    french = line_of("  more-data: {", "cest-possible", file=FR)
    both = edited("cest-possible", said, unsaid, CINQ, "5 Go de plus")
    assert ("price-not-said", french) in found(LAW, both)


def test_a_quote_holds_for_some_time():
    finds(LAW, "quote-without-end", "good-for: 0 days", QUOTES, "quotes: {good-for: 0 days}")
    silent(LAW, QUOTES, "quotes: {good-for: 1 h}")


def test_a_cent_is_a_price():
    finds(LAW, "told-after", "price: 0.01 EUR", MORE, "    price: 0.01 EUR\n", file="data.yaml")
    late = "answer: visit-free", "answer: visit-free, price: 0.01 EUR"
    finds(LAW, "above-the-list", "id: late,", *late, file="charter.yaml")
    silent(LAW, "answer: visit-free", "answer: visit-free, price: 0 EUR")


def test_a_language_without_a_catalogue_is_told_by_another_law():
    charter = edited("cest-possible")
    assert found(LAW, charter.with_(words={})) == []


def test_what_may_become_dearer_meanwhile_is_named_with_the_way_to_it():
    finding = finds(LAW, "quote-without-end", "quotes: {}", QUOTES, "quotes: {}", file="charter.yaml")
    assert str(finding.message) == "Nothing says how long a quote holds: the price of `visit` may change."
    assert str(finding.path[-1]) == "takes instead: technician-visit"
