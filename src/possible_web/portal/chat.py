"""Writing with a person: what was said, who is there, files, and what reached whom. It works by reloading."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from possible.values import N_, Refused, sentence
from possible.values.instant import SECOND
from possible_web.actions.messages import (
    LARGEST,
    MOST_FILES,
    Author,
    File,
    Writing,
    do_note_writing,
    do_read_messages,
    do_send_message,
)
from possible_web.keeping.people import staff_named
from possible_web.pages import limits
from possible_web.pages.asking import asker_of, for_everybody
from possible_web.portal.frame import Scene, first_that_sees, page, scene_of_talk, seen
from possible_web.portal.shown import shown
from possible_web.portal.waiting import standing
from possible_web.records.doors import Asker, attachment_seen_by, messages_seen_by
from possible_web.records.models import Message, Role
from possible_web.records.people import new_token

SHOWN = 200
CUSTOMER = Message.By.CUSTOMER
INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp")
MEGABYTE = 1024 * 1024


def context_of(request: HttpRequest, scene: Scene) -> dict[str, Any]:
    """Return what the chat shows beside the talk itself; what we said has been read with it."""
    talk = scene.talk
    agent = staff_named(talk.agent) if talk else None
    return {
        "agent": agent,
        "standing": standing(scene),
        "said": said_to(asker_of(request), scene),
        "key": new_token(),
        "most_files": MOST_FILES,
        "largest": LARGEST // MEGABYTE,
        "position": scene.position,
        "seconds": SECOND,
    }


def said_to(asker: Asker, scene: Scene) -> list[Message]:
    """Return the last messages of a case with their files, oldest first."""
    if asker.role == Role.CUSTOMER and _unread(scene):
        do_read_messages(scene.row.pk, CUSTOMER, scene.now)
    found = messages_seen_by(asker, scene.row).select_related("staff", "helper")
    newest = found.prefetch_related("attachments").order_by("-pk")[:SHOWN]
    return list(reversed(newest))


def _unread(scene: Scene) -> bool:
    ours = Message.objects.filter(case=scene.row, by__in=(Message.By.AGENT, Message.By.COMPANY))
    return ours.filter(read_at=None).exists()


@for_everybody
@require_POST
def send(request: HttpRequest, token: str) -> HttpResponse:
    """Send a message with its files: one for each key, however often the button is pressed."""
    scene = scene_of_talk(request, token)
    limits.spend(request, "message")
    refused = None
    try:
        writing = writing_in(request, scene)
        do_send_message(scene.row.pk, Author(CUSTOMER), writing, scene.now)
    except Refused as error:
        refused = error
    return answered(request, scene, refused, reverse("portal-talk", args=[token]) + "#end")


def answered(request: HttpRequest, scene: Scene, refused: Refused | None, back: str) -> HttpResponse:
    """Answer what was sent: with the field anew for a page with scripts, else with the page it came from."""
    context = {
        "refused": refused,
        "given": request.POST.dict() if refused else {},
        "key": request.POST.get("key", "") if refused else new_token(),
        "scene": scene,
        "contact": scene.contact,
        "most_files": MOST_FILES,
        "largest": LARGEST // MEGABYTE,
        "asked": shown(scene),
        "send_to": request.path,
    }
    if request.headers.get("HX-Request"):
        return render(request, "portal/part/write.html", context)
    if refused is None:
        return redirect(back)
    return page(request, "portal/unsent.html", context | {"back": back}, 422)


def writing_in(request: HttpRequest, scene: Scene) -> Writing:
    """Return the message of a form; `Refused` when it has more or larger files than are taken."""
    sent = request.FILES.getlist("files")
    if len(sent) > MOST_FILES or any((file.size or 0) > LARGEST for file in sent):
        raise Refused(
            sentence(N_("These files are too many or too large.")),
            sentence(N_("{most} files of {size} MB each at most"), most=MOST_FILES, size=LARGEST // MEGABYTE),
        )
    files = tuple(File(file.name or "", file.read()) for file in sent)
    return Writing(
        key=request.POST.get("key", ""),
        text=request.POST.get("text", ""),
        language=scene.speech.language,
        contact=scene.contact,
        files=files,
    )


@for_everybody
@require_safe
def heard(request: HttpRequest, token: str) -> HttpResponse:
    """Return what was said, for a page that is open."""
    scene = scene_of_talk(request, token)
    context = {"said": said_to(asker_of(request), scene), "speech": scene.speech, "me": CUSTOMER}
    return render(request, "portal/part/heard.html", context)


@for_everybody
@require_safe
def stand(request: HttpRequest, token: str) -> HttpResponse:
    """Return how the talk stands, for a page that is open; nothing where it shows that already."""
    scene = seen(scene_of_talk(request, token), token)
    asked = shown(scene)
    if scene.talk is None:
        return HttpResponse(
            status=204, headers={"HX-Redirect": reverse("portal-case", args=[scene.row.reference])}
        )
    if asked.place == request.GET.get("place") and asked.kind != "waits":
        return HttpResponse(status=204)
    from possible_web.portal.talk import context_of as of_talk  # noqa: PLC0415 - the talk shows the chat

    context = of_talk(scene, asked) | context_of(request, scene) | {"refused": None, "given": {}}
    return render(request, "portal/part/stand.html", context)


@for_everybody
@require_POST
def writing(request: HttpRequest, token: str) -> HttpResponse:
    """Let the other side know that the customer is writing."""
    scene = scene_of_talk(request, token)
    limits.spend(request, "writing")
    do_note_writing(scene.row.pk, CUSTOMER, scene.now)
    return HttpResponse(status=204)


@for_everybody
@require_safe
def written(request: HttpRequest, token: str) -> HttpResponse:
    """Return the word that somebody is writing, for a page that was poked."""
    scene = scene_of_talk(request, token)
    talk = scene.talk
    agent = staff_named(talk.agent) if talk else None
    quiet = "quiet" in request.GET or agent is None
    return render(
        request, "portal/part/writing.html", {"agent": None if quiet else agent, "contact": scene.contact}
    )


@for_everybody
@require_safe
def attachment(request: HttpRequest, token: str) -> HttpResponse:
    """Return a file of one's own case: pictures are shown, everything else is downloaded."""
    _, found = first_that_sees(request, lambda asker: attachment_seen_by(asker, token))
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    manner = "inline" if found.media_type in INLINE else "attachment"
    name = found.name.encode("ascii", "ignore").decode().replace('"', "") or "file"
    answer.headers["Content-Disposition"] = f'{manner}; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
