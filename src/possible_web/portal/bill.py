"""The receipt of a case: how long one waited and what it cost, what was charged, what is owed."""

from __future__ import annotations

from dataclasses import dataclass

from possible.measure.receipt import Receipt, Tally
from possible.values import N_, Money, Sentence, sentence
from possible_web.keeping import events_of
from possible_web.pages.bills import shown
from possible_web.portal.frame import Scene


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the receipt: what, its sum, what it usually costs, and why it is less than was quoted."""

    what: Sentence
    amount: str
    usual: str = ""
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """The lines of a receipt, and its last one: what is to be paid, or what is owed."""

    items: tuple[Item, ...]
    total: Item
    asked_again: int


def receipt_of(scene: Scene) -> Receipt:
    """Return what the journal of a case comes to."""
    tally = Tally(str(scene.row.pk), scene.row.reference)
    for event in events_of(scene.journal):
        tally.feed(event)
    return tally.result


def bill(scene: Scene, receipt: Receipt) -> Bill:
    """Return the receipt of a case as it is shown."""
    speech, currency = scene.speech, scene.speech.charter.currency
    nothing = Money(0, currency)
    waited = speech.length(receipt.minutes("waited") + _waits_now(scene))
    items = [
        Item(sentence(N_("You waited {length}"), length=waited), speech.money(_sum(receipt.to_wait, nothing)))
    ]
    calls = _sum(receipt.calls, nothing) - _sum(receipt.to_wait, nothing)
    if calls.cents:
        items.append(Item(sentence(N_("Calls, while we spoke")), speech.money(calls)))
    for quote in scene.case.quotes:
        if quote.state in ("accepted", "done"):
            fee = speech.charter.remedies[quote.remedy].fee
            price = nothing if quote.waived else quote.price
            usual = speech.money(fee) if price.cents < fee.cents else ""
            name = sentence("{name}", name=speech.name(quote.remedy))
            line = next((each for each in receipt.bill.lines if each.of == quote.id), None)
            why = shown(line, speech).why if line else None
            items.append(Item(name, speech.money(price), usual, why))
    for credit in receipt.credits:
        name = sentence(N_("Credit for a promise that was broken"))
        items.append(Item(name, speech.money(nothing - credit.amount)))
    return Bill(tuple(items), _total(scene, receipt, nothing), len(receipt.asked_again))


def _waits_now(scene: Scene) -> int:
    """Return how long the talk that goes on has waited so far, where nobody has answered it yet."""
    live = scene.live
    return scene.now - live.place if live and live.queued and live.place is not None else 0


def _sum(sums: tuple[Money, ...], nothing: Money) -> Money:
    return next((amount for amount in sums if amount.currency == nothing.currency), nothing)


def _given_back(receipt: Receipt, nothing: Money) -> Money:
    """Return what was charged and need not be paid after all: let go, or given back."""
    cents = sum(
        line.charged - line.given - line.due
        for line in receipt.bill.lines
        if line.currency == nothing.currency
    )
    return Money(cents, nothing.currency)


def _total(scene: Scene, receipt: Receipt, nothing: Money) -> Item:
    agreed = [
        quote.price
        for quote in scene.case.quotes
        if quote.state == "accepted" and not quote.waived and not quote.charged
    ]
    due = _sum(receipt.paid, nothing)
    for price in agreed:
        due += price
    balance = due - _sum(receipt.credited, nothing) - _given_back(receipt, nothing)
    if balance.cents < 0:
        return Item(sentence(N_("We owe you")), scene.speech.money(nothing - balance))
    return Item(sentence(N_("It costs you")), scene.speech.money(balance))
