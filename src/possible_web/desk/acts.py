"""What an agent does on a case, each one turn of it: for the customer, with the customer, and at the end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from possible.journey import turns
from possible.playbooks import Reply, Seen
from possible.values import N_, Refused, money, sentence
from possible_web.actions import callbacks, contacts, desk, exceptions, visits
from possible_web.desk.acting import acting, for_desk, note, whole
from possible_web.desk.presence import staff_of
from possible_web.desk.when import moment_in
from possible_web.keeping.clock import now
from possible_web.pages.asking import asker_of
from possible_web.pages.booking import address_in, chosen_in, wanted_in
from possible_web.records.doors import NotHere, case_seen_by, contact_seen_by, visit_seen_by
from possible_web.records.models import Case, Staff, Visit

Fields = dict[str, str]
REPLIES = {"unknown": Reply.UNKNOWN, "done": Reply.DONE, "unable": Reply.UNABLE, "silence": Reply.SILENCE}


def _says(fields: Fields) -> turns.Turn:
    """The customer (or the records) knows a fact; `playbook`: it answers what a playbook asked."""
    contact, value = fields["contact"], fields.get("value", "")
    if fields.get("playbook"):
        found = REPLIES.get(fields.get("reply", "")) or Seen(_given(value))
        return turns.Replies(contact=contact, observation=found)
    source = fields.get("source", "customer")
    if source in ("records", "system"):
        return turns.Knows(contact=contact, fact=fields.get("fact", ""), value=_given(value), source=source)
    return turns.Says(contact=contact, fact=fields.get("fact", ""), value=_given(value))


def _given(value: str) -> str:
    if not value.strip():
        raise Refused(sentence(N_("Choose an answer first.")))
    return value.strip()[:200]


def _replies(fields: Fields) -> turns.Turn:
    found = REPLIES.get(fields.get("reply", ""))
    if found is None:
        raise Refused(sentence(N_("Choose an answer first.")))
    return turns.Replies(contact=fields["contact"], observation=found)


TURNS: dict[str, Callable[[Fields], turns.Turn]] = {
    "fact": _says,
    "action": _replies,
    "consent": lambda f: turns.Consents(
        contact=f["contact"], consent=f.get("consent", ""), given=f.get("given") == "yes"
    ),
    "agree": lambda f: turns.Agrees(contact=f["contact"]),
    "decline": lambda f: turns.Declines(contact=f["contact"]),
    "instead": lambda f: turns.TakesInstead(contact=f["contact"]),
    "put": lambda f: turns.Puts(contact=f["contact"], question=f.get("question", "")),
    "path": lambda f: turns.GoesThrough(contact=f["contact"], path=f.get("path", "")),
    "hold": lambda f: turns.Holds(contact=f["contact"]),
    "resume": lambda f: turns.Resumes(contact=f["contact"]),
    "transfer": lambda f: turns.HandsOn(contact=f["contact"], team=f.get("team", "")),
    "take-back": lambda f: turns.KeepsCustomer(contact=f["contact"]),
    "lost": lambda f: turns.IsLost(contact=f["contact"]),
    "finish": lambda f: turns.Finishes(contact=f["contact"]),
}
WITHOUT_CONTACT: dict[str, Callable[[Fields, str], turns.Turn]] = {
    "solved": lambda f, _: turns.IsSolved(contact=f.get("contact", "")),
    "not-solved": lambda f, _: turns.IsNotSolved(contact=f.get("contact", "")),
    "news": lambda _, staff: turns.Tells(agent=staff),
    "own": lambda f, staff: turns.Owns(agent=f.get("owner") or staff),
}


@for_desk
@acting
def turn(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Take a turn on the contact that one has; refused when the case is no longer as the page showed it."""
    row = case_seen_by(asker_of(request), reference)
    fields = {key: str(value).replace("\x00", "") for key, value in request.POST.items()}
    contact = contact_seen_by(asker_of(request), fields.get("contact", ""))
    fields["contact"] = contact.token
    version = whole(fields.get("version", ""))
    desk.do_take_agents_turn(contact.token, staff_of(request), TURNS[name](fields), now(), version)
    if name == "finish":
        note(request, sentence(N_("The contact is over. How did it end?")))
        return redirect("desk-start")
    return to(row)


