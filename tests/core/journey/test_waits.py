"""Waiting: its place, its limit, its hours, its words; transfers and calls that we owe."""

from __future__ import annotations

import pytest

from possible.journey import commands as to_do
from possible.journey import turns
from possible.journey.prompts import Waits, WithPerson
from possible.values import Refused
from possible.values import events as e
from possible.values.instant import MINUTE, SECOND
from tests.core.edits import edited
from tests.core.journey.room import EN, FR, Room, on


@pytest.fixture(scope="module")
def good():
    return edited("cest-possible")


def waiting(charter) -> Room:
    room = Room(charter)
    room.arrives()
    room.does(turns.WantsPerson(contact="k1"))
    return room


def test_who_waits_has_a_place_a_limit_and_hears_a_word(good):
    room = waiting(good)
    (want,) = [command.want for command in room.told(to_do.Enqueue)]
    assert (want.team, want.language, want.since, want.holder) == ("front-desk", FR, on(8, 10), "")
    assert room.timers["limit k1"] == on(8, 10) + 90 * SECOND
    assert room.timers["status k1"] == on(8, 10) + 30 * SECOND
    assert room.wanted() == Waits("front-desk", on(8, 10))
    said = [event.sentence for event in room.waits(1) if isinstance(event, e.SentenceSaid)]
    assert said == ["waiting.status", "waiting.status"]


def test_after_the_limit_a_call_keeps_the_place(good):
    room = waiting(good)
    room.waits(2)
    assert room.last(e.ContactEnded).how == "promised"
    assert room.happened(e.CallbackPromised)[0].kind == "kept-place"
    (callback,) = room.case.callbacks
    assert callback.since == on(8, 10)
    assert room.promises()["call-back"] == on(8, 10) + 90 * SECOND + 30 * MINUTE
    assert [name for name in room.timers if name.endswith(" k1")] == []


def test_the_call_goes_on_where_the_customer_waited(good):
    room = waiting(good)
    room.waits(2)
    (callback,) = room.case.callbacks
    room.waits(5)
    call = turns.Calls(contact=callback.contact, agent="marc", team="front-desk", language=FR, reached=True)
    events = room.does(call)
    assert [type(event) for event in events[:2]] == [e.CallbackMade, e.PromiseKept]
    assert room.last(e.ContactArrived).outward
    assert room.spot(callback.contact) == "with front-desk"
    assert room.case.callbacks == ()
    assert "call-back" not in room.promises()
    assert room.wanted(callback.contact) == WithPerson("marc", "front-desk")


def test_who_is_not_reached_is_called_again_three_times_at_the_same_place(good):
    room = waiting(good)
    room.waits(2)
    for tries in (1, 2, 3):
        (callback,) = room.case.callbacks
        assert (callback.tries, callback.since) == (tries - 1, on(8, 10))
        call = turns.Calls(
            contact=callback.contact, agent="marc", team="front-desk", language=FR, reached=False
        )
        room.does(call)
        assert isinstance(room.commands[-1 if tries == 3 else -2], to_do.Release | to_do.StopTimer)
        room.waits(10)
    assert room.case.callbacks == ()
    assert len(room.happened(e.PromiseKept)) == 1


def test_who_calls_first_takes_the_place_up_and_the_call_is_not_owed_any_more(good):
    room = waiting(good)
    room.waits(10)
    room.arrives("k2")
    assert [event.promise for event in room.happened(e.PromiseEnded)] == ["call-back"]
    assert room.told(to_do.Withdraw)[0].contact == "c1-call3"
    room.does(turns.WantsPerson(contact="k2"))
    assert room.told(to_do.Enqueue)[0].want.since == on(8, 10)
    assert room.told(to_do.Enqueue)[0].want.credit == 2 * MINUTE


def test_a_lost_connection_is_called_back_by_the_same_agent(good):
    room = Room(good)
    room.with_a_person()
    room.waits(1)
    events = room.does(turns.IsLost(contact="k1"))
    assert [type(event) for event in events[:3]] == [e.ConnectionLost, e.PromiseMade, e.CallbackPromised]
    assert room.last(e.CallbackPromised).kind == "owned"
    assert room.last(e.CallbackPromised).agent == "ines"
    assert room.told(to_do.Enqueue)[0].want.owner == "ines"
    assert room.told(to_do.Release) == [to_do.Release(contact="k1", agent="ines")]
    assert room.promises()["same-person-calls"] == on(8, 10, 6)


def test_who_gives_up_says_so_to_the_floor(good):
    room = waiting(good)
    room.does(turns.Leaves(contact="k1"))
    assert room.told(to_do.Withdraw) == [to_do.Withdraw(contact="k1", gave_up=True)]
    assert room.last(e.ContactEnded).how == "abandoned"


def test_who_still_waits_at_closing_time_is_called_at_the_opening(good):
    room = Room(good, on(8, 17, 59))
    room.arrives()
    room.says("problem", "leaving")
    room.does(turns.WantsPerson(contact="k1"))
    assert room.spot() == "waiting accounts"
    room.waits(1)
    assert room.last(e.ContactEnded).how == "promised"
    assert room.promises()["call-back-at-opening"] == on(9, 10)
    assert room.case.callbacks[0].not_before == on(9, 9)


