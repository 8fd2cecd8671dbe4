"""Coming, pausing and going; taking what is offered or not; calls; wrap-up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from possible.values import N_, sentence
from possible_web.actions import desk
from possible_web.desk.acting import acting, back, for_desk, note
from possible_web.desk.scene import BREAKS, DISPOSITIONS
from possible_web.keeping.clock import now
from possible_web.pages.asking import asker_of
from possible_web.records.doors import contact_seen_by
from possible_web.records.models import Contact, Staff


def staff_of(request: HttpRequest) -> Staff:
    """Return who acts; the guard of the view let only staff in."""
    staff = asker_of(request).staff
    assert staff is not None  # noqa: S101 - see above
    return staff


@for_desk
@acting
def change(request: HttpRequest) -> HttpResponse:
    """Be ready, on a break with its reason, or away."""
    reason = request.POST.get("reason", "")
    state = "break" if reason in BREAKS else request.POST.get("state", "")
    desk.do_change_presence(staff_of(request), state, now(), reason if state == "break" else "")
    return back(request)


@for_desk
@acting
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take a contact that rings, and go to its case."""
    contact = contact_seen_by(asker_of(request), token)
    taken = desk.do_accept_offer(contact.token, staff_of(request), now())
    return to_case(taken)


@for_desk
@acting
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Let a contact go to the next one; the customer keeps the place."""
    contact = contact_seen_by(asker_of(request), token)
    desk.do_decline_offer(contact.token, staff_of(request), now())
    note(request, sentence(N_("It goes to the next one. The customer keeps the place.")))
    return back(request)


@for_desk
@acting
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether a call that we owed reached the customer."""
    contact = contact_seen_by(asker_of(request), token)
    reached = request.POST.get("reached") == "yes"
    desk.do_report_call(contact.token, staff_of(request), now(), reached=reached)
    if reached:
        return to_case(contact)
    note(request, sentence(N_("Noted: not reached. It is tried again in ten minutes, three times in all.")))
    return back(request)


@for_desk
@acting
def wrap_up(request: HttpRequest, token: str) -> HttpResponse:
    """Say how a contact ended, and be free."""
    contact = contact_seen_by(asker_of(request), token)
    how = request.POST.get("disposition", "")
    desk.do_wrap_up(contact.token, staff_of(request), how if how in DISPOSITIONS else "", now())
    return back(request)


def to_case(contact: Contact) -> HttpResponse:
    """Go to the page of a contact's case."""
    return redirect("desk-case", contact.case.reference) if contact.case else redirect("desk-start")
