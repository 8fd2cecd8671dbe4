"""Who takes which visit, and a broken day repaired: all or nothing, everybody told in time, nothing lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from possible.audit import Auditor
from possible.charter import load
from possible.values import Refused
from possible.values.instant import MINUTE, Instant
from possible_web.actions import board, shifts
from possible_web.actions.visits import do_cancel_visit
from possible_web.keeping import events_of
from possible_web.keeping.deciding import DayHasGoneOn
from possible_web.keeping.decisions import Happening, read, signed
from possible_web.keeping.repairs import options_of, version_of
from possible_web.keeping.rounds import seen
from possible_web.keeping.turning import ring
from possible_web.project.auditing.writing import of_writing
from possible_web.records.models import (
    Journal,
    Message,
    Outbox,
    Round,
    Technician,
    Timer,
    Turn,
    Visit,
)
from tests.web.board.day import DAY, at, promised
from tests.web.conftest import GOOD
from tests.web.rounds.crew import TEAM


def options(happening, now):
    version = version_of(TEAM, DAY)
    return options_of(seen(TEAM, [DAY], now), happening, now, version)


def who(row):
    row.refresh_from_db()
    return row.technician.name if row.technician else ""


def mails(row):
    """What was written about a visit's case since it was booked: (when, subject)."""
    found = Outbox.objects.filter(key__startswith=f"case-{row.case_id} ").order_by("pk")
    return [(each.made_at, each.payload["subject"]) for each in found]


def test_a_visit_is_given_to_who_can_take_it_and_the_customer_is_told_the_name(any_db, nadia, now):
    row = promised(now, 10)
    board.do_place_visit(row.pk, board.Place("amadou"), nadia, now)
    assert who(row) == "amadou"
    assert mails(row)[-1] == (now, "Another technician comes: Amadou")
    said = Message.objects.get(case=row.case_id)
    assert (said.by, said.language) == ("company", "en")
    assert list(of_writing()) == []
    assert said.text.startswith(
        "Amadou comes instead, in the window that you were promised: Tuesday 2\xa0December"
    )


def test_a_window_does_not_move_by_the_board(nadia, now):
    row = promised(now, 10, "amadou")
    before = (row.starts, Journal.objects.count())
    with pytest.raises(Refused, match="does not move without them"):
        board.do_place_visit(row.pk, board.Place("karim", at(14)), nadia, now)
    assert (Visit.objects.get(pk=row.pk).starts, Journal.objects.count()) == before
    assert who(row) == "amadou"


def test_the_bad_day_from_a_sick_technician_to_a_clean_audit(any_db, nadia, now):
    first = promised(now, 10, "amadou", language="fr")
    second = promised(now, 14, "amadou")
    full = [promised(now, 10, name) for name in ("julie", "tom", "karim")]
    morning = at(8, minutes=30)
    found = options(Happening("sick", "amadou", reason="sick"), morning)
    best = found[0]
    kinds = {change.row.pk: change for change in best.changes}
    assert kinds[second.pk].kind == "kept"
    undo = board.do_repair_day(read(signed(best.decision)), nadia, morning)
    assert Turn.objects.get(technician__staff__name="amadou", day=DAY).state == "away"
    assert who(second) != "amadou"
    assert all(who(row) for row in full)
    told = [line for line in mails(second) if line[0] == morning]
    assert told[0][1].startswith("Another technician comes: ")
    assert all(when < second.starts for when, _ in told)
    assert undo.away == "amadou"
    first.refresh_from_db()
    audit_is_clean()


