"""One answer: one small edit of the good charter for each way of breaking it, and many that break nothing."""

import pytest

from possible.answers.sweep import Steps
from possible.check.one_answer import LAW
from possible.check.one_answer.rules import MOST
from possible.values import Level
from tests.core.edits import edited, findings, finds, found, silent

AT_HOME = "{id: at-home,         when: {outage: no, fault: home}, answer"
NETWORK = "      - {id: network,         when: {outage: no, fault: network}"
BILL = "      - decide: bill-correction\n"
FAILED_LONG = "{id: failed-long,   when: {reason: service-failed, contacts: under 3, days-without: 5 or more}"
PLAY = "      - play: no-internet\n"
SPARE = "      - decide: spare-connection\n"


def test_the_good_charter_gives_one_answer():
    silent(LAW)


def test_the_story_told_each_way_in_which_it_depended():
    assert found(LAW, edited("as-it-was")) == [
        ("depends-on-who", "as-it-was/charter.yaml:166"),
        ("gap", "as-it-was/charter.yaml:168"),
        ("two-answers", "as-it-was/charter.yaml:176"),
        ("gap", "as-it-was/charter.yaml:187"),
        ("two-answers", "as-it-was/charter.yaml:201"),
    ]


def test_a_gap_is_told_with_the_facts_that_fall_into_it():
    finding = finds(
        LAW,
        "gap",
        "  technician-visit:",
        "swaps: 0, contacts: under 3}",
        "swaps: 0, contacts: 1 to 2}",
        file="charter.yaml",
    )
    assert (
        str(finding.message)
        == "No row of `technician-visit` holds for `outage: no, fault: box, swaps: 0, contacts: 0`."
    )
    assert str(finding.path[-1]) == "with outage: no, fault: box, swaps: 0, contacts: 0"
    assert str(finding.path[-2]) == "technician-visit"
    assert "outage: no" in [str(step) for step in finding.path]  # the path agrees with the facts


def test_several_gaps_of_one_question_are_one_finding():
    finding = finds(
        LAW,
        "gap",
        "  visit-soon:",
        "{id: fragile,     when: {fragile: yes}",
        "{id: fragile,     when: {fragile: yes, contacts: 1 to 4, days-without: under 9}",
        file="charter.yaml",
    )
    assert str(finding.message).count("fragile: yes") == 2


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("gap", "  bill-correction:", "bill-age: up to 365}", "bill-age: under 365}"),
        ("gap", "  bill-correction:", "{is: [ours, none, unclear]", "{is: [ours, none, unclear, stolen]"),
        ("gap", "  technician-late:", "{minutes-late: 1 or more}", "{minutes-late: 1 to 600}"),
        (
            "two-answers",
            "id: box-often",
            "contacts: under 3}, answer: swap",
            "contacts: up to 3}, answer: swap",
        ),
        ("two-answers", "id: network", "when: {outage: no, fault: network}", "when: {fault: network}"),
        ("two-answers", "id: late,", "when: {minutes-late: 1 or more}", "when: {}"),
        (
            "never-used",
            "answers: [nothing-due",
            "answers: [nothing-due, visit-free]",
            "answers: [nothing-due, visit-free, flowers]",
        ),
        (
            "never-used",
            "id: again,",
            NETWORK,
            "      - {id: again, when: {outage: yes, swaps: 0}, answer: no, because: "
            "outage-under-repair, instead: outage-news}\n" + NETWORK,
        ),
        (
            "same-answer-twice",
            "id: failed-long",
            FAILED_LONG,
            "{id: failed-long,   when: {reason: service-failed, days-without: 5 or more}",
        ),
        (
            "first-wins-for-nothing",
            "first-wins: yes",
            "    asks: [minutes-late]\n",
            "    asks: [minutes-late]\n    first-wins: yes\n",
        ),
        (
            "outside-domain",
            "swaps: [0, -1]",
            "fault: [box, unknown], swaps: 0}",
            "fault: [box, unknown], swaps: [0, -1]}",
        ),
        (
            "outside-domain",
            "maybe: known-outage",
            "- play: no-internet",
            (
                "- play: no-internet\n      - ask: outage\n        to: {yes: known-outage, no: "
                "next, maybe: known-outage}"
            ),
        ),
        (
            "outside-domain",
            "so-that: {ont-power: lit}",
            "so-that: {ont-power: on}",
            "so-that: {ont-power: lit}",
        ),
        (
            "outside-domain",
            "conclude: {fault: cable}",
            "  - name: line-is-bad\n    conclude: {fault: network}",
            "  - name: line-is-bad\n    conclude: {fault: cable}",
        ),
        ("fact-never-learnt", "decide: spare-connection", PLAY, ""),
        ("fact-never-learnt", "decide: spare-connection", PLAY + SPARE, SPARE + PLAY),
    ],
)
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    edits = (old, new)
    got = [one for one in findings(LAW, edited("cest-possible", *edits)) if one.rule == rule]
    assert len(got) == 1
    line = _line(mark, *edits, file=got[0].place.file.removeprefix("cest-possible/"))
    assert got[0].place.line == line


