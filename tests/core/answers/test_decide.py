"""`decide`: total, checked against the charter's words, and never asking what does not matter."""

from __future__ import annotations

import pytest

from possible.answers import Examination, Status, askable, decide
from possible.charter import load
from possible.values import Money, Refused
from tests.core.answers.tables import HEAD, Small
from tests.core.edits import CHARTERS


@pytest.fixture(scope="module")
def good():
    return load(str(CHARTERS / "cest-possible"))


@pytest.fixture(scope="module")
def story():
    return load(str(CHARTERS / "as-it-was"))


def test_the_swap_in_vain_gets_a_visit_for_nothing(good):
    answer = decide(good, "technician-visit", {"outage": "no", "fault": "box", "swaps": "1"})
    assert (answer.status, answer.outcome.answer, answer.outcome.price) == (
        Status.ANSWERED,
        "visit",
        Money(0, "EUR"),
    )
    assert answer.outcome.because == "swap-did-not-help"
    assert answer.rows == ("swap-was-in-vain",)
    assert answer.facts == (("outage", "no"), ("fault", "box"), ("swaps", "1"))
    assert (answer.missing, answer.appeal, answer.refuses) == ((), (), False)


def test_a_no_carries_its_alternative_and_its_ladder(good):
    answer = decide(good, "technician-visit", {"outage": "yes"})
    assert answer.refuses
    assert (answer.outcome.instead, answer.appeal) == ("outage-news", ("supervisors", "quality"))
    assert answer.outcome.price is None


def test_a_price_that_is_not_written_is_the_fee():
    answer = decide(Small((("['0', '1']", (0, 1)),), (({}, None, "answer: visit"),)).charter(), "q", {})
    assert answer.outcome.price == Money(11900, "EUR")


def test_an_appeal_of_the_row_comes_before_the_ladder():
    row = ({}, None, "answer: no, because: x, instead: swap, appeal: grey")
    assert decide(Small((("['0', '1']", (0, 1)),), (row,)).charter(), "q", {}).appeal == ("grey",)


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({}, ("outage", "fault", "swaps", "contacts")),
        ({"outage": "no"}, ("fault", "swaps", "contacts")),
        ({"outage": "no", "fault": "box"}, ("swaps", "contacts")),
        ({"outage": "no", "fault": "home"}, ()),
        ({"fault": "home"}, ("outage",)),
        ({"contacts": "0", "swaps": "1"}, ("outage", "fault")),
    ],
)
def test_only_what_may_still_matter_is_missing(good, known, missing):
    assert decide(good, "technician-visit", known).missing == missing


def test_facts_that_the_question_does_not_ask_are_left_out(good):
    answer = decide(good, "technician-late", {"minutes-late": "0", "fault": "box", "box-light": "red"})
    assert answer.facts == (("minutes-late", "0"),)


def test_who_is_asked_decides_in_the_story(story):
    answer = decide(story, "technician-visit", {"fault": "home"})
    assert answer.status is Status.DEPENDS_ON_WHO
    said = {teams: str(one.outcome) for teams, one in answer.by_team}
    assert said == {
        ("tv", "technical", "english-desk", "accounts", "counter"): "no",
        ("evening-partner",): "visit, 119 EUR",
    }
    assert str(decide(story, "technician-visit", {"fault": "home"}, "tv").outcome) == "no"
    assert decide(story, "technician-visit", {"fault": "home"}, "technicians").status is Status.NO_ROW


def test_where_all_teams_say_the_same_it_does_not_matter_who_is_asked(story):
    answer = decide(story, "technician-visit", {"fault": "none"})
    assert (answer.status, str(answer.outcome)) == (Status.ANSWERED, "no")
    assert answer.rows == ("tv-team", "evening-no")


def test_facts_are_missing_while_any_team_needs_them(story):
    assert decide(story, "technician-visit", {}).missing == ("fault",)


def test_gaps_and_contradictions_are_said(story):
    assert decide(story, "pay-later", {"late-bills": "1"}).status is Status.NO_ROW
    both = decide(story, "bill-correction", {"amount": "10"})
    assert (both.status, both.rows, both.outcome) == (Status.SEVERAL, ("small", "large"), None)


def test_a_hole_among_the_other_values_is_asked_for(story):
    assert decide(story, "pay-later", {}).missing == ("late-bills",)


def test_the_first_row_wins_where_it_says_so():
    rows = (({0: (0,)}, None, "answer: a, because: x"), ({}, None, "answer: b, because: x"))
    charter = Small((("['0', '1']", (0, 1)),), rows, first_wins=True).charter()
    assert decide(charter, "q", {"f0": "0"}).rows == ("r0",)
    assert decide(charter, "q", {"f0": "1"}).rows == ("r1",)
    assert decide(charter, "q", {}).missing == ("f0",)


def test_the_language_may_be_asked_like_a_fact():
    text = HEAD.replace("languages: [en]", "languages: [en, fr]") + (
        "questions:\n  q:\n    asks: [language]\n    answers: [a, b]\n    rules:\n"
        "      - {id: english, when: {language: en}, answer: a, because: x}\n"
        "      - {id: french, when: {language: fr}, answer: b, because: x}\n"
    )
    from possible.charter import read

    charter = read({"charter.yaml": text.encode()})
    assert decide(charter, "q", {"language": "fr"}).rows == ("french",)
    assert decide(charter, "q", {}).missing == ("language",)
    assert Examination(charter, "q").gaps == ()


@pytest.mark.parametrize(
    ("question", "facts", "team", "why", "attempt"),
    [
        (
            "tecnician-visit",
            {},
            None,
            "The charter has no question `tecnician-visit`.",
            "did you mean `technician-visit`?",
        ),
        (
            "technician-visit",
            {"outag": "no"},
            None,
            "The charter has no fact `outag`.",
            "did you mean `outage`?",
        ),
        (
            "technician-visit",
            {"fault": "bx"},
            None,
            "fault=bx: `bx` cannot be: none, home, box, network, unknown.",
            "did you mean `box`?",
        ),
        ("technician-visit", {"swaps": "-1"}, None, "swaps=-1: `-1` cannot be: 0 or more.", None),
        ("technician-visit", {}, "tvs", "The charter has no team `tvs`.", "did you mean `tv`?"),
    ],
)
def test_what_the_charter_does_not_know_is_refused(good, question, facts, team, why, attempt):
    with pytest.raises(Refused) as refused:
        decide(good, question, facts, team)
    assert str(refused.value.why) == why
    assert (str(refused.value.attempt) if refused.value.attempt else None) == attempt


def test_technicians_are_asked_only_where_a_row_names_them(good, story):
    assert askable(good, good.questions["technician-visit"]) == ((),)
    assert "technicians" not in {
        team for teams in askable(story, story.questions["technician-visit"]) for team in teams
    }
