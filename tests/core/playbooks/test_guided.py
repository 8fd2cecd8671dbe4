"""Each rule on playbooks: the edit that breaks it, the place where it stands, and edits that stay silent."""

from __future__ import annotations

import pytest

from possible.check import LAWS, Subject, check, guided
from possible.playbooks import longest
from tests.core.edits import edited, line_of
from tests.core.playbooks.small import TV, charter, tv

T, N = "playbooks/tv-no-picture.yaml", "playbooks/no-internet.yaml"
POWER = "    so-that: {box-light: [steady, blinking, red]}\n    else: dead-box\n"
BROKEN = [
    ("dangling_steps", T, "bad: line-is-bad}", "bad: line-is-bat}", "bad: line-is-bat}"),
    ("dangling_steps", T, POWER, POWER.replace("dead-box", "deadbox"), "else: deadbox"),
    ("missing_cases", T, ", other: restart}", "}", "to: {no-signal"),
    ("missing_cases", T, "{0: light, 1 or more: line}", "{1 or more: line}", "to: {1 or more: line}"),
    ("missing_cases", T, POWER, POWER.replace("    else: dead-box\n", ""), "so-that: {box-light: [steady"),
    ("missing_cases", N, "    sets: {wifi-light: on}\n    else: by-cable\n", "    sets: {wifi-light: on}\n", "sets: {wifi-light"),
    ("missing_cases", T, "blinking: restart, red", "blinkin: restart, red", "to: {off: adapter"),
    ("runs_out_steps", T, "  - name: dead-box\n    conclude: {fault: box}", "  - name: dead-box\n    do: restart-box\n    by: customer", "name: dead-box"),
    ("unchecked_actions", T, "goal: {picture: yes}             # asked first, and again after each action\n", "", "playbook: tv-no-picture"),
    ("unchecked_actions", T, POWER, "    else: dead-box\n", "name: power"),
    ("unchecked_actions", T, "goal: {picture: yes} ", "goal: {picture: [no, yes]} ", "goal: {picture: [no, yes]}"),
    ("unchecked_actions", T, "so-that: {box-light: [steady, blinking, red]}", "so-that: {box-light: [steady, blinking, off, red]}", "blinking, off, red]"),
    ("unchecked_actions", T, "so-that: {box-online: yes}\n    then: line\n    else: account", "so-that: {box-online: ja}\n    then: line\n    else: account", "box-online: ja"),
    ("toggles", N, "    sets: {wifi-light: on}\n    else: by-cable\n", "    switches: wifi-light\n", "switches: wifi-light"),
    ("never_solves", T, "goal: {picture: yes} ", "goal: {picture: perhaps} ", "goal: {picture: perhaps}"),
    ("never_reached_steps", T, "{0: dead-box, 1 or more: swapped-in-vain}", "{0: dead-box, 1 or more: dead-box}", "name: swapped-in-vain"),
    ("plays_itself", T, "  - name: light\n", "  - {name: once-more, play: tv-no-picture, else: light}\n  - name: light\n", "name: once-more"),
    ("too_long_playbooks", T, "    do: restart-box\n    by: customer\n    minutes: 6", "    do: restart-box\n    by: customer\n    minutes: 60", "playbook: tv-no-picture"),
    ("too_long_playbooks", T, "for: {service: tv}\n", "for: {service: tv}\nat-most: 20 min\n", "playbook: tv-no-picture"),
]  # fmt: skip


def found(rule, small):
    return list(getattr(guided, rule)(Subject(small)))


@pytest.mark.parametrize(("rule", "file", "old", "new", "mark"), BROKEN)
def test_it_is_found_at_its_place_with_a_path(rule, file, old, new, mark):
    broken = found(rule, edited("cest-possible", old, new, file=file))
    places = [f"{one.place.file}:{one.place.line}" for one in broken]
    wanted = line_of(mark, "cest-possible", old, new, file=file)
    near = [
        wanted,
        f"{wanted.rsplit(':', 1)[0]}:{int(wanted.rsplit(':', 1)[1]) + 4}",
    ]  # a key of the step named
    assert places
    assert all(_between(place, near) for place in places), places
    assert all(str(one.path[0]).startswith("dial +33") for one in broken)


