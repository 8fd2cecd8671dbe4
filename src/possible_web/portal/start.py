"""The first page, “what is wrong?”, and the beginning of a contact: no account, one contact a click."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from possible.charter import Charter
from possible.charter.steps import Ask
from possible.journey import turns
from possible.journey.case import Case
from possible.journey.joining import joining
from possible.values import N_, Refused, sentence
from possible.values.plain import from_plain
from possible_web.actions.contacts import Arrival, do_begin_contact, do_take_turn
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.families import not_merged
from possible_web.keeping.force import force_of
from possible_web.keeping.meeting import Stranger
from possible_web.pages import errors, limits
from possible_web.pages.asking import asker_of, for_everybody, knows
from possible_web.pages.speech import Speech, language_here
from possible_web.portal.frame import TEXT_CHANNELS, Scene, chat_line, page, visitor_of
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Customer
from possible_web.records.people import new_token

KEY = re.compile(r"[A-Za-z0-9_-]{22}")
OTHER = "other"


@for_everybody
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what one can come for, the case that is open, and every way to reach a person."""
    try:
        charter = charter_in_force().charter
    except Refused:
        return errors.not_ready(request)
    customer = asker_of(request).customer
    context = {
        "key": new_token(),
        "can_begin": bool(chat_line(charter, language_here(charter))),
        "open_cases": _open(customer),
    }
    return page(request, "portal/start.html", context)


def _open(customer: Customer | None) -> list[CaseRow]:
    if customer is None:
        return []
    found = not_merged(CaseRow.objects.filter(customer=customer, status__in=("open", "waits")))
    return list(found.order_by("-changed_at")[:3])


@for_everybody
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a contact on the charter's written line with what is wrong, and go to its first question.

    It joins the open case on the same matter; where another matter was named, the customer says which it is.
    """
    value, matter = request.POST.get("value", ""), request.POST.get("matter", "")
    charter = charter_in_force().charter
    fact = first_question(charter)
    if value not in charter.domain_of(fact).values:
        raise Refused(sentence(N_("Say what is wrong.")), sentence(N_("go back, and choose one of the list")))
    limits.spend(request, "begin")
    visitor = visitor_of_click(request)
    there = joined(visitor, (fact, value))
    if there is not None and not matter and there.facts.get(fact, value) != value:
        return _which(request, there, value)
    contact = begun(request, visitor, anew=matter == OTHER, says=(fact, value))
    return redirect("portal-talk", contact.token)


def _which(request: HttpRequest, there: Case, value: str) -> HttpResponse:
    charter = charter_in_force().charter
    row = CaseRow.objects.get(pk=there.id)
    speech = Speech(charter, language_here(charter))
    context = {
        "row": row,
        "about": title_of(row, there, speech),
        "value": value,
        "named": speech.value(first_question(charter), value),
        "key": new_token(),
    }
    return page(request, "portal/which.html", context)


def _say(contact: Contact, fact: str, value: str) -> None:
    """Say what is wrong where it is asked; a case that was joined knows it already."""
    case = from_plain(Case, CaseRow.objects.values_list("state", flat=True).get(pk=contact.case_id or 0))
    talk = case.talk(contact.token)
    if talk is not None and talk.asked == fact and contact.case_id:
        turn = turns.Says(contact=contact.token, fact=fact, value=value)
        do_take_turn(contact.case_id, turn, clock.now())


def first_question(charter: Charter) -> str:
    """Return the fact that the first question with ways asks: what is wrong."""
    steps = charter.paths["welcome"].steps
    return next(step.ask for step in steps if isinstance(step, Ask) and step.to)


def joined(visitor: Customer | Stranger, says: tuple[str, str] | None = None) -> Case | None:
    """Return the open case that a new contact of a customer joins; a stranger has none.

    `says`: what they begin with.
    """
    if isinstance(visitor, Stranger):
        return None
    rows = not_merged(CaseRow.objects.filter(customer=visitor).exclude(status="closed"))
    cases = [from_plain(Case, row.state) for row in rows]
    return joining(force_of(charter_in_force().id), cases, clock.now(), says)


def begun(
    request: HttpRequest,
    visitor: Customer | Stranger,
    *,
    anew: bool = False,
    says: tuple[str, str] | None = None,
) -> Contact:
    """Return the written contact that goes on in the case that is joined, or a new one.

    The form's key names it, so that a second click finds the first one's contact. `says`: what is wrong, said
    where it is asked.
    """
    there = None if anew else joined(visitor, says)
    live = next((talk.id for talk in there.talks if talk.channel in TEXT_CHANNELS), "") if there else ""
    if live:
        contact = Contact.objects.get(token=live)
        if says:
            _say(contact, *says)
        return contact
    charter = charter_in_force().charter
    language = language_here(charter)
    line = chat_line(charter, language)
    if not line:
        raise Refused(sentence(N_("Nobody can be written to here.")), sentence(N_("call the free number")))
    key = _token(request.POST.get("key", ""))
    arrival = Arrival(line, language, anew=anew, token=key, says=says)
    keep = partial(knows, request) if isinstance(visitor, Stranger) else None
    return do_begin_contact(visitor, arrival, clock.now(), keep)


def begun_in(request: HttpRequest, scene: Scene, *, goes_on: bool = False) -> Contact:
    """Return the written contact that goes on in one very case, or a new one that joins it.

    `goes_on`: instead of the call that is owed, where one is; it waits for whoever was to call.
    """
    if scene.live is not None:
        return Contact.objects.get(token=scene.live.id)
    line = chat_line(charter_in_force().charter, scene.speech.language)
    arrival = Arrival(
        line,
        scene.speech.language,
        token=_token(request.POST.get("key", "")),
        case=scene.row.pk,
        goes_on=goes_on,
    )
    return do_begin_contact(scene.row.customer, arrival, scene.now)


def visitor_of_click(request: HttpRequest) -> Customer | Stranger:
    """Return the customer of this browser, or the stranger of this click, named by the form's key."""
    return visitor_of(request, _name("customer", request.POST.get("key", "")))


def _token(key: str) -> str:
    """Return the name of the contact that a form begins."""
    return _name("contact", key)


def _name(kind: str, key: str) -> str:
    """Return the name that a form's key gives; nobody who sees the name learns the key."""
    if not KEY.fullmatch(key):
        return ""
    digest = hashlib.sha256(f"{kind} {key}".encode()).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def title_of(row: CaseRow, case: Case, speech: Speech) -> str:
    """Return what a case is about, in the charter's words, as the customer said it."""
    said = (fact for fact in (first_question(speech.charter), "service") if fact in case.facts)
    return " · ".join(str(speech.value(fact, case.facts[fact])) for fact in said) or row.reference