@for_desk
@acting
def mark(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Note something about the case itself: solved or not on the customer's word, news told, its owner."""
    row = case_seen_by(asker_of(request), reference)
    fields = {key: str(value).replace("\x00", "") for key, value in request.POST.items()}
    if name == "own":
        fields["owner"] = known_colleague(fields.get("owner", ""), staff_of(request).name)
    made = WITHOUT_CONTACT[name](fields, staff_of(request).name)
    contacts.do_take_turn(row.pk, made, now(), whole(fields.get("version", "")))
    return to(row)


def known_colleague(name: str, default: str) -> str:
    """Return the name of somebody who works here; `Refused` for anybody else."""
    if name and not Staff.objects.filter(name=name, active=True).exists():
        raise Refused(sentence(N_("Nobody here is called `{name}`."), name=name[:60]))
    return name or default


@for_desk
@acting
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the customer agrees to the price, in their word; with a window where a technician comes."""
    row = case_seen_by(asker_of(request), reference)
    contact = contact_seen_by(asker_of(request), request.POST.get("contact", ""))
    version = whole(request.POST.get("version", ""))
    wanted = wanted_in(request.POST, request.POST.get("quote", ""), contact.token)
    if wanted is None:
        agreed = turns.Agrees(contact=contact.token)
        desk.do_take_agents_turn(contact.token, staff_of(request), agreed, now(), version)
    else:
        visits.do_accept_visit(row.pk, wanted, now())
    note(request, sentence(N_("Agreed, at the price that was told.")))
    return to(row)


@for_desk
@acting
def book(request: HttpRequest, reference: str) -> HttpResponse:
    """Book the window of a visit that was agreed to."""
    row = case_seen_by(asker_of(request), reference)
    visits.do_book_visit(row.pk, chosen_in(request.POST, request.POST.get("quote", "")), now())
    return to(row)


@for_desk
@acting
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a window for some minutes, while one talks."""
    row = case_seen_by(asker_of(request), reference)
    visits.do_reserve_visit(row.pk, chosen_in(request.POST, request.POST.get("quote", "")), now())
    return to(row)


@for_desk
@acting
def let_go(request: HttpRequest, reference: str) -> HttpResponse:
    """Let go of the window that is kept."""
    row = case_seen_by(asker_of(request), reference)
    visits.do_let_go(row.pk, request.POST.get("quote", ""), now())
    return to(row)


@for_desk
@acting
def place(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep where the customer lives."""
    row = case_seen_by(asker_of(request), reference)
    visits.do_place_customer(row.pk, address_in(request.POST), now())
    return to(row)


@for_desk
@acting
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Move a visit to another window, on the customer's word."""
    row = case_seen_by(asker_of(request), reference)
    visit = _visit(request, row)
    wanted = chosen_in(request.POST, visit.quote)
    visits.do_move_visit(visit, wanted.starts, now(), foreign=wanted.foreign)
    note(request, sentence(N_("Moved, on the customer’s word.")))
    return to(row)


@for_desk
@acting
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a visit up, on the customer's word."""
    row = case_seen_by(asker_of(request), reference)
    wants_other = request.POST.get("act") == "other"
    visits.do_cancel_visit(_visit(request, row), now(), wants_other=wants_other)
    note(request, sentence(N_("Nobody comes in that window any more.")))
    return to(row)


def _visit(request: HttpRequest, row: Case) -> Visit:
    """Return the visit of this case that a form names."""
    number = whole(request.POST.get("visit", ""), 0) or 0
    with suppress(NotHere):
        found = visit_seen_by(asker_of(request), number)
        if found.case_id == row.pk:
            return found
    raise Refused(sentence(N_("This visit is not to come any more.")))


@for_desk
@acting
def depart(request: HttpRequest, reference: str) -> HttpResponse:
    """Depart from the table, with a reason; it is listed for review."""
    row = case_seen_by(asker_of(request), reference)
    contact = contact_seen_by(asker_of(request), request.POST.get("contact", ""))
    typed = request.POST.get("price", "").strip().replace(",", ".")
    price = money(f"{typed} {request.POST.get('currency', 'EUR')}") if typed else None
    wanted = exceptions.Wanted(
        request.POST.get("question", ""),
        request.POST.get("answer", ""),
        request.POST.get("reason", ""),
        price,
    )
    version = whole(request.POST.get("version", ""))
    exceptions.do_grant_exception(contact.token, staff_of(request), wanted, now(), version)
    note(request, sentence(N_("Noted with its reason. Your lead will look at it.")))
    return to(row)


@for_desk
@acting
def call(request: HttpRequest, reference: str) -> HttpResponse:
    """Owe the customer a call, now or at a time that suits them."""
    row = case_seen_by(asker_of(request), reference)
    at = moment_in(request.POST.get("at", ""), row)
    number = request.POST.get("number", "")
    callbacks.do_ask_call(row.pk, callbacks.Wish(number, at, request.POST.get("contact", "")), now())
    note(request, sentence(N_("A call is owed. It rings when it is due.")))
    return to(row)


def to(row: Case) -> HttpResponse:
    """Go to the page of a case."""
    return redirect("desk-case", row.reference)
