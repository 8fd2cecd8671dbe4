"""No charge without an agreement: every address, as every role, with every field that could mean money."""

from dataclasses import replace

import pytest

from possible.audit import audit
from possible.journey import turns
from possible.values import Money
from possible.values.events import FeeCharged, QuoteAccepted, QuoteGiven
from possible.values.instant import Instant
from possible_web.actions import contacts
from possible_web.keeping import events_of
from possible_web.keeping.clock import now as present
from possible_web.keeping.force import force_of
from possible_web.records.models import Case, Contact, Journal, LedgerEntry, Staff
from tests.web.test_roles import LETTERS, address_of, addresses, world  # noqa: F401 - a fixture

MONEY = ("price", "amount", "fee", "cents", "sum", "charge", "credit", "charged", "cost", "total")


def journal():
    return list(events_of(Journal.objects.order_by("position")))


def unagreed(events):
    """Return the charges above what was agreed to before: all that a stream holds, by a slow and plain look."""
    found, quoted, agreed = [], {}, {}
    for event in events:
        match event:
            case QuoteGiven(quote=quote, price=price):
                quoted[quote] = price
            case QuoteAccepted(quote=quote):
                agreed[quote] = quoted[quote]
            case FeeCharged(quote=quote, amount=amount):
                if amount.cents > 0 and (quote not in agreed or agreed[quote] < amount):
                    found.append(event)
            case _:
                pass
    return found


@pytest.fixture
def quoted(world):  # noqa: F811 - the fixture
    """Return the world with a visit on offer at 119 euros that nobody has agreed to."""
    known, browser_of = world
    contact = Contact.objects.get(token=known["token"])
    at = Instant(present())
    steps = [turns.Says(contact=contact.token, fact=fact, value=value)
             for fact, value in (("problem", "fault"), ("service", "tv"))]  # fmt: skip
    steps += [
        turns.WantsPerson(contact=contact.token),
        turns.Answers(contact=contact.token, agent="agent", team="tv", language="en"),
        turns.Puts(contact=contact.token, question="technician-visit"),
        turns.Knows(contact=contact.token, fact="outage", value="no"),
        turns.Says(contact=contact.token, fact="fault", value="home"),
    ]
    for turn in steps:
        contacts.do_take_turn(contact.case_id, turn, at)
    quote = Case.objects.get(pk=contact.case_id).state["quotes"][-1]
    assert (quote["price"], quote.get("state", "open")) == ({"cents": 11_900, "currency": "EUR"}, "open")
    return {**known, "quote": quote["id"]}, browser_of, contact.case_id


@pytest.mark.timeout(600)  # every address as every role: it is long where others use the machine
def test_no_address_charges_what_nobody_agreed_to(quoted):
    known, browser_of, case = quoted
    fields = {
        **dict.fromkeys(MONEY, "119"), "currency": "EUR", "quote": known["quote"], "contact": known["token"],
        "remedy": "visit", "question": "technician-visit", "answer": "visit", "reason": "x", "text": "x",
        "verdict": "upheld", "cause": "customer", "fixed": "yes", "explanation": "x", "case": known["reference"],
    }  # fmt: skip
    tried = 0
    for name, gaps in sorted(addresses().items(), key=lambda each: each[0] == "portal-withdraw"):
        for who in LETTERS.values():
            answer = browser_of(who).post(address_of(name, gaps, known), fields)
            assert answer.status_code != 500, (name, who)
            tried += 1
    assert tried == len(addresses()) * len(LETTERS)
    assert unagreed(journal()) == []
    charter = force_of(Case.objects.get(pk=case).charter_id).charter
    broken = [each.rule.id for each in audit(journal(), charter)]
    assert [rule for rule in broken if rule.startswith("price-before")] == []
    charged = LedgerEntry.objects.filter(kind="charge").count()
    assert charged == sum(isinstance(event, FeeCharged) for event in journal())


def test_a_charge_that_nobody_agreed_to_is_seen(quoted):
    known, _, case = quoted
    fee = FeeCharged(at=Instant(present()), case=str(case), quote=known["quote"], remedy="visit",
                     amount=Money(11_900, "EUR"))  # fmt: skip
    assert unagreed([*journal(), fee]) == [fee]
    contacts.do_take_turn(case, turns.Agrees(contact=known["token"]), Instant(present()))
    assert unagreed([*journal(), fee]) == []
    dearer = replace(fee, amount=Money(11_901, "EUR"))
    assert unagreed([*journal(), dearer]) == [dearer]
    assert Staff.objects.filter(name="agent").exists()
