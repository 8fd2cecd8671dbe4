"""Nobody ends before a wall: small edits of the good charter, and what the story's charter does."""

import pytest

from possible.charter.domains import cell, domain
from possible.check.no_dead_end import LAW
from possible.check.no_dead_end.names import uncovered
from tests.core.edits import edited, findings, found, line_of, silent

PROMISE = "      - promise: outage-news\n"
PATHS = "paths:\n  welcome:\n"


def test_the_good_charter_has_no_dead_end():
    silent(LAW)


@pytest.mark.parametrize(
    ("rule", "mark", "old", "new"),
    [
        ("runs-out", "- say: outage-known", PROMISE, ""),
        ("no-such-choice", "to: {fault: what-fails", ", leaving: leaving}", "}"),
        ("dangling", "then: call-back-soon", "  then: call-back\n", "  then: call-back-soon\n"),
        ("dangling", "decide: leave-fre", "decide: leave-free", "decide: leave-fre"),
        ("no-person", "decide: leave-free", "  leaving:\n    person: accounts\n", "  leaving:\n"),
        ("closed-unanswered", "accounts:     {skills", "  closed: call-back-at-opening\n", ""),
        ("no-way-out", "closed: gone", PATHS, "paths:\n  gone: {steps: [{hang-up: closed}]}\n  welcome:\n"),
        ("never-reached", "  alone:", PATHS, "paths:\n  alone: {steps: [{promise: reply}]}\n  welcome:\n"),
    ],
)
def test_one_edit_is_found_where_it_stands(rule, mark, old, new):
    texts = (old, new)
    if rule == "no-way-out":
        texts = (old, new, "  closed: call-back-at-opening\n", "  closed: gone\n")
    where = line_of(mark, "cest-possible", *texts, file="charter.yaml")
    assert (rule, where) in found(LAW, edited("cest-possible", *texts))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PROMISE, "      - queue: network\n"),
        ("  leaving:\n    person: accounts\n", "  leaving:\n    person: supervisors\n"),
        ("  closed: call-back-at-opening\n", "  closed: reply\n"),
        ("  then: call-back\n", "  then: supervisors\n"),
    ],
)
def test_other_good_ends_are_silent(old, new):
    silent(LAW, old, new)


ENGLISH = "    phone: +33 1 99 00 00 40\n    tariff: free\n"
UNHEARD = ENGLISH + "    picks-up: person\n"


def test_a_question_before_anybody_picks_up_is_heard_by_early_keys_only():
    where = line_of("picks-up: person", "cest-possible", ENGLISH, UNHEARD)
    charter = edited("cest-possible", ENGLISH, UNHEARD)
    assert found(LAW, charter) == [("keys-unheard", where)]
    (finding,) = findings(LAW, charter)
    assert [str(step) for step in finding.path] == [
        "dial +33 1 99 00 00 40 (en, Monday 00:00)",
        "welcome",
        "language",
        "“greeting”",
    ]
    no = UNHEARD + "    early-keys: no\n"
    where = line_of("early-keys: no", "cest-possible", ENGLISH, no)
    assert found(LAW, edited("cest-possible", ENGLISH, no)) == [("keys-unheard", where)]
    silent(LAW, ENGLISH, UNHEARD + "    early-keys: yes\n")
    silent(LAW, ENGLISH, UNHEARD, OPENS, OPENS.replace("welcome", "straight"), PATHS, STRAIGHT)


OPENS = "    printed: [contract, bill, site]\n    opens: welcome\n  chat:"
STRAIGHT = "paths:\n  straight: {steps: [{say: greeting}, {ask: outage}, {queue: front-desk}]}\n  welcome:\n"


def test_the_story_ends_before_several_walls():
    rules = {rule for rule, _ in found(LAW, edited("as-it-was", "2009-11-01", "2009-11-02"))}
    assert {"no-way-out", "runs-out", "no-such-choice"} <= rules


@pytest.mark.parametrize(
    ("facts", "cells", "missing"),
    [
        (("a", "b", "c"), ["a"], "`b`, `c`"),
        ("yes/no", ["yes", "no"], ""),
        ("0 or more", ["0", "3 or more"], "`1 to 2`"),
        ("0 or more", ["up to 5"], "`6 or more`"),
        ("1 to 3", ["2"], "`1`, `3`"),
    ],
)
def test_what_no_cell_holds_is_told(facts, cells, missing):
    fact = domain(facts)
    assert uncovered(fact, [cell((text,), fact) for text in cells]) == missing
