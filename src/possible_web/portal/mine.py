"""One's own: the data that we have, taken along or erased; cases for an account; the link of a mail."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from possible.values import N_, Refused
from possible.values.event_forms import KIND
from possible.values.instant import Instant, written
from possible_web.actions.customers import do_claim_cases, do_erase_customer, do_verify_customer
from possible_web.keeping import clock, links
from possible_web.keeping.lines import content_of, is_shells
from possible_web.pages import limits
from possible_web.pages.asking import CUSTOMER_KEY, for_everybody
from possible_web.pages.said import say_html
from possible_web.portal.frame import customer_asks, page
from possible_web.records.doors import NotHere
from possible_web.records.models import Case, Customer, Device, Journal, Message, Rating, Visit

CLAIMED = N_("What you began here is in your account now.")
ERASED = N_("Everything that says who you are is erased.")


@for_everybody
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show what we have about the customer who asks, readable."""
    customer = _customer(request)
    return page(request, "portal/mine.html", {"mine": everything(customer), "customer": customer})


@for_everybody
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Return what we have about the customer who asks, as JSON to take along."""
    text = json.dumps(everything(_customer(request)), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


def _customer(request: HttpRequest) -> Customer:
    customer = customer_asks(request).customer
    if customer is None:
        raise NotHere("mine")
    return customer


def everything(customer: Customer) -> dict[str, Any]:
    """Return all that is kept of a customer: who they are, their cases, what was said, what happened."""
    cases = Case.objects.filter(customer=customer).order_by("pk")
    return {
        "name": customer.name,
        "language": customer.language,
        "since": _at(customer.since),
        "account": customer.account.email if customer.account else "",
        "reach": [
            {
                "kind": each.kind,
                "value": each.value,
                "said": _at(each.said_at),
                "verified": _at(each.verified_at),
            }
            for each in customer.identities.order_by("pk")
        ],
        "known": customer.known,
        "devices": [
            {
                "service": each.service,
                "serial": each.serial,
                "given": _at(each.given_at),
                "back_by": _at(each.back_by),
                "returned": _at(each.returned_at),
            }
            for each in Device.objects.filter(customer=customer).order_by("pk")
        ],
        "visited at": {
            "address": customer.address,
            "postcode": customer.postcode,
            "access": customer.access,
            "north": customer.north,
            "east": customer.east,
        },
        "cases": [_case(row) for row in cases],
    }


def _case(row: Case) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "opened": _at(row.opened_at),
        "status": row.status,
        "language": row.language,
        "facts": row.state.get("facts", {}),
        "quotes": row.state.get("quotes", []),
        "contacts": [
            {
                "channel": each.channel,
                "began": _at(each.arrived_at),
                "ended": _at(each.ended_at),
                "number": each.number,
            }
            for each in row.contacts.order_by("pk")
        ],
        "visits": [
            {
                "starts": _at(each.starts),
                "ends": _at(each.ends),
                "state": each.state,
                "address": each.address,
                "postcode": each.postcode,
                "access": each.access,
                "said of it": [[one.stars, one.words] for one in Rating.objects.filter(visit=each)],
            }
            for each in Visit.objects.filter(case=row).order_by("pk")
        ],
        "messages": [_message(each) for each in row.messages.prefetch_related("attachments").order_by("pk")],
        "helpers": [
            {"name": each.name, "allows": each.allows, "withdrawn": _at(each.withdrawn_at)}
            for each in row.helpers.order_by("pk")
        ],
        "happened": [_happened(each) for each in Journal.objects.filter(case=row.pk).order_by("position")],
    }


def _happened(row: Journal) -> dict[str, Any]:
    if is_shells(row.kind):
        return {"at": _at(row.at), "kind": row.kind, **row.body}
    content = content_of(row.kind, row.at, row.case, row.contact, row.body)
    return {"at": content.pop("at"), "kind": content.pop(KIND), **content}


def _message(row: Message) -> dict[str, Any]:
    files = [
        {"name": each.name, "size": each.size, "address": f"/file/{each.token}"}
        for each in row.attachments.all()
    ]
    return {"at": _at(row.at), "by": row.by, "text": row.text, "files": files}


def _at(at: int | None) -> str:
    return written(Instant(at)) if at is not None else ""


@for_everybody
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase what says who the customer is, after asking; what may be kept, and why, is said before."""
    customer = _customer(request)
    refused = None
    if request.method == "POST":
        try:
            do_erase_customer(customer, clock.now())
        except Refused as error:
            refused = error
        else:
            request.session.flush()
            messages.success(request, say_html(ERASED))
            return redirect("portal-start")
    still_open = Case.objects.filter(customer=customer).exclude(status__in=("solved", "closed"))
    context = {"refused": refused, "still_open": list(still_open)}
    return page(request, "portal/erase.html", context, 422 if refused else 200)


@for_everybody
@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Take what this browser began without an account into the one that is signed in."""
    token = request.session.get(CUSTOMER_KEY, "")
    if not token or not request.user.is_authenticated:
        raise NotHere("claim")
    do_claim_cases(token, request.user, clock.now())
    del request.session[CUSTOMER_KEY]
    messages.success(request, say_html(CLAIMED))
    return redirect("portal-cases")


@for_everybody
@require_http_methods(["GET", "POST"])
def by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Open a case by the link of a mail: asked first, so that a mail program that looks opens nothing."""
    limits.spend(request, "open")
    found = links.opened(token)
    if found is None:
        raise NotHere(token)
    if request.method == "POST":
        do_verify_customer(found.customer, found.mail, clock.now())
        request.session[CUSTOMER_KEY] = found.customer.token
        number = request.GET.get("visit", "")
        if number.isascii() and number.isdecimal() and len(number) < 16:
            return redirect("portal-cancel", int(number))
        return redirect("portal-case", found.reference)
    return page(request, "portal/open.html", {"reference": found.reference})
