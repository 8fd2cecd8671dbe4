"""A story's own page, and what readers do there: comment, reply, like, report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from possible.cli.say import spoken
from possible.values import Refused
from possible.values.instant import Instant
from possible_web.actions.comments import (
    CHANGED_WITHIN,
    Saying,
    do_answer_story,
    do_change_comment,
    do_delete_comment,
    do_say_comment,
)
from possible_web.actions.moderation import do_report_told
from possible_web.actions.writers import do_like_told
from possible_web.keeping import clock
from possible_web.keeping.prose import beginning
from possible_web.keeping.writers import Named
from possible_web.pages import limits
from possible_web.pages.asking import asker_of, for_everybody
from possible_web.pages.site import site_page
from possible_web.pages.speech import Speech
from possible_web.records.doors import NotHere
from possible_web.records.models import Comment, Follow, Like, Story, Writer
from possible_web.records.people import new_token
from possible_web.records.stories import State
from possible_web.stories.here import (
    NAMES,
    PUBLIC,
    TRAP,
    shown_comment,
    shown_story,
    speech_here,
    standing_story,
    writer_here,
)
from possible_web.stories.outcome import outcome_of

COMMENTS, REPLIES = 50, 200


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is shown, with its replies; a hidden one has its reason only."""

    row: Comment
    when: object
    by_author: bool
    mine: bool
    changeable: bool
    replies: tuple[Said, ...] = ()


@for_everybody
@require_safe
def story(request: HttpRequest, number: int) -> HttpResponse:
    """Show a story; one that was hidden shows why."""
    return _page(request, shown_story(number))


def _page(request: HttpRequest, row: Story, refused: Refused | None = None) -> HttpResponse:
    if row.state == State.HIDDEN:
        return site_page(request, "stories/hidden.html", {"story": row}, 410)
    writer, asker = writer_here(request), asker_of(request)
    look = Look(row, writer, speech_here(), clock.now())
    said, following = _said(look, request.GET.get("after", ""))
    sent = {name: request.POST.get(name, "") for name in ("text", "name", "mail", "parent")}
    context = {
        "story": row,
        "told_on": look.speech.ago(row.shown_at or row.created_at, look.now),
        "language_name": NAMES.get(row.language, ""),
        "beginning": beginning(row.text),
        "address": f"{settings.PUBLIC_URL}/stories/{row.pk}",
        "tags": list(row.tagged.values_list("tag__slug", "tag__name")),
        "answers": _with_replies(look, _of_company(row)),
        "said": said,
        "following": following,
        "outcome": outcome_of(row, look.speech),
        "writer": writer,
        "likes_it": bool(writer) and Like.objects.filter(writer=writer, story=row).exists(),
        "follows_it": writer is not None and Follow.objects.filter(mail=writer.mail, story=row).exists(),
        "staff": asker.staff if asker.at_the_desk else None,
        "moderates": asker.role in ("lead", "admin"),
        "key": new_token(),
        "trap": TRAP,
        "refused": refused,
        "sent": sent,
        "reply_to": _reply_to(request, row),
    }
    return site_page(request, "stories/story.html", context, limits.status_of(refused))


