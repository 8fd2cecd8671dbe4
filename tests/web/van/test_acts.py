"""What technicians do on the road: once, in any order, at the time it was; refused with what to do."""

from __future__ import annotations

import re
import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from possible.journey import turns
from possible.values import Money, Refused
from possible.values.events import ChargeDisputed, FeeCharged
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.actions.customers import do_erase_customer
from possible_web.actions.van import do_act_in_van, do_keep_refusal
from possible_web.actions.visits import do_rate_visit
from possible_web.keeping import action, clock, keep_events
from possible_web.keeping.again import windows_again
from possible_web.keeping.bills import entry_of_row, keep_entries, ledger_of_case
from possible_web.keeping.errands import Sent, day_here, happened_at
from possible_web.keeping.rounds import Rounds, seen
from possible_web.keeping.shifts import keep_turns
from possible_web.project.archive import tables as tables_of_all
from possible_web.project.auditing.money import of_ledger
from possible_web.project.auditing.writing import of_writing
from possible_web.records.models import (
    Attachment,
    Case,
    Customer,
    Journal,
    LedgerEntry,
    Note,
    Poke,
    Round,
    Technician,
    Trouble,
    Turn,
    VanAct,
    Visit,
    VisitFile,
    VisitReport,
    WorkOrder,
)
from tests.web.conftest import GOOD
from tests.web.ledger.conftest import Life
from tests.web.van.road import act, breaches, case_of, kinds, placed, technician, visit_of

