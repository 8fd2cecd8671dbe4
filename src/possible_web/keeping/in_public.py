"""How what was told comes to stand in public, and leaves it: one place that keeps counters, tags and news.

Rules hold back what looks like spam (`held_for`); a moderator decides. Nothing is lost: held is not deleted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.conf import settings
from django.db.models import F

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping.prose import links_in
from possible_web.keeping.timers import set_timer
from possible_web.records.models import Comment, Story, Tag, Tagged, Writer
from possible_web.records.stories import State

NEWS = "story-news"
LONGEST_STORY, LONGEST_COMMENT, LONGEST_TITLE, LONGEST_NAME = 20_000, 5_000, 160, 80
MOST_TAGS, LONGEST_TAG = 6, 40
MOST_LINKS = 2
LINKS, WORDS, TRAP, REPORTS, ADDRESS = "links", "words", "trap", "reports", "address"
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_WORD = re.compile(r"\w+")
_NOT_SLUG = re.compile(r"[^\w]+")


def checked_text(text: str, most: int) -> str:
    """Return a text without what cannot be shown; `Refused` for nothing and for too much."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise Refused(sentence(N_("There is nothing written yet.")), sentence(N_("write a few words")))
    if len(text) > most:
        raise Refused(
            sentence(N_("This is too long: {count} characters."), count=len(text)),
            sentence(N_("{most} characters at most; nothing of it was lost on this page"), most=most),
        )
    return text


def checked_name(name: str) -> str:
    """Return the name that is shown; `Refused` for nothing, for too much, and for a mail address."""
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME or "@" in name:
        raise Refused(
            sentence(N_("This name cannot be shown.")),
            sentence(N_("a first name is enough; no mail address, 80 characters at most")),
        )
    return name


def tags_of(text: str) -> dict[str, str]:
    """Return tags by their slugs from what was written between commas: six at most, no mail address."""
    found: dict[str, str] = {}
    for part in text.replace("#", " ").split(","):
        name = " ".join(part.split())[:LONGEST_TAG].strip()
        plain = unicodedata.normalize("NFKD", name).lower()
        folded = "".join(sign for sign in plain if not unicodedata.combining(sign))
        slug = _NOT_SLUG.sub("-", folded).strip("-_")[:LONGEST_TAG]
        if slug and "@" not in name:
            found.setdefault(slug, name)
    return dict(list(found.items())[:MOST_TAGS])


def held_for(texts: Iterable[str], writer: Writer, *, trapped: bool) -> list[str]:
    """Return the rules that hold something back: too many links, a first text with one, a word of the list,
    a mail address, which programs would gather.

    `trapped`: the field that no person sees was filled.
    """
    text = " ".join(texts)
    links = links_in(text)
    known = writer.stories.filter(state=State.SHOWN).exists() or (
        writer.comments.filter(state=State.SHOWN).exists()
    )
    found = [LINKS] if links > MOST_LINKS or (links and not known) else []
    words = {word.lower() for word in _WORD.findall(text)}
    found += [WORDS] if words & settings.HELD_WORDS else []
    found += [ADDRESS] if _ADDRESS.search(text) else []
    return [*found, TRAP] if trapped else found


def let_stand(row: Story | Comment, now: Instant) -> None:
    """Let something be seen by all: counters and tags go with it; the first time, followers are told."""
    first = row.state != State.HIDDEN
    row.state, row.reason = State.SHOWN, ""
    if isinstance(row, Story):
        first = row.shown_at is None
        row.shown_at = row.shown_at or now
        row.save(update_fields=["state", "reason", "shown_at"])
        row.tagged.update(at=row.shown_at)
        _count(more=set(row.tagged.values_list("tag", flat=True)))
    else:
        row.save(update_fields=["state", "reason"])
        Story.objects.filter(pk=row.story_id).update(comments=F("comments") + 1)
    if first:
        name = "story" if isinstance(row, Story) else "comment"
        set_timer(f"{NEWS} {name} {row.pk}", NEWS, now, {name: row.pk})


def take_away(row: Story | Comment, state: str, reason: str = "") -> None:
    """Let something not be seen any more (held, hidden or gone), and its counters with it."""
    was_shown = row.state == State.SHOWN
    row.state, row.reason = state, reason
    row.save(update_fields=["state", "reason"])
    if not was_shown:
        return
    if isinstance(row, Story):
        _count(fewer=set(row.tagged.values_list("tag", flat=True)))
        row.tagged.update(at=None)
    else:
        Story.objects.filter(pk=row.story_id).update(comments=F("comments") - 1)


def receive(row: Story | Comment, now: Instant, texts: Iterable[str], *, trapped: bool) -> None:
    """Let something stand, or hold it back when a rule says so."""
    if row.writer is None:
        raise ValueError("somebody tells it")
    row.held_for = held_for(texts, row.writer, trapped=trapped)
    row.save(update_fields=["held_for"])
    if row.held_for:
        take_away(row, State.HELD)
    else:
        let_stand(row, now)


def put_tags(story: Story, text: str) -> None:
    """Give a story its tags; those of a story that is shown are counted."""
    shown = story.state == State.SHOWN
    wanted = {
        Tag.objects.get_or_create(slug=slug, defaults={"name": name})[0].pk
        for slug, name in sorted(tags_of(text).items())
    }
    there = set(story.tagged.values_list("tag", flat=True))
    if shown:
        hold_tags(there | wanted)
        _count(more=wanted - there, fewer=there - wanted)
    story.tagged.exclude(tag__in=wanted).delete()
    at = story.shown_at if shown else None
    Tagged.objects.bulk_create(Tagged(story=story, tag_id=tag, at=at) for tag in sorted(wanted - there))


def hold_tags(numbers: Iterable[int]) -> None:
    """Lock tags in one order, so that two who change the same ones never wait for each other in a ring."""
    list(Tag.objects.select_for_update(no_key=True).filter(pk__in=set(numbers)).order_by("pk"))


def _count(more: Iterable[int] = (), fewer: Iterable[int] = ()) -> None:
    """Let tags have one shown story more, and others one fewer."""
    more, fewer = set(more), set(fewer)
    hold_tags(more | fewer)
    Tag.objects.filter(pk__in=more).update(stories=F("stories") + 1)
    Tag.objects.filter(pk__in=fewer).update(stories=F("stories") - 1)
