"""The visit: choosing a window, moving it, and taking it along as a calendar file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant, utc
from possible_web.actions.contacts import do_book_visit
from possible_web.actions.visits import do_move_visit
from possible_web.keeping import work
from possible_web.pages.asking import for_everybody
from possible_web.pages.said import say_html
from possible_web.portal.frame import Scene, first_that_sees, page, scene_of, scene_of_case
from possible_web.records.doors import NotHere, case_seen_by, visit_seen_by
from possible_web.records.models import Role, Visit, WorkOrder

BOOKED = N_("Your visit is booked.")
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
        try:
            _book(request, scene, order, there)
        except Refused as error:
            refused = error
        else:
            messages.success(request, say_html(BOOKED))
            return redirect("portal-case", reference)
    context = {
        "row": scene.row,
        "speech": scene.speech,
        "order": order,
        "there": there,
        "windows": work.windows(scene.speech.charter, order, scene.now)[:24],
        "refused": refused,
    }
    return page(request, "portal/window.html", context, 422 if refused else 200)


def _book(request: HttpRequest, scene: Scene, order: WorkOrder, there: Visit | None) -> None:
    starts = request.POST.get("starts", "")
    if not (starts.isascii() and starts.isdecimal() and len(starts) < 16):
        raise Refused(sentence(N_("Choose when we shall come.")))
    if there is not None:
        do_move_visit(there, Instant(int(starts)), scene.now)
    else:
        do_book_visit(scene.row.pk, order.quote, Instant(int(starts)), scene.now)


@for_everybody
@require_safe
def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """Return a visit as a calendar file (RFC 5545)."""
    asker, visit = first_that_sees(request, lambda asker: visit_seen_by(asker, number))
    if asker.role not in (Role.CUSTOMER, Role.HELPER):
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
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Possible//Portal//EN",
        "BEGIN:VEVENT",
        f"UID:visit-{visit.pk}-{scene.row.reference}@possible",
        f"DTSTAMP:{_moment(visit.booked_at)}",
        f"DTSTART:{_moment(visit.starts)}",
        f"DTEND:{_moment(visit.ends)}",
        f"SUMMARY:{_escaped(title.unescape())}",
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
