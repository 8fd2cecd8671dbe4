"""Nobody ends before a wall: small edits of the good charter, and what the story's charter does."""

import pytest

from possible.charter import read
from possible.charter.domains import cell, domain
from possible.check.no_dead_end import LAW
from possible.check.no_dead_end.ends import _lost
from possible.check.no_dead_end.names import uncovered
from possible.journey import At, Move, Owner
from possible.journey.web import Node
from possible.values import sentence
from tests.core.edits import edited, files, findings, found, line_of, silent

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


def test_a_path_that_ends_before_anybody_came_asks_for_nothing():
    short = PATHS, PATHS.replace("welcome", "short: {steps: [{say: greeting}]}\n  welcome")
    opens = OPENS, OPENS.replace("welcome", "short")
    got = found(LAW, edited("cest-possible", *short, *opens, ENGLISH, UNHEARD))
    assert [rule for rule, _ in got] == ["runs-out"]


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
        ("1 to 9", ["3", "7"], "`1 to 2`, `4 to 6`, `8 to 9`"),
        ("1 to 3", ["up to 3"], ""),
        (("a", "b", "c"), ["b"], "`a`, `c`"),
        (("a", "b", "c"), ["c"], "`a`, `b`"),
        ("0 or more", ["1 or more"], "`0`"),
        ("0 or more", [], "`0 or more`"),
    ],
)
def test_what_no_cell_holds_is_told(facts, cells, missing):
    fact = domain(facts)
    assert uncovered(fact, [cell((text,), fact) for text in cells]) == missing


LEAVING = "complaint: complaint, leaving: "
LATE = "{decide: technician-late}"  # its rows only answer: nobody is there, and nothing is agreed to


def with_path(name, steps):
    return PATHS, PATHS.replace("welcome", f"{name}: {{steps: [{steps}]}}\n  welcome")


def test_a_line_that_opens_an_answer_leads_to_no_person():
    line = OPENS.replace("welcome", "late")
    texts = OPENS, line, *with_path("late", "{ask: language}, " + LATE)
    where = line_of("opens: late", "cest-possible", *texts)
    assert [place for rule, place in found(LAW, edited("cest-possible", *texts)) if rule == "no-person"] == [
        where
    ]


CHAT = "aide\n    for: [faults, bills, changes, complaints, leaving]\n    opens: "


def test_what_several_lines_open_is_told_once_and_what_several_menus_lead_to_by_each():
    late = with_path("late", "{ask: language}, " + LATE)
    lines = *late, OPENS, OPENS.replace("welcome", "late"), CHAT + "welcome", CHAT + "late"
    assert [rule for rule, _ in found(LAW, edited("cest-possible", *lines))].count("no-person") == 1
    again = "{ask: problem, to: {leaving: later, fault: what-fails, bill: letter, complaint: complaint}}"
    new = f"  later: {{steps: [{LATE}]}}\n  again: {{person: tv, steps: [{again}]}}\n  welcome"
    late = PATHS, late[1].replace("  welcome", new)
    menus = *late, LEAVING + "leaving", LEAVING + "late", CHAT + "welcome", CHAT + "again"
    assert [rule for rule, _ in found(LAW, edited("cest-possible", *menus))].count("no-person") == 2


def test_a_ring_that_leads_to_no_person_is_told_where_one_enters_it():
    ring = "{ask: service, again: yes, to: {tv: ring, internet: next, mobile: next}}, " + LATE
    texts = LEAVING + "leaving", LEAVING + "ring", *with_path("ring", ring)
    where = line_of("leaving: ring", "cest-possible", *texts)
    assert found(LAW, edited("cest-possible", *texts))[0] == ("no-person", where)


@pytest.mark.parametrize(
    ("ways", "dead_from", "told"),
    [
        (["a", "b", "c"], 2, "b"),
        (["a", "b"], 1, "a"),
        (["a", "then", "c"], 1, "then"),
        (["closed", "a", "then", "declined"], 2, "then"),
        (["closed", "b", "c"], 0, "closed"),
        (["closed", "no-speaker", "c"], 0, "no-speaker"),
        (["a", "b", "c"], 0, "c"),
    ],
)
def test_the_way_out_is_lost_by_the_move_into_the_first_dead_situation_or_what_commits_to_it(
    ways, dead_from, told
):
    nodes = [Node(At("path", number)) for number in range(len(ways) + 1)]
    moves = [Move(Owner.COMPANY, sentence("{path}", path=way), nodes[0].spot, ("key", way)) for way in ways]
    assert _lost(nodes, moves, set(nodes[:dead_from])).key == ("key", told)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("\n  then: call-back\n", "\n  then: call-bakc\n", "nothing in this charter has that name."),
        (
            "      - decide: leave-free\n",
            "      - decide: reply\n",
            "`reply` stands under `promises`, and `decide` means another.",
        ),
        (
            "      - decide: leave-free\n",
            "      - decide: no-internet\n",
            "`no-internet` stands under `playbooks`, and `decide` means another.",
        ),
    ],
)
def test_a_name_that_is_nowhere_and_one_that_is_elsewhere(old, new, why):
    got = findings(LAW, edited("cest-possible", old, new))
    assert [str(each.message).split("nowhere: ")[1] for each in got if each.rule == "dangling"] == [why]


