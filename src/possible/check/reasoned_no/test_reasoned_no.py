"""A reasoned no: one small edit of the good charter for each way of refusing badly."""

import pytest

from possible.check.reasoned_no import LAW
from tests.core.edits import edited, findings, finds, found, silent

OUTAGE = "answer: no, because: outage-under-repair, instead: outage-news}"
FRONT = "front-desk:   {skills: [first help], languages: {fr: always, en: always},"
OUTSIDE = "  outside: {who: mediator, after: 30 days, or: at deadlock}\n"
AT_HOME = "answer: visit, price: 119 EUR, because: fault-at-home}"


def test_the_good_charter_refuses_well():
    silent(LAW)


def test_the_story_refused_without_reason_alternative_or_price():
    rules = found(LAW, edited("as-it-was"))
    assert [rule for rule, place in rules if place == "as-it-was/charter.yaml:165"] == [
        "no-alternative",
        "no-reason",
        "refused-though-priced",
    ]
    assert [place for rule, place in rules if rule == "outside-tables"] == [
        "as-it-was/charter.yaml:62",
        "as-it-was/charter.yaml:79",
        "as-it-was/charter.yaml:90",
    ]
    assert ("no-outside-body", "as-it-was/charter.yaml:234") in rules


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("no-reason", "id: outage,", OUTAGE, "answer: no, instead: outage-news}"),
        ("no-alternative", "id: outage,", OUTAGE, "answer: no, because: outage-under-repair}"),
        ("outside-tables", "in-practice", FRONT, FRONT + " in-practice: [{refuse: pay-later}],"),
        (
            "no-outside-body",
            "complaints:",
            OUTSIDE,
            "",
        ),
    ],
)
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    finds(LAW, rule, mark, old, new, file="charter.yaml")


def test_it_is_told_as_the_customer_hears_it_and_with_the_facts():
    finding = finds(LAW, "no-reason", "id: outage,", OUTAGE, "answer: no, instead: outage-news}")
    message = str(finding.message)
    assert message.startswith("Row `outage` says no to `technician-visit` and gives no reason.")
    assert "The customer hears: “Nous ne vous proposons pas la visite d’un technicien, car … Nous" in message
    assert [str(step) for step in finding.path][-2:] == ["technician-visit", "with outage: yes"]


LADDER = (
    "  ladder:\n"
    "    - {who: supervisors, within: 1 working day, else: {credit: 2.50 EUR, every: day, at-most: 50 EUR}}\n"
    "    - {who: quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}}\n"
)


@pytest.mark.parametrize(("new", "mark"), [("", "complaints:"), ("  ladder: []\n", "ladder: []")])
def test_nobody_to_appeal_to(new, mark):
    finds(LAW, "no-appeal", mark, LADDER, new, file="charter.yaml")


def test_without_any_complaints_it_is_told_at_the_first_refusal():
    got = findings(LAW, edited("cest-possible", "complaints:\n" + LADDER + OUTSIDE, ""))
    assert [one.rule for one in got] == ["no-appeal", "no-outside-body"]
    assert {one.place.column for one in got} != {1}
    assert "`outage` of `technician-visit`" in str(got[0].message)


def test_a_charter_that_never_refuses_needs_no_ladder():
    from possible.charter import Charter
    from possible.check import Subject

    charter: Charter = edited("cest-possible", "complaints:\n" + LADDER + OUTSIDE, "")
    generous = charter.with_(questions={"visit-soon": charter.questions["visit-soon"]})
    assert LAW.findings(Subject(generous)) == []


def test_a_row_with_an_appeal_of_its_own_needs_no_ladder():
    charter = edited("cest-possible", LADDER, "", OUTAGE, OUTAGE[:-1] + ", appeal: quality}")
    one = charter.with_(questions={"technician-visit": charter.questions["technician-visit"]})
    from possible.check import Subject

    assert LAW.findings(Subject(one)) == []


@pytest.mark.parametrize(
    ("new", "broken"),
    [
        ("answer: no, because: fault-at-home, instead: accounts}", False),  # a reason of its own
        ("answer: no, because: nothing-found, instead: accounts}", True),  # the reason of the sale
        ("answer: no}", True),  # neither reason nor alternative
        ("answer: no, instead: accounts}", False),  # no reason: told as such
        ("answer: no, because: fault-at-home}", False),  # no alternative: told as such
    ],
)
def test_what_has_a_price_is_refused(new, broken):
    rules = [rule for rule, _ in found(LAW, edited("cest-possible", AT_HOME, new))]
    assert ("refused-though-priced" in rules) is broken


def test_the_same_facts_are_refused_by_one_team_and_sold_by_another():
    says = "who: [tv], answer: no, because: not-the-box, instead: accounts"
    row = f"{{id: tv-says-no, when: {{outage: no, fault: home}}, {says}}}"
    first = "      - {id: nothing-found,"
    finding = finds(LAW, "refused-though-priced", "id: tv-says-no", first, f"      - {row}\n{first}")
    assert (
        str(finding.message)
        == "Row `tv-says-no` of `technician-visit` refuses what row `at-home` sells: `visit` for 119 EUR."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OUTAGE, "answer: no, because: outage-under-repair, instead: front-desk}"),
        (OUTAGE, "answer: no, because: outage-under-repair, instead: outage-news, appeal: quality}"),
        ("price: 5 EUR, because: connection-works", "price: 4 EUR, because: connection-works"),
        ("after: 30 days, or: at deadlock", "after: 10 days"),
    ],
)
def test_harmless_edits_are_silent(old, new):
    silent(LAW, old, new)


def test_what_the_customer_hears_is_told():
    """A bare no where nobody wrote a word, and the very words where somebody did."""
    front = (
        "front-desk:   {skills: [first help], languages: {fr: always, en: always}, people: {fr: 24, en: 8}}"
    )
    for act, heard in (
        ("{refuse: visit-soon}", "The customer hears a bare no."),
        ("{refuse: visit-soon, say: not-there}", "The customer hears a bare no."),
        ("{refuse: visit-soon, say: letter-received}", "The customer hears: “Nous avons bien reçu"),
    ):
        charter = edited("cest-possible", front, front[:-1] + f", in-practice: [{act}]}}")
        (finding,) = findings(LAW, charter)
        assert heard in str(finding.message), act
    bare = edited("cest-possible", "answer: no, because: not-the-box,", "answer: no,")
    (finding,) = findings(LAW, bare.with_(words={}))
    assert str(finding.message).endswith("The customer hears a bare no.")
