"""The open case: what is next, what was promised, what happened, what it cost; the customer ends it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from possible.journey import turns
from possible.journey.case import Case as Value
from possible.journey.case import CaseState, Quote, Talk
from possible.values import N_, Refused
from possible.values.plain import from_plain
from possible_web.actions.contacts import do_take_turn
from possible_web.actions.customers import Reach, do_reach_customer
from possible_web.keeping import clock
from possible_web.keeping.families import merged_into
from possible_web.keeping.force import force_of
from possible_web.keeping.people import staff_named
from possible_web.keeping.reach import MAIL, PHONE, newest
from possible_web.pages import limits
from possible_web.pages.asking import CUSTOMER_KEY, asker_of, for_everybody
from possible_web.pages.said import say_html
from possible_web.pages.speech import Speech, language_here
from possible_web.portal import start
from possible_web.portal.bill import bill, receipt_of
from possible_web.portal.coming import STARS, called_off, coming, to_rate
from possible_web.portal.frame import Scene, customer_asks, page, scene_of_case, seen
from possible_web.portal.owed import owed_call
from possible_web.portal.promised import promised
from possible_web.portal.timeline import timeline
from possible_web.records.doors import cases_seen_by, messages_seen_by
from possible_web.records.models import Case, Helper, Message, Role, Staff, Visit, WorkOrder
from possible_web.records.people import new_token
from possible_web.records.prepared import Prepared

NOTED = N_("We noted that it is solved. One click, and the case goes on.")
ON = N_("The case goes on, with all that we know.")
NO_CALL = N_("Nobody calls you any more. The case stays open, with all that was promised in it.")
REACHED = N_("We noted how to reach you.")
STATES = {
    Case.Status.OPEN: N_("open"),
    Case.Status.WAITS: N_("open"),
    Case.Status.SOLVED: N_("solved"),
    Case.Status.CLOSED: N_("closed"),
}


@for_everybody
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List one's own cases, the open ones first; offer to take over what this browser began."""
    asker = asker_of(request)
    mine = cases_seen_by(asker) if asker.role == Role.CUSTOMER else Case.objects.none()
    rows = list(mine.order_by("closed_at", "-changed_at")[:100])
    context = {"cases": [_listed(row) for row in rows], "claimable": _claimable(request)}
    return page(request, "portal/cases.html", context)


def _listed(row: Case) -> dict[str, Any]:
    charter = force_of(row.charter_id).charter
    speech = Speech(charter, language_here(charter, row.language))
    return {
        "row": row,
        "title": start.title_of(row, from_plain(Value, row.state), speech),
        "state": STATES[Case.Status(row.status)],
        "opened": speech.ago(row.opened_at, clock.now()),
    }


def _claimable(request: HttpRequest) -> int:
    """Return how many cases this browser's session began without the account that is signed in."""
    token = request.session.get(CUSTOMER_KEY)
    if not token or not request.user.is_authenticated or asker_of(request).role != Role.CUSTOMER:
        return 0
    return Case.objects.filter(customer__token=token, customer__account=None).count()


@for_everybody
@require_safe
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one's own case; whoever was away from its conversation is back."""
    scene = scene_of_case(request, reference)
    return case_page(request, seen(scene, scene.live.id) if scene.live else scene)


def case_page(request: HttpRequest, scene: Scene, refused: Refused | None = None) -> HttpResponse:
    """Return the page of a case; `refused`: what was wrong with what was sent."""
    customer = scene.row.customer
    context = case_context(request, scene) | {
        "refused": refused,
        "mail": newest(customer, MAIL),
        "phone": newest(customer, PHONE),
        "given": request.POST.dict(),
        "helpers": _helpers(scene.row.pk, scene.now),
        "key": new_token(),
        "live_talk": scene.live.id if scene.live else None,
        "live_agent": _agent_of(scene.live),
        "owed": owed_call(scene),
    }
    return page(request, "portal/case.html", context, 422 if refused else 200)


_orders = Prepared(lambda case: WorkOrder.objects.filter(case=case, done_at=None).order_by("pk"))
_helpers = Prepared(lambda case, now: Helper.objects.filter(case=case, withdrawn_at=None, ends_at__gt=now))


def _agent_of(talk: Talk | None) -> Staff | None:
    return staff_named(talk.agent) if talk else None


