"""The ledger adds up, whatever happened in whatever order, and its lines read as a bill."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.cli.say import say
from possible.ledger import Entry, Kind, State, entries, ledger, line_told, why_told
from possible.values import Money
from possible.values import events as h
from possible.values.instant import Instant
from tests.core.happenings import ev, later

EUR = "EUR"
QUOTES, CREDITS, DISPUTES = ("q1", "q2", "q3"), ("r1", "r2"), ("d1", "d2")


def entry(kind, of, cents=None, **more):
    amount = None if cents is None else Money(cents, more.pop("currency", EUR))
    return Entry(kind=kind, at=more.pop("at", later(0)), case="c1", of=of, amount=amount, **more)


AT = st.integers(0, 50).map(later)
CENTS = st.integers(0, 20_000)
CURRENCY = st.sampled_from([EUR, EUR, EUR, "USD"])


def some(kind, names, cents, **more):
    return st.builds(
        lambda of, found, at, currency, fields: entry(
            kind, of, found, at=at, **({"currency": currency} if found is not None else {}), **fields
        ),
        st.sampled_from(names), cents, AT, CURRENCY, st.fixed_dictionaries(more),
    )  # fmt: skip


REFS = {"ref": st.sampled_from(DISPUTES)}
BILLS = {"ref": st.sampled_from(["2026-12", "2027-01"])}
ANY = st.lists(
    st.one_of(
        some(Kind.CHARGE, QUOTES, CENTS),
        some(Kind.WAIVER, QUOTES, CENTS),
        some(Kind.CREDIT, CREDITS, CENTS),
        some(Kind.DISPUTE, QUOTES, st.none(), **REFS),
        some(Kind.WITHDRAWN, QUOTES, st.none(), **REFS),
        some(Kind.UPHELD, QUOTES, CENTS, **REFS),
        some(Kind.REJECTED, QUOTES, st.just(0), **REFS),
        some(Kind.BILLED, (*QUOTES, *CREDITS), st.integers(-20_000, 20_000), **BILLS),
    ),
    max_size=14,
)


def added(*sums):
    """Return sums by currency added, nothings left out."""
    currencies = {currency for each in sums for currency in each}
    found = {currency: sum(each.get(currency, 0) for each in sums) for currency in currencies}
    return {currency: cents for currency, cents in found.items() if cents}


@given(ANY, st.randoms(use_true_random=False))
def test_no_order_of_entries_changes_the_ledger(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert ledger(shuffled) == ledger(found)


@given(ANY)
def test_what_is_held_billed_and_to_be_billed_is_the_balance(found):
    kept = ledger(found)
    assert added(kept.held, kept.billed, kept.next_bill) == added(kept.balance)


@given(ANY)
def test_the_balance_is_what_each_charge_comes_to_less_all_credits(found):
    """Reckoned anew, the slow way: for each quote and currency what was asked, less what fell away of it."""
    wanted: dict[str, int] = {}
    for currency in (EUR, "USD"):

        def total(kind, of, currency=currency):
            mine = [each.amount for each in found if each.kind is kind and each.of == of and each.amount]
            return sum(amount.cents for amount in mine if amount.currency == currency)

        for of in QUOTES:
            asked, gone = total(Kind.CHARGE, of), total(Kind.WAIVER, of) + total(Kind.UPHELD, of)
            wanted[currency] = wanted.get(currency, 0) + (asked - gone if gone < asked else 0)
        wanted[currency] -= sum(total(Kind.CREDIT, of) for of in CREDITS)
    assert ledger(found).balance == {currency: cents for currency, cents in wanted.items() if cents}


@given(ANY)
def test_once_everything_open_is_on_a_bill_nothing_is_left_for_the_next(found):
    bill = [
        Entry(
            kind=Kind.BILLED, at=later(99), case=line.case, of=line.of,
            amount=Money(line.open, line.currency), ref="2027-02",
        )
        for line in ledger(found).lines
        if line.open
    ]  # fmt: skip
    assert ledger([*found, *bill]).next_bill == {}
    assert ledger([*found, *bill]).balance == ledger(found).balance


@given(ANY)
def test_nothing_disputed_is_on_the_next_bill(found):
    for line in ledger(found).lines:
        if line.disputed:
            assert (line.open, line.state) == (0, State.DISPUTED)


CHARGED = ev(h.FeeCharged, 10)
STORY = [
    CHARGED,
    ev(h.CreditGiven, 11, credit="r1", promise="visit-kept", amount="3200 EUR"),
    ev(h.ChargeDisputed, 12, dispute="d1", quote="q1", text="The cable in the street was cut."),
    ev(
        h.DisputeSettled,
        13,
        dispute="d1",
        quote="q1",
        amount="11900 EUR",
        reason="it was the street",
        agent="x",
    ),
    ev(h.PutOnBill, 14, bill="2026-12", of="r1", amount="-3200 EUR"),
]


@pytest.mark.parametrize(
    ("until", "balance", "held", "coming", "state"),
    [
        (1, 11_900, 0, 11_900, State.DUE),
        (2, 8_700, 0, 8_700, State.DUE),
        (3, 8_700, 11_900, -3_200, State.DISPUTED),
        (4, -3_200, 0, -3_200, State.FREE),
        (5, -3_200, 0, 0, State.FREE),
    ],
)
def test_a_charge_that_is_disputed_and_given_back(until, balance, held, coming, state):
    kept = ledger(entries(STORY[:until]))
    got = [each.get(EUR, 0) for each in (kept.balance, kept.held, kept.next_bill)]
    assert (*got, kept.lines[0].state) == (balance, held, coming, state)


def test_a_charge_that_was_billed_and_then_let_go_is_taken_off_the_next_bill():
    billed = [CHARGED, ev(h.PutOnBill, 11, bill="2026-12", of="q1", amount="11900 EUR")]
    waived = ev(h.FeeWaived, 12, quote="q1", remedy="visit", amount="11900 EUR", reason="sorry", agent="paul")
    for order in permutations([*billed, waived]):
        kept = ledger(entries(order))
        assert (kept.balance, kept.next_bill) == ({}, {EUR: -11_900})


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ({"promise": "visit-kept"}, "visit: 0 EUR, nothing to pay (we broke a promise: visit-kept)"),
        ({"cause": "network"}, "visit: 0 EUR, nothing to pay (the technician found a fault in the network)"),
        (
            {"reason": "she waited", "agent": "paul"},
            "visit: 0 EUR, nothing to pay (paul let it go: she waited)",
        ),
    ],
)
def test_a_line_says_why_it_is_nothing(why, told):
    event = ev(h.FeeWaived, 12, quote="q1", remedy="visit", amount="11900 EUR", **why)
    (line,) = ledger(entries([event])).lines
    assert (say(line_told(line)), line.quoted) == (told, 11_900)


def test_what_was_decided_about_a_dispute_stands_on_its_line():
    said = [say(line_told(line)) for line in ledger(entries(STORY)).lines]
    assert said == [
        "visit: 0 EUR, nothing to pay (you were right: it was the street)",
        "visit-kept: -32 EUR, on bill 2026-12 (we broke a promise: visit-kept)",
    ]
    no = ev(
        h.DisputeSettled, 13, dispute="d1", quote="q1", amount="0 EUR", reason="it was the plug", agent="x"
    )
    (line,) = ledger(entries([CHARGED, STORY[2], no])).lines
    assert say(line_told(line)) == "visit: 119 EUR, on the next bill (it stays as it is: it was the plug)"
    assert why_told(ledger(entries([CHARGED])).lines[0]) is None


def test_what_a_network_charges_is_no_entry():
    assert list(entries([ev(h.CallCharged, 1), ev(h.QuoteAccepted, 2), ev(h.CaseClosed, 3)])) == []


def test_an_instant_is_no_order():
    early, late = entry(Kind.CHARGE, "q1", 5, at=Instant(2)), entry(Kind.WAIVER, "q1", 9, at=Instant(1))
    assert ledger([early, late]).lines[0].due == 0
