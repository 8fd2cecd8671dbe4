"""What the company does with stories: asks whether one may be a case, saves one as a test, moderates."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from possible.values import N_, Refused
from possible_web.actions.moderation import do_rule_told, do_undo_ruling
from possible_web.actions.outcomes import do_ask_consent, do_save_test
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.pages.asking import asker_of, for_roles
from possible_web.pages.said import say_html
from possible_web.pages.site import site_page
from possible_web.records.doors import AT_THE_DESK, NotHere
from possible_web.records.models import CharterVersion, Comment, Report, Role, Ruling, Staff, Story, StoryTest
from possible_web.records.stories import State
from possible_web.stories.here import standing_story
from possible_web.stories.testing import FILE, all_tests, played, proposed_test

LEADS = (Role.LEAD, Role.ADMIN)
SHOWN = 50
ASKED, SAVED, DECIDED = N_("The author is asked by mail."), N_("Saved for the next draft."), N_("Done.")


def _staff(request: HttpRequest) -> Staff:
    staff = asker_of(request).staff
    if staff is None:
        raise NotHere("staff")
    return staff


@for_roles(*AT_THE_DESK)
@require_POST
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the author whether the story may become a case."""
    do_ask_consent(standing_story(number), _staff(request), clock.now())
    messages.success(request, say_html(ASKED))
    return redirect("story", number)


@for_roles(*LEADS)
@require_http_methods(["GET", "POST"])
def as_test(request: HttpRequest, number: int) -> HttpResponse:
    """Show a story as a test of the charter in force, play it at once, and save it for the next draft."""
    story = standing_story(number)
    saved = StoryTest.objects.filter(story=story).first()
    text = request.POST.get("text", "") or (saved.text if saved else proposed_test(story))
    result = played(text)
    if request.method == "POST" and request.POST.get("act") == "save" and result.readable:
        do_save_test(story, text, _staff(request), clock.now())
        messages.success(request, say_html(SAVED))
        return redirect("story-test", number)
    context = {"story": story, "text": text, "result": result, "saved": saved}
    refused = request.method == "POST" and not result.readable
    return site_page(request, "stories/test.html", context, 422 if refused else 200)


@for_roles(*LEADS)
@require_safe
def test_file(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - Django says what a view takes
    """Return the saved test of a story as a file for `stories/`."""
    row = StoryTest.objects.filter(story=number).first()
    if row is None:
        raise NotHere(number)
    answer = HttpResponse(row.text, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="story-{number}.yaml"'
    return answer


@for_roles(*LEADS)
@require_safe
def draft(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Return the charter in force as a folder to edit, with every saved story among its tests."""
    import zipfile  # noqa: PLC0415 - no other page packs anything

    files = dict(CharterVersion.objects.values_list("files", flat=True).get(pk=charter_in_force().id))
    if tests := all_tests():
        files[FILE] = tests
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in sorted(files.items()):
            folder.writestr(f"charter/{name}", text)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="charter-draft.zip"'
    return answer


@for_roles(*LEADS)
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Show what is held, what was reported, and what was decided lately."""
    context = {
        "stories": Story.objects.filter(state=State.HELD).order_by("pk")[:SHOWN],
        "comments": Comment.objects.filter(state=State.HELD).select_related("story").order_by("pk")[:SHOWN],
        "reports": Report.objects.filter(settled_at=None)
        .select_related("story", "comment")
        .order_by("pk")[:SHOWN],
        "rulings": Ruling.objects.select_related("story", "comment", "staff").order_by("-pk")[:SHOWN],
    }
    return site_page(request, "stories/held.html", context)


@for_roles(*LEADS)
@require_POST
def rule_story(request: HttpRequest, number: int) -> HttpResponse:
    """Show or hide a story."""
    return _ruled(request, Story.objects.filter(pk=number).first())


@for_roles(*LEADS)
@require_POST
def rule_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Show or hide a comment."""
    return _ruled(request, Comment.objects.filter(pk=number).first())


def _ruled(request: HttpRequest, told: Story | Comment | None) -> HttpResponse:
    if told is None:
        raise NotHere("told")
    shown = request.POST.get("act") == "show"
    try:
        do_rule_told(told, shown, _staff(request), request.POST.get("reason", ""), clock.now())
    except Refused as refused:
        messages.error(request, say_html(refused.why))
    else:
        messages.success(request, say_html(DECIDED))
    return redirect("stories-held")


@for_roles(*LEADS)
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a decision."""
    row = Ruling.objects.select_related("story", "comment").filter(pk=number).first()
    if row is None:
        raise NotHere(number)
    do_undo_ruling(row, _staff(request), clock.now())
    return redirect("stories-held")
