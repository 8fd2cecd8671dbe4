"""Lists of stories: the newest, the most liked, those that became a case, by tag, by words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible.values import N_
from possible_web.keeping.finding import found_stories
from possible_web.pages import limits
from possible_web.pages.asking import asker_of, for_everybody
from possible_web.pages.site import site_page
from possible_web.records.doors import NotHere
from possible_web.records.models import Story, Tag, Tagged
from possible_web.records.stories import State
from possible_web.stories.here import SIZE, entries, speech_here, turned, writer_here
from possible_web.stories.outcome import when_solved

ORDERS = {"newest": "shown_at", "liked": "likes", "cases": "shown_at"}
TITLES = {"newest": N_("Newest"), "liked": N_("Most liked"), "cases": N_("Became a case")}
TAGS_SHOWN = 20


@for_everybody
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Show a page of stories in one of three orders."""
    order = request.GET.get("by", "newest")
    if order not in ORDERS:
        raise NotHere(order)
    rows = Story.objects.filter(state=State.SHOWN).select_related("case")
    if order == "cases":
        rows = rows.filter(case__isnull=False)
    found, following = turned(rows, ORDERS[order], request.GET.get("after", ""))
    return _page(request, found, {"order": order, "following": following})


@for_everybody
@require_safe
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories with a tag, the newest first."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise NotHere(slug)
    rows, following = turned_tagged(tag, request.GET.get("after", ""))
    return _page(request, rows, {"tag": tag, "following": following})


def turned_tagged(tag: Tag, after: str) -> tuple[list[Story], str]:
    """Return the next stories of a tag, and where the following ones begin."""
    found = Tagged.objects.filter(tag=tag, at__isnull=False).select_related("story__case")
    first, _, second = after.partition("-")
    order = found.order_by("-at", "-story_id")
    if first.isdecimal() and second.isdecimal() and len(after) < 40:
        rows = list(found.filter(at=int(first), story_id__lt=int(second)).order_by("-story_id")[: SIZE + 1])
        rows += list(order.filter(at__lt=int(first))[: SIZE + 1 - len(rows)])
    else:
        rows = list(order[: SIZE + 1])
    following = f"{rows[SIZE - 1].at}-{rows[SIZE - 1].story_id}" if len(rows) > SIZE else ""
    return [row.story for row in rows[:SIZE]], following


@for_everybody
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the stories in which all the words stand, the newest first."""
    limits.spend(request, "search-stories")
    words, after = request.GET.get("words", "")[:200], request.GET.get("after", "")
    before = int(after) if after.isdecimal() and len(after) < 18 else 0
    numbers = found_stories(words, before, SIZE + 1)
    rows = Story.objects.filter(pk__in=numbers[:SIZE], state=State.SHOWN).select_related("case")
    found = sorted(rows, key=lambda row: -row.pk)
    following = str(numbers[SIZE - 1]) if len(numbers) > SIZE else ""
    return _page(request, found, {"words": words, "following": following})


def _page(request: HttpRequest, rows: list[Story], more: dict[str, Any]) -> HttpResponse:
    speech = speech_here()
    context = {
        "order": "",
        "tag": None,
        "words": "",
        "orders": TITLES,
        "entries": entries(rows),
        "top": list(Tag.objects.filter(stories__gt=0).order_by("-stories", "pk")[:TAGS_SHOWN]),
        "when_solved": lambda case: speech.day(at) if (at := when_solved(case)) is not None else "",
        "writer": writer_here(request),
        "moderates": asker_of(request).role in ("lead", "admin"),
    }
    return site_page(request, "stories/list.html", context | more)
