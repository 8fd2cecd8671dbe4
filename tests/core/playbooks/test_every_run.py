"""What holds for every run of every playbook, sound or broken, whatever is answered."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from possible.charter import load
from possible.check import Subject, guided
from possible.check.no_loop.rules import goes_back
from possible.playbooks import Ask, Concluded, HandOn, Over, Solved, begin, endings, longest, record, resume
from possible.playbooks.explore import explore
from tests.core.playbooks.random_playbooks import answers, charters, told

GOOD = load("charters/cest-possible")


def played(charter, data, name=None):
    book = name or data.draw(st.sampled_from(sorted(charter.playbooks)))
    return book, list(told(charter, begin(charter, book), data))


@settings(max_examples=300)
@given(charters(), st.data())
def test_every_run_ends_within_the_bound_that_is_proved(charter, data):
    book, runs = played(charter, data)
    assert isinstance(runs[-1][0].move, Over)
    assert len(runs) - 1 <= longest(charter, book).moves


@settings(max_examples=100)
@given(st.sampled_from(sorted(GOOD.playbooks)), st.data())
def test_every_run_of_the_good_charter_ends_within_its_bound(name, data):
    _, runs = played(GOOD, data, name)
    assert len(runs) - 1 <= longest(GOOD, name).moves
    assert not (isinstance(runs[-1][0].move, HandOn) and runs[-1][0].move.why == "stuck")


@settings(max_examples=200)
@given(charters(), st.data())
def test_a_run_taken_up_again_after_each_answer_is_the_run_that_was_never_interrupted(charter, data):
    _, runs = played(charter, data)
    for run, _ in runs:
        kept = json.loads(json.dumps(record(charter, run)))
        assert resume(charter, kept) == run


def findings(charter):
    subject = Subject(charter)
    rules = (
        guided.dangling_steps,
        guided.missing_cases,
        guided.runs_out_steps,
        guided.plays_itself,
        goes_back,
    )
    return [broken for rule in rules for broken in rule(subject)]


@settings(max_examples=300)
@given(charters(), st.data())
def test_a_playbook_that_check_accepts_never_gets_stuck(charter, data):
    if findings(charter):
        return
    _, runs = played(charter, data)
    assert not (isinstance(runs[-1][0].move, HandOn) and runs[-1][0].move.why == "stuck")


@settings(max_examples=100)
@given(charters(tidy=True))
def test_a_playbook_without_holes_is_accepted_unless_it_plays_itself(charter):
    """No false alarm; and the test above does not hold for want of playbooks that pass."""
    assert findings(charter) == list(guided.plays_itself(Subject(charter)))


@settings(max_examples=200)
@given(charters(), st.data())
def test_every_end_that_a_run_finds_was_foreseen(charter, data):
    book, runs = played(charter, data)
    if not explore(charter, book).whole:
        return
    foreseen = {
        (end.kind, end.team, str({fact: cell.text for fact, cell in end.facts.items()}))
        for end in endings(charter, book)
    }
    match runs[-1][0].move:
        case Solved():
            assert ("solved", "", "{}") in foreseen
        case Concluded(facts=facts):
            assert ("concluded", "", str({fact: cell.text for fact, cell in facts.items()})) in foreseen
        case HandOn(team=team, why=why):
            assert ("stuck" if why == "stuck" else "handed-on", team, "{}") in foreseen


@settings(max_examples=200)
@given(charters(), st.data())
def test_every_step_that_a_run_enters_is_one_that_exploring_enters(charter, data):
    book, runs = played(charter, data)
    explored = explore(charter, book)
    if explored.whole:
        for run, _ in runs:
            named = getattr(run.move, "step", "")
            if named and run.top.playbook == book:
                assert (book, run.top.at) in explored.entered


@settings(max_examples=200)
@given(charters(), st.data())
def test_nothing_that_is_known_is_asked_again_but_what_says_so(charter, data):
    _, runs = played(charter, data)
    again = {
        step.ask
        for book in charter.playbooks.values()
        for step in book.steps
        if getattr(step, "again", False)
    }
    for run, _ in runs:
        if isinstance(run.move, Ask) and run.move.why in ("step", "policy"):
            assert run.move.fact not in run.known or run.move.fact in again


@settings(max_examples=100)
@given(charters(), st.data())
def test_an_action_is_asked_for_three_times_at_most_and_a_question_twice_in_a_row(charter, data):
    _, runs = played(charter, data)
    assert all(getattr(run.move, "repeat", 0) <= (1 if isinstance(run.move, Ask) else 2) for run, _ in runs)


@pytest.mark.parametrize("name", sorted(GOOD.playbooks))
def test_all_runs_of_the_good_charter_end_as_foreseen(name):
    """Exhaustive, silence left out: every state that the interpreter itself can come to."""
    explored = explore(GOOD, name)
    assert explored.whole
    for run in explored.runs:
        assert isinstance(run.move, Over) == (answers(GOOD, run) == [])
    assert all(
        not isinstance(explored.runs[at].move, HandOn) or explored.runs[at].move.why == "unknown"
        for at in explored.ends
    )
