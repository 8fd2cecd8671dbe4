"""What a run asks, in which order, and how it ends: exact, answer by answer."""

from __future__ import annotations

import pytest

from possible.playbooks import Agree, Ask, Concluded, Do, HandOn, Reply, Seen, Solved, advance, begin
from possible.values import Money, Refused
from tests.core.playbooks.small import charter, told, tv

RESTART = """
  - {name: light, ask: light, to: {off: restart, red: restart, steady: box}}
  - {name: restart, do: restart, by: customer, minutes: 6, so-that: {light: steady}, else: box}
  - {name: test, ask: test, to: {good: box, bad: net}}
  - {name: net, conclude: {fault: network}}
  - {name: box, conclude: {fault: box}}
"""


def test_the_goal_is_asked_first_and_a_goal_met_ends_the_run():
    run = begin(tv(RESTART), "tv")
    assert run.move == Ask("picture", "customer", "goal", "")
    assert told(tv(RESTART), run, "yes").move == Solved()


def test_an_action_is_seen_to_have_happened_and_then_to_have_helped():
    small = tv(RESTART)
    run = told(small, "tv", "no", "red")
    assert run.move == Do("restart", "customer", "restart", {}, 6)
    run = told(small, run, "done")
    assert run.move == Ask("light", "customer", "check", "restart")
    run = told(small, run, "steady")
    assert run.move == Ask("picture", "customer", "goal", "")
    assert told(small, run, "yes").move == Solved()
    assert told(small, run, "no").move == Ask("test", "system", "step", "test")


def test_an_action_that_did_not_happen_is_asked_for_again_at_most_twice():
    small = tv(RESTART)
    run = told(small, "tv", "no", "red", "done", "red")
    assert run.move == Do("restart", "customer", "restart", {}, 6, repeat=1)
    run = told(small, run, "done", "off")
    assert run.move == Do("restart", "customer", "restart", {}, 6, repeat=2)
    run = told(small, run, "done", "off")
    assert run.move == Ask("picture", "customer", "goal", "")  # it may have helped all the same
    assert told(small, run, "no").move == Concluded(small.playbooks["tv"].steps[4].conclude)


def test_what_cannot_be_done_leads_to_else_at_once_and_the_goal_is_not_asked_again():
    small = tv(RESTART)
    assert told(small, "tv", "no", "red", "unable").move == Concluded(small.playbooks["tv"].steps[4].conclude)


def test_silence_after_a_request_counts_as_a_try():
    small = tv(RESTART)
    run = told(small, "tv", "no", "red", "silence", "silence")
    assert run.move == Do("restart", "customer", "restart", {}, 6, repeat=2)
    assert isinstance(told(small, run, "silence").move, Concluded)


def test_a_question_not_answered_is_put_once_more_and_then_a_person_takes_over():
    small = tv(RESTART)
    for reply in ("unknown", "silence"):
        run = told(small, "tv", "no", reply)
        assert run.move == Ask("light", "customer", "step", "light", repeat=1)
        assert told(small, run, reply).move == HandOn("", "unknown")


def test_i_do_not_know_has_a_way_where_one_is_written():
    steps = """
  - {name: light, ask: light, to: {off: box, red: box, steady: box, unknown: net}}
  - {name: net, conclude: {fault: network}}
  - {name: box, conclude: {fault: box}}
"""
    assert told(tv(steps), "tv", "no", "unknown").move.facts["fault"].text == "network"
    steps = steps.replace(", unknown: net}", "}, else: net")
    assert told(tv(steps), "tv", "no", "unknown").move.facts["fault"].text == "network"


def test_a_value_named_unknown_is_a_value():
    small = charter(
        tv="facts: {why: {is: [known, unknown], from: customer}}\nsteps:\n"
        "  - {name: ask, ask: why, to: {known: box, unknown: net}}\n"
        "  - {name: net, conclude: {fault: network}}\n  - {name: box, conclude: {fault: box}}\n"
    )
    assert told(small, "tv", "unknown").move == Ask("why", "customer", "step", "ask", repeat=1)
    assert advance(small, begin(small, "tv"), Seen("unknown")).move.facts["fault"].text == "network"


