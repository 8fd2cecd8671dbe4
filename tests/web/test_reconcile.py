"""The journal against the tables: a small life is in order; each fault that is planted is found, by its rows."""

import pytest
from django.db import connection

from possible.cli.main import main
from possible.journey import turns
from possible.values import Money
from possible.values.events import FeeCharged, OfferMade, PromiseBroken
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.actions import contacts, desk, snoozes, visits
from possible_web.actions.customers import Reach, do_reach_customer
from possible_web.actions.messages import Author, Writing, do_send_message
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import Entry, action, append, keep_events
from possible_web.keeping.force import force_of
from possible_web.keeping.lines import FLOOR_TOLD
from possible_web.project import configuration
from possible_web.project.auditing import audited, run
from possible_web.project.worker import empty_outbox, ring_timers
from possible_web.records.models import (
    Case,
    Contact,
    Customer,
    LedgerEntry,
    Message,
    Outbox,
    Pool,
    Presence,
    Round,
    Staff,
    Timer,
    Turn,
    Visit,
    Waiting,
    WorkOrder,
)
from tests.web.rounds.crew import go_out

LATER = 5000


@pytest.fixture
def clock(monkeypatch, now):
    """Let the audit look at the clock of the test."""
    moment = [Instant(now + MINUTE)]
    monkeypatch.setattr(run, "now", lambda: moment[0])
    return moment


@pytest.fixture
def life(any_db, charter, clock, now):
    """Let three customers come: one waits, one talks with Inès, one has a visit booked and a call owed."""
    newcomer = Newcomer("ines@x.example", "ines", "Inès", "agent", ("tv", "front-desk"), ("fr", "en"))
    ines = do_add_staff(newcomer, now)
    desk.do_change_presence(ines, "available", now)
    talking, visited, waiting = (_comes(name, now) for name in ("talking", "visited", "waiting"))
    _wants_person(talking, now)
    desk.do_accept_offer(talking.token, ines, Instant(now + LATER))
    do_send_message(talking.case_id, Author("agent", staff=ines), Writing("key-of-ines", "Hello."), now)
    snoozes.do_snooze_case(talking.case_id, Instant(now + HOUR), ines, now)
    _books(visited, now)
    contacts.do_take_turn(visited.case_id, turns.WantsCall(contact=visited.token), now)
    desk.do_change_presence(ines, "break", Instant(now + LATER), "lunch")
    _wants_person(waiting, now)
    assert audited().faults == ()
    return {"talking": talking, "visited": visited, "waiting": waiting, "ines": ines}


def _comes(name, now):
    known = {"swaps": 1, "line-test": "bad"}
    customer = Customer.objects.create(name=name, language="en", since=now, known=known)
    do_reach_customer(customer, Reach(mail=f"{name}@example.org"), now)
    return contacts.do_begin_contact(customer, contacts.Arrival("chat", "en"), now)


def _wants_person(contact, now):
    contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), now)


def _books(contact, now):
    for fact, value in (("problem", "fault"), ("service", "tv"), ("picture", "no")):
        said = turns.Says(contact=contact.token, fact=fact, value=value)
        contacts.do_take_turn(contact.case_id, said, now)
    contacts.do_take_turn(contact.case_id, turns.Agrees(contact=contact.token), now)
    go_out(now)
    visits.do_place_customer(contact.case_id, visits.Address("8 rue de la Paix", "75011"), now)
    quote = WorkOrder.objects.get(case=contact.case_id).quote
    calendar = force_of(contact.case.charter_id).calendar
    starts = Instant(calendar.starts(calendar.day(now)) + 14 * HOUR)
    visits.do_book_visit(contact.case_id, visits.Wanted(quote, "", starts), now)


def checks():
    """Return which checks find something, and all rows that they name."""
    faults = audited().faults
    return {str(each.check) for each in faults}, {row for each in faults for row in each.rows}


def state(contact, **changes):
    """Change what the row of a contact's case holds, past all actions."""
    row = Case.objects.get(pk=contact.case_id)
    Case.objects.filter(pk=row.pk).update(state={**row.state, **changes})