def _between(place, near):
    file, _, line = place.rpartition(":")
    first, last = (one.rpartition(":") for one in near)
    return file == first[0] and int(first[2]) <= int(line) <= int(last[2])


@pytest.mark.parametrize("rule", guided.__all__)
def test_every_rule_has_a_charter_that_breaks_it_and_is_part_of_a_law(rule):
    assert rule in {entry[0] for entry in BROKEN}
    _, file, old, new, _ = next(entry for entry in BROKEN if entry[0] == rule)
    told = {
        (finding.place, finding.message) for finding in check(edited("cest-possible", old, new, file=file))
    }
    assert {
        (one.place, one.message) for one in found(rule, edited("cest-possible", old, new, file=file))
    } <= told
    assert len(LAWS) > 10


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (T, "    to: {good: old-box, bad: line-is-bad}", "    to: {good: old-box}\n    else: line-is-bad"),
        (T, "{good: old-box, bad: line-is-bad}", "{good: old-box, bad: line-is-bad, unknown: line-is-bad}"),
        (T, "{0: dead-box, 1 or more: swapped-in-vain}", "{1 or more: swapped-in-vain, 0: dead-box}"),
        (T, "for: {service: tv}\n", "for: {service: tv}\nat-most: 45 min\n"),
        (N, "    then: at-home\n", ""),
        (T, "  - name: line\n    ask: line-test\n", "  - name: line\n    ask: line-test\n    again: no\n"),
    ],
)
def test_harmless_edits_stay_silent(file, old, new):
    small = edited("cest-possible", old, new, file=file)
    if "then: at-home" in old:  # what follows by-cable is then no-session: another meaning, still sound
        assert [
            one for rule in guided.__all__ if rule != "never_reached_steps" for one in found(rule, small)
        ] == []
        return
    assert [one for rule in guided.__all__ for one in found(rule, small)] == []


def test_a_value_that_cannot_come_up_needs_no_way():
    """After a goal that was not met the picture is surely not there: only values that come up are asked for."""
    small = tv("  - {name: see, ask: picture, to: {no: box}}\n  - {name: box, conclude: {fault: box}}\n")
    assert found("missing_cases", small) == []


def test_the_shortest_path_shows_what_was_answered_and_done():
    steps = """
  - {name: light, ask: light, to: {off: restart, red: restart, steady: box}}
  - {name: restart, do: restart, by: customer, so-that: {light: steady}, else: test}
  - {name: test, ask: test, to: {good: box}}
  - {name: box, conclude: {fault: box}}
"""
    (broken,) = found("missing_cases", tv(steps))
    assert [str(line) for line in broken.path[-4:]] == [
        "picture: no",
        "light: off",
        "restart: cannot be done",
        "test: bad",
    ]
    assert str(broken.message) == "Step `test` of playbook `tv` asks `test` and has no way on for `bad`."


def test_one_defect_is_told_once_and_not_by_what_lies_behind_it():
    steps = "  - {name: light, ask: light, to: {off: gone, red: gone, steady: gone}}\n  - {name: box, conclude: {fault: box}}\n"
    small = tv(steps)
    assert len(found("dangling_steps", small)) == 3
    assert found("never_reached_steps", small) == []
    assert found("missing_cases", small) == []


def test_a_sub_playbook_that_neither_solves_nor_hands_on():
    small = tv(
        "  - {name: inner, play: inner}\n  - {name: box, conclude: {fault: box}}\n",
        inner="steps:\n  - {name: box, conclude: {fault: network}}\n",
    )
    messages = [str(one.message) for one in found("never_solves", small)]
    assert messages == [
        "No run of playbook `inner` solves anything or hands on.",
        "No run of playbook `tv` can reach its goal.",
    ]


