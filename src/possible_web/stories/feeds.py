"""Atom feeds (RFC 4287): of everything, of a tag, of what is said to a story."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.cli.say import say
from possible.values import N_
from possible_web.keeping.charters import charter_in_force
from possible_web.pages.asking import for_everybody
from possible_web.records.doors import NotHere
from possible_web.records.models import Comment, Story, Tag
from possible_web.records.stories import State
from possible_web.stories.here import standing_story
from possible_web.stories.listing import turned_tagged

SHOWN = 30
TITLE, TAGGED, COMMENTS = N_("Stories of {company}"), N_("Stories about {tag}"), N_("Said to “{title}”")
_NOT_XML = {code: None for code in range(32) if code not in (9, 10, 13)}


@for_everybody
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Return the newest stories."""
    rows = Story.objects.filter(state=State.SHOWN).order_by("-shown_at", "-pk")[:SHOWN]
    return _feed(
        request, say(TITLE, company=charter_in_force().charter.company), "/stories", map(_story, rows)
    )


@for_everybody
@require_safe
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the newest stories of a tag."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise NotHere(slug)
    title = say(TAGGED, tag=tag.name)
    return _feed(request, title, f"/stories/tag/{slug}", map(_story, turned_tagged(tag, "")[0]))


@for_everybody
@require_safe
def of_story(request: HttpRequest, number: int) -> HttpResponse:
    """Return the newest comments on a story."""
    row = standing_story(number)
    rows = Comment.objects.filter(story=row, state=State.SHOWN).order_by("-pk")[:SHOWN]
    items = (
        _item(f"{each.name}", each.html, each.name, each.at, each.edited_at, f"/stories/{number}#c{each.pk}")
        for each in rows
    )
    return _feed(request, say(COMMENTS, title=row.title), f"/stories/{number}", items)


def _story(row: Story) -> dict[str, Any]:
    at = row.shown_at or row.created_at
    return _item(row.title, row.html, row.name, at, row.changed_at, f"/stories/{row.pk}")


def _item(title: str, html: str, name: str, at: int, changed: int | None, path: str) -> dict[str, Any]:
    link = f"{settings.PUBLIC_URL}{path}"
    clean = (text.translate(_NOT_XML) for text in (title, html, name))
    values = dict(zip(("title", "description", "author_name"), clean, strict=True))
    moments = {"pubdate": _moment(at), "updateddate": _moment(max(at, changed or at))}
    return {**values, **moments, "link": link, "unique_id": link}


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def _feed(request: HttpRequest, title: str, path: str, items: Iterable[dict[str, Any]]) -> HttpResponse:
    # It brings XML and a web client along, and few processes are asked for a feed at once.
    from django.utils.feedgenerator import Atom1Feed  # noqa: PLC0415

    link = f"{settings.PUBLIC_URL}{path}"
    feed = Atom1Feed(
        title=title.translate(_NOT_XML),
        link=link,
        description="",
        feed_url=f"{settings.PUBLIC_URL}{request.path}",
        author_name=charter_in_force().charter.company,
        feed_guid=link,
    )
    for item in items:
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
