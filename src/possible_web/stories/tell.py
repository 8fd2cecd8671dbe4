"""Telling a story: written, looked at as it will stand, told; changed and deleted by its author."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from possible.cli.say import spoken
from possible.values import Refused
from possible_web.actions.stories import Telling, do_delete_story, do_draft_story, do_tell_story
from possible_web.keeping import clock
from possible_web.keeping.guessing import guessed
from possible_web.keeping.in_public import MOST_TAGS
from possible_web.keeping.writers import Named
from possible_web.pages import limits
from possible_web.pages.asking import for_everybody
from possible_web.pages.site import site_page
from possible_web.records.models import Story
from possible_web.records.people import new_token
from possible_web.records.stories import State
from possible_web.stories.here import (
    DRAFTS_KEY,
    NAMES,
    TRAP,
    drafts_of,
    language_of,
    own_draft,
    writer_here,
)

MOST_DRAFTS = 20
MADE = range(20, 33)


@for_everybody
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Ask for the story; what was sent is a draft first, and nothing of it is lost when it is refused."""
    token = request.POST.get("token", "")
    if request.method == "POST" and len(token) in MADE:
        return _drafted(request, token, None)
    return _form(request, {"token": new_token()}, None)


@for_everybody
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Change a draft, or a story that was told."""
    row = own_draft(request, token)
    if request.method == "POST":
        return _drafted(request, token, row)
    tags = ", ".join(row.tagged.values_list("tag__name", flat=True))
    written = {"token": token, "title": row.title, "text": row.text, "tags": tags, "language": row.language}
    return _form(request, written, None)


def _drafted(request: HttpRequest, token: str, row: Story | None) -> HttpResponse:
    written = {name: request.POST.get(name, "") for name in ("title", "text", "tags", "language")}
    telling = Telling(
        token, written["title"], written["text"], written["tags"], language_of(written["language"])
    )
    try:
        limits.spend(request, "draft")
        if row is None and Story.objects.filter(token=token).exists():
            own_draft(request, token)
        made = do_draft_story(telling, writer_here(request), clock.now())
    except Refused as refused:
        return _form(request, {"token": token, **written}, refused)
    request.session[DRAFTS_KEY] = [*dict.fromkeys([*drafts_of(request), made.token])][-MOST_DRAFTS:]
    return redirect("stories-draft", made.token)


def _form(request: HttpRequest, written: dict[str, str], refused: Refused | None) -> HttpResponse:
    fields = {"title": "", "text": "", "tags": "", "language": ""} | written
    context = {"written": fields, "refused": refused, "languages": NAMES, "most_tags": MOST_TAGS}
    return site_page(request, "stories/tell.html", context, limits.status_of(refused))


@for_everybody
@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """Show a draft as it will stand, with the language that it seems to be in, and ask whose it is."""
    return _preview(request, own_draft(request, token), None)


def _preview(request: HttpRequest, row: Story, refused: Refused | None) -> HttpResponse:
    context = {
        "story": row,
        "writer": writer_here(request),
        "refused": refused,
        "guessed": NAMES.get(guessed(f"{row.title}. {row.text}"), "") if not row.language else "",
        "language_name": NAMES.get(row.language, ""),
        "tags": list(row.tagged.values_list("tag__slug", "tag__name")),
        "trap": TRAP,
        "sent": {name: request.POST.get(name, "") for name in ("name", "mail")},
    }
    return site_page(request, "stories/draft.html", context, limits.status_of(refused))


@for_everybody
@require_POST
def publish(request: HttpRequest, token: str) -> HttpResponse:
    """Tell a draft in public, or ask by mail first."""
    row, writer = own_draft(request, token), writer_here(request)
    named = Named(request.POST.get("name", ""), request.POST.get("mail", ""), spoken())
    try:
        limits.spend(request, "tell" if writer else "ask-by-mail")
        told = do_tell_story(row, named, writer, clock.now(), trapped=bool(request.POST.get(TRAP)))
    except Refused as refused:
        return _preview(request, row, refused)
    if told.state == State.SHOWN:
        return redirect("story", told.pk)
    return redirect("stories-draft", token)


@for_everybody
@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Delete one's own story."""
    do_delete_story(own_draft(request, token), clock.now())
    return redirect("stories")