def case_context(request: HttpRequest, scene: Scene) -> dict[str, Any]:
    """Return what a case shows to its customer, and in parts to a helper."""
    orders = _orders(scene.row.pk)
    said = messages_seen_by(asker_of(request), scene.row).select_related("staff", "helper")
    return {
        "scene": scene,
        "row": scene.row,
        "speech": scene.speech,
        "title": start.title_of(scene.row, scene.case, scene.speech),
        "owner": staff_named(scene.case.owner),
        "goes_on_in": merged_into(scene.row),
        "over": scene.case.state is not CaseState.OPEN,
        "visits": coming(scene),
        "rated": to_rate(scene),
        "stars": STARS,
        "to_book": [(order, called_off(scene, order)) for order in orders if _wants_window(scene, order)],
        "quotes": [_quote(scene, quote) for quote in scene.case.quotes if quote.state == "open"],
        "promised": promised(scene),
        "timeline": timeline(scene),
        "bill": bill(scene, receipt_of(scene)),
        "said": list(reversed(said.prefetch_related("attachments").order_by("-pk")[:20])),
        "me": Message.By.CUSTOMER,
        "opened": scene.speech.ago(scene.row.opened_at, scene.now),
        "position": scene.position,
    }


def _wants_window(scene: Scene, order: WorkOrder) -> bool:
    """Tell whether a visit was agreed to and has no window yet."""
    quote = scene.case.quote(order.quote)
    remedy = scene.speech.charter.remedies.get(order.remedy)
    visits = remedy is not None and scene.speech.charter.teams[remedy.by].visits
    booked = order.visits.exclude(state=Visit.State.CANCELLED).exists()
    return bool(visits and quote and quote.state == "accepted" and not booked)


def _quote(scene: Scene, quote: Quote) -> dict[str, Any]:
    return {
        "name": scene.speech.name(quote.remedy),
        "price": scene.speech.money(quote.price),
        "until": scene.speech.moment(quote.expires) if quote.expires else "",
    }


@for_everybody
@require_POST
def solved(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that the customer says it is solved; said twice it changes nothing."""
    scene = scene_of_case(request, reference)
    if scene.case.state is CaseState.OPEN:
        live = scene.live.id if scene.live else ""
        do_take_turn(scene.row.pk, turns.IsSolved(contact=live), scene.now)
        messages.success(request, say_html(NOTED))
    return redirect("portal-case", reference)


@for_everybody
@require_POST
def not_solved(request: HttpRequest, reference: str) -> HttpResponse:
    """Let the case go on: with one click, as it was."""
    scene = scene_of_case(request, reference)
    do_take_turn(scene.row.pk, turns.IsNotSolved(), scene.now)
    messages.info(request, say_html(ON))
    return redirect("portal-case", reference)


@for_everybody
@require_POST
def go_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Go on with a case where it stood: in the talk that goes on, or in a new one that joins it."""
    scene = scene_of_case(request, reference)
    limits.spend(request, "begin")
    if scene.case.state is not CaseState.OPEN:
        do_take_turn(scene.row.pk, turns.IsNotSolved(), scene.now)
    contact = start.begun_in(request, scene, goes_on=request.POST.get("instead") == "call")
    return redirect("portal-talk", contact.token)


@for_everybody
@require_POST
def no_call(request: HttpRequest, reference: str) -> HttpResponse:
    """Let nobody call any more, since the customer does not need it; said twice it changes nothing."""
    scene = scene_of_case(request, reference)
    if scene.case.callbacks:
        do_take_turn(scene.row.pk, turns.WantsNoCall(), scene.now)
        messages.success(request, say_html(NO_CALL))
    return redirect("portal-case", reference)


@for_everybody
@require_POST
def reach(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep how the customer wants to be called and reached."""
    scene = scene_of_case(request, reference)
    limits.spend(request, "reach")
    wanted = Reach(*(request.POST.get(name, "") for name in ("name", "mail", "phone")))
    try:
        do_reach_customer(customer_asks(request).customer, wanted, scene.now)  # type: ignore[arg-type]
    except Refused as refused:
        return case_page(request, scene, refused)
    messages.success(request, say_html(REACHED))
    return redirect("portal-case", reference)
