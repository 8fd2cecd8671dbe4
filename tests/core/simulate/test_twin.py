"""The twin carries out what a step commands: what a system does for a customer is an answer in time."""

from __future__ import annotations

from collections import Counter

from possible.charter import load, read
from possible.journey.force import InForce
from possible.simulate import crowd
from possible.simulate.anybody import Habits
from possible.simulate.crowd import twin_of
from possible.values.events import ContactEnded, QuoteAccepted
from possible.values.instant import MINUTE

CIRCLES = {  # whoever agrees is asked again, and is owed a call for it, in which they are asked again
    "charter.yaml": b"""
charter: 1
company: Circles
version: 2026-12-01
timezone: Europe/Paris
languages: [en]
hours: {day: {mon-sun: "00:00-24:00"}}
tariffs: {free: {class: free}}
lines: {one: {chat: circles.example/chat, opens: round}}
teams: {people: {languages: {en: always}}}
waiting: {at-most: 90 s, then: people, closed: call, no-speaker: call}
facts: {a: {is: yes/no, from: records}}
paths: {round: {person: people, steps: [{decide: again, agreed: round}, {queue: people}]}}
questions:
  again: {asks: [a], rules: [{id: r, when: {}, because: why, answer: fix, price: 5 EUR}]}
remedies: {fix: {fee: 5 EUR, by: people, promise: call}}
quotes: {good-for: 3 days}
promises: {call: {from: asked, until: called, within: 1 h, else: {credit: 5 EUR}}}
credits: {paid-within: 30 days, unasked: yes}
cases: {joins: 60 days, lost-connection: call}
complaints: {ladder: [{who: people, within: 3 days, else: {credit: 5 EUR}}], outside: {who: judge, after: 30 days}}
""",
    "words/en.yaml": b"language: en",
}
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


def test_whoever_is_sent_in_circles_goes_and_is_not_called_for_ever():
    """A charter that `check` refuses ends in the twin too, where every agreement would owe another call."""
    habits = Habits(thinks=10 * MINUTE)
    events = crowd(read(CIRCLES, "circles"), 1, contacts=3, days=4, habits=habits)
    agreed = Counter(event.case for event in events if isinstance(event, QuoteAccepted))
    assert 0 < max(agreed.values()) <= habits.most_rounds
    assert any(isinstance(event, ContactEnded) for event in events)
