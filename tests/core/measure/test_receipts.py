"""Receipts: minutes that add up, what was told and promised, each case and customer for itself."""

from hypothesis import find, given
from hypothesis import strategies as st

from possible.charter.tariffs import Phase
from possible.measure.contacts import Contact
from possible.measure.fold import folded
from possible.measure.happened import told
from possible.measure.receipts import CaseReceipts, CustomerReceipts
from possible.values import Money
from possible.values import events as h
from possible.values.event_forms import kinds
from tests.core.happenings import ev, later
from tests.core.values.random_events import of_class

LONG_CALL = [
    ev(h.ContactArrived, 0),
    ev(h.ContactConnected, 10, case=""),
    ev(h.FactAsked, 12, case=""),
    ev(h.CaseOpened, 20),
    ev(h.FactLearnt, 20),
    ev(h.ContactQueued, 40),
    ev(h.WaitTold, 45),
    ev(h.ContactAnswered, 100),
    ev(h.HoldStarted, 160),
    ev(h.HoldEnded, 460),
    ev(h.FactAsked, 470, agent="ines"),
    ev(h.TransferAsked, 500),
    ev(h.ContactQueued, 500, team="network"),
    ev(h.ContactAnswered, 620, agent="marc", team="network"),
    ev(h.AnswerGiven, 650, answer="no", because="not-the-box", instead="technician-visit", appeal=("quality",)),
    ev(h.PromiseMade, 660),
    ev(h.ContactEnded, 700),
    ev(h.CallCharged, 700, seconds=60),
    ev(h.CallCharged, 700, phase="talk", seconds=140, amount="80 EUR"),
    ev(h.PromiseBroken, 90_000, contact=""),
    ev(h.CreditGiven, 90_000, contact=""),
    ev(h.FeeCharged, 95_000, contact=""),
]  # fmt: skip


def test_the_receipt_of_a_case():
    found = folded(CaseReceipts(), LONG_CALL)
    assert list(found) == ["c1"]
    receipt = found["c1"]
    (call,) = receipt.contacts
    assert (call.waited, call.menu, call.held, call.transferred, call.spoke) == (
        70_000, 30_000, 300_000, 120_000, 180_000,
    )  # fmt: skip
    assert call.lasted == 700_000
    assert receipt.reference == "R1"
    assert receipt.calls == (Money(114, "EUR"),)
    assert receipt.to_wait == (Money(34, "EUR"),)
    assert receipt.fees == (Money(11900, "EUR"),)
    assert receipt.paid == (Money(12014, "EUR"),)
    assert receipt.credited == (Money(800, "EUR"),)
    assert [(said.answer, said.instead) for said in receipt.refusals] == [("no", "technician-visit")]
    assert [(each.promise, each.outcome, each.at) for each in receipt.promised] == [
        ("repair", "broken", later(90_000))
    ]
    assert [(each.fact, each.at) for each in receipt.asked_again] == [("problem", later(470))]


def test_one_customer_has_one_receipt_over_all_cases_and_calls():
    short = [
        ev(h.ContactArrived, 1000, contact="k2"),
        ev(h.ContactEnded, 1060, contact="k2", case="", how="abandoned"),
        ev(h.ContactArrived, 1100, contact="k9", customer="dupont"),
        ev(h.ContactEnded, 1110, contact="k9", case=""),
    ]
    found = folded(CustomerReceipts(), LONG_CALL[:17] + short + LONG_CALL[19:])
    assert {customer: len(receipt.contacts) for customer, receipt in found.items()} == {
        "carter": 2,
        "dupont": 1,
    }
    assert found["carter"].minutes("waited") == 130_000
    assert found["carter"].credited == (Money(800, "EUR"),)
    assert folded(CustomerReceipts("dupont"), LONG_CALL + short)["dupont"].minutes("lasted") == 10_000
    alone = folded(CaseReceipts(), LONG_CALL + short)
    assert list(alone) == ["c1", "k2", "k9"]
    assert list(folded(CaseReceipts("c1"), LONG_CALL + short)) == ["c1"]


INSIDE = [
    h.ContactConnected, h.PersonAsked, h.ContactQueued, h.ContactAnswered, h.HoldStarted, h.HoldEnded,
    h.TransferAsked, h.WaitTold, h.SentenceSaid, h.ConnectionLost, h.ContactEnded,
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(INSIDE), st.integers(0, 500)), max_size=30))
def test_the_phases_add_up_to_the_duration_whatever_happens(steps):
    second = 0
    contact = Contact.began(ev(h.ContactArrived, 0))
    for cls, wait in steps:
        second += wait
        contact.feed(ev(cls, second))
        assert contact.in_phases(*Phase) == contact.duration
    if contact.open:
        assert contact.duration == second * 1000


def test_what_follows_a_lost_line_adds_no_minute():
    contact = Contact.began(ev(h.ContactArrived, 0))
    contact.feed(ev(h.ConnectionLost, 30))
    contact.feed(ev(h.ContactEnded, 90, by="network", how="lost"))
    assert (contact.duration, contact.how) == (30_000, "lost")


def test_every_event_has_a_sentence_of_its_own():
    for cls in kinds().values():
        assert told(find(of_class(cls), lambda _: True)).text


def test_a_promise_whose_matter_ended_is_neither_kept_nor_broken():
    events = [ev(h.PromiseMade, 0), ev(h.PromiseEnded, 60, promise="repair", id="p1"), ev(h.PromiseKept, 70)]
    (promised,) = folded(CaseReceipts(), events)["c1"].promised
    assert (promised.outcome, promised.at) == ("ended", later(60))


def test_a_transfer_in_vain_ends_when_the_first_person_goes_on():
    contact = Contact.began(ev(h.ContactArrived, 0))
    for event in (
        ev(h.ContactAnswered, 10),
        ev(h.TransferAsked, 20),
        ev(h.MoveTaken, 50, spot="waiting network handed", to="with tv"),
        ev(h.ContactEnded, 60),
    ):
        contact.feed(event)
    assert contact.in_phases(Phase.TALK) == 20_000
    assert contact.in_phases(Phase.TRANSFER) == 30_000
    assert contact.transfers[0].reached == later(50)
