"""Ms Carter's two months: what the story tells happens under `as-it-was`, and not under `cest-possible`."""

from __future__ import annotations

import pytest

from possible.audit import audit
from possible.charter import load
from possible.cli.lived import lived
from possible.values import Money
from possible.values.instant import MINUTE

EUR = "EUR"


@pytest.fixture(scope="module")
def was():
    return lived("as-it-was", load("charters/as-it-was"))


@pytest.fixture(scope="module")
def good():
    return lived("cest-possible", load("charters/cest-possible"))


def test_as_it_was_she_makes_seven_calls_in_one_day_and_one_lasts_more_than_an_hour(was):
    assert was.ordeal.most_in_a_day == 7
    assert str(was.ordeal.worst_day) == "2026-11-12"
    assert was.ordeal.longest > 60 * MINUTE
    assert was.ordeal.hung_up == 5


def test_as_it_was_it_takes_about_two_months_and_a_technician_at_119_euros(was):
    assert was.ordeal.days == 57
    assert was.ordeal.fees == (Money(11900, EUR),)
    assert was.ordeal.credited == ()


def test_as_it_was_she_pays_to_wait_goes_round_in_circles_and_is_refused_without_a_reason(was):
    assert was.ordeal.paid_to_wait == (Money(10918, EUR),)
    assert was.ordeal.loops == 4
    assert was.ordeal.refusals == 4
    assert {said.because for said in was.ordeal.receipt.refusals} == {""}
    assert was.ordeal.cases == was.ordeal.contacts == 13


def test_what_is_possible_is_one_case_nothing_paid_no_circle_and_no_question_twice(good):
    ordeal = good.ordeal
    assert (ordeal.cases, ordeal.contacts, ordeal.days) == (1, 2, 4)
    assert ordeal.paid == ordeal.paid_to_wait == ()
    assert (ordeal.loops, ordeal.refusals, ordeal.asked_again, ordeal.hung_up) == (0, 0, 0, 0)
    assert ordeal.credited == (Money(1600, EUR),)


def test_the_audit_names_the_laws_that_the_story_broke_and_none_in_what_is_possible(was, good):
    broken = {breach.rule.law for breach in audit(was.events, was.charter)}
    assert broken >= {
        "free-wait",
        "no-loop",
        "no-dead-end",
        "language-kept",
        "one-answer",
        "reasoned-no",
        "price-before",
        "every-wait-has-a-clock",
        "never-dropped",
        "said-once",
        "remedy-owed",
    }
    assert audit(good.events, good.charter) == []


def test_the_same_script_gives_the_same_events(was):
    assert lived("again", was.charter).events == was.events
