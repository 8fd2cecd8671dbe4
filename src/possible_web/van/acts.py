"""The one address to which a phone sends what was done: answered as a page, or as JSON to its script."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from markupsafe import Markup

from possible.values import N_, Refused, sentence
from possible_web.actions.van import do_act_in_van, do_keep_refusal
from possible_web.keeping import clock
from possible_web.keeping.errands import Act, Sent, from_row
from possible_web.keeping.sightings import LARGEST
from possible_web.pages.asking import asker_of
from possible_web.pages.said import say_html
from possible_web.records.models import Staff, VanAct
from possible_web.van.frame import for_technicians

OURS = ("csrfmiddlewaretoken", "key", "kind", "visit", "at", "next")
MOST_FIELDS, LONGEST_FIELD, LONGEST_NAME = 60, 4000, 80
TRY = N_("Try this: {attempt}.")


@for_technicians
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Take an act: the answer is the same however often it is sent under the same name."""
    staff = asker_of(request).staff
    assert staff is not None  # noqa: S101 - only technicians pass the guard of the page
    try:
        row = _done(staff, act_of(request))
    except Refused as refused:
        return _answer(request, "refused", say_html(refused.why), _tried(refused), 422)
    said = say_html(from_row(row.said))
    attempt = _said_attempt(row)
    return _answer(request, row.outcome, said, attempt, 200)


def _done(staff: Staff, made: Act) -> VanAct:
    """Do an act; what is refused is kept as such. Two of one name at the same moment are one."""
    try:
        return do_act_in_van(staff, made, clock.now())
    except IntegrityError:
        return do_act_in_van(staff, made, clock.now())
    except Refused as refused:
        try:
            return do_keep_refusal(staff, made, refused, clock.now())
        except IntegrityError:
            return do_keep_refusal(staff, made, refused, clock.now())


def act_of(request: HttpRequest) -> Act:
    """Return what was sent; `Refused` when it cannot be read."""
    fields = {name: str(value) for name, value in request.POST.items() if name not in OURS and str(value)}
    too_long = any(len(name) > LONGEST_NAME or len(value) > LONGEST_FIELD for name, value in fields.items())
    if too_long or len(fields) > MOST_FIELDS:
        raise Refused(sentence(N_("This is too much for one act.")), sentence(N_("send it in parts")))
    file = request.FILES.get("file")
    sent = Sent(str(file.name), file.read(LARGEST + 1)) if file is not None and file.size else None
    return Act(
        key=request.POST.get("key", ""),
        kind=request.POST.get("kind", "")[:16],
        visit=_whole(request.POST.get("visit", "")) or 0,
        at=_whole(request.POST.get("at", "")),
        fields=fields,
        file=sent,
    )


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def _tried(refused: Refused) -> Markup:
    return say_html(TRY, attempt=refused.attempt) if refused.attempt else Markup("")


def _said_attempt(row: VanAct) -> Markup:
    return say_html(TRY, attempt=from_row(row.attempt)) if row.attempt else Markup("")


def _answer(request: HttpRequest, outcome: str, said: Markup, attempt: Markup, status: int) -> HttpResponse:
    """Answer the script with JSON, and a browser with the page that it came from."""
    if "application/json" in request.headers.get("Accept", ""):
        told = {"outcome": outcome, "said": said.unescape(), "attempt": attempt.unescape()}
        return JsonResponse(told, status=status)
    text = Markup("{} {}").format(said, attempt)
    if outcome == VanAct.Outcome.DONE:
        messages.success(request, text)
    else:
        messages.error(request, text)
    wanted = request.POST.get("next", "")
    ours = wanted.startswith("/van") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if ours else "van")
