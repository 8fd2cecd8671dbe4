"""Who is cut off while writing: held for them for a short time, then called by the same person, or writing on."""

from __future__ import annotations

import pytest

from possible.journey import commands as to_do
from possible.journey import turns
from possible.journey.endings import held_until
from possible.journey.force import InForce
from possible.values import Refused
from possible.values import events as e
from possible.values.instant import SECOND, Instant
from tests.core.edits import edited
from tests.core.journey.room import Room, names, on

HALF = Instant(on(8, 10, 3) - 30 * SECOND)  # half of the five minutes in which the charter promises to call


@pytest.fixture(scope="module")
def good():
    return edited("cest-possible")


def writing(charter, agent="ines", team="front-desk") -> Room:
    """Somebody who writes with a person since ten o'clock."""
    room = Room(charter)
    room.arrives(line="chat")
    room.does(turns.WantsPerson(contact="k1"))
    room.is_answered("front-desk")
    if team != "front-desk":
        room.does(turns.HandsOn(contact="k1", team=team))
        room.is_answered(team, agent)
    return room


def stands(room: Room) -> tuple:
    """Return where the talk stands, with whom, since when, and whether anybody is away."""
    talk = room.case.talk("k1")
    return talk.spot, talk.agent, talk.team, talk.asked, talk.place, talk.away


def cut_off(charter, **who) -> Room:
    """Somebody who went away at ten, and did not come back while it was held."""
    room = writing(charter, **who)
    room.does(turns.Drops(contact="k1"))
    room.waits(3)
    return room


def test_who_goes_away_without_a_word_is_held_for_half_of_the_time_of_the_call(good):
    room = writing(good)
    events = room.does(turns.Drops(contact="k1"))
    assert names(events) == ["CustomerAway"]
    assert events[0].until == HALF
    assert room.timers["away k1"] == HALF
    assert (room.spot(), room.case.talk("k1").agent) == ("with front-desk", "ines")
    assert room.told(to_do.Release) + room.told(to_do.Withdraw) == []
    assert room.does(turns.Drops(contact="k1")) == []


@pytest.mark.parametrize(
    ("old", "new", "minutes"),
    [
        ("until: called, within: 5 min, else: {credit: 5 EUR}}", "until: called, within: 2 days, else: {credit: 5 EUR}}", 3),
        ("  lost-connection: same-person-calls\n", "", 3),
        ("until: called, within: 5 min, else: {credit: 5 EUR}}", "until: called, within: 2 min, else: {credit: 5 EUR}}", 1),
    ],
    ids=["a-long-promise", "no-promise", "a-short-promise"],
)  # fmt: skip
def test_it_is_held_for_three_minutes_at_most(old, new, minutes):
    force = InForce(edited("cest-possible", old, new))
    assert held_until(force, on(8, 10)) == on(8, 10, minutes)


def test_who_comes_back_goes_on_with_the_same_person_and_is_asked_nothing_again(good):
    room = writing(good)
    room.does(turns.Puts(contact="k1", question="technician-visit"))
    room.knows("outage", "no")
    wanted, before = room.wanted(), stands(room)
    room.does(turns.Drops(contact="k1"))
    room.waits(2)
    assert names(room.does(turns.IsBack(contact="k1"))) == ["CustomerBack"]
    assert (room.wanted(), stands(room)) == (wanted, before)
    assert "away k1" not in room.timers
    room.waits(10)
    assert (room.case.contacts, room.case.callbacks) == (1, ())
    assert room.does(turns.IsBack(contact="k1")) == []


def test_who_waits_keeps_the_place_while_it_is_held(good):
    room = Room(good)
    room.arrives(line="chat")
    room.does(turns.WantsPerson(contact="k1"))
    room.does(turns.Drops(contact="k1"))
    room.waits(1)
    room.does(turns.IsBack(contact="k1"))
    talk = room.case.talk("k1")
    assert (talk.queued, talk.place) == (True, on(8, 10))
    assert len(room.happened(e.ContactQueued)) == 1


def test_who_stays_away_is_called_by_the_same_person_in_time_from_when_they_went(good):
    room = cut_off(good)
    ended = room.last(e.ContactEnded)
    assert (ended.at, ended.by, ended.how) == (HALF, "network", "lost")
    promised = room.last(e.CallbackPromised)
    assert (promised.kind, promised.agent, promised.due) == ("owned", "ines", on(8, 10, 5))
    (callback,) = room.case.callbacks
    assert (callback.since, callback.not_before) == (on(8, 10), HALF)
    assert "away k1" not in room.timers


