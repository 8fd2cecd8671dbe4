"""A slot on offer can be kept: one small edit of the good charter for each way of breaking that."""

import pytest

from possible.check.kept_slot import LAW
from tests.core.edits import edited, finds, found, line_of, silent

WINDOW = "    window: 2 h\n"
NEEDS = "    skills: [tv, internet]\n"
LIMIT = "    cancel-until: 18:00 the day before\n"


def test_the_good_charter_keeps_its_slots():
    silent(LAW)


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("no-window", "  visit:", WINDOW, ""),
        ("no-window", "  visit:", "    within: 3 days\n", ""),
        ("no-window", "window: 0 h", WINDOW, "    window: 0 h\n"),
        ("moved-without-consent", "moved: as we need", WINDOW, WINDOW + "    moved: as we need\n"),
        ("no-cancel-limit", "  visit:", LIMIT, ""),
        ("no-cancel-limit", "cancel-until: any time", LIMIT, "    cancel-until: any time\n"),
        ("no-cancel-limit", "cancel-until: 0 h before", LIMIT, "    cancel-until: 0 h before\n"),
        ("no-cancel-limit", "cancel-until: any moment", LIMIT, "    cancel-until: any moment before\n"),
        ("no-cancel-limit", "cancel-until: before", LIMIT, "    cancel-until: before\n"),
        ("no-cancel-limit", "cancel-until: 3 pigs before", LIMIT, "    cancel-until: 3 pigs before\n"),
        ("no-such-skill", NEEDS[:-1], "{skills: [tv, internet], visits", "{skills: [tv], visits"),
        ("no-such-skill", "skills: [tv, fibre]", NEEDS, "    skills: [tv, fibre]\n"),
        ("no-such-skill", "by: technicians", "visits: yes, languages", "languages"),
    ],
)  # fmt: skip
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    finds(LAW, rule, mark, old, new, file="charter.yaml")


def test_a_visit_by_people_who_stay_where_they_are():
    texts = ("    by: technicians\n", "    by: counter\n")
    skill = line_of(NEEDS[:-1], "cest-possible", *texts)
    by = f"cest-possible/charter.yaml:{int(skill.rpartition(':')[2]) - 1}"
    assert found(LAW, edited("cest-possible", *texts)) == [
        ("no-such-skill", line) for line in (by, skill, skill)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WINDOW, "    window: 1 h\n"),
        (LIMIT, "    cancel-until: 12:00 the day before\n"),
        (LIMIT, "    cancel-until: 2 h before the window\n"),
        (LIMIT, "    cancel-until: 2 working days before\n"),
        (LIMIT, "    cancel-until: 24 hours before the appointment\n"),
        (LIMIT, "    cancel-until: noon the day before\n"),
        (LIMIT, LIMIT + "    moved: with consent\n"),
        (NEEDS, "    skills: [internet, tv]\n"),
        (NEEDS, ""),
    ],
)
def test_other_ways_of_keeping_a_slot_are_silent(old, new):
    silent(LAW, old, new)


def test_what_is_done_at_the_counter_needs_no_window():
    silent(
        LAW,
        "swap:        {fee: 0 EUR, by: counter, within: 1 day, ",
        "swap:        {fee: 0 EUR, by: counter, ",
    )


def test_the_finding_says_what_to_try():
    found_ = finds(
        LAW,
        "no-such-skill",
        "skills: [tv, fibre]",
        "    skills: [tv, internet]\n",
        "    skills: [tv, fibre]\n",
    )
    assert str(found_.message) == "`visit` needs the skill `fibre`, which `technicians` has not."
    assert str(found_.attempt) == "give `technicians` the skill, or name a team that has it"
    assert found_.path


LOAN = "loan:        {fee: 5 EUR, by: counter, "
SWAP = "swap:        {fee: 0 EUR, by: counter, "


def test_whoever_visits_and_whoever_has_a_window_keeps_a_slot():
    visiting = LOAN, LOAN.replace("counter", "technicians")
    assert found(LAW, edited("cest-possible", *visiting)) == [
        (rule, line_of("  loan: ", "cest-possible", *visiting, file="charter.yaml"))
        for rule in ("no-cancel-limit", "no-window")
    ]
    at_the_counter = SWAP, SWAP + "window: 2 h, cancel-until: 1 h before, "
    finding = finds(LAW, "no-such-skill", "  swap: ", *at_the_counter, file="charter.yaml")
    assert str(finding.message) == (
        "`swap` promises that somebody arrives, and `counter` goes to nobody's home."
    )


def test_without_a_limit_and_with_one_that_is_none_are_told_apart():
    assert str(finds(LAW, "no-cancel-limit", "  visit:", LIMIT, "", file="charter.yaml").message) == (
        "Nothing says until when the company may cancel `visit`."
    )
    silent(LAW, LIMIT, "    cancel-until: 1 h before\n")
