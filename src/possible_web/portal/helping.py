"""Helpers: invited by a link that is shown once, seeing what the customer allows, until it is withdrawn."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from possible.values import N_, Refused
from possible_web.actions.helpers import (
    ALLOWED,
    Invitation,
    digest_of,
    do_invite_helper,
    do_join_helper,
    do_withdraw_helper,
)
from possible_web.actions.messages import LARGEST, MOST_FILES, Author, do_send_message
from possible_web.keeping import clock
from possible_web.pages import limits
from possible_web.pages.asking import HELPER_KEY, for_everybody
from possible_web.portal import chat
from possible_web.portal.case import case_context
from possible_web.portal.frame import Scene, helper_asks, page, scene_of, scene_of_case
from possible_web.records.doors import Asker, NotHere
from possible_web.records.models import Helper, Message
from possible_web.records.people import new_token

NAMES = {
    "chat": N_("What is written, from now on, and they may write too"),
    "visit": N_("The visit and its window"),
    "receipt": N_("The receipt"),
}


@for_everybody
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, reference: str) -> HttpResponse:
    """Invite somebody: name them, choose what they may see; the link is shown once."""
    scene = scene_of_case(request, reference)
    link, refused = "", None
    if request.method == "POST":
        limits.spend(request, "invite")
        wanted = Invitation(request.POST.get("name", ""), tuple(request.POST.getlist("allows")))
        try:
            _, token = do_invite_helper(scene.row.pk, wanted, scene.now)
            link = settings.PUBLIC_URL + reverse("portal-help", args=[token])
        except Refused as error:
            refused = error
    context = {
        "row": scene.row,
        "link": link,
        "refused": refused,
        "given": request.POST.dict(),
        "chosen": request.POST.getlist("allows") or ["chat"],
        "names": NAMES,
        "allowed": ALLOWED,
    }
    return page(request, "portal/invite.html", context, 422 if refused else 200)


@for_everybody
@require_POST
def withdraw(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Withdraw a helper's link: it shows nothing from this moment on."""
    scene = scene_of_case(request, reference)
    helper = Helper.objects.filter(case=scene.row, pk=number).first()
    if helper is None:
        raise NotHere(number)
    do_withdraw_helper(helper, scene.now)
    return redirect("portal-case", reference)


@for_everybody
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a helper before they join, so that a program that looks at links joins nothing."""
    limits.spend(request, "open")
    now = clock.now()
    helper = Helper.objects.filter(digest=digest_of(token), withdrawn_at=None, ends_at__gt=now).first()
    if helper is None:
        raise NotHere(token)
    if request.method == "POST":
        request.session[HELPER_KEY] = helper.pk
        do_join_helper(helper, now)
        return redirect("portal-helping")
    return page(request, "portal/join.html", {"helper": helper, "names": NAMES})


def _scene(asker: Asker) -> Scene:
    if asker.helper is None:
        raise NotHere("helper")
    return scene_of(asker.helper.case)


@for_everybody
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a helper what the customer allows."""
    return _page(request, helper_asks(request))


def _page(request: HttpRequest, asker: Asker, refused: Refused | None = None) -> HttpResponse:
    scene = _scene(asker)
    allows = asker.helper.allows if asker.helper else []
    seen = case_context(request, scene)
    context = {
        "helper": asker.helper,
        "allows": allows,
        "row": scene.row,
        "speech": scene.speech,
        "visits": seen["visits"] if "visit" in allows else [],
        "bill": seen["bill"] if "receipt" in allows else None,
        "said": chat.said_to(asker, scene),
        "me": Message.By.HELPER,
        "key": new_token(),
        "refused": refused,
        "given": request.POST.dict(),
        "most_files": MOST_FILES,
        "largest": LARGEST // chat.MEGABYTE,
        "scene": scene,
        "send_to": reverse("portal-helping-send"),
    }
    return page(request, "portal/helping.html", context, 422 if refused else 200)


@for_everybody
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Write as a helper, where the customer allows the chat."""
    asker = helper_asks(request)
    scene = _scene(asker)
    if asker.helper is None or "chat" not in asker.helper.allows:
        raise NotHere("chat")
    limits.spend(request, "message")
    try:
        author = Author(Message.By.HELPER, helper=asker.helper)
        do_send_message(scene.row.pk, author, chat.writing_in(request, scene), scene.now)
    except Refused as refused:
        return _page(request, asker, refused)
    return redirect(reverse("portal-helping") + "#end")