def test_the_time_runs_from_when_they_went_whatever_the_promise_says_it_begins_with():
    room = cut_off(edited("cest-possible", "{from: line lost, until: called", "{from: asked, until: called"))
    assert room.last(e.ContactEnded).at == HALF
    assert room.last(e.CallbackPromised).due == on(8, 10, 5)


def test_everything_being_said_an_agent_may_finish_although_nobody_is_there(good):
    room = writing(good)
    room.does(turns.Drops(contact="k1"))
    room.does(turns.Finishes(contact="k1"))
    assert (room.last(e.ContactEnded).how, room.case.callbacks) == ("done", ())
    assert "away k1" not in room.timers


def test_an_agent_need_not_wait_the_time_runs_from_when_the_customer_went(good):
    room = writing(good)
    room.does(turns.Drops(contact="k1"))
    room.waits(1)
    room.does(turns.IsLost(contact="k1"))
    assert room.last(e.CallbackPromised).due == on(8, 10, 5)


def test_only_what_is_written_with_a_person_or_for_one_is_held(good):
    room = Room(good)
    room.arrives(line="chat")
    with pytest.raises(Refused, match="cannot be held"):
        room.does(turns.Drops(contact="k1"))
    room = Room(good)
    room.with_a_person()
    with pytest.raises(Refused, match="cannot be held"):
        room.does(turns.Drops(contact="k1"))


def test_who_writes_on_instead_of_being_called_waits_for_the_same_person_at_the_kept_place(good):
    room = cut_off(good, agent="marc", team="tv")
    (callback,) = room.case.callbacks
    events = room.does(turns.Arrives(contact="k2", line="chat", language="fr", goes_on=True))
    assert [event.call for event in events if isinstance(event, e.CaseJoined)] == [callback.contact]
    assert room.told(to_do.Withdraw)[0] == to_do.Withdraw(contact=callback.contact)
    (want,) = [command.want for command in room.told(to_do.Enqueue)]
    assert (want.team, want.channel, want.since, want.owner) == ("tv", "chat", on(8, 10), "marc")
    assert room.case.owner == "ines"
    assert (room.spot("k2"), room.case.callbacks) == ("waiting tv", ())
    assert [event.promise for event in room.happened(e.PromiseEnded)] == ["same-person-calls"]
    assert not [event for event in events if isinstance(event, e.FactAsked)]


def test_who_was_answered_is_not_bound_to_the_first_person_any_more(good):
    room = cut_off(good, agent="marc", team="tv")
    room.does(turns.Arrives(contact="k2", line="chat", language="fr", goes_on=True))
    room.is_answered("tv", "youssef", contact="k2")
    room.does(turns.HandsOn(contact="k2", team="front-desk"))
    (want,) = [command.want for command in room.told(to_do.Enqueue)]
    assert want.owner == "ines"


def test_who_goes_on_where_no_call_is_owed_begins_with_the_line(good):
    room = writing(good)
    room.does(turns.Leaves(contact="k1"))
    room.does(turns.Arrives(contact="k2", line="chat", language="fr", goes_on=True))
    assert room.spot("k2") == "at welcome/2"


def test_a_call_that_is_not_needed_any_more_is_not_owed_and_costs_no_promise(good):
    room = cut_off(good)
    (callback,) = room.case.callbacks
    events = room.does(turns.WantsNoCall())
    assert names(events) == ["PromiseEnded", "CallbackDeclined"]
    assert room.told(to_do.Withdraw) == [to_do.Withdraw(contact=callback.contact)]
    assert (room.case.callbacks, room.case.state) == ((), "open")
    room.waits(30)
    assert room.happened(e.PromiseBroken) == []
    with pytest.raises(Refused, match="owe you no call"):
        room.does(turns.WantsNoCall())


def test_a_place_that_waited_longer_is_kept_over_the_loss(good):
    room = Room(good)
    room.arrives(line="chat")
    room.does(turns.WantsPerson(contact="k1"))
    room.does(turns.Drops(contact="k1"))
    assert room.timers["limit k1"] < HALF
    room.waits(2)
    assert room.last(e.ContactEnded).how == "promised"
    assert [callback.kind for callback in room.case.callbacks] == ["kept-place"]
    assert room.case.callbacks[0].since == on(8, 10)