def test_a_goal_that_nobody_can_see_is_not_met():
    small = tv(RESTART)
    assert told(small, "tv", "unknown").move == Ask("light", "customer", "step", "light")
    assert told(small, "tv", "silence").move == Ask("picture", "customer", "goal", "", repeat=1)


def test_what_is_known_is_not_asked():
    small = tv("  - {name: swaps, ask: swaps, to: {0: light, 1 or more: test}}" + RESTART)
    run = begin(small, "tv", {"swaps": "2", "picture": "no"})
    assert run.move == Ask("test", "system", "step", "test")
    assert begin(small, "tv", {"swaps": "many", "picture": "no"}).move.fact == "swaps"


def test_again_asks_although_it_is_known():
    small = tv(
        "  - {name: light, ask: light}\n  - {name: again, ask: light, again: yes}\n"
        + RESTART[1:].replace("name: light", "name: light-3")
    )
    run = told(small, "tv", "no", "red")
    assert run.move == Ask("light", "customer", "step", "again")
    assert told(small, run, "off").move == Do("restart", "customer", "restart", {}, 6)


CONSENT = """
  - {name: reset, do: restart, by: agent, consent: reset, price: 5 EUR, so-that: {test: good}, else: box}
  - {name: box, conclude: {fault: box}}
"""


def test_a_price_is_agreed_to_before_anything_is_done():
    small = tv(CONSENT)
    run = told(small, "tv", "no")
    assert run.move == Agree("reset", Money(500, "EUR"), "reset")
    assert told(small, run, "yes").move == Do("restart", "agent", "reset")
    for no in ("no", "unknown", "unable"):
        after = told(small, run, no)
        assert isinstance(after.move, Concluded)
        assert [line.what for line in after.log][-1] == "refused"
        assert "done" not in [line.what for line in after.log]
    assert told(small, run, "silence").move == Agree("reset", Money(500, "EUR"), "reset", repeat=1)
    assert isinstance(told(small, run, "silence", "silence").move, Concluded)


def test_arguments_fill_the_sentence_of_an_action():
    small = tv("  - {name: give, do: give, with: {what: sound}, by: customer}\n" + RESTART)
    assert told(small, "tv", "no").move == Do("give", "customer", "give", {"what": "sound"})


INNER = """
goal: {light: steady}
facts: {light: {is: [off, steady, red], from: customer}}
steps:
  - {name: test, ask: swaps, to: {0: restart, 1: over}, else: team}
  - {name: restart, do: restart, by: customer}
  - {name: over, conclude: {fault: network}}
  - {name: team, hand-on: desk}
"""
OUTER = """
  - {name: inner, play: inner, solved: test, else: fault}
  - {name: test, ask: test, to: {good: box, bad: box}}
  - {name: fault, ask: fault, to: {network: net}, else: box}
  - {name: net, hand-on: experts}
  - {name: box, conclude: {fault: box}}
"""


def test_a_playbook_inside_comes_back_solved():
    small = tv(OUTER, inner=INNER)
    run = told(small, "tv", "no")
    assert run.move == Ask("light", "customer", "goal", "")
    assert told(small, run, "steady").move == Ask("test", "system", "step", "test")  # nothing done: no goal
    run = told(small, run, "red", "0", "done", "steady")
    assert run.move == Ask("picture", "customer", "goal", "")  # something was done: the goal is looked at
    assert told(small, run, "no").move == Ask("test", "system", "step", "test")


def test_a_playbook_inside_comes_back_not_solved_with_what_it_knows():
    small = tv(OUTER, inner=INNER)
    run = told(small, "tv", "no", "red", "1")
    assert run.move == HandOn("experts")
    assert run.facts()["fault"] == "network"


def test_a_playbook_inside_hands_on_and_ends_everything():
    small = tv(OUTER, inner=INNER)
    assert told(small, "tv", "no", "red", "7").move == HandOn("desk")


def test_a_playbook_inside_itself_is_not_played():
    small = tv("  - {name: again, play: tv}\n")
    assert told(small, "tv", "no").move == HandOn("", "stuck")