def test_who_cannot_be_kept_is_called_off_credited_unasked_and_told_in_their_language(any_db, nadia, now):
    names = ("amadou", "julie", "tom", "karim")
    rows = [promised(now, 10, name, language="fr", ends=at(10.5)) for name in names]
    morning = at(8, minutes=30)
    option = options(Happening("sick", "amadou", reason="sick"), morning)[0]
    [gone] = [change for change in option.changes if change.kind == "gone"]
    assert (gone.row.pk, str(gone.owed.credit)) == (rows[0].pk, "32 EUR")
    assert str(option.credit) == "32 EUR"
    board.do_repair_day(option.decision, nadia, morning)
    row = Visit.objects.get(pk=rows[0].pk)
    assert row.state == "cancelled"
    assert str(row.pk) not in seen(TEAM, [DAY], morning).plan.visits
    subjects = [subject for when, subject in mails(row) if when == morning]
    assert "Nous ne pouvons pas venir comme promis" in subjects
    assert any("32,00" in subject for subject in subjects)
    assert all(when < row.starts for when, _ in mails(row))
    events = list(events_of(Journal.objects.filter(case=row.case_id).order_by("position")))
    names = [type(event).__name__ for event in events]
    assert names.index("VisitCancelled") < names.index("PromiseBroken") < names.index("CreditGiven")
    [credit] = [event for event in events if type(event).__name__ == "CreditGiven"]
    assert (credit.amount.cents, credit.unasked) == (3200, True)
    assert "malade" in next(event for event in events if type(event).__name__ == "VisitCancelled").reason
    audit_is_clean()


def test_a_decision_on_an_older_day_is_refused_with_the_difference_and_nothing_is_lost(any_db, nadia, now):
    first, other = promised(now, 10, "amadou"), promised(now, 14, "amadou")
    morning = at(8, minutes=30)
    option = options(Happening("sick", "amadou", reason="sick"), morning)[0]
    board.do_place_visit(other.pk, board.Place("karim"), nadia, now)
    before = Journal.objects.count(), Outbox.objects.count(), Round.objects.get().version
    with pytest.raises(DayHasGoneOn, match=f"{other.case.reference} Amadou → Karim"):
        board.do_repair_day(option.decision, nadia, morning)
    assert (Journal.objects.count(), Outbox.objects.count(), Round.objects.get().version) == before
    assert (who(first), who(other)) == ("amadou", "karim")


def test_a_repair_is_undone_but_what_was_told_is_not(any_db, nadia, now):
    row = promised(now, 14, "amadou")
    morning = at(8, minutes=30)
    option = options(Happening("sick", "amadou", reason="sick"), morning)[0]
    undo = board.do_repair_day(option.decision, nadia, morning)
    assert who(row) != "amadou"
    later = Instant(morning + MINUTE)
    board.do_undo_repair(undo, nadia, later)
    assert who(row) == "amadou"
    assert Turn.objects.get(technician__staff__name="amadou", day=DAY).state == "planned"
    assert mails(row)[-1] == (later, "Amadou comes after all")
    with pytest.raises(DayHasGoneOn):
        board.do_undo_repair(undo, nadia, later)


def audit_is_clean():
    auditor = Auditor(load(str(GOOD)))
    events = list(events_of(Journal.objects.order_by("position")))
    breaches = [each for event in events for each in auditor.feed(event)] + list(auditor.finish())
    assert breaches == []


