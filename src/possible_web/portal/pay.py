"""What a customer pays: each line with its reason, disputed with one form, undone with one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from possible.ledger import Kind, Ledger
from possible.values import N_, Money, Refused
from possible_web.actions.bills import do_dispute_charge, do_withdraw_dispute
from possible_web.keeping import bills, clock
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.force import force_of
from possible_web.pages import limits
from possible_web.pages.asking import for_everybody
from possible_web.pages.bills import Shown, shown, sums
from possible_web.pages.said import say_html
from possible_web.pages.speech import Speech, language_here
from possible_web.portal.frame import customer_asks, page
from possible_web.records.doors import case_seen_by
from possible_web.records.models import Case, Customer

DISPUTED = N_("Noted. Nothing is collected for it until we have answered you.")
WITHDRAWN = N_("You took your objection back.")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page: the line itself, and the reference of its case."""

    line: Shown
    reference: str
    day: str


@for_everybody
@require_safe
def pay(request: HttpRequest) -> HttpResponse:
    """Show all that is charged and credited."""
    return _page(request)


def _page(request: HttpRequest, refused: Refused | None = None, **given: str) -> HttpResponse:
    customer = customer_asks(request).customer
    assert customer is not None  # noqa: S101 - `customer_asks` lets nobody else in
    kept = bills.ledger_of_customer(customer)
    speech = _speech(charter_in_force().charter)
    context = {
        "rows": _rows(customer, kept),
        "next": sums(kept.next_bill, speech),
        "gives": sum(kept.next_bill.values()) < 0,
        "held": sums(kept.held, speech) if kept.held else "",
        "billed_on": speech.day(bills.next_bill(clock.now(), speech.zone)),
        "bills": _bills(kept, speech),
        "refused": refused,
        "given": {"quote": "", "text": "", **given},
    }
    return page(request, "portal/pay.html", context, 422 if refused else 200)


def _speech(charter: Any) -> Speech:
    return Speech(charter, language_here(charter))


def _rows(customer: Customer, kept: Ledger) -> list[Row]:
    """Return the lines, the newest first, each in the words of the charter that its case has."""
    cases = {str(row.pk): row for row in Case.objects.filter(customer=customer)}
    speeches = {row.charter_id: _speech(force_of(row.charter_id).charter) for row in cases.values()}
    found = []
    for line in reversed(kept.lines):
        row = cases[line.case]
        speech = speeches[row.charter_id]
        found.append(Row(shown(line, speech), row.reference, speech.day(line.at)))
    return found


def _bills(kept: Ledger, speech: Speech) -> list[tuple[str, str]]:
    """Return the bills, the newest first: their names and sums."""
    found: dict[str, dict[str, int]] = {}
    for line in kept.lines:
        for entry in line.entries:
            if entry.kind is Kind.BILLED and entry.amount:
                one = found.setdefault(entry.ref, {})
                one[entry.amount.currency] = one.get(entry.amount.currency, 0) + entry.amount.cents
    return [(name, " + ".join(_money(one, speech))) for name, one in sorted(found.items(), reverse=True)]


def _money(one: dict[str, int], speech: Speech) -> list[str]:
    return [speech.money(Money(cents, currency)) for currency, cents in one.items()]


@for_everybody
@require_POST
def dispute(request: HttpRequest, reference: str, quote: str) -> HttpResponse:
    """Dispute a charge of one's own, in one's own words."""
    row = case_seen_by(customer_asks(request), reference)
    limits.spend(request, "reach")
    text = request.POST.get("text", "")
    try:
        do_dispute_charge(row.pk, quote.replace("\x00", ""), text, clock.now())
    except Refused as refused:
        return _page(request, refused, quote=quote, text=text)
    messages.success(request, say_html(DISPUTED))
    return redirect("portal-pay")


@for_everybody
@require_POST
def relent(request: HttpRequest, reference: str, quote: str) -> HttpResponse:
    """Take one's own dispute back."""
    row = case_seen_by(customer_asks(request), reference)
    try:
        do_withdraw_dispute(row.pk, quote.replace("\x00", ""), clock.now())
    except Refused as refused:
        return _page(request, refused)
    messages.success(request, say_html(WITHDRAWN))
    return redirect("portal-pay")
