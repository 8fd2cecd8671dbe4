"""What agents write: replies, notes, drafts; who looks; files that came with messages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from possible.values import Refused
from possible_web.actions import looking, messages, notes
from possible_web.desk.acting import acting, for_desk, told, whole
from possible_web.desk.case import page_of
from possible_web.desk.conversation import Line, conversation, past_of
from possible_web.desk.presence import staff_of
from possible_web.desk.scene import scene_of
from possible_web.desk.words import words_of
from possible_web.keeping import ChangedMeanwhile
from possible_web.keeping.clock import now
from possible_web.keeping.force import force_of
from possible_web.keeping.meanwhile import changes_since
from possible_web.pages.asking import asker_of
from possible_web.records.doors import attachment_seen_by, case_seen_by
from possible_web.records.models import Case, Contact

PLAIN = ("image/png", "image/jpeg", "image/gif", "image/webp")


@for_desk
@acting
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a reply; what changed meanwhile is shown beside what was written, and nothing of it is lost."""
    row = case_seen_by(asker_of(request), reference)
    text, seen = request.POST.get("text", ""), whole(request.POST.get("seen", ""))
    staff = staff_of(request)
    contact = Contact.objects.filter(case=row, agent=staff, state=Contact.State.CONNECTED).first()
    try:
        files = tuple(
            messages.File(file.name or "", file.read(messages.LARGEST + 1))
            for file in request.FILES.getlist("files")[: messages.MOST_FILES + 1]
        )
        writing = messages.Writing(
            key=request.POST.get("key", ""),
            text=text,
            language=request.POST.get("language", "")[:16],
            contact=contact,
            files=files,
            seen=seen,
            news="news" in request.POST,
        )
        messages.do_send_message(row.pk, messages.Author("agent", staff), writing, now())
    except ChangedMeanwhile as refused:
        notes.do_keep_draft(row.pk, staff, "reply", text, now())
        meanwhile = _meanwhile(request, row, seen or 0)
        return page_of(request, row, 409, refused=told(refused), typed=text, meanwhile=meanwhile)
    except Refused as refused:
        return page_of(request, row, 422, refused=told(refused), typed=text)
    return redirect("desk-case", row.reference)


def _meanwhile(request: HttpRequest, row: Case, seen: int) -> list[Line]:
    """Return what others did to the case since the page was shown, as the conversation tells it."""
    scene = scene_of(request)
    rows = changes_since(row.pk, seen, scene.staff.name)
    if not rows:
        return []
    positions, said = {each.position for each in rows}, {each.body.get("message") for each in rows}
    words = words_of(force_of(row.charter_id).charter)
    lines = conversation(past_of(row), scene.staff, words, scene.times)
    noted = {each.body.get("note") for each in rows}
    wanted = {0: positions, 1: said, 2: noted}
    return [line for line in lines if line.order[1] in wanted[line.order[0]]]


@for_desk
@acting
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Note something for colleagues; `@name` tells somebody."""
    row = case_seen_by(asker_of(request), reference)
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    try:
        notes.do_write_note(row.pk, staff_of(request), key, text, now())
    except Refused as refused:
        return page_of(request, row, 422, refused=told(refused), noted=text)
    return redirect("desk-case", row.reference)


@for_desk
@acting
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep what is being written as it is; it answers nothing, the page stays."""
    row = case_seen_by(asker_of(request), reference)
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    try:
        notes.do_keep_draft(row.pk, staff_of(request), kind, text, now())
    except Refused:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@for_desk
@acting
def look(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that one has the case open, or (`left`) has not any more."""
    row = case_seen_by(asker_of(request), reference)
    if "left" in request.POST:
        looking.do_leave_case(row.pk, staff_of(request), now())
    else:
        looking.do_look_at_case(row.pk, staff_of(request), now())
    return HttpResponse(status=204)


@for_desk
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """Give a file that came with a message: pictures to look at, all else to be kept; never run."""
    found = attachment_seen_by(asker_of(request), token)
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    kept = content_disposition_header(found.media_type not in PLAIN, found.name)
    response.headers["Content-Disposition"] = kept or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