def test_an_action_without_a_goal_must_be_looked_at():
    facts = "facts: {light: {is: [off, red], from: customer}}\nsteps:\n"
    ends = "  - {name: fine, end: solved}\n  - {name: box, hand-on: desk}\n"
    act = "  - {name: do, do: restart, by: customer}\n"
    look = "  - {name: light, ask: light, to: {off: fine, red: box}}\n"
    assert found("unchecked_actions", charter(tv=facts + act + look + ends)) == []
    (broken,) = found("unchecked_actions", charter(tv=facts + act + ends))
    assert str(broken.message) == "Nothing observes whether `do` happened or helped."


def test_a_deep_tangle_of_playbooks_is_bounded():
    """Each plays the next one twice: two to the twenty-fourth ways through, and no waiting for them."""
    inner = "steps:\n  - {{name: one, play: b{0}}}\n  - {{name: two, play: b{0}}}\n  - {{name: end, conclude: {{fault: box}}}}\n"
    books = {f"b{number}": inner.format(number + 1) for number in range(24)}
    small = charter(
        **books, b24=TV + "  - {name: light, ask: light}\n  - {name: end, conclude: {fault: box}}\n"
    )
    assert longest(small, "b0").moves == 2**24 * 4
    assert len(found("too_long_playbooks", small)) == 21  # from 77 steps on
    assert found("missing_cases", small) == []


def test_where_not_all_runs_can_be_looked_at_every_value_needs_a_way():
    inner = "steps:\n  - {{name: one, play: b{0}}}\n  - {{name: two, play: b{0}}}\n  - {{name: end, conclude: {{fault: box}}}}\n"
    books = {f"b{number}": inner.format(number + 1) for number in range(24)}
    asks = "  - {name: light, ask: light, to: {off: end}}\n  - {name: end, conclude: {fault: box}}\n"
    small = charter(**books, b24=TV + asks)
    assert len(found("missing_cases", small)) == 1


def test_playbooks_in_a_ring_are_bounded_too():
    ring = "steps:\n  - {{name: one, play: {0}}}\n  - {{name: two, ask: swaps, again: yes}}\n  - {{name: end, hand-on: desk}}\n"
    small = charter(
        a=ring.format("b"),
        b=ring.format("a"),
        c=ring.format("a").replace("two, ask", "two-b, play: b}\n  - {name: three, ask"),
    )
    assert [longest(small, name).moves for name in "abc"] == [4, 4, 10]
    assert len(found("plays_itself", small)) == 2


END = "  - {name: end, conclude: {fault: box}}\n"
DESK = "  - {name: end, hand-on: desk}\n"
LOOKS = "  - {name: ask, decide: swap, to: {TO}ELSE}\n"


def told(rule, small):
    return [str(one.message) for one in found(rule, small)]


def test_who_does_nothing_needs_no_goal():
    assert told("unchecked_actions", charter(a="steps:\n" + END, b="steps:\n" + DESK)) == []


def test_each_playbook_that_acts_without_a_goal_is_told():
    act = "steps:\n  - {name: do, do: restart, by: customer}\n" + END
    message = "Playbook `{}` acts, and has no goal that would show whether it helped."
    assert told("unchecked_actions", charter(a=act, b=act)) == [message.format("a"), message.format("b")]


def test_a_goal_of_two_facts_of_which_one_is_open_shows_something():
    goal = TV.replace("goal: {picture: yes}", "goal: {picture: [yes, no], light: steady}")
    assert told("unchecked_actions", charter(tv=goal + END)) == []
    both = goal.replace("light: steady", "light: [off, steady, red]")
    assert told("unchecked_actions", charter(tv=both + END)) == [
        "Whatever is seen of `picture`, the goal of playbook `tv` is met."
    ]


@pytest.mark.parametrize(
    ("act", "messages"),
    [
        ("so-that: {light: steady}, else: end", []),
        ("consent: reset, else: end", []),
        ("else: end", ["Step `do` says what follows when it did not happen, and nothing observes whether it did."]),
        ("sets: {light: [off, steady, red]}, else: end",
         ["Whatever is seen of `light`, `do` counts as done: that observes nothing."]),
        ("sets: {light: green}, else: end",
         ["After `do` nobody can ever see `light: green`: it is no value of `light`."]),
        ("so-that: {light: [steady, green]}, else: end",
         ["After `do` nobody can ever see `light: green`: it is no value of `light`."]),
    ],
)  # fmt: skip
def test_what_an_action_must_show(act, messages):
    small = tv(f"  - {{name: do, do: restart, by: customer, {act}}}\n" + END)
    assert told("unchecked_actions", small) == messages


