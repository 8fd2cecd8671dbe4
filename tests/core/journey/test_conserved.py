"""What must add up, whoever comes: contacts, holders, promises, money; and the same people live the same lives."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from possible.audit import audit
from possible.charter import read
from possible.journey import turns, waits
from possible.journey.case import CaseState
from possible.journey.commands import Release
from possible.journey.spots import With
from possible.journey.step import step
from possible.simulate import crowd
from possible.simulate import twin as twins
from possible.simulate.anybody import Habits
from possible.simulate.crowd import twin_of
from possible.values import Level, Refused, Span
from possible.values import events as e
from possible.values.event_forms import line_of
from tests.core.journey.test_traces import WRITTEN, charter_at
from tests.core.journey.traces import Explored
from tests.truth.charters import charters

ANY = settings(
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
    max_examples=20,
)
FOLDERS = pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)


def ends_add_up(twin) -> None:
    """Every contact ends exactly once, and nothing happens to it afterwards, or it still goes on."""
    ended: set[str] = set()
    arrived: set[str] = set()
    on = {talk.id for case in twin.cases.values() for talk in case.talks}
    for event in twin.events:
        if isinstance(event, e.ContactArrived):
            assert event.contact not in arrived
            arrived.add(event.contact)
        elif isinstance(event, e.ContactEnded):
            assert event.contact in arrived - ended
            ended.add(event.contact)
        elif isinstance(event, (e.MoveTaken, e.ContactAnswered, e.ContactQueued, e.FactAsked)):
            assert event.contact in arrived - ended
    assert arrived == ended | on
    assert not ended & on


def promises_add_up(twin) -> None:
    """Every promise that was made is kept, broken or ended once, or it runs."""
    made, over = Counter(), Counter()
    for event in twin.events:
        if isinstance(event, e.PromiseMade):
            made[event.id] += 1
        elif isinstance(event, (e.PromiseKept, e.PromiseBroken, e.PromiseEnded)):
            assert made[event.id] == 1
            over[event.id] += 1
    running = {clock.id for case in twin.cases.values() for clock in case.clocks if not clock.broken}
    assert set(made.values()) <= {1}
    assert set(over.values()) <= {1}
    assert made.keys() == over.keys() | running
    assert not over.keys() & running


def money_adds_up(twin) -> None:
    """What cases say that they were credited is what the events say; no quote is charged twice."""
    given, charged = Counter(), Counter()
    for event in twin.events:
        if isinstance(event, e.CreditGiven) and event.promise:
            given[event.case] += event.amount.cents
        elif isinstance(event, e.FeeCharged) and event.quote:
            charged[event.quote] += 1
    assert given == {
        case.id: cents
        for case in twin.cases.values()
        if (cents := sum(amount.cents for _, amount in case.credits))
    }
    assert set(charged.values()) <= {1}


def holders_add_up(twin) -> None:
    """Between an answer and the end (or the next answer) a customer has a holder, whom the floor knows too."""
    for case in twin.cases.values():
        assert len({talk.id for talk in case.talks}) == len(case.talks)
        for talk in case.talks:
            assert twin.floor.holder(talk.id) == talk.agent
            assert bool(talk.agent) or not isinstance(talk.spot, With)
            assert twin.floor.waits(talk.id) == talk.queued
        if case.state is not CaseState.OPEN:
            assert case.waits_since is None or case.waits_since <= case.touched


def holds_add_up(twin) -> None:
    """Whoever was away came back to the same person or the same place in time, or the contact was over by then.

    What stayed away is lost, and called before the time that runs from when the customer went away.
    """
    away: dict[str, e.CustomerAway] = {}
    lost: dict[str, e.CustomerAway] = {}
    for event in twin.events:
        held = away.get(event.contact)
        if isinstance(event, e.CustomerAway):
            assert held is None
            assert event.until > event.at
            away[event.contact] = event
        elif isinstance(event, e.CustomerBack):
            assert event.at <= away.pop(event.contact).until
        elif isinstance(event, e.ConnectionLost) and held is not None:
            assert event.at <= held.until
            lost[event.contact] = held
        elif isinstance(event, e.CallbackPromised) and event.contact in lost:
            calendar, charter = twin.force.calendar, twin.force.charter
            promise = charter.promises[charter.cases.lost_connection]
            if isinstance(promise.within, Span) and promise.from_ != "opening":
                assert event.due == calendar.due(lost[event.contact].at, promise.within)
        elif isinstance(event, e.ContactEnded):
            away.pop(event.contact, None)
    talks = {talk.id: talk for case in twin.cases.values() for talk in case.talks}
    assert {talk.id: talk.away for talk in talks.values() if talk.away is not None} == {
        contact: event.at for contact, event in away.items()
    }


def watched(patch) -> list[twins.Twin]:
    """Look at holders after every turn; see that no turn changes the case that it was given."""
    seen: list[twins.Twin] = []
    follow = twins.Twin._follow

    def step_seen(force, case, turn, now):
        before = copy.deepcopy(case)
        try:
            return step(force, case, turn, now)
        finally:
            assert case == before

    def follow_seen(self, case, turn, stepped):
        held = {talk.id: talk.agent for talk in self.cases[case].talks if talk.agent}
        follow(self, case, turn, stepped)
        cold = isinstance(turn, turns.Departs)
        for talk in self.cases[case].talks:
            assert talk.agent or talk.id not in held or cold, "let go before the next accepts"
        seen.append(self)

    patch.setattr(twins, "step", step_seen)
    patch.setattr(twins.Twin, "_follow", follow_seen)
    return seen


ADD_UP = (ends_add_up, promises_add_up, money_adds_up, holders_add_up, holds_add_up)


@FOLDERS
def test_contacts_promises_money_and_holders_add_up(folder, monkeypatch):
    charter = charter_at(folder)
    for days in (1, 12):
        with monkeypatch.context() as patch:
            seen = watched(patch)
            twin = twin_of(charter, days, contacts=25, days=days, share=0.02)
        assert len(seen) > 20
        for adds_up in ADD_UP:
            adds_up(twin)


def lost_after(held: set[str], event: e.Event) -> bool:
    return isinstance(event, e.ConnectionLost) and event.contact in held


def test_who_is_often_cut_off_while_writing_comes_back_writes_on_or_is_called():
    """Nobody is dropped, whoever is cut off: the laws hold, and what is held adds up."""
    often = Habits(cut_off=0.6, wants_person=0.9, wants_call=0, leaves=0, calls_anyway=0.8)
    charter, seen = charter_at(WRITTEN[0]), Counter()
    for seed in range(4):
        twin = twin_of(charter, seed, contacts=40, days=12, share=0.05, habits=often)
        for adds_up in ADD_UP:
            adds_up(twin)
        assert [each.rule.id for each in audit(twin.events, charter) if each.rule.level is Level.ERROR] == []
        assert Explored(charter).wrong(twin.events) == []
        seen.update(type(event).__name__ for event in twin.events)
        held = {event.contact for event in twin.events if isinstance(event, e.CustomerAway)}
        seen.update("HeldInVain" for event in twin.events if lost_after(held, event))
        seen.update("TakenUp" for event in twin.events if isinstance(event, e.CaseJoined) and event.call)
    rare = [name for name in ("CustomerBack", "HeldInVain", "TakenUp", "CallbackDeclined") if seen[name] < 5]
    assert rare == []


@ANY
@given(charters(), st.integers(0, 1_000))
def test_they_add_up_under_any_charter(files: dict[str, bytes], seed: int):
    charter = read(files, "c")
    with pytest.MonkeyPatch.context() as patch:
        watched(patch)
        twin = twin_of(charter, seed, contacts=5, days=3, share=0.5)
    for adds_up in ADD_UP:
        adds_up(twin)


def test_who_lets_go_before_the_next_accepts_is_seen(monkeypatch):
    hand_on = waits.hand_on

    def cold(course, team):
        agent = course.here.agent
        hand_on(course, team)
        course.here.agent = ""
        course.commands.insert(0, Release(contact=course.contact, agent=agent))

    monkeypatch.setattr(waits, "hand_on", cold)
    watched(monkeypatch)
    with pytest.raises(AssertionError, match="let go before the next accepts"):
        twin_of(charter_at(WRITTEN[0]), 1, contacts=40, days=12)


def test_a_turn_that_is_refused_changes_nothing(monkeypatch):
    """Customers and crews try what does not fit all the time: the case is the same, and nothing is noted."""
    refused = 0

    def step_seen(force, case, turn, now):
        nonlocal refused
        before = copy.deepcopy(case)
        try:
            return step(force, case, turn, now)
        except Refused:
            refused += 1
            assert case == before
            raise

    monkeypatch.setattr(twins, "step", step_seen)
    twin_of(charter_at(WRITTEN[0]), 5, contacts=40, days=12)
    assert refused > 5


DIGEST = """
import sys
from hashlib import sha256
from possible.charter import files_of, read
from possible.simulate import crowd
from possible.values.event_forms import line_of
events = crowd(read(files_of(sys.argv[1]), "c"), 7, contacts=12, days=10)
print(sha256("\\n".join(map(line_of, events)).encode()).hexdigest())
"""


def test_the_same_people_live_the_same_lives_in_any_process():
    folder = str(WRITTEN[0])
    found = set()
    for seed in ("0", "1", "4242"):
        told = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", DIGEST, folder], capture_output=True, text=True, check=True, env=told
        )
        found.add(run.stdout.strip())
    events = crowd(charter_at(WRITTEN[0]), 7, contacts=12, days=10)
    assert found == {sha256("\n".join(map(line_of, events)).encode()).hexdigest()}
    assert crowd(charter_at(WRITTEN[0]), 8, contacts=12, days=10) != events


def test_another_charter_meets_the_same_people():
    """Common random numbers: the arrivals of a crowd, and who they are, do not depend on what the charter does."""
    first, second = (
        [
            (event.at, event.customer, event.language, event.network, event.line)
            for event in crowd(charter_at(WRITTEN[0]).with_(**changes), 3, contacts=20, days=10)
            if isinstance(event, e.ContactArrived) and event.contact.endswith("-1-k1")
        ]
        for changes in ({}, {"consents": ("recording",), "exceptions": None})
    )
    assert first == second