def test_a_value_may_be_called_like_a_way_on():
    facts = (
        "  slow:         {is: yes/no",
        "  next-step:    {is: [queue, decide], from: customer}\n  slow: {is: yes/no",
    )
    ask = "      - ask: reason\n"
    silent(LAW, *facts, ask, ask + "      - ask: next-step\n        to: {queue: letter, decide: next}\n")


TEAMS = "\nteams:\n  front-desk:   {"
EXPERTS = TEAMS.replace("  front", "  experts: {languages: {fr: always, en: always}}\n  front")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{id: not-bound, ", "{id: not-bound, who: [experts], "),
        ("exceptions: {by: supervisors", "exceptions: {by: experts"),
        ("{fee: 49 EUR, by: accounts", "{fee: 49 EUR, by: experts"),
        ("- {who: quality, ", "- {who: experts, "),
        ("      - promise: outage-news\n", "      - hand-on: experts\n"),
        ("because: bill-too-old, instead: accounts", "because: bill-too-old, instead: experts"),
    ],
)
def test_a_team_that_is_named_somewhere_is_met(old, new):
    where = line_of("  experts: {languages", "cest-possible", TEAMS, EXPERTS)
    assert found(LAW, edited("cest-possible", TEAMS, EXPERTS)) == [("never-reached", where)]
    texts = TEAMS, EXPERTS, old, new
    assert where not in {place for _, place in found(LAW, edited("cest-possible", *texts))}


def test_a_company_without_exceptions_has_none_who_decides_on_them():
    rule = "exceptions: {by: supervisors, reviewed-within: 5 working days}"
    silent(LAW, rule, "")


def test_a_playbook_that_is_played_inside_another_is_reached():
    whole = files("cest-possible") | {
        "playbooks/inner.yaml": b"playbook: inner\nsteps:\n  - {name: end, conclude: {fault: box}}\n"
    }
    alone = found(LAW, read(whole, "cest-possible"))
    assert ("never-reached", "cest-possible/playbooks/inner.yaml:1") in alone
    file = "playbooks/mobile-no-data.yaml"
    played = whole[file].replace(b"\nsteps:\n", b"\nsteps:\n  - {name: inner, play: inner}\n")
    inside = found(LAW, read(whole | {file: played}, "cest-possible"))
    assert "cest-possible/playbooks/inner.yaml:1" not in [
        place for rule, place in inside if rule == "never-reached"
    ]


def test_a_path_that_nobody_comes_to_is_told_whole():
    (finding,) = findings(
        LAW, edited("cest-possible", *with_path("alone", "{say: greeting}, {promise: reply}"))
    )
    assert str(finding.message) == "No caller ever comes to path `alone`."


def test_the_first_step_that_nobody_comes_to_is_told():
    end = "      - promise: outage-news\n"
    texts = end, end + "      - say: greeting\n      - promise: reply\n"
    where = line_of(
        "- say: greeting", "cest-possible", "      - say: greeting\n", "", *texts, file="charter.yaml"
    )
    got = found(LAW, edited("cest-possible", "      - say: greeting\n", "", *texts))
    assert got == [("never-reached", where)]


def test_people_who_hang_up_are_another_law_s():
    """Who was with a person came to an end that is good as far as paths go: see `never-dropped`."""
    silent(
        LAW,
        "  tv:           {skills: [tv], ",
        "  tv:           {skills: [tv], in-practice: [{hang-up: rest}], ",
    )


def test_a_line_of_several_languages_asks_for_the_language_first():
    service = "    phone: +33 1 99 00 00 39\n    tariff: free\n"
    texts = service, service + "    picks-up: person\n"
    (finding,) = findings(LAW, edited("cest-possible", *texts))
    asks = line_of("- ask: language            # not asked", "cest-possible", *texts)
    assert str(finding.message) == (
        f"`service` is not answered before a person comes, and keys are not heard: {asks}:9 asks."
    )


def test_what_is_asked_after_a_person_is_said_to_them():
    desk = "{skills: [first help], "
    handing_on = desk, desk + "in-practice: [{hand-on: accounts}], "
    ask = "steps: [{ask: outage}, {queue: front-desk}]}\n"
    again = PATHS, STRAIGHT.replace(ask, ask + "  again: {steps: [{ask: problem}, {promise: reply}]}\n")
    straight = OPENS, OPENS.replace("welcome", "straight"), *again
    closed = "  closed: call-back-at-opening\n", "  closed: again\n"
    got = found(LAW, edited("cest-possible", ENGLISH, UNHEARD, *straight, *handing_on, *closed))
    assert [rule for rule, _ in got if rule == "keys-unheard"] == []


def test_a_team_that_a_playbook_names_and_is_nowhere_is_told_once():
    box = "    conclude: {fault: box}               #"
    got = found(LAW, edited("cest-possible", box, "    hand-on: boxes #"))
    assert [rule for rule, _ in got].count("dangling") == 1
