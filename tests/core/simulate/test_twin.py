"""The twin carries out what a step commands: what a system does for a customer is an answer in time."""

from __future__ import annotations

from collections import Counter

from possible.charter import load
from possible.journey.force import InForce
from possible.simulate.crowd import twin_of

FORCE = InForce(load("charters/cest-possible"))


def test_what_a_system_has_done_is_answered_and_nobody_waits_for_it_for_ever():
    twin = twin_of(FORCE, 3, contacts=40, days=12)
    asked = [talk.asked for case in twin.cases.values() for talk in case.talks]
    assert [name for name in asked if name.startswith("do ")] == []
    done = Counter(line.name for case in twin.cases.values() for line in case.evidence if line.what == "done")
    assert done["show-bill-details"] + done["show-calls"] + done["show-visit-report"] > 0


def test_timers_are_told_with_their_case_and_the_moment_when_they_ring():
    twin = twin_of(FORCE, 3, contacts=5, days=2)
    found = twin.timers()
    assert found
    for case, timer, due in found:
        assert due > twin.now
        kind, _, name = timer.partition(" ")
        if kind == "clock":
            clock = next(each for each in twin.cases[case].clocks if each.id == name)
            assert clock.due is not None
