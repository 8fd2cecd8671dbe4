"""The visit: choosing a window, moving it, giving it up, saying how it was, and taking it along."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant, utc
from possible_web.actions.visits import (
    do_book_visit,
    do_cancel_visit,
    do_let_go,
    do_move_visit,
    do_place_customer,
    do_rate_visit,
    do_reserve_visit,
)
from possible_web.keeping.booking import notice_until
from possible_web.keeping.force import force_of
from possible_web.pages import booking, limits
from possible_web.pages.asking import for_everybody
from possible_web.pages.said import say_html
from possible_web.portal.case import case_page
from possible_web.portal.frame import Scene, customer_asks, first_that_sees, page, scene_of, scene_of_case
from possible_web.portal.shown import speaks, windows_of
from possible_web.records.doors import NotHere, case_seen_by, visit_seen_by
from possible_web.records.models import Role, Visit, WorkOrder

BOOKED = N_("Your visit is booked.")
GIVEN_UP = N_("Nobody comes. It costs you nothing.")
OTHER = N_("Nobody comes in that window. Choose another one: the price holds.")
THANKS = N_("Thank you. Whoever came sees it only as a share of many.")
ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@for_everybody
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, reference: str, quote: str) -> HttpResponse:
    """Choose the window of a visit that was agreed to, or another one for a visit that is booked."""
    scene = scene_of_case(request, reference)
    order = WorkOrder.objects.filter(case=scene.row, quote=quote).first()
    if order is None:
        raise NotHere(quote)
    there = order.visits.filter(state=Visit.State.BOOKED).first()
    refused = None
    if request.method == "POST":
        limits.spend(request, "answer")
        try:
            if _acted(request, scene, quote, there):
                messages.success(request, say_html(BOOKED))
                return redirect("portal-case", reference)
            return redirect("portal-window", reference, quote)
        except Refused as error:
            refused = error
    return _window_page(request, scene, order, there, refused)


def _window_page(
    request: HttpRequest, scene: Scene, order: WorkOrder, there: Visit | None, refused: Refused | None
) -> HttpResponse:
    quote = scene.case.quote(order.quote)
    book = windows_of(scene, quote, there) if quote else None
    if book is None:
        raise NotHere(order.quote)
    context = {
        "row": scene.row,
        "speech": scene.speech,
        "there": there,
        "book": book,
        "speaks": speaks(scene),
        "word": say_html(N_("Move the visit") if there else N_("Book this visit")),
        "refused": refused,
        "given": request.POST.dict(),
    }
    return page(request, "portal/window.html", context, 422 if refused else 200)


def _acted(request: HttpRequest, scene: Scene, quote: str, there: Visit | None) -> bool:
    """Do what a click on the page of windows means; tell whether the visit is booked by that."""
    match request.POST.get("act", "agree"):
        case "address":
            do_place_customer(scene.row.pk, booking.address_in(request.POST), scene.now)
        case "let-go":
            do_let_go(scene.row.pk, quote, scene.now)
        case "keep":
            do_reserve_visit(scene.row.pk, booking.chosen_in(request.POST, quote), scene.now)
        case _:
            wanted = booking.chosen_in(request.POST, quote)
            if there is not None:
                do_move_visit(there, wanted.starts, scene.now, foreign=wanted.foreign)
            else:
                do_book_visit(scene.row.pk, wanted, scene.now)
            return True
    return False


def _own(request: HttpRequest, number: int) -> tuple[Visit, Scene]:
    """Return one of the customer's own visits, with its case."""
    asker = customer_asks(request)
    visit = visit_seen_by(asker, number)
    return visit, scene_of(case_seen_by(asker, visit.case.reference))


@for_everybody
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Give a visit up, for another window or for none; what follows is said before."""
    visit, scene = _own(request, number)
    refused = None
    if request.method == "POST":
        limits.spend(request, "answer")
        wants_other = request.POST.get("act") == "other"
        try:
            do_cancel_visit(visit, scene.now, wants_other=wants_other)
        except Refused as error:
            refused = error
        else:
            messages.success(request, say_html(OTHER if wants_other else GIVEN_UP))
            if wants_other:
                return redirect("portal-window", scene.row.reference, visit.quote)
            return redirect("portal-case", scene.row.reference)
    if visit.state != Visit.State.BOOKED and refused is None:
        return redirect("portal-case", scene.row.reference)
    return page(request, "portal/cancel.html", _cancel(scene, visit, refused), 422 if refused else 200)


def _cancel(scene: Scene, visit: Visit, refused: Refused | None) -> dict[str, object]:
    force = force_of(scene.row.charter_id)
    remedy = force.charter.remedies.get(visit.order.remedy) if visit.order else None
    until = notice_until(remedy, visit, force.calendar) if remedy else None
    return {
        "row": scene.row,
        "visit": visit,
        "window": scene.speech.window(visit.starts, visit.ends),
        "until": scene.speech.moment(until) if until and until > scene.now else "",
        "refused": refused,
    }


@for_everybody
@require_POST
def rate(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what the customer says of a fix."""
    visit, scene = _own(request, number)
    limits.spend(request, "answer")
    stars = request.POST.get("stars", "")
    try:
        given = int(stars) if stars in {"1", "2", "3", "4", "5"} else 0
        do_rate_visit(visit, given, request.POST.get("words", "").replace("\x00", ""), scene.now)
    except Refused as refused:
        return case_page(request, scene, refused)
    messages.success(request, say_html(THANKS))
    return redirect("portal-case", scene.row.reference)


@for_everybody
@require_safe
def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """Return a visit as a calendar file (RFC 5545): each change has the next number; given up, it says so."""
    asker, visit = first_that_sees(request, lambda asker: visit_seen_by(asker, number))
    if asker.role not in (Role.CUSTOMER, Role.HELPER) or not visit.name:
        raise NotHere(number)
    scene = scene_of(case_seen_by(asker, visit.case.reference))
    text = "\r\n".join(map(_folded, _lines(visit, scene))) + "\r\n"
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="visit-{scene.row.reference}.ics"'
    return answer


def _lines(visit: Visit, scene: Scene) -> list[str]:
    speech = scene.speech
    company = speech.charter.company
    title = say_html(
        sentence(
            N_("Technician of {company}, case {reference}"), company=company, reference=scene.row.reference
        )
    )
    over = visit.state == Visit.State.CANCELLED
    place = ", ".join(part for part in (visit.address, visit.postcode) if part)
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Possible//Portal//EN",
        f"METHOD:{'CANCEL' if over else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:visit-{visit.pk}-{scene.row.reference}@possible",
        f"SEQUENCE:{visit.moves + over}",
        f"STATUS:{'CANCELLED' if over else 'CONFIRMED'}",
        f"DTSTAMP:{_moment(visit.booked_at)}",
        f"DTSTART:{_moment(visit.starts)}",
        f"DTEND:{_moment(visit.ends)}",
        f"SUMMARY:{_escaped(title.unescape())}",
        *([f"LOCATION:{_escaped(place)}"] if place else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def _moment(at: int) -> str:
    return f"{utc(Instant(at)):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return "".join(ESCAPED.get(sign, sign) for sign in text)


def _folded(line: str) -> str:
    """Return a line of 75 octets at most, the rest on lines that begin with a blank (RFC 5545, 3.1)."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > 73:
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
