"""One click, one transaction: a customer arrives, waits, is answered, agrees; the floor's rows are the floor."""

from __future__ import annotations

import copy

import pytest

from possible.floor.parts import parts
from possible.journey import turns
from possible.journey.case import Case
from possible.values import Refused
from possible.values.instant import MINUTE, Instant
from possible.values.plain import from_plain
from possible_web.actions import contacts, desk, visits
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import ChangedMeanwhile, Entry, action, append, events_of, pools
from possible_web.keeping.force import force_of
from possible_web.keeping.turning import name_of
from possible_web.project.worker import ring_timers
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Customer, Journal, Pool, Presence, Timer, Waiting, WorkOrder
from tests.web.rounds.crew import go_out


@pytest.fixture
def carter(any_db, charter, now):
    return Customer.objects.create(
        name="Ms Carter", language="en", since=now, known={"swaps": 1, "line-test": "bad"}
    )


@pytest.fixture
def ines(any_db, now):
    newcomer = Newcomer(
        "ines@pamplemousse.example", "ines", "Inès", "agent", ("tv", "front-desk"), ("fr", "en")
    )
    return do_add_staff(newcomer, now)


def kinds():
    return [row.kind for row in Journal.objects.order_by("position")]


def case_of(contact):
    return from_plain(Case, CaseRow.objects.get(pk=contact.case_id).state)


def arrive(carter, now, line="chat"):
    return contacts.do_begin_contact(carter, contacts.Arrival(line, "en"), now)


def rows_are_the_floor():
    pool = Pool.objects.get(name=pools.ALL)
    remembered = next(
        each for key, each in pools._remembered.items() if key == (pools.database_name(), "all")
    )
    assert parts(pools.rebuilt(pool)) == parts(remembered.floor)


def test_a_customer_arrives_and_is_asked_in_one_transaction(carter, now):
    contact = arrive(carter, now)
    case = case_of(contact)
    assert case.talks[0].asked == "problem"
    assert contact.case.reference == case.reference
    assert kinds()[:3] == ["shell-charter-published", "contact-arrived", "case-opened"]


def test_who_asks_for_a_person_waits_is_offered_and_answered_and_the_rows_are_the_floor(carter, ines, now):
    desk.do_change_presence(ines, "available", now)
    contact = arrive(carter, now)
    contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), now)
    rows_are_the_floor()
    assert Waiting.objects.get().taker == "ines"
    desk.do_accept_offer(contact.token, ines, Instant(now + 5000))
    rows_are_the_floor()
    assert not Waiting.objects.exists()
    assert Presence.objects.get(agent="ines").state == "busy"
    contact.refresh_from_db()
    assert (contact.state, contact.agent) == (Contact.State.CONNECTED, ines)
    assert case_of(contact).owner == "ines"
    assert kinds()[-3:] != []
    assert "contact-answered" in kinds()


def test_a_wait_that_is_too_long_becomes_a_callback_that_is_offered_and_reported(carter, ines, now):
    contact = arrive(carter, now)
    contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), now)
    late = Instant(now + 2 * MINUTE)
    assert ring_timers(late)
    callback = case_of(contact).callbacks[0]
    assert (callback.promise, callback.since) == ("call-back", now)
    desk.do_change_presence(ines, "available", Instant(late + MINUTE))
    desk.do_accept_offer(callback.contact, ines, Instant(late + MINUTE))
    assert case_of(contact).talks == ()
    desk.do_report_call(callback.contact, ines, Instant(late + 2 * MINUTE), reached=True)
    assert case_of(contact).talks[0].agent == "ines"
    assert "promise-kept" in kinds()
    rows_are_the_floor()


def test_who_comes_back_while_she_is_being_called_is_called_no_more_and_the_agent_is_free(carter, ines, now):
    contact = arrive(carter, now)
    contacts.do_take_turn(contact.case_id, turns.WantsCall(contact=contact.token), now)
    desk.do_change_presence(ines, "available", now)
    callback = case_of(contact).callbacks[0].contact
    desk.do_accept_offer(callback, ines, now)
    assert Presence.objects.get(agent="ines").state == "busy"
    arrive(carter, Instant(now + MINUTE))
    assert case_of(contact).callbacks == ()
    assert Presence.objects.get(agent="ines").state == "available"
    rows_are_the_floor()


def test_how_a_contact_ended_is_noted_once_however_often_it_is_said(carter, ines, now):
    desk.do_change_presence(ines, "available", now)
    contact = arrive(carter, now)
    contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), now)
    desk.do_accept_offer(contact.token, ines, now)
    desk.do_take_agents_turn(contact.token, ines, turns.Finishes(contact=contact.token), now)
    for disposition in ("answered", "answered", "solved"):
        desk.do_wrap_up(contact.token, ines, disposition, now)
    of_another = {"contact": "k2", "agent": "ines", "disposition": "visit"}
    entry = Entry(at=now, kind=desk.WRAPPED_UP, body=of_another, case=contact.case_id, contact="k2")
    action(append)([entry])
    desk.do_wrap_up(contact.token, ines, "solved", now)
    noted = Journal.objects.filter(kind=desk.WRAPPED_UP).order_by("position")
    assert [row.body["disposition"] for row in noted] == ["answered", "solved", "visit"]


def test_who_waited_for_the_lock_comes_after_whom_they_waited_for(carter, ines, now):
    contact = arrive(carter, now)
    contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), Instant(now + 500))
    desk.do_change_presence(ines, "available", Instant(now + 300))
    turn = turns.Says(contact=contact.token, fact="problem", value="fault")
    contacts.do_take_turn(contact.case_id, turn, Instant(now + 400))
    times = [row.at for row in Journal.objects.exclude(kind__startswith="shell-").order_by("position")]
    assert (times == sorted(times), times[-1]) == (True, now + 500)