PNG = Sent("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
EURO = Money(100, "EUR")
FIXED = {"fixed": "yes", "cause": "equipment"}


@pytest.fixture
def amadou(any_db, charter, now):
    return technician(now)


@pytest.fixture
def visit(amadou, now):
    return visit_of(amadou, now, Instant(now + HOUR))


@pytest.fixture
def there(visit):
    """Return an instant in the window."""
    return Instant(visit.starts + 10 * MINUTE)


def tables():
    return [model.objects.count() for model in (VanAct, Journal, VisitReport, Attachment, Note, Trouble)]


def test_a_visit_is_made_and_fixed_and_the_journal_breaks_no_law(amadou, visit, there):
    do_act_in_van(amadou, act("set-out", visit), Instant(visit.starts - 20 * MINUTE))
    do_act_in_van(amadou, act("arrive", visit, at=there - 2 * MINUTE), there)
    ended = Instant(there + HOUR)
    close = act("end", visit, at=ended, file=PNG, signed="Ms Carter", notes="New box.", part_box=1, **FIXED)
    row = do_act_in_van(amadou, close, ended)
    assert (row.outcome, row.said["text"]) == ("done", "The visit is over: fixed.")
    visit.refresh_from_db()
    assert (visit.state, visit.fixed, visit.cause) == ("done", True, "equipment")
    assert (visit.arrived_at, visit.ended_at) == (there - 2 * MINUTE, ended)
    report = visit.report
    assert (report.set_out_at, report.parts, report.signed_by) == (
        visit.starts - 20 * MINUTE, {"box": 1}, "Ms Carter",
    )  # fmt: skip
    assert Technician.objects.get().stock == {"box": 1, "cable": 5}
    assert VisitFile.objects.get().kind == "sign"
    assert Note.objects.get().text == "The visit is over: fixed.\nNew box."
    assert list(of_writing()) == []
    wanted = ("visit-arrived", "visit-done", "fee-charged", "service-restored")
    assert kinds(visit, *wanted) == ["visit-arrived", "visit-done", "service-restored"]
    assert breaches(GOOD) == []


def test_the_same_name_again_is_the_same_answer_and_nothing_happens(amadou, visit, there):
    for made in (
        act("arrive", visit, at=there),
        act("photo", visit, file=PNG),
        act("end", visit, **FIXED, part_box=1),
    ):
        first = do_act_in_van(amadou, made, there)
        before = tables(), Technician.objects.get().stock
        again = do_act_in_van(amadou, made, Instant(there + HOUR))
        assert (again.pk, again.said, again.received_at) == (first.pk, first.said, there)
        assert (tables(), Technician.objects.get().stock) == before
    assert kinds(visit, "visit-arrived", "visit-done") == ["visit-arrived", "visit-done"]


def test_one_name_for_two_acts_or_two_people_is_refused(amadou, visit, there, now):
    made = act("arrive", visit, at=there)
    do_act_in_van(amadou, made, there)
    other = technician(now, "julie")
    before = tables()
    for who, what in ((amadou, act("nobody", visit, key=made.key)), (other, made)):
        with pytest.raises(Refused, match="under this name before"):
            do_act_in_van(who, what, there)
    for name in ("", "short", "x" * 65):
        with pytest.raises(Refused, match="no name"):
            do_act_in_van(amadou, act("arrive", visit, key=name or " "), there)
    assert tables() == before


def test_who_ends_without_having_said_that_they_arrived_had_arrived(amadou, visit, there):
    do_act_in_van(amadou, act("end", visit, at=there, **FIXED), there)
    late = do_act_in_van(amadou, act("arrive", visit, at=there - MINUTE), Instant(there + MINUTE))
    assert late.said["text"] == "Your arrival was noted already."
    assert kinds(visit, "visit-arrived", "visit-done") == ["visit-arrived", "visit-done"]
    assert breaches(GOOD) == []


def test_times_are_those_of_the_phone_where_they_can_be(amadou, visit, there, now):
    day = visit.day
    for said, meant in (
        (there - 30 * MINUTE, there - 30 * MINUTE),
        (there + 4 * MINUTE, there),
        (there + 6 * MINUTE, there),
        (there - 24 * HOUR, there),
        (None, there),
        (0, there),
    ):
        assert happened_at(act("arrive", visit, at=said), day, there) == meant
    assert happened_at(act("end", visit, at=there - HOUR), day, there, there - MINUTE) == there
    do_act_in_van(amadou, act("arrive", visit, at=there - 30 * MINUTE), there)
    row = VanAct.objects.get()
    assert (row.said_at, row.happened_at, row.received_at) == (
        there - 30 * MINUTE,
        there - 30 * MINUTE,
        there,
    )
    event = Journal.objects.get(kind="visit-arrived")
    assert event.at == there  # the journal's own order
    assert Journal.objects.get(kind="shell-van-act").body["happened"] == there - 30 * MINUTE


def test_nobody_arrives_before_the_window_but_with_the_customers_word(amadou, visit, now):
    early = Instant(visit.starts - 30 * MINUTE)
    before = tables()
    with pytest.raises(Refused, match="does not expect you yet"):
        do_act_in_van(amadou, act("arrive", visit), early)
    with pytest.raises(Refused, match="does not expect you yet"):
        do_act_in_van(amadou, act("nobody", visit), early)
    assert tables() == before
    do_act_in_van(amadou, act("arrive", visit, key="with-her-word", early="yes"), early)
    assert kinds(visit, "visit-moved", "visit-arrived") == ["visit-moved", "visit-arrived"]
    assert breaches(GOOD) == []


def test_a_visit_that_was_moved_away_called_off_or_is_over_is_refused_with_what_to_do(
    amadou, visit, there, now
):
    julie = technician(now, "julie")

    def refused(why, made, at=there):
        before = tables()
        with pytest.raises(Refused, match=why) as caught:
            do_act_in_van(amadou, made, at)
        assert tables() == before
        assert str(caught.value.attempt) == "call the dispatcher; what you sent is kept"
        return caught.value

    Visit.objects.update(technician=julie)
    error = refused("not yours any more", act("arrive", visit))
    kept = do_keep_refusal(amadou, act("arrive", visit, notes="she opened"), error, there)
    assert (kept.outcome, kept.sent) == ("refused", {"notes": "she opened"})
    assert do_act_in_van(amadou, act("arrive", visit, notes="she opened"), there).pk == kept.pk
    Visit.objects.update(technician=amadou, state="cancelled")
    refused("not yours any more", act("end", visit, **FIXED))
    Visit.objects.update(state="booked", day=visit.day.replace(day=2))
    refused("was moved to 2025-12-02", act("end", visit, **FIXED))
    Visit.objects.update(day=visit.day)
    do_act_in_van(amadou, act("end", visit, key="the-true-end", **FIXED), there)
    refused("over already", act("nobody", visit))
    refused("over already", act("end", visit, **FIXED))
    assert kinds(visit, "visit-done") == ["visit-done"]


def test_what_cannot_be_is_refused_and_nothing_is_written(amadou, visit, there):
    before = tables(), case_of(visit), Technician.objects.get().stock
    for why, made in (
        ("no such act", act("fly", visit)),
        ("not yours any more", act("arrive", None)),
        ("what the cause was", act("end", visit, fixed="yes", cause="ghosts")),
        ("how it goes on", act("end", visit, fixed="no", cause="none")),
        ("which team", act("end", visit, fixed="no", cause="none", step="team", team="ghosts")),
        ("no part", act("end", visit, part_rocket=1, **FIXED)),
        ("no number of parts", act("end", visit, part_box="-1", **FIXED)),
        ("too long", act("end", visit, notes="x" * 2001, **FIXED)),
        ("no picture", act("photo", visit, file=Sent("x.png", b"<html>"))),
        ("too large", act("end", visit, file=Sent("x.png", PNG.content + b"0" * 300_000), **FIXED)),
        ("no photo", act("photo", visit)),
        ("Nothing was filled in", act("find", visit)),
        ("nothing that can be found", act("find", visit, found_ghost="yes")),
        ("nothing that can be found", act("find", visit, **{"found-box-light": "green"})),
        ("Nothing was filled in", act("count")),
        ("what stops you", act("stuck", why="love")),
    ):
        with pytest.raises(Refused, match=why):
            do_act_in_van(amadou, made, there)
    assert (tables(), case_of(visit), Technician.objects.get().stock) == before


def test_nobody_there_charges_nothing_and_leaves_the_price_for_another_window(amadou, visit):
    there = Instant(visit.starts + 20 * MINUTE)
    do_act_in_van(amadou, act("nobody", visit, notes="Rang three times."), there)
    visit.refresh_from_db()
    assert (visit.state, visit.fixed, visit.report.nobody_there) == ("done", False, True)
    assert kinds(visit, "visit-arrived", "visit-done", "fee-charged") == ["visit-arrived", "visit-done"]
    assert [quote.state for quote in case_of(visit).quotes if quote.id == visit.quote] == ["accepted"]
    assert breaches(GOOD) == []


def test_nobody_there_charges_nothing_though_a_price_was_agreed_to(amadou, now):
    carter = Customer.objects.create(name="Ms Carter", language="en", since=now, known={"outage": "no"})
    life = Life(carter, now).agreed("home")
    starts = Instant(now + HOUR)
    case = life.does(turns.Books, quote=life.quote, starts=starts, ends=Instant(starts + 2 * HOUR))
    visit = placed(WorkOrder.objects.get(), amadou, case.visits[-1].id, starts, now)
    do_act_in_van(amadou, act("nobody", visit), Instant(starts + MINUTE))
    assert kinds(visit, "visit-done", "fee-charged") == ["visit-done"]
    again = case_of(visit).quote(life.quote)
    assert (again.state, again.price.cents, again.charged) == ("accepted", 11_900, False)


def test_not_fixed_goes_on_with_another_visit_in_a_window_of_the_plan(amadou, visit, there):
    do_act_in_van(amadou, act("arrive", visit), there)
    visit.refresh_from_db()
    window = windows_again(visit, there)[-1]
    version = Round.objects.get(day=visit.day).version
    ended = Instant(there + HOUR)
    row = do_act_in_van(
        amadou, act("end", visit, fixed="no", cause="equipment", step="visit", starts=window.starts), ended
    )
    assert row.said["text"] == "The visit is over. The next one is booked."
    following = Visit.objects.exclude(pk=visit.pk).get()
    assert (following.starts, following.ends, following.technician, following.order_id) == (
        window.starts, window.ends, amadou, visit.order_id,
    )  # fmt: skip
    assert (following.state, following.planned_at >= window.starts) == ("booked", True)
    assert [each.state for each in case_of(visit).visits] == ["done", "booked"]
    assert case_of(visit).visits[1].id == following.name
    assert Round.objects.get(day=visit.day).version > version
    later = Instant(window.starts + MINUTE)
    do_act_in_van(amadou, act("end", following, **FIXED), later)
    assert kinds(visit, "fee-charged", "visit-done") == ["visit-done", "visit-done"]
    assert breaches(GOOD) == []


@pytest.mark.parametrize("chosen", ["gone", "past", "", "x"])
def test_a_window_that_has_gone_does_not_undo_the_end_of_a_visit(amadou, visit, there, chosen):
    window = windows_again(visit, there)[-1]
    starts = {"gone": window.starts, "past": visit.starts}.get(chosen, chosen)
    keep_turns(seen(visit.team, [day_here(window.starts)], there).turns.values())
    Turn.objects.filter(day=day_here(window.starts)).update(state="away")
    end = act("end", visit, fixed="no", cause="none", step="visit", starts=starts)
    row = do_act_in_van(amadou, end, there)
    gone = "The visit is over. That window has just gone: the customer chooses another."
    later = "The visit is over. The customer chooses when somebody comes again."
    assert row.said["text"] == (gone if chosen in ("gone", "past") else later)
    assert Visit.objects.get().state == "done"
    assert case_of(visit).waits == "with-technician"
    assert breaches(GOOD) == []


def test_not_fixed_goes_to_a_team_or_to_a_swap_with_the_notes(amadou, now):
    visits = [visit_of(amadou, now, Instant(now + HOUR), name=name) for name in ("One", "Two")]
    ways = (("team", "network", "The line."), ("swap", "counter", "The box."))
    for visit, (step, team, text) in zip(visits, ways, strict=True):
        there = Instant(visit.starts + MINUTE)
        fields = {"fixed": "no", "cause": "network", "step": step, "team": team, "notes": text}
        do_act_in_van(amadou, act("end", visit, **fields), there)
        visit.refresh_from_db()
        assert (visit.report.next_step, visit.report.next_team) == (step, team)
        assert visit.case.team == team
        assert Note.objects.get(case=visit.case).text == f"The visit is over: not fixed.\n{text}"
        assert case_of(visit).waits == "with-us"
    assert breaches(GOOD) == []


def test_what_is_found_on_the_spot_is_the_cases_and_the_reports(amadou, visit, there):
    do_act_in_van(amadou, act("arrive", visit), there)
    do_act_in_van(amadou, act("find", visit, found_fault="network", **{"found-box-light": "red"}), there)
    assert visit.report.found == {"fault": "network", "box-light": "red"}
    assert case_of(visit).facts["fault"] == "network"
    assert breaches(GOOD) == []


def test_photos_are_kept_with_the_case_and_bounded(amadou, visit, there):
    for number in range(12):
        do_act_in_van(amadou, act("photo", visit, key=f"photo-{number:03}", file=PNG), there)
    with pytest.raises(Refused, match="12 photos"):
        do_act_in_van(amadou, act("photo", visit, key="photo-012", file=PNG), there)
    assert set(Attachment.objects.values_list("case", "media_type")) == {(visit.case_id, "image/png")}


def test_who_cannot_go_on_tells_the_dispatcher_and_who_counts_is_believed(amadou, visit, there):
    do_act_in_van(amadou, act("stuck", visit, why="vehicle", notes="A flat tyre."), there)
    told = Trouble.objects.get()
    assert (told.why, told.text, told.visit, told.day, told.seen_at) == (
        "vehicle", "A flat tyre.", visit, visit.day, None,
    )  # fmt: skip
    topics = Journal.objects.get(kind="shell-van-act").topics.split()
    assert f"board-{visit.day}" in topics
    do_act_in_van(amadou, act("count", count_box=7), there)
    assert Technician.objects.get().stock == {"box": 7, "cable": 5}
    do_act_in_van(amadou, act("end", visit, part_box=9, **FIXED), there)
    assert Technician.objects.get().stock == {"box": 0, "cable": 5}


def test_the_same_act_sent_by_four_at_once_is_done_once(amadou, visit, there):
    made = act("end", visit, file=PNG, part_box=1, **FIXED)
    answers, wrong = [], []

    def send():
        try:
            answers.append(do_act_in_van(amadou, made, there).pk)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert kinds(visit, "visit-arrived", "visit-done") == ["visit-arrived", "visit-done"]
    assert (VisitFile.objects.count(), Technician.objects.get().stock["box"]) == (1, 1)


def poked(since=0):
    """Return the topics that were poked, after so many."""
    return [row.topic for row in Poke.objects.order_by("pk")][since:]


@pytest.mark.parametrize("kind", ["set-out", "arrive", "end"])
def test_whoever_waits_on_the_same_route_looks_again_at_each_step_and_nobody_else_does(
    amadou, visit, there, now, kind
):
    second, third = (visit_of(amadou, now, Instant(now + hours * HOUR)) for hours in (3, 5))
    other = visit_of(technician(now, "julie"), now, Instant(now + 3 * HOUR))
    Visit.objects.filter(pk=third.pk).update(state="cancelled")
    before = Poke.objects.count()
    do_act_in_van(amadou, act(kind, visit, **(FIXED if kind == "end" else {})), there)
    found = poked(before)
    assert f"case-{second.case_id}" in found
    assert not {f"case-{third.case_id}", f"case-{other.case_id}"} & set(found)


def test_the_customer_reads_that_somebody_is_on_the_way_and_no_more_once_another_comes(
    amadou, visit, there, now, monkeypatch
):
    def page(language):
        browser = Client()
        session = browser.session
        session["customer"] = visit.case.customer.token
        session.save()
        answer = browser.get(f"/case/{visit.case.reference}?lang={language}", follow=True)
        return re.sub("</?bdi>", "", answer.content.decode())

    monkeypatch.setattr(clock, "now", lambda: there)
    assert ("is on the way to you" in page("en"), "You are next." in page("en")) == (False, True)
    do_act_in_van(amadou, act("set-out", visit), there)
    assert ("Amadou is on the way to you." in page("en"), "You are next." in page("en")) == (True, False)
    assert "Amadou est en route vers vous." in page("fr")
    technician(now, "julie")
    with transaction.atomic(durable=True):
        rounds = Rounds(visit.team, [visit.day], there)
        keys = {key.technician: key for key in rounds.plan.turns}
        rounds.keep(rounds.plan.with_routes({keys["amadou"]: (), keys["julie"]: (str(visit.pk),)}))
    assert Visit.objects.get(pk=visit.pk).technician.name == "julie"
    assert "is on the way to you" not in page("en")


SECRETS = (
    "12 rue des Lilas",
    "41B7",
    "Dog bites",
    "Petra Garnier",
    "Too rude",
    "The street was cut",
    "ill near her",
)


def everything():
    """Return all rows but the journal's, as text, with pictures decoded."""
    found = []
    for model in tables_of_all():
        if model is not Journal:
            for row in model._base_manager.values_list():
                found += [bytes(each) if isinstance(each, memoryview) else each for each in row]
    return str(found)


def test_who_is_erased_leaves_nothing_of_the_visit_but_that_it_was(amadou, visit, there, now):
    Customer.objects.filter(pk=visit.case.customer_id).update(
        address="12 rue des Lilas", access="code 41B7", postcode="75011", north=1, east=1
    )
    do_act_in_van(
        amadou, act("stuck", visit, key="stuck-at-her-door", why="ill", notes="ill near her"), there
    )
    do_act_in_van(amadou, act("photo", visit, key="photo-of-the-box", file=PNG), there)
    made = act("end", visit, file=PNG, notes="Dog bites", signed="Petra Garnier", **FIXED)
    do_act_in_van(amadou, made, there)
    do_rate_visit(Visit.objects.get(pk=visit.pk), 2, "Too rude", there)
    words = ChargeDisputed(
        at=there, case=str(visit.case_id), dispute="d1", quote=visit.quote, text="The street was cut"
    )
    charged = FeeCharged(at=there, case=str(visit.case_id), quote=visit.quote, remedy="visit", amount=EURO)
    action(lambda: (keep_events([charged, words]), keep_entries([charged, words], there)))()
    before = everything()
    assert [secret for secret in SECRETS if secret not in before] == []
    assert str(PNG.content) in before
    ledger = ledger_of_case(visit.case_id).balance
    Case.objects.filter(pk=visit.case_id).update(status="solved")
    do_erase_customer(Customer.objects.get(pk=visit.case.customer_id), there)
    after = everything()
    assert [secret for secret in (*SECRETS, str(PNG.content)) if secret in after] == []
    gone = Visit.objects.get(pk=visit.pk)
    assert (gone.north, gone.east, gone.postcode, gone.state) == (None, None, "", "done")
    assert (gone.rating.stars, gone.report.signed_by) == (2, "")
    assert ledger_of_case(visit.case_id).balance == ledger
    assert list(of_ledger()) == []


def test_an_entry_of_the_ledger_loses_the_customers_words_and_nothing_else(amadou, visit, now):
    mine = LedgerEntry(case_id=visit.case_id, kind="dispute", at=now, of="q1", why="Mine", ref="d1")
    LedgerEntry.objects.bulk_create([mine])
    row = LedgerEntry.objects.get()
    for change in ("of = 'q2', why = ''", "why = 'Other'", "at = 1, why = ''", "kind = 'charge', why = ''"):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE records_ledgerentry SET {change}")  # noqa: S608 - ours
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_ledgerentry")
    assert LedgerEntry.objects.get().why == "Mine"
    assert LedgerEntry.objects.forget_words() == 1
    row.why = ""
    assert entry_of_row(LedgerEntry.objects.get()) == entry_of_row(row)
