"""Linking, merging and taking apart; putting aside; saved replies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from possible.values import N_, Refused, sentence
from possible_web.actions import links, replies, snoozes
from possible_web.desk.acting import acting, back, for_desk, note, whole
from possible_web.desk.presence import staff_of
from possible_web.desk.scene import scene_of, shown
from possible_web.desk.when import moment_in, snoozed_until
from possible_web.keeping.clock import now
from possible_web.pages.asking import asker_of
from possible_web.records.doors import NotHere, case_seen_by
from possible_web.records.models import Case, CaseLink, SavedReply


def _other(request: HttpRequest) -> Case:
    """Return the case whose reference was typed; `Refused` when there is none."""
    typed = request.POST.get("other", "").strip().upper()
    try:
        return case_seen_by(asker_of(request), typed)
    except NotHere:
        raise Refused(
            sentence(N_("There is no case `{reference}`."), reference=typed[:16]),
            sentence(N_("look for it by the customer’s name")),
        ) from None


@for_desk
@acting
def link(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that another case belongs to this one."""
    row = case_seen_by(asker_of(request), reference)
    links.do_link_cases(row.pk, _other(request).pk, staff_of(request), now())
    return redirect("desk-case", row.reference)


@for_desk
@acting
def unlink(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that another case does not belong to this one after all."""
    row = case_seen_by(asker_of(request), reference)
    number = whole(request.POST.get("link", "")) or 0
    for found in (*row.links.filter(pk=number), *row.linked_from.filter(pk=number)):
        if found.kind == CaseLink.Kind.RELATED:
            links.do_unlink_cases(found, staff_of(request), now())
    return redirect("desk-case", row.reference)


@for_desk
@acting
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Let this case go on in another one of the same customer."""
    row, other = case_seen_by(asker_of(request), reference), _other(request)
    links.do_merge_cases(row.pk, other.pk, staff_of(request), now())
    note(request, sentence(N_("Merged. It can be taken apart again at any time; nothing was moved.")))
    return redirect("desk-case", other.reference)


@for_desk
@acting
def unmerge(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a merged case go on by itself again."""
    row = case_seen_by(asker_of(request), reference)
    links.do_unmerge_case(row.pk, staff_of(request), now())
    return redirect("desk-case", row.reference)


@for_desk
@acting
def snooze(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a case aside until a moment."""
    row = case_seen_by(asker_of(request), reference)
    until = moment_in(request.POST.get("until", ""), row)
    until = until or snoozed_until(request.POST.get("for", ""), now(), row)
    snoozes.do_snooze_case(row.pk, until, staff_of(request), now())
    note(request, sentence(N_("Put aside. It comes back by itself; its promises go on.")))
    return redirect("desk-start")


@for_desk
@acting
def wake(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a case up again before its time."""
    row = case_seen_by(asker_of(request), reference)
    snoozes.do_wake_case(row.pk, staff_of(request), now())
    return redirect("desk-case", row.reference)


@for_desk
@require_safe
def saved_replies(request: HttpRequest) -> HttpResponse:
    """Show all saved replies, by language, each with a form to change it."""
    scene = scene_of(request)
    rows = SavedReply.objects.order_by("name", "language")
    context = {
        "replies": list(rows),
        "languages": scene.charter.languages,
        "teams": [(name, scene.words.team(name)) for name in scene.charter.teams],
    }
    return shown(request, "desk/replies.html", scene, context)


@for_desk
@acting
def save_reply(request: HttpRequest) -> HttpResponse:
    """Keep a reply under its name, in one language."""
    scene = scene_of(request)
    language = request.POST.get("language", "")
    if language not in scene.charter.languages:
        raise Refused(sentence(N_("We promise nothing in `{language}`."), language=language[:16]))
    team = request.POST.get("team", "")
    made = SavedReply(
        name=request.POST.get("name", "").strip().lower(),
        language=language,
        title=request.POST.get("title", ""),
        text=request.POST.get("text", ""),
        team=team if team in scene.charter.teams else "",
    )
    replies.do_save_reply(made, staff_of(request), now())
    return redirect("desk-replies")


@for_desk
@acting
def remove_reply(request: HttpRequest) -> HttpResponse:
    """Take a saved reply away."""
    row = SavedReply.objects.filter(pk=whole(request.POST.get("reply", "")) or 0).first()
    if row is not None:
        replies.do_remove_reply(row, staff_of(request), now())
    return back(request, "desk-replies")