@action
def written(*events):
    keep_events(events)


@action
def told(*entries):
    append(entries)


def test_a_contact_that_its_case_has_waiting_and_no_queue_has_is_lost(life):
    talk = {**Case.objects.get(pk=life["visited"].case_id).state["callbacks"][0], "contact": "k9"}
    state(life["visited"], callbacks=[talk])
    found, rows = checks()
    assert {"lost-contact", "ghost-contact", "contact-row"} <= found
    assert {"contact k9", f"case {life['visited'].case_id}"} <= rows


def test_an_agent_who_has_what_is_over_is_told(life):
    state(life["talking"], talks=[])
    found, rows = checks()
    assert {"ghost-contact", "case-state", "contact-row"} <= found
    assert f"contact {life['talking'].token}" in rows


def test_a_contact_that_is_offered_to_two_is_told(life, now):
    token, case = life["waiting"].token, str(life["waiting"].case_id)
    for agent in ("ines", "marc"):
        written(OfferMade(at=now, case=case, contact=token, agent=agent, team="tv", expires=now))
    assert checks()[0] == {"double-offer", "replay"}


def test_a_message_without_its_row_and_a_row_without_its_line_are_told(life, now):
    Message.objects.all().delete()
    assert checks()[0] == {"lost-message"}
    made = Message.objects.create(key="unsaid", case_id=life["talking"].case_id, by="agent", text="x", at=now)
    assert f"message {made.pk}" in checks()[1]


def test_what_happened_twice_is_told(life, now):
    case, clock = life["visited"].case_id, Case.objects.get(pk=life["visited"].case_id).state["clocks"][0]
    for _ in range(2):
        written(PromiseBroken(at=now, case=str(case), promise=clock["promise"], id=clock["id"]))
    assert checks() == ({"happened-twice", "case-state"}, {f"case {case}"})


def doubled(row, **changes):
    """Keep a row a second time, with other values."""
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


PLANTED = {
    "timer-late": lambda life, now: Timer.objects.filter(kind="floor-tick").update(due=now - HOUR),
    "timer-missing": lambda life, now: Timer.objects.filter(key__contains=" clock ").delete(),
    "timer-effect": lambda life, now: Timer.objects.filter(key__contains=" clock ").update(done_at=now),
    "case-row": lambda life, now: Case.objects.update(priority=7),
    "case-state": lambda life, now: state(life["talking"], owner="marc"),
    "visit-row": lambda life, now: Visit.objects.update(starts=now),
    "contact-row": lambda life, now: Contact.objects.update(state="arrived"),
    "pool-gap": lambda life, now: Pool.objects.filter(pool_seq__gt=0).update(pool_seq=99),
    "floor-rows": lambda life, now: Waiting.objects.all().delete(),
    "ledger": lambda life, now: LedgerEntry.objects.bulk_create(
        [
            LedgerEntry(
                case_id=life["visited"].case_id, kind="charge", at=now, of="q9", cents=1, currency="EUR"
            )
        ]
    ),
    "visit-twice": lambda life, now: doubled(Visit.objects.get(), place=9),
    "visit-away": lambda life, now: Turn.objects.update(state="away"),
    "round": lambda life, now: Round.objects.update(version=0),
    "reservation": lambda life, now: Visit.objects.update(state="reserved", held_until=now - HOUR),
    "outbox-late": lambda life, now: Outbox.objects.update(again_at=now - HOUR),
}