def test_a_policy_is_looked_up_in_answers_with_the_facts_that_lack_asked():
    steps = """
  - {name: policy, decide: swap, to: {new-box: box, no: net}}
  - {name: net, hand-on: experts}
  - {name: box, conclude: {fault: box}}
"""
    small = tv(steps)
    run = told(small, "tv", "no")
    assert (run.move.fact, run.move.why) == ("fault", "policy")
    assert told(small, run, "network").move == HandOn("experts")
    assert told(small, run, "box", "0").move == Concluded(small.playbooks["tv"].steps[2].conclude)
    assert told(small, run, "box", "3").move == HandOn("experts")
    assert told(small, run, "unknown", "0").move == HandOn("", "unknown")


def test_a_policy_without_a_way_for_its_answer_is_stuck_and_else_takes_it():
    steps = "  - {name: policy, decide: swap, to: {new-box: box}}\n  - {name: box, conclude: {fault: box}}\n"
    assert told(tv(steps), "tv", "no", "network").move == HandOn("", "stuck")
    small = tv(steps.replace("box}}", "box}, else: box}", 1))
    assert isinstance(told(small, "tv", "no", "network").move, Concluded)


@pytest.mark.parametrize(
    "steps",
    [
        "  - {name: light, ask: light, to: {off: nowhere, steady: nowhere, red: nowhere}}\n",
        "  - {name: light, ask: light, to: {off: box, steady: box}}\n  - {name: box, conclude: {fault: box}}\n",
        "  - {name: light, ask: light}\n",
        "  - {name: other, play: nothing}\n",
        "  - {name: other, decide: nothing}\n",
        "  - {name: other, hand-on: nobody}\n",
    ],
)
def test_a_playbook_without_a_way_on_hands_on_to_a_person_instead_of_failing(steps):
    run = told(tv(steps), "tv", "no")
    if isinstance(run.move, Ask):
        run = told(tv(steps), run, "red")
    assert isinstance(run.move, HandOn)
    assert run.move.why == "stuck"


def test_an_action_without_a_postcondition_goes_on_when_it_cannot_be_done():
    steps = "  - {name: do, do: restart, by: customer, then: net}\n" + RESTART[1:]
    assert told(tv(steps), "tv", "no", "unable").move.facts["fault"].text == "network"


def test_an_end_that_says_solved():
    small = charter(
        tv="facts: {light: {is: [off, red], from: customer}}\nsteps:\n"
        "  - {name: light, ask: light, to: {off: fine, red: not}}\n  - {name: not, hand-on: experts}\n  - {name: fine, end: solved}\n"
    )
    assert told(small, "tv", "off").move == Solved()


def test_evidence_is_kept_in_order():
    run = told(tv(RESTART), "tv", "no", "red", "done", "red", "unable", "no")
    assert [(line.step, line.what, line.name, line.value) for line in run.log] == [
        ("", "seen", "picture", "no"),
        ("light", "seen", "light", "red"),
        ("restart", "done", "restart", ""),
        ("restart", "seen", "light", "red"),
        ("restart", "unable", "restart", ""),
        ("", "seen", "picture", "no"),
    ]


@pytest.mark.parametrize(
    ("answers", "wrong", "words"),
    [
        (("no",), "green", "`green` cannot be"),
        (("no",), "done", "answers no question"),
        (("no", "red"), "red", "is no answer to something that is to be done"),
        (("yes",), "yes", "is over"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_changes_nothing(answers, wrong, words):
    small = tv(RESTART)
    run = told(small, "tv", *answers)
    with pytest.raises(Refused, match=words):
        told(small, run, wrong)


def test_a_consent_is_yes_or_no():
    small = tv(CONSENT)
    run = told(small, "tv", "no")
    for wrong in (Seen("maybe"), Reply.DONE):
        with pytest.raises(Refused, match="answers no question"):
            advance(small, run, wrong)


def test_a_playbook_that_is_not_there_is_refused_with_what_was_meant():
    with pytest.raises(Refused, match="There is no playbook `vt`") as refused:
        begin(tv(RESTART), "vt")
    assert str(refused.value.attempt) == "one of: `tv`"
