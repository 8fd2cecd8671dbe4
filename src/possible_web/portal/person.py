"""A person, from every page: write with one now, be called now or at a time of one's choice, or call."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from possible.charter import Charter
from possible.journey.force import InForce
from possible.values import N_, Language, Refused, sentence
from possible.values.instant import HOUR, Instant
from possible_web.actions.callbacks import Wish, do_ask_call
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.force import force_of
from possible_web.keeping.reach import PHONE, newest
from possible_web.pages import limits
from possible_web.pages.asking import asker_of, for_everybody
from possible_web.pages.speech import HALF_HOUR, Speech, language_here
from possible_web.portal import start, talk
from possible_web.portal.frame import chat_line, page, scene_of
from possible_web.portal.waiting import expected
from possible_web.records.people import new_token

TIMES_SHOWN = 24


@for_everybody
@require_safe
def person(request: HttpRequest) -> HttpResponse:
    """Show every way to a person, with the wait that is expected, and what happens while it is closed."""
    force = force_of(charter_in_force().id)
    language = language_here(force.charter)
    team, now = person_of(force.charter), clock.now()
    opens = force.opening(team, language, now) if team else now
    context = {
        "key": new_token(),
        "can_write": bool(chat_line(force.charter, language)),
        "speech": Speech(force.charter, language),
        "expected": expected(team, language) if team else None,
        "closed_until": opens if opens > now else None,
        "can_call": bool(force.callback_promise),
    }
    return page(request, "portal/person.html", context)


def person_of(charter: Charter) -> str:
    """Return the team that answers whoever has said nothing yet."""
    name = charter.paths["welcome"].person
    return name if name in charter.teams else ""


@for_everybody
@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """Write with a person: the contact that goes on asks for one, or a new one begins."""
    limits.spend(request, "begin")
    contact = start.begun(request, start.visitor_of_click(request))
    if contact.case is not None:
        talk.want_person(scene_of(contact.case, contact))
    return redirect("portal-talk", contact.token)


@for_everybody
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Ask to be called: under which number, now or when; whoever waits keeps the place."""
    refused = None
    if request.method == "POST":
        try:
            return _called(request)
        except Refused as error:
            refused = error
    force = force_of(charter_in_force().id)
    speech = Speech(force.charter, language_here(force.charter))
    customer = asker_of(request).customer
    context = {
        "key": request.POST.get("key") or new_token(),
        "speech": speech,
        "times": times(force, speech.language, clock.now()),
        "number": request.POST.get("number") or (newest(customer, PHONE) if customer else ""),
        "chosen": request.POST.get("at", "now"),
        "refused": refused,
    }
    return page(request, "portal/call.html", context, 422 if refused else 200)


def _called(request: HttpRequest) -> HttpResponse:
    limits.spend(request, "begin")
    at = request.POST.get("at", "now")
    if at != "now" and not (at.isascii() and at.isdecimal() and len(at) < 16):
        raise Refused(sentence(N_("Choose when we shall call.")))
    wish = Wish(request.POST.get("number", "")[:40], None if at == "now" else Instant(int(at)))
    if not wish.number.strip():
        raise Refused(sentence(N_("Give a number at which we can call you.")))
    contact = start.begun(request, start.visitor_of_click(request))
    if contact.case is None:
        raise Refused(sentence(N_("This contact is over.")))
    do_ask_call(contact.case.pk, Wish(wish.number, wish.at, contact.token), clock.now())
    return redirect("portal-case", contact.case.reference)


def times(force: InForce, language: Language, now: Instant) -> list[Instant]:
    """Return the half hours of the next days at which somebody who speaks the language can call."""
    team = person_of(force.charter)
    return list(_times(force, team, language, now)) if team else []


def _times(force: InForce, team: str, language: Language, now: Instant) -> Iterator[Instant]:
    at = Instant((now // HALF_HOUR + 2) * HALF_HOUR)
    found = 0
    while found < TIMES_SHOWN and at < now + 7 * 24 * HOUR:
        if force.opening(team, language, at) == at and _by_day(force, at):
            found += 1
            yield at
        at = Instant(at + (HALF_HOUR if found < TIMES_SHOWN // 2 else 2 * HOUR))


def _by_day(force: InForce, at: Instant) -> bool:
    """Tell whether it is between eight in the morning and nine in the evening: nobody is called at night."""
    minute = force.calendar.moment_of(at).minute
    return 8 * 60 <= minute % (24 * 60) < 21 * 60