def _line(mark, *texts, file):
    from tests.core.edits import files

    lines = files("cest-possible", *texts)[file].decode().splitlines()
    return next(number for number, text in enumerate(lines, 1) if mark in text)


@pytest.mark.parametrize("who", ["[tv]", "[tv, network, front-desk]", "[technicians]"])
def test_a_row_for_some_teams_leaves_the_others_without_an_answer(who):
    finding = finds(
        LAW, "depends-on-who", "id: at-home", AT_HOME, AT_HOME.replace(", answer", f", who: {who}, answer")
    )
    assert "nothing: no row is theirs" in str(finding.message)


def test_a_row_for_all_teams_is_a_row_for_everybody():
    everybody = "[front-desk, tv, network, accounts, supervisors, quality, interpreters, counter]"
    silent(LAW, AT_HOME, AT_HOME.replace(", answer", f", who: {everybody}, answer"))


def test_a_second_answer_for_one_team_is_told_once():
    says = "who: [tv], answer: no, because: fault-is-ours, instead: accounts"
    row = f"      - {{id: other, when: {{outage: no, fault: network}}, {says}}}\n"
    finding = finds(LAW, "depends-on-who", "id: other,", NETWORK, row + NETWORK)
    assert "`tv`" in str(finding.message)


def test_a_row_that_nobody_may_use():
    assert ("never-used", "one row") in [
        (one.rule, "one row")
        for one in findings(
            LAW,
            edited(
                "cest-possible",
                NETWORK,
                NETWORK.replace("network,  ", "nobody,   ").replace(", when", ", who: [], when")
                + ", answer: visit, price: 0 EUR, because: fault-is-ours}\n"
                + NETWORK,
            ),
        )
    ]


def test_the_row_that_meets_most_others_stands_for_all():
    row = "      - {id: all, answer: visit, price: 0 EUR, because: fault-is-ours}\n"
    got = [
        one
        for one in findings(LAW, edited("cest-possible", NETWORK, row + NETWORK))
        if one.rule == "two-answers"
    ]
    assert len(got) == 1
    assert "`all` contradicts" in str(got[0].message)
    assert MOST > 1


def test_what_other_facts_settle_needs_no_playbook():
    silent(
        LAW,
        "to: {yes: known-outage, no: next}\n      - play: no-internet",
        "to: {yes: refused-here, no: next}\n      - play: no-internet",
        "  mobile-trouble:\n",
        "  refused-here:\n    person: network\n    steps:\n      - decide: "
        "technician-visit\n  mobile-trouble:\n",
    )


def test_what_matters_still_needs_one():
    got = finds(
        LAW,
        "fact-never-learnt",
        "- decide: technician-visit # here",
        BILL,
        "      - decide: technician-visit # here\n",
    )
    assert str(got.path[-1]).startswith("bill-point")


def test_a_cell_that_cannot_be_is_told_and_not_the_gap_behind_it():
    finding = finds(
        LAW,
        "outside-domain",
        "nettwork]",
        "{outage: no, fault: network}",
        "{outage: no, fault: [network, nettwork]}",
    )
    assert str(finding.attempt) == "did you mean `network`?"
    got = found(LAW, edited("cest-possible", "{outage: no, fault: network}", "{outage: no, fault: nettwork}"))
    assert [rule for rule, _ in got] == ["never-used", "outside-domain"]


def test_agreeing_rows_and_needless_order_only_warn():
    assert {rule.name: rule.level for rule in LAW.rules if rule.level is not Level.ERROR} == {
        "same-answer-twice": Level.WARNING,
        "first-wins-for-nothing": Level.WARNING,
    }


def test_a_table_too_tangled_to_be_proved_does_not_pass(monkeypatch):
    monkeypatch.setattr(Steps.__init__, "__defaults__", (3,))
    rules = [
        one.rule
        for one in findings(
            LAW, edited("cest-possible", FAILED_LONG, FAILED_LONG.replace("contacts: under 3, ", ""))
        )
    ]
    assert "undecided" in rules


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{late-bills: under 3}", "{late-bills: [0, 1, 2]}"),
        ("bill-age: up to 365}", "bill-age: 0 to 365}"),
        ("when: {outage: no, fault: box, swaps: 1 or more}", "when: {swaps: over 0, fault: box, outage: no}"),
        ("swaps: 0, contacts: 3 or more}", "swaps: 0, contacts: over 2}"),
        ("asks: [outage, fault, swaps, contacts]", "asks: [contacts, swaps, fault, outage]"),
        ("{is: 0 or more, from: records}\n  minutes-late", "{is: 0 to 99, from: records}\n  minutes-late"),
    ],
)
def test_harmless_edits_are_silent(old, new):
    silent(LAW, old, new)


def test_each_step_that_decides_without_the_fact_is_told():
    tv = "      - play: tv-no-picture      # solved: the customer says so; not solved: we go on\n"
    internet = "      - play: no-internet\n      - decide: spare-connection\n"
    charter = edited("cest-possible", tv, "", internet, "")
    got = [place for rule, place in found(LAW, charter) if rule == "fact-never-learnt"]
    assert len(got) == len(set(got)) == 2