def test_two_who_repair_the_same_day_at_once_one_does_it_and_the_other_is_told(any_db, nadia, now):
    rows = [promised(now, starts, "amadou") for starts in (10, 14)]
    morning = at(8, minutes=30)
    option = options(Happening("sick", "amadou", reason="sick"), morning)[0]
    begin, told = Barrier(2), []

    def repair():
        begin.wait()
        try:
            board.do_repair_day(option.decision, nadia, morning)
            told.append("done")
        except DayHasGoneOn:
            told.append("told")
        finally:
            connection.close()

    both = [Thread(target=repair) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    assert sorted(told) == ["done", "told"]
    assert all(who(row) not in ("", "amadou") for row in rows)
    subjects = [subject for row in rows for when, subject in mails(row) if when == morning]
    assert len(subjects) == len(rows)


def test_a_repair_and_a_customer_who_gives_the_visit_up_never_wait_for_each_other_for_ever(
    any_db, nadia, now
):
    rows = [promised(now, starts, "amadou", language="fr") for starts in (8, 10, 14)]
    morning = at(7)
    option = options(Happening("sick", "amadou", reason="sick"), morning)[-1]
    assert {change.kind for change in option.changes} == {"gone"}
    begin, told = Barrier(2), []

    def repair():
        begin.wait()
        try:
            board.do_repair_day(option.decision, nadia, morning)
            told.append("repaired")
        except Refused as refused:
            told.append(type(refused).__name__)
        finally:
            connection.close()

    def gives_up():
        begin.wait()
        try:
            do_cancel_visit(rows[1], morning, wants_other=True)
            told.append("given up")
        except Refused as refused:
            told.append(type(refused).__name__)
        finally:
            connection.close()

    both = [Thread(target=repair), Thread(target=gives_up)]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    # Whoever was first has it; the other finds another day, or a visit that is called off already.
    assert sorted(told) in (["DayHasGoneOn", "given up"], ["given up", "repaired"])
    states = {row.pk: Visit.objects.get(pk=row.pk).state for row in rows}
    assert states[rows[1].pk] == "cancelled"
    assert set(states.values()) == ({"cancelled"} if "repaired" in told else {"booked", "cancelled"})
    audit_is_clean()


def test_who_is_left_to_wait_is_told_before_and_credited_when_the_window_is_over(nadia, now):
    first = promised(now, 8, "julie", language="fr")
    second = promised(now, 10, "julie", language="fr", ends=at(10.5))
    for name in ("amadou", "karim", "tom"):
        promised(now, 10, name, language="fr", ends=at(10.5))
    Visit.objects.filter(pk=first.pk).update(state="arrived", arrived_at=at(9))
    morning = at(9, minutes=20)
    shifts.do_expect_end(first.pk, at(11, minutes=5), morning)
    leave = next(o for o in options(Happening(), morning) if o.changes[0].kind == "late")
    assert str(leave.credit) == "32 EUR"
    board.do_repair_day(read(signed(leave.decision)), nadia, morning)
    assert who(second) == "julie"
    text = Message.objects.get(case=second.case_id).text
    assert "Julie n’arrive chez vous qu’à 11" in text
    assert "32,00" in text
    assert (morning, "Votre technicien sera en retard") in mails(second)
    turn_of_clock(second)
    kinds = list(Journal.objects.filter(case=second.case_id).values_list("kind", flat=True))
    assert "credit-given" in kinds
    audit_is_clean()


def turn_of_clock(row):
    """Let the timer of the window ring, as the worker does."""
    timer = Timer.objects.filter(case=row.case_id, done_at=None, stopped_at=None, due=row.ends).get()
    with transaction.atomic(durable=True):
        ring(timer, Instant(row.ends))


def test_a_part_that_is_missing_goes_with_who_has_it(nadia, now):
    row = promised(now, 10, "amadou", parts={"box": 1})
    morning = at(8, minutes=30)
    option = options(Happening("part", "amadou", "box", 0, "part"), morning)[0]
    assert [(change.kind, change.before) for change in option.changes] == [("kept", "amadou")]
    board.do_repair_day(option.decision, nadia, morning)
    assert who(row) not in ("", "amadou")
    assert Technician.objects.get(staff__name="amadou").stock == {"box": 0}


def test_what_has_begun_meanwhile_stays_where_it_is(nadia, now):
    first, second = promised(now, 10, "amadou"), promised(now, 14, "amadou")
    morning = at(9, minutes=50)
    option = options(Happening("sick", "amadou", reason="sick"), morning)[0]
    Visit.objects.filter(pk=first.pk).update(state="arrived", arrived_at=at(10))
    board.do_repair_day(option.decision, nadia, at(10, minutes=5))
    assert who(first) == "amadou"
    assert who(second) != "amadou"
