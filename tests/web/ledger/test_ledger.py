"""Charges as rows, on bills, disputed, decided, let go: each with its reason, and never without an agreement."""

import html
import re

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from possible.audit import audit
from possible.journey import turns
from possible.ledger import entries, ledger
from possible.values import Level, Refused
from possible.values.instant import Instant
from possible_web.actions.bills import do_dispute_charge, do_settle_dispute, do_withdraw_dispute
from possible_web.keeping import bills, events_of
from possible_web.keeping.force import force_of
from possible_web.project.worker import ring_timers
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Departure, Journal, LedgerEntry, Outbox, Timer
from tests.web.ledger.conftest import Life


def journal():
    return list(events_of(Journal.objects.order_by("position")))


def sound():
    """The rows are the fold of the journal, and the audit finds nothing."""
    kept = map(bills.entry_of_row, LedgerEntry.objects.order_by("pk"))
    assert ledger(kept) == ledger(entries(journal()))
    charter = force_of(CaseRow.objects.values_list("charter_id", flat=True)[0]).charter
    errors = [each.rule.id for each in audit(journal(), charter) if each.rule.level is Level.ERROR]
    assert [rule for rule in errors if rule.startswith(("price-before", "remedy-owed", "kept-slot"))] == []


def text(answer):
    body = re.sub(r"</?(bdi|b|strong|a)\b[^>]*>", "", answer.content.decode().partition("<body")[2])
    shown = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return " ".join(shown.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_charge_is_entered_with_the_event_and_nobody_can_change_it(charged):
    (row,) = LedgerEntry.objects.filter(kind="charge")
    assert (row.of, row.cents, row.currency, row.name) == (charged.quote, 11_900, "EUR", "visit")
    sound()
    for change in (LedgerEntry.objects.update, LedgerEntry.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    for statement in ("UPDATE records_ledgerentry SET cents = 0", "DELETE FROM records_ledgerentry"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(("cause", "late", "due"), [
    ("customer", False, 11_900), ("network", False, 0), ("equipment", False, 0), ("none", True, -3_200),
])  # fmt: skip
def test_what_a_visit_comes_to_by_its_cause_and_its_hour(carter, made, cause, late, due):
    made("ines")
    life = Life(carter).agreed()
    life.visited(cause, late)
    found = bills.ledger_of_case(life.case_id)
    visits = sum(line.due for line in found.lines if line.name in ("visit", "visit-kept"))
    assert visits == due
    sound()


def test_the_next_bill_takes_what_is_open_once_and_tells_whoever_collects(charged, monkeypatch):
    collected = []

    class Elsewhere:
        def collect(self, items, now):
            collected.extend(items)

    monkeypatch.setattr(bills, "payments", Elsewhere)
    timer = Timer.objects.get(kind=bills.BILL)
    assert timer.due == Instant(1_767_243_600_000)  # 1 January 2026, six in the morning in Paris
    open_before = bills.ledger_of_case(charged.case_id).next_bill
    Timer.objects.exclude(kind=bills.BILL).update(stopped_at=1)
    while ring_timers(timer.due):
        pass
    found = bills.ledger_of_case(charged.case_id)
    assert sum(item.amount.cents for item in collected) == sum(found.billed.values())
    assert {item.bill for item in collected} == {"2026-01"}
    assert open_before["EUR"] == 11_900
    assert found.next_bill == {}
    assert len({item.key for item in collected}) == len(collected)
    sound()
    Timer.objects.filter(pk=timer.pk).update(done_at=None)
    before = LedgerEntry.objects.count()
    ring_timers(Instant(timer.due + 1))
    assert LedgerEntry.objects.count() == before


def test_what_is_disputed_is_not_billed_until_it_is_decided(charged):
    do_dispute_charge(charged.case_id, charged.quote, "It was the street.", Instant(charged.at + 1))
    due = Timer.objects.get(kind=bills.BILL).due
    while ring_timers(due):
        pass
    line = next(line for line in bills.ledger_of_case(charged.case_id).lines if line.name == "visit")
    assert (line.billed, line.due, line.state) == (0, 11_900, "disputed")
    do_withdraw_dispute(charged.case_id, charged.quote, Instant(due + 1))
    assert Timer.objects.get(kind=bills.BILL).due == Instant(1_769_922_000_000)  # 1 February 2026
    sound()


def test_a_customer_sees_each_line_objects_and_takes_it_back(charged, hers):
    page = hers.get("/pay?lang=en")
    assert "On your next bill €119.00 It is written on" in text(page)
    assert "A technician’s visit €119.00" in text(page)
    at = f"/pay/{charged.row.reference}/{charged.quote}"
    empty = hers.post(f"{at}/dispute", {"text": "  "})
    assert empty.status_code == 422
    assert "Say what is wrong with it, in a sentence." in text(empty)
    kept = hers.post(f"{at}/dispute", {"text": "The <b>street</b> was cut."}, follow=True)
    assert "Noted. Nothing is collected for it until we have answered you." in text(kept)
    assert "Held, because you object: €119.00." in text(kept)
    assert "You wrote: “The <b>street</b> was cut.”" in html.unescape(kept.content.decode()).replace(
        "<bdi>", ""
    ).replace("</bdi>", "")
    case = text(hers.get(f"/case/{charged.row.reference}"))
    assert "We answer your objection to a charge" in case
    assert "You object to a charge; it is not collected until we answer" in case
    assert hers.post(f"{at}/dispute", {"text": "again"}).status_code == 422
    back = hers.post(f"{at}/relent", follow=True)
    assert "You took your objection back." in text(back)
    assert hers.post(f"{at}/relent").status_code == 422
    sound()


@pytest.mark.parametrize(("verdict", "said", "line"), [
    ("upheld", "You were right, we give €119.00 back: it was the street",
     "A technician’s visit €0.00 instead of €119.00 you were right: it was the street"),
    ("rejected", "We looked at your objection; it stays as it is: it was the street",
     "it stays as it is: it was the street"),
])  # fmt: skip
def test_a_lead_decides_with_a_reason_and_the_customer_reads_it(charged, hers, desk_of, verdict, said, line):
    hers.post("/case/" + charged.row.reference + "/reach", {"mail": "carter@example.org"})
    hers.post(f"/pay/{charged.row.reference}/{charged.quote}/dispute", {"text": "The street was cut."})
    nora = desk_of("nora", "lead")
    assert "“The street was cut.”" in text(nora.get("/lead?lang=en"))
    at = f"/lead/disputes/{charged.row.reference}/{charged.quote}"
    for fields in ({"verdict": verdict, "reason": " "}, {"verdict": "maybe", "reason": "x"}):
        nora.post(at, fields)
        assert bills.open_disputes() != []
    nora.post(at, {"verdict": verdict, "reason": "it was the street"})
    assert bills.open_disputes() == []
    assert line in text(hers.get("/pay?lang=en"))
    if verdict == "rejected":
        assert "You do not agree? Next looks at it:" in text(hers.get("/pay"))
    assert said in text(hers.get(f"/case/{charged.row.reference}"))
    assert "Our answer about the charge that you object to" in [
        row.payload["subject"] for row in Outbox.objects.all()
    ]
    with pytest.raises(Refused):
        do_settle_dispute(charged.case_id, charged.quote, "upheld", "x", nora.staff, Instant(charged.at + 9))
    sound()


def test_a_fee_is_let_go_by_those_who_may_depart_and_is_reviewed(charged, hers, desk_of):
    at = f"/desk/cases/{charged.row.reference}"
    marc = desk_of("marc", teams=("tv",))
    assert "Let this fee go" not in text(marc.get(at))
    marc.post(f"{at}/waive", {"quote": charged.quote, "reason": "she waited"})
    assert LedgerEntry.objects.filter(kind="waiver").count() == 0
    nora = desk_of("nora", "lead", teams=("supervisors",))
    assert "Let this fee go" in text(nora.get(at + "?lang=en"))
    nora.post(f"{at}/waive", {"quote": charged.quote, "reason": "she waited"})
    assert LedgerEntry.objects.filter(kind="waiver").count() == 1
    row = Departure.objects.get()
    assert (row.question, row.answer, row.price, row.reason) == (
        "technician-visit",
        "visit",
        "0 EUR",
        "she waited",
    )
    assert "she waited" in text(nora.get("/lead"))
    assert "nora let it go: she waited" in text(hers.get("/pay?lang=en"))
    sound()


def test_a_bill_that_is_due_is_not_put_off_by_what_comes_meanwhile(charged):
    due = Timer.objects.get(kind=bills.BILL).due
    charged.at = Instant(due + 1)
    charged.does(turns.Disputes, quote=charged.quote, text="x")
    charged.does(turns.Settles, quote=charged.quote, upheld=False, reason="x", agent="ines")
    assert Timer.objects.get(kind=bills.BILL).due == due


def test_nothing_was_charged_is_said_so(hers):
    assert "Nothing is charged, and nothing is owed." in text(hers.get("/pay?lang=en"))
    assert "Rien n'est facturé, et rien n'est dû." in text(hers.get("/pay?lang=fr")).replace("’", "'")


def test_a_stranger_sees_and_disputes_nothing(charged):
    client = Client(raise_request_exception=False)
    assert client.get("/pay").status_code in (302, 403, 404)
    answer = client.post(f"/pay/{charged.row.reference}/{charged.quote}/dispute", {"text": "x"})
    assert answer.status_code in (302, 403, 404)
    assert bills.open_disputes() == []


def test_bad_names_of_quotes_are_refused_and_nothing_breaks(charged, hers):
    for quote in ("q0", "%00", "x" * 300, "<b>", "é"):
        answer = hers.post(f"/pay/{charged.row.reference}/{quote}/dispute", {"text": "x" * 5000 + "\x00"})
        assert answer.status_code in (302, 400, 404, 422), quote
    assert bills.open_disputes() == []