def test_a_contact_of_somebody_else_is_not_taken_over_by_its_name(carter, now):
    contact = arrive(carter, now)
    other = Customer.objects.create(name="Other", language="en", since=now)
    with pytest.raises(Refused, match="used already"):
        contacts.do_begin_contact(other, contacts.Arrival("chat", "en", token=contact.token), now)
    assert (contact.case.customer, Contact.objects.count()) == (carter, 1)


def test_a_call_that_reaches_nobody_is_tried_again_later_and_the_agent_is_free(carter, ines, now):
    contact = arrive(carter, now)
    contacts.do_take_turn(contact.case_id, turns.WantsCall(contact=contact.token), now)
    desk.do_change_presence(ines, "available", now)
    callback = case_of(contact).callbacks[0].contact
    desk.do_accept_offer(callback, ines, now)
    desk.do_report_call(callback, ines, Instant(now + MINUTE), reached=False)
    assert Presence.objects.get(agent="ines").state == "available"
    assert Waiting.objects.get(contact=callback).not_before == now + 11 * MINUTE


def test_two_who_want_the_last_window_get_one_each_or_are_told(carter, ines, now):
    contact = arrive(carter, now)
    case = contact.case_id
    for fact, value in (("problem", "fault"), ("service", "tv")):
        contacts.do_take_turn(case, turns.Says(contact=contact.token, fact=fact, value=value), now)
    contacts.do_take_turn(case, turns.Says(contact=contact.token, fact="picture", value="no"), now)
    assert case_of(contact).talks[0].quote, case_of(contact).talks
    contacts.do_take_turn(case, turns.Agrees(contact=contact.token), now)
    go_out(now)
    visits.do_place_customer(case, visits.Address("8 rue de la Paix", "75011"), now)
    quote = WorkOrder.objects.get().quote
    calendar = force_of(contact.case.charter_id).calendar
    starts = Instant(calendar.starts(calendar.day(now)) + 14 * 60 * MINUTE)
    visit = visits.do_book_visit(case, visits.Wanted(quote, "", starts), now)
    assert visit.starts == starts
    with pytest.raises(Refused, match="just gone"):
        visits.do_book_visit(case, visits.Wanted(quote, "", Instant(starts + 1)), now)


def test_a_case_that_changed_meanwhile_is_not_overwritten(carter, now):
    contact = arrive(carter, now)
    version = CaseRow.objects.get(pk=contact.case_id).version
    turn = turns.Says(contact=contact.token, fact="problem", value="fault")
    contacts.do_take_turn(contact.case_id, turn, now, version)
    before = kinds()
    with pytest.raises(ChangedMeanwhile):
        contacts.do_take_turn(contact.case_id, turn, now, version)
    assert kinds() == before


def test_what_is_refused_writes_nothing(carter, now):
    contact = arrive(carter, now)
    before = kinds()
    with pytest.raises(Refused):
        contacts.do_take_turn(contact.case_id, turns.Agrees(contact=contact.token), now)
    assert kinds() == before


def test_the_journal_holds_the_events_of_the_core(carter, now):
    arrive(carter, now)
    found = list(events_of(Journal.objects.order_by("position")))
    assert [type(event).__name__ for event in found[:2]] == ["ContactArrived", "CaseOpened"]


def test_who_waits_is_told_how_it_stands_as_often_as_the_charter_says(carter, now):
    contact = arrive(carter, now, line="service")
    contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), now)
    assert kinds().count("sentence-said") == 1
    for seconds in (30, 60):
        while ring_timers(Instant(now + seconds * 1000)):
            pass
    assert kinds().count("sentence-said") == 3
    assert Journal.objects.filter(kind="sentence-said", body__sentence="waiting.status").count() == 2


def test_a_process_that_others_overtook_is_told_what_it_missed_and_reads_no_floor_anew(
    carter, ines, now, monkeypatch
):
    desk.do_change_presence(ines, "available", now)
    contact = arrive(carter, now)
    behind = copy.deepcopy(pools._remembered)
    contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), now)
    desk.do_accept_offer(contact.token, ines, Instant(now + 5000))
    pools._remembered.update(behind)
    monkeypatch.setattr(pools, "rebuilt", None)
    desk.do_change_presence(ines, "break", Instant(now + 6000), "lunch")
    monkeypatch.undo()
    rows_are_the_floor()
    assert Presence.objects.get(agent="ines").reason == "lunch"


def test_a_floor_that_missed_more_than_the_journal_holds_is_built_from_its_rows(carter, ines, now):
    desk.do_change_presence(ines, "available", now)
    behind = copy.deepcopy(pools._remembered)
    Pool.objects.update(pool_seq=7)
    pools._remembered.update(behind)
    desk.do_change_presence(ines, "break", Instant(now + 6000), "lunch")
    assert Pool.objects.get().pool_seq == 8
    rows_are_the_floor()


@pytest.mark.parametrize("payload", [{}, {"timer": "of an older version"}])
def test_a_timer_is_called_by_its_key(carter, now, payload):
    contact = arrive(carter, now)
    timer = Timer.objects.get(case=contact.case_id, key__contains=" clock ")
    assert (name_of(timer), timer.payload) == (f"clock {case_of(contact).clocks[0].id}", {})
    Timer.objects.filter(pk=timer.pk).update(payload=payload)
    ring_timers(Instant(timer.due))
    assert "promise-broken" in kinds()
