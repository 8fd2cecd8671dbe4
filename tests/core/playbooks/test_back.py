"""Taking an answer back leads exactly to where it was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.charter import files_of, read
from possible.playbooks import Agree, Ask, Do, Reply, Seen, advance, back, begin
from possible.playbooks.interpreter import fact_of
from tools.lint import ROOT

FOLDER = ROOT / "charters" / "cest-possible"


@pytest.fixture(scope="module")
def charter():
    return read(files_of(str(FOLDER)), FOLDER.name)


def answers_to(charter, run):
    match run.move:
        case Ask(fact=fact):
            domain = fact_of(charter, run.top.playbook, fact).domain
            return [*map(Seen, domain.values or ("0", "1")), Reply.UNKNOWN]
        case Agree():
            return [Seen("yes"), Seen("no")]
        case Do():
            return [Reply.DONE, Reply.UNABLE]
        case _:
            return []


def theirs(charter, run):
    match run.move:
        case Ask(source=source):
            return source == "customer"
        case Do(by=by):
            return by == "customer"
        case _:
            return True


@pytest.mark.parametrize("playbook", ["tv-no-picture", "no-internet", "mobile-no-data", "slow-wifi"])
@given(data=st.data())
def test_back_from_each_answer_is_the_question_that_it_answered(charter, playbook, data):
    facts = {"service": "tv"}
    run, before = begin(charter, playbook, facts), None
    while answers := answers_to(charter, run):
        found = back(charter, run, facts)
        assert (found and found.move, found and found.log) == (before and before.move, before and before.log)
        answer = data.draw(st.sampled_from(answers))
        following = advance(charter, run, answer)
        if theirs(charter, run) and len(following.log) > len(run.log):
            before = run if not run.asked else first_asked(charter, run, facts)
        run = following


def first_asked(charter, run, facts):
    """Return the run as it was before its question was put once more."""
    made = run
    while made.asked:
        made = replaced(made)
    return made


def replaced(run):
    from dataclasses import replace

    return replace(run, asked=0, move=replace(run.move, repeat=0))


def test_there_is_nothing_to_take_back_before_the_first_answer(charter):
    assert back(charter, begin(charter, "tv-no-picture", {}), {}) is None


def test_where_the_records_say_something_else_by_now_nothing_is_taken_back(charter):
    run = advance(charter, begin(charter, "tv-no-picture", {}), Seen("no"))
    run = advance(charter, advance(charter, run, Seen("0")), Seen("off"))
    assert back(charter, run, {}).move.fact == "box-light"
    assert back(charter, run, {"swaps": "1"}) is None
