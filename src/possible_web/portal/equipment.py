"""One's equipment: what one has, the code of an exchange, and what is to be brought back until when."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from possible.values import N_, Refused
from possible_web.actions.equipment import do_renew_code
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.equipment import devices_of
from possible_web.pages import limits
from possible_web.pages.asking import for_everybody
from possible_web.pages.said import say_html
from possible_web.pages.speech import Speech, language_here
from possible_web.portal.frame import customer_asks, page
from possible_web.records.doors import NotHere
from possible_web.records.models import Customer, Device, Exchange

RENEWED = N_("This is your new code.")


@dataclass(frozen=True, slots=True)
class Swap:
    """An exchange: its code, until when it holds, whether that is over, and what was got for it."""

    row: Exchange
    service: str
    until: str
    expired: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A device: for what, since when, and until when it is to be brought back."""

    row: Device
    service: str
    since: str
    back_by: str
    late: bool


@for_everybody
@require_safe
def equipment(request: HttpRequest) -> HttpResponse:
    """Show what one has from us."""
    return _page(request)


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    customer = customer_asks(request).customer
    assert customer is not None  # noqa: S101 - `customer_asks` lets nobody else in
    charter = charter_in_force().charter
    speech = Speech(charter, language_here(charter))
    things = _things(customer, speech)
    context = {
        "swaps": _swaps(customer, speech),
        "things": [each for each in things if not each.back_by],
        "to_return": [each for each in things if each.back_by],
        "refused": refused,
    }
    return page(request, "portal/equipment.html", context, 422 if refused else 200)


def _swaps(customer: Customer, speech: Speech) -> list[Swap]:
    rows = Exchange.objects.filter(case__customer=customer, used_at=None).select_related("case")
    return [
        Swap(row, _service(row.service, speech), speech.day(row.expires_at), row.expires_at < clock.now())
        for row in rows.order_by("-pk")
    ]


def _things(customer: Customer, speech: Speech) -> list[Thing]:
    now = clock.now()
    return [
        Thing(
            row,
            _service(row.service, speech),
            speech.day(row.given_at),
            speech.day(row.back_by) if row.back_by is not None else "",
            row.back_by is not None and row.back_by < now,
        )
        for row in devices_of(customer)
    ]


def _service(name: str, speech: Speech) -> str:
    return str(speech.value("service", name)) if name else ""


@for_everybody
@require_POST
def renew(request: HttpRequest, number: int) -> HttpResponse:
    """Get another code for one's own exchange whose code has expired."""
    customer = customer_asks(request).customer
    limits.spend(request, "reach")
    if not Exchange.objects.filter(pk=number, case__customer=customer).exists():
        raise NotHere(number)
    try:
        do_renew_code(number, clock.now())
    except Refused as refused:
        return _page(request, refused)
    messages.success(request, say_html(RENEWED))
    return redirect("portal-equipment")
