"""Who takes which visit, and a broken day repaired: all or nothing, everybody told in time, nothing lost."""

import pytest

from possible.audit import Auditor
from possible.charter import load
from possible.values import Refused
from possible.values.instant import MINUTE, Instant
from possible_web.actions import board
from possible_web.keeping import events_of
from possible_web.keeping.decisions import Happening, read, signed
from possible_web.keeping.repairs import DayHasGoneOn, options_of, version_of
from possible_web.keeping.rounds import seen
from possible_web.records.models import Journal, Message, Outbox, Round, Turn, Visit
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