@pytest.mark.parametrize("check", PLANTED)
def test_each_fault_that_is_planted_is_found_by_its_own_check(life, check, now):
    PLANTED[check](life, now)
    assert check in checks()[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "v9", "quote": "q9"}, "in the route of"),
        ({"name": "v9", "place": 9}, "are to come under the quote"),
        ({"quote": "q9", "place": 9}, "stand for the visit"),
    ],
)
def test_a_visit_that_is_there_twice_is_told_in_each_way_in_which_it_can_be(life, changes, said):
    doubled(Visit.objects.get(), **changes)
    [found] = [each for each in audited().faults if each.check == "visit-twice"]
    assert said in found.what.text
    assert dict(found.what.facts)["count"] == "2"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "reserved", "held_until": None}, "has no end"),
        ({"state": "reserved", "held_until": 9 * 10**15}, "nothing will ring"),
        ({"held_until": 9 * 10**15}, "still has the end of a reservation"),
    ],
)
def test_a_reservation_without_an_end_is_told(life, changes, said):
    Visit.objects.update(**changes)
    [found] = [each for each in audited().faults if each.check == "reservation"]
    assert said in found.what.text


def test_whoever_goes_out_no_more_is_told_and_who_is_at_the_door_is_not_away(life):
    Staff.objects.filter(role="technician").update(active=False)
    assert "visit-away" in checks()[0]
    Visit.objects.update(state="arrived")
    assert "visit-away" not in checks()[0]


def test_a_charge_of_the_journal_without_its_row_is_told(life, now):
    case = str(life["visited"].case_id)
    written(FeeCharged(at=now, case=case, remedy="visit", quote="q1", amount=Money(100, "EUR")))
    assert checks() == ({"ledger"}, {f"case {case}"})


def test_two_rows_of_the_outbox_under_one_key_are_told(life):
    """The table itself takes no second one: a temporary one of its name stands before it here."""
    with connection.cursor() as cursor:
        again = "SELECT * FROM records_outbox"
        cursor.execute(f"CREATE TEMPORARY TABLE doubled AS {again} UNION ALL {again}")
        cursor.execute("ALTER TABLE doubled RENAME TO records_outbox")
        try:
            found = checks()
        finally:
            cursor.execute("DROP TABLE records_outbox")
    assert found[0] == {"outbox-twice"}
    assert found[1] == {f"outbox {key}" for key in Outbox.objects.values_list("key", flat=True)}
    assert len(found[1]) > 1


def test_columns_of_the_floor_that_say_something_else_than_their_body_are_told(life):
    Waiting.objects.update(expires=1)
    Presence.objects.update(state="available")
    assert checks()[0] == {"floor-rows"}


def test_a_number_that_is_left_out_is_told_and_so_is_what_the_floor_refuses(life, now):
    body = {"told": "Ticked", "at": now + HOUR}
    told(Entry(at=now, kind=FLOOR_TOLD, body=body, pool="all", pool_seq=99))
    assert "pool-gap" in checks()[0]
    left = {"told": "Left", "at": now + HOUR, "contact": "nobody"}
    told(Entry(at=now, kind=FLOOR_TOLD, body=left, pool="all", pool_seq=100))
    assert "replay" in checks()[0]


def test_a_snooze_that_was_woken_and_a_promise_that_broke_are_in_order(life, clock, now):
    for hours in (1, 2, 30):
        moment = Instant(now + hours * HOUR)
        while ring_timers(moment) or empty_outbox(moment):
            pass
    clock[0] = Instant(now + 31 * HOUR)
    assert Timer.objects.filter(done_at__isnull=False).count() > 2
    assert audited().faults == ()


def test_the_command_names_rows_and_counts_and_ends_with_1(life, capsys):
    configuration.prepared_data_folder()
    assert main(["reconcile", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "faults: 0 · cases 3 · contacts 3 · offers 1 · replayed 6\n"
    Message.objects.all().delete()
    assert main(["reconcile", "--lang", "en"]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("lost-message  message ")
    assert last.startswith("faults: 1 · ")


def test_the_audit_waits_for_nobody_and_nobody_for_it(life, now):
    """A writer is in the midst of an action while it looks: on SQLite that is the only place to write."""
    import threading

    from django.db import connection

    inside, done = threading.Event(), threading.Event()

    @action
    def slow():
        Case.objects.update(priority=7)
        inside.set()
        done.wait(30)

    def act():
        slow()
        connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    inside.wait(30)
    assert audited().faults == ()
    done.set()
    thread.join()
    assert checks()[0] == {"case-row"}
