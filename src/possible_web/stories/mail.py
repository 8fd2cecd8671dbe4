"""What is done by mail: proving an address, being known here, following, ending it; one's own data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from possible.cli.say import spoken
from possible.values import Refused
from possible.values.instant import Instant, written
from possible_web.actions import comments, follows, outcomes, stories, writers
from possible_web.actions.contacts import Arrival, do_begin_contact
from possible_web.actions.messages import Author, Writing, do_send_message
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.writers import Named, opened
from possible_web.pages import limits
from possible_web.pages.asking import for_everybody
from possible_web.pages.site import site_page
from possible_web.records.doors import NotHere
from possible_web.records.models import Case, Comment, Customer, Follow, Like, Story, Tag, Writer
from possible_web.stories.here import WRITER_KEY, know, standing_story, writer_here

Confirm = Callable[[int, Any, Instant], "Writer | bool | None"]
CONFIRMS: dict[str, Confirm] = {
    stories.KIND: stories.do_confirm_story,
    comments.KIND: comments.do_confirm_comment,
    writers.KIND: writers.do_know_writer,
    follows.KIND: follows.do_confirm_follow,
}


@for_everybody
@require_http_methods(["GET", "POST"])
def by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one click: a mail program that looks does nothing, and a second click does nothing either."""
    found = opened(token)
    if found is None:
        raise NotHere("by-mail")
    kind, number, mark = found
    if request.method != "POST":
        return site_page(request, "stories/by_mail.html", {"kind": kind, "token": token})
    if kind == outcomes.KIND:
        return _consented(request, number, str(mark))
    done = CONFIRMS[kind](number, mark, clock.now()) if kind in CONFIRMS else None
    if not done:
        return site_page(request, "stories/used.html", status=410)
    if isinstance(done, Writer):
        know(request, done)
    return _next(request, kind, number)


def _next(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    story = Story.objects.filter(pk=number).first() if kind == stories.KIND else None
    if kind == comments.KIND:
        story = Story.objects.filter(said=number).first()
    if story is not None and kind == stories.KIND and story.state == "held":
        return site_page(request, "stories/waits.html", {"story": story, "held": True})
    if kind == follows.KIND:
        return site_page(request, "stories/followed.html", {"confirmed": True})
    return redirect("story", story.pk) if story else redirect("stories")


def _consented(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Open the case that the author agreed to: one letter of theirs, in their words; once, however often."""
    found = outcomes.do_take_consent(number, token, spoken(), clock.now())
    if found is None:
        return site_page(request, "stories/used.html", status=410)
    story, customer = found
    case = _opened_case(story, customer)
    outcomes.do_link_case(story, case, clock.now())
    return redirect("story", story.pk)


def _opened_case(story: Story, customer: Customer) -> Case:
    charter = charter_in_force().charter
    written_ = [name for name, line in charter.lines.items() if line.channel in ("mail", "chat")]
    line = next((name for name in written_ if charter.lines[name].channel == "mail"), written_[0])
    spoken_here = charter.languages_of(line)
    language = story.language if story.language in spoken_here else spoken_here[0]
    arrival = Arrival(line, language, anew=True, token=f"story{story.pk}-{story.token}"[:64])
    contact = do_begin_contact(customer, arrival, clock.now())
    writing = Writing(
        f"story-{story.pk}-{story.token}"[:64],
        f"{story.title}\n\n{story.text}"[:4000],
        language=story.language,
    )
    case = Case.objects.get(contacts=contact)
    do_send_message(case.pk, Author("customer"), writing, clock.now())
    return case


@for_everybody
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Ask who somebody is, by mail: then they can like, and need no mail for what they write."""
    refused = None
    if request.method == "POST":
        named = Named(request.POST.get("name", ""), request.POST.get("mail", ""), spoken())
        try:
            limits.spend(request, "ask-by-mail")
            writers.do_ask_writer(named, clock.now())
        except Refused as error:
            refused = error
        else:
            return site_page(request, "stories/asked.html")
    sent = {name: request.POST.get(name, "") for name in ("name", "mail")}
    context = {"refused": refused, "sent": sent, "writer": writer_here(request)}
    return site_page(request, "stories/who.html", context, limits.status_of(refused))


@for_everybody
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a story (`story=`), a tag (`tag=`), or everything, by mail."""
    story = _number(request, "story")
    tag = Tag.objects.filter(slug=_value(request, "tag")).first() if _value(request, "tag") else None
    writer, refused = writer_here(request), None
    if request.method == "POST":
        wanted = follows.Wanted(request.POST.get("mail", ""), spoken(), story, tag)
        try:
            limits.spend(request, "ask-by-mail")
            made = follows.do_follow_stories(wanted, writer, clock.now())
        except Refused as error:
            refused = error
        else:
            return site_page(
                request, "stories/followed.html", {"confirmed": bool(writer and made.confirmed_at)}
            )
    mail = request.POST.get("mail", "") or (writer.mail if writer else "")
    context = {"story": story, "tag": tag, "refused": refused, "writer": writer, "mail": mail}
    return site_page(request, "stories/follow.html", context, limits.status_of(refused))


def _value(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "") or request.GET.get(name, "")


def _number(request: HttpRequest, name: str) -> Story | None:
    text = _value(request, name)
    return standing_story(int(text)) if text.isdecimal() and len(text) < 18 else None


@csrf_exempt
@for_everybody
@require_http_methods(["GET", "POST"])
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """End a follow: asked on the page, done at once by the one click of a mail program (RFC 8058)."""
    if request.method == "POST":
        return site_page(
            request, "stories/unfollowed.html", {"done": follows.do_end_follow(token, clock.now())}
        )
    there = Follow.objects.filter(token=token).exists()
    return site_page(request, "stories/unfollow.html", {"token": token, "there": there})


@for_everybody
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Return all that is kept of whoever writes here, as JSON to take along."""
    text = json.dumps(_everything(_known(request)), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-stories.json"'
    return answer


@for_everybody
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase what somebody wrote and who they are, after asking."""
    writer = _known(request)
    if request.method == "POST":
        writers.do_erase_writer(writer, clock.now())
        request.session.pop(WRITER_KEY, None)
        return redirect("stories")
    return site_page(request, "stories/erase.html", {"writer": writer})


def _known(request: HttpRequest) -> Writer:
    writer = writer_here(request)
    if writer is None:
        raise NotHere("writer")
    return writer


def _everything(writer: Writer) -> dict[str, Any]:
    return {
        "name": writer.name,
        "mail": writer.mail,
        "since": _at(writer.since),
        "stories": [
            {"title": each.title, "text": each.text, "state": each.state, "language": each.language,
             "told": _at(each.shown_at), "consented": _at(each.consented_at), "hidden because": each.reason}
            for each in writer.stories.order_by("pk")
        ],
        "comments": [
            {"story": each.story_id, "text": each.text, "state": each.state, "at": _at(each.at)}
            for each in Comment.objects.filter(writer=writer).order_by("pk")
        ],
        "likes": [
            {"story": each.story_id, "comment": each.comment_id, "at": _at(each.at)}
            for each in Like.objects.filter(writer=writer).order_by("pk")
        ],
        "follows": [
            {"story": each.story_id, "tag": each.tag and each.tag.slug, "since": _at(each.confirmed_at)}
            for each in Follow.objects.filter(mail=writer.mail).select_related("tag").order_by("pk")
        ],
    }  # fmt: skip


def _at(at: int | None) -> str:
    return written(Instant(at)) if at is not None else ""