def test_a_customer_is_handed_on_with_the_case_and_the_agent_stays_until_the_next_one_is_there(good):
    room = Room(good)
    room.with_a_person()
    room.does(turns.HandsOn(contact="k1", team="supervisors"))
    assert room.last(e.TransferAsked).case_travels
    (want,) = [command.want for command in room.told(to_do.Enqueue)]
    assert (want.team, want.holder, want.since) == ("supervisors", "ines", on(8, 10))
    assert room.case.talk("k1").agent == "ines"
    assert room.told(to_do.Release) == []
    room.is_answered("supervisors", "marc")
    assert (room.case.talk("k1").agent, room.case.talk("k1").team) == ("marc", "supervisors")


def test_an_agent_may_take_the_customer_back_from_a_queue(good):
    room = Room(good)
    room.with_a_person()
    room.does(turns.HandsOn(contact="k1", team="supervisors"))
    room.does(turns.Puts(contact="k1", question="pay-later"))
    assert room.told(to_do.Withdraw) == [to_do.Withdraw(contact="k1")]
    assert not room.case.talk("k1").queued
    with pytest.raises(Refused):
        room.is_answered("supervisors", "marc")


def test_who_is_handed_to_a_closed_team_is_still_with_the_agent(good):
    room = Room(good, on(8, 22))
    room.with_a_person()
    room.does(turns.HandsOn(contact="k1", team="accounts"))
    assert room.spot() == "with front-desk"
    assert room.case.talk("k1").agent == "ines"
    assert room.happened(e.ContactEnded) == []
    assert "call-back-at-opening" in room.promises()


def test_where_only_another_language_is_spoken_the_wait_follows_the_hours():
    as_it_was = edited("as-it-was", "        no-speaker: nobody-speaks-english\n", "")
    room = Room(as_it_was, on(8, 11, 59), EN)
    room.arrives(line="english", language=EN)
    assert room.told(to_do.Enqueue)[0].want.language == EN
    room.waits(1)
    assert room.told(to_do.Withdraw) == [to_do.Withdraw(contact="k1")]
    assert (room.told(to_do.Enqueue)[0].want.language, room.told(to_do.Enqueue)[0].want.since) == (
        FR,
        on(8, 11, 59),
    )
    room.is_answered("english-desk", "paul", FR)
    assert room.last(e.LanguageChanged) == e.LanguageChanged(
        at=room.now, case="c1", contact="k1", language=FR, consent=False
    )


def test_a_call_that_only_a_person_picks_up_costs_nothing_while_it_rings():
    charter = edited(
        "as-it-was",
        "    tariff: surcharged\n    for: [faults, bills, changes]\n    printed: [bill]\n",
        "    tariff: surcharged\n    picks-up: person\n    for: [faults, bills, changes]\n    printed: [bill]\n",
    )
    room = Room(charter)
    room.arrives()
    room.says("problem", "bill")
    room.says("amount", "30")
    room.waits(10)
    room.is_answered("accounts")
    room.waits(2)
    room.does(turns.Finishes(contact="k1"))
    charged = [(event.phase, event.seconds, event.amount.cents) for event in room.happened(e.CallCharged)]
    assert charged == [("talk", 120, 68)]


def test_each_phase_of_a_call_is_charged_as_the_line_says():
    room = Room(edited("as-it-was"))
    room.arrives()
    room.waits(1)
    room.says("problem", "bill")
    room.says("amount", "30")
    room.waits(10)
    room.is_answered("accounts")
    room.waits(2)
    room.does(turns.Holds(contact="k1"))
    room.waits(3)
    room.does(turns.Resumes(contact="k1"))
    room.does(turns.Finishes(contact="k1"))
    charged = {event.phase: (event.seconds, event.amount.cents) for event in room.happened(e.CallCharged)}
    assert charged == {"menu": (60, 34), "queue": (600, 340), "talk": (120, 68), "hold": (180, 102)}


def test_a_line_lost_when_its_team_is_closed_is_called_back_by_somebody_who_is_there(good):
    room = Room(good, on(8, 22))
    room.arrives()
    room.says("problem", "leaving")
    room.does(turns.IsLost(contact="k1"))
    assert room.told(to_do.Enqueue)[0].want.team == "front-desk"
    assert room.promises()["same-person-calls"] == on(8, 22, 5)


def test_who_finds_a_team_closed_is_called_by_that_team_when_it_opens(good):
    room = Room(good, on(8, 22))
    room.arrives()
    room.says("problem", "leaving")
    room.does(turns.WantsPerson(contact="k1"))
    assert room.last(e.ContactEnded).how == "promised"
    (want,) = [command.want for command in room.told(to_do.Enqueue)]
    assert (want.team, want.not_before) == ("accounts", on(9, 9))


def test_who_hands_on_can_take_the_customer_back_until_somebody_answers(good):
    room = Room(good)
    room.with_a_person()
    with pytest.raises(Refused, match="not being handed on"):
        room.does(turns.KeepsCustomer(contact="k1"))
    room.does(turns.HandsOn(contact="k1", team="supervisors"))
    room.does(turns.KeepsCustomer(contact="k1"))
    assert room.told(to_do.Withdraw) == [to_do.Withdraw(contact="k1")]
    assert (room.spot(), room.case.talk("k1").agent) == ("with front-desk", "ines")
    with pytest.raises(Refused, match="does not wait"):
        room.is_answered("supervisors", "marc")