def _reply_to(request: HttpRequest, row: Story) -> Comment | None:
    number = request.POST.get("parent", "") or request.GET.get("reply", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return Comment.objects.filter(pk=int(number), story=row, state=State.SHOWN).first()


def _of_company(row: Story) -> list[Comment]:
    found = Comment.objects.filter(story=row, staff__isnull=False, state=State.SHOWN, parent__isnull=True)
    return list(found.order_by("pk")[:REPLIES])


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looks at a story: in which words, and when."""

    story: Story
    writer: Writer | None
    speech: Speech
    now: Instant


def _said(look: Look, after: str) -> tuple[list[Said], str]:
    """Return readers' comments with their replies, fifty at a time, and where the next ones begin."""
    found = Comment.objects.filter(
        story=look.story, parent__isnull=True, state__in=PUBLIC, staff__isnull=True
    )
    if after.isdecimal() and len(after) < 18:
        found = found.filter(pk__gt=int(after))
    roots = list(found.order_by("pk")[: COMMENTS + 1])
    following = str(roots[COMMENTS - 1].pk) if len(roots) > COMMENTS else ""
    roots = roots[:COMMENTS]
    return _with_replies(look, roots), following


def _with_replies(look: Look, roots: list[Comment]) -> list[Said]:
    replies: dict[int, list[Said]] = {}
    below = Comment.objects.filter(
        story=look.story, parent__isnull=False, parent__in=[each.pk for each in roots], state__in=PUBLIC
    )
    for reply in below.order_by("pk")[:REPLIES]:
        replies.setdefault(reply.parent_id or 0, []).append(_one(look, reply))
    return [_one(look, each, tuple(replies.get(each.pk, ()))) for each in roots]


def _one(look: Look, row: Comment, replies: tuple[Said, ...] = ()) -> Said:
    mine = look.writer is not None and row.writer_id == look.writer.pk
    by_author = row.writer_id is not None and row.writer_id == look.story.writer_id
    changeable = mine and look.now - row.at <= CHANGED_WITHIN
    return Said(row, look.speech.ago(row.at, look.now), by_author, mine, changeable, replies)


@for_everybody
@require_POST
def comment(request: HttpRequest, number: int) -> HttpResponse:
    """Say something to a story, or in reply; nothing of it is lost when it is refused."""
    row, writer = standing_story(number), writer_here(request)
    asker = asker_of(request)
    parent = _reply_to(request, row)
    saying = Saying(
        request.POST.get("key", "")[:64] or new_token(),
        request.POST.get("text", ""),
        parent.pk if parent else None,
        spoken() if asker.staff else "",
        bool(request.POST.get(TRAP)),
    )
    named = Named(
        request.POST.get("name", "") or (writer.name if writer else ""),
        request.POST.get("mail", ""),
        spoken(),
    )
    try:
        if asker.staff and asker.at_the_desk:
            made = do_answer_story(row, saying, asker.staff, clock.now())
        else:
            limits.spend(request, "comment" if writer else "ask-by-mail")
            made = do_say_comment(row, saying, named, writer, clock.now())
    except Refused as refused:
        return _page(request, row, refused)
    if made.state == State.SHOWN:
        return redirect(f"/stories/{row.pk}#c{made.pk}")
    return site_page(request, "stories/waits.html", {"story": row, "held": made.state == State.HELD})


@for_everybody
@require_http_methods(["GET", "POST"])
def change_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Change one's own comment for a while."""
    row = _own(request, number)
    refused = None
    if request.method == "POST":
        try:
            made = do_change_comment(row, request.POST.get("text", ""), clock.now())
        except Refused as error:
            refused = error
        else:
            return redirect(f"/stories/{row.story_id}#c{made.pk}")
    text = request.POST.get("text", row.text)
    context = {"comment": row, "text": text, "refused": refused}
    return site_page(request, "stories/change_comment.html", context, limits.status_of(refused))


@for_everybody
@require_POST
def delete_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Delete one's own comment."""
    row = _own(request, number)
    do_delete_comment(row, clock.now())
    return redirect("story", row.story_id)


def _own(request: HttpRequest, number: int) -> Comment:
    writer = writer_here(request)
    row = (
        Comment.objects.filter(pk=number, writer=writer).exclude(state=State.GONE).first() if writer else None
    )
    if row is None:
        raise NotHere(number)
    return row


@for_everybody
@require_POST
def like(request: HttpRequest, number: int) -> HttpResponse:
    """Like a story, or take it back."""
    return _liked(request, standing_story(number), f"/stories/{number}")


@for_everybody
@require_POST
def like_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Like a comment, or take it back."""
    row = shown_comment(number)
    return _liked(request, row, f"/stories/{row.story_id}#c{row.pk}")


def _liked(request: HttpRequest, told: Story | Comment, back: str) -> HttpResponse:
    """One like each: whoever is not known yet is asked who they are."""
    limits.spend(request, "like")
    writer = writer_here(request)
    if writer is None:
        return redirect("stories-who")
    do_like_told(writer, told, clock.now())
    return redirect(back)


@for_everybody
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Report a story."""
    return _reported(request, standing_story(number), number)


@for_everybody
@require_http_methods(["GET", "POST"])
def report_comment(request: HttpRequest, number: int) -> HttpResponse:
    """Report a comment."""
    row = shown_comment(number)
    return _reported(request, row, row.story_id)


def _reported(request: HttpRequest, told: Story | Comment, story_id: int) -> HttpResponse:
    context: dict[str, Any] = {"told": told, "story_id": story_id, "refused": None, "done": False}
    context["reason"] = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            limits.spend(request, "report")
            do_report_told(told, _who(request), request.POST.get("reason", ""), clock.now())
        except Refused as error:
            context["refused"] = error
        else:
            context["done"] = True
    return site_page(request, "stories/report.html", context, limits.status_of(context["refused"]))


def _who(request: HttpRequest) -> str:
    """Return a name for whoever reports that says nobody's address: one address is one reader."""
    writer = writer_here(request)
    who = f"writer {writer.pk}" if writer else f"address {request.META.get('REMOTE_ADDR', '')}"
    return hashlib.sha256(f"{settings.SECRET_KEY} {who}".encode()).hexdigest()
