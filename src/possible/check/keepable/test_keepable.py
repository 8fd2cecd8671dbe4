"""Hours that are promised take people: small edits of the good charter."""

import pytest

from possible.check.keepable import LAW
from possible.values import Level
from tests.core.edits import edited, findings, finds, found, silent

SUPERVISORS = "people: {fr: 8, en: 6}}"
CARRIED = (
    "one place answers 95 % within 90 s while at most 0.6 contacts of 6 minutes come in an hour (Erlang C)"
)
TV = "people: {fr: 14, en: 6}}"


def test_the_good_charter_has_people_enough():
    silent(LAW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SUPERVISORS, "people: {fr: 8, en: 5}}"),
        (SUPERVISORS, "people: {fr: 8, en: 0}}"),
        (SUPERVISORS, "people: {fr: 1, en: 6}}"),
        (SUPERVISORS, "people: {fr: 8}}"),
    ],
)
def test_too_few_for_one_place(old, new):
    assert finds(LAW, "too-few-people", new, old, new).level is Level.ESTIMATE


def test_hours_decide_how_many_it_takes():
    finds(
        LAW,
        "too-few-people",
        "people: {fr: 12, en: 1}",
        "people: {fr: 12, en: 4}}",
        "people: {fr: 12, en: 1}}",
    )
    silent(LAW, "people: {fr: 12, en: 4}}", "people: {fr: 12, en: 2}}")
    finds(LAW, "too-few-people", "people: {fr: 12, en: 4}",
          "accounts:     {skills: [bills, contracts], languages: {fr: office, en: office}",
          "accounts:     {skills: [bills, contracts], languages: {fr: office, en: always}")  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TV, "people: {fr: 140, en: 60}}"),
        (TV, "people: {fr: 6, en: 6}}"),
        (TV, "people: {}}"),
        ("within: 90 s, share: 95 %, each: month", "within: 20 s, share: 99 %, each: week"),
        ("within: 90 s, share: 95 %, each: month", "within: 90 s"),
    ],
)
def test_more_people_unplanned_people_and_stricter_promises_are_silent(old, new):
    silent(LAW, old, new)


def test_the_numbers_of_the_estimate_are_shown():
    finding = finds(LAW, "too-few-people", "people: {fr: 8, en: 2}", SUPERVISORS, "people: {fr: 8, en: 2}}")
    assert str(finding.message) == (
        "`supervisors` promises `en` for 168 hours a week (`always`) with 2 people; one place takes 6."
    )
    assert [str(line) for line in finding.path] == [
        "one person gives 28 hours a week: 35 less 20 % for leave, holidays and breaks",
        "one place is filled for 168 hours a week",
        CARRIED,
    ]
    assert str(finding.attempt) == "plan 6 people or more, or promise fewer hours"


def test_without_a_share_nothing_is_said_about_contacts():
    texts = (SUPERVISORS, "people: {fr: 8, en: 2}}", "within: 90 s, share: 95 %, each: month", "within: 90 s")
    assert len(finds(LAW, "too-few-people", "people: {fr: 8, en: 2}", *texts).path) == 2


def test_the_other_charters_plan_enough():
    assert found(LAW, edited("as-it-was")) == []
    assert found(LAW, edited("legal-minimum-fr")) == []


def test_every_team_is_reckoned_and_nobody_at_all_is_too_few():
    counter = "counter:      {skills: [swaps], languages: {fr: shops}, people: {fr: 420}}"
    none, nobody = counter.replace(", people: {fr: 420}", ""), counter.replace("{fr: 420}", "{en: 3}")
    front = "people: {fr: 24, en: 8}"
    silent(LAW, counter, none)
    assert (
        len(
            found(
                LAW,
                edited(
                    "cest-possible", counter, none, "people: {fr: 260, en: 70}", "people: {fr: 1, en: 70}"
                ),
            )
        )
        == 1
    )
    (finding,) = findings(LAW, edited("cest-possible", counter, nobody))
    assert "with 0 people" in str(finding.message)
    assert len(findings(LAW, edited("cest-possible", front, "people: {fr: 1, en: 1}"))) == 2


def test_the_reckoning_says_the_promise_that_a_person_answers():
    few = "people: {fr: 24, en: 8}", "people: {fr: 1, en: 8}"
    (finding,) = findings(LAW, edited("cest-possible", *few))
    assert [str(step) for step in finding.path][-1].startswith("one place answers 95 % within 90 s while")
    without = edited("cest-possible", *few).with_(
        promises={
            name: promise for name, promise in edited("cest-possible").promises.items() if name != "answered"
        }
    )
    (finding,) = findings(LAW, without)
    assert len(finding.path) == 2