@pytest.mark.parametrize(
    ("to", "instead", "values"),
    [
        ("new-box: end", "", "`no`"),
        ("no: end", "", "`new-box`"),
        ("new-box: end, no: end", "", None),
        ("new-box: end", ", else: end", None),
    ],
)
def test_an_answer_without_a_way_is_told(to, instead, values):
    small = tv(LOOKS.replace("TO", to).replace("ELSE", instead) + END)
    text = "Step `ask` of playbook `tv` looks `swap` up and has no way on for {}."
    assert told("missing_cases", small) == ([text.format(values)] if values else [])


def test_a_look_up_without_ways_goes_on_and_one_of_nothing_is_told_once():
    assert told("missing_cases", tv("  - {name: ask, decide: swap}\n" + END)) == []
    nothing = tv("  - {name: ask, decide: swop, to: {new-box: end}}\n" + END)
    assert told("missing_cases", nothing) == []
    assert told("dangling_steps", nothing) == [
        "Step `ask` of playbook `tv` asks `swop`, and there is no such question."
    ]


@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("so-that", "so-that: {light: steady}"),
        ("sets", "sets: {light: steady}"),
        ("consent", "consent: reset"),
        ("so-that", "so-that: {light: steady}, consent: reset"),
    ],
)
def test_what_can_fail_needs_an_else(key, act):
    small = tv(f"  - {{name: do, do: restart, by: customer, {act}}}\n" + END)
    (broken,) = found("missing_cases", small)
    assert str(broken.message) == (
        f"Step `do` of playbook `tv` can fail (`{key}`), and has no `else` for that."
    )
    assert str(broken.path[-1]) == "restart: cannot be done"
    assert broken.place.column == 1 + f"  - {{name: do, do: restart, by: customer, {act}}}".index(key)


def test_playbooks_without_steps_are_told_each():
    assert told("runs_out_steps", charter(a="steps: []\n", b="steps: []\n")) == [
        "Playbook `a` has no steps.",
        "Playbook `b` has no steps.",
    ]


def test_who_hands_on_or_concludes_last_does_not_run_out():
    assert told("runs_out_steps", charter(a="steps:\n" + END, b="steps:\n" + DESK)) == []
    look = "  - {name: light, ask: light, to: {off: end, steady: end, red: next}}\n"
    last = tv(END.replace("end,", "begin,") + look.replace("end", "next"))
    assert told("runs_out_steps", last) == [
        "Step `light` ends playbook `tv`, and nothing follows when it has not helped."
    ]


def test_a_run_may_take_as_long_as_the_limit_says():
    act = "  - {name: do, do: restart, by: customer, minutes: 7, so-that: {light: steady}, else: end}\n" + END
    most = longest(tv(act), "tv").minutes
    for minutes, messages in ((most, []), (most - 1, 1)):
        small = charter(tv=f"at-most: {minutes} min\n" + TV.lstrip("\n") + act)
        assert len(told("too_long_playbooks", small)) == (1 if messages else 0)


def test_names_that_are_nowhere_are_told_with_what_is_there():
    steps = """
  - {name: inner, play: iner, else: end}
  - {name: last, ask: light, to: {off: ende}}
  - {name: end, hand-on: dask}
"""
    got = found("dangling_steps", tv(steps, inner="steps:\n" + END))
    assert [str(one.message) for one in got] == [
        "Step `inner` of playbook `tv` plays `iner`, and there is no such playbook.",
        "Step `last` of playbook `tv` leads to `ende`, and there is no such step.",
        "Step `end` of playbook `tv` hands on to `dask`, and there is no such team.",
    ]
