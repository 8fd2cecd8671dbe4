"""Who reads and writes here, and how lists are turned: shared by all pages of stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from possible_web.actions.writers import do_meet_writer
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.prose import beginning
from possible_web.pages.speech import Speech, language_here
from possible_web.records.doors import NotHere
from possible_web.records.models import Account, Comment, Story, Writer
from possible_web.records.stories import State

WRITER_KEY = "writer"
DRAFTS_KEY = "drafts"
TRAP = "website"  # a field that people do not see, and programs fill
PUBLIC = (State.SHOWN, State.HIDDEN)
SIZE = 20
NAMES = {
    "en": "English", "fr": "Français", "de": "Deutsch", "es": "Español", "it": "Italiano", "pt": "Português",
    "nl": "Nederlands", "pl": "Polski", "ro": "Română", "ar": "العربية", "he": "עברית", "tr": "Türkçe",
    "ru": "Русский", "uk": "Українська", "zh": "中文", "ja": "日本語", "ko": "한국어", "hi": "हिन्दी",
    "vi": "Tiếng Việt", "el": "Ελληνικά", "sv": "Svenska", "cs": "Čeština",
}  # fmt: skip
Row = TypeVar("Row", bound=Model)


def writer_here(request: HttpRequest) -> Writer | None:
    """Return who writes in this browser, by their account or by a link that they opened here."""
    if isinstance(request.user, Account):
        return do_meet_writer(request.user, clock.now())
    token = request.session.get(WRITER_KEY, "")
    if not token:
        return None
    return Writer.objects.filter(token=token, erased_at=None, verified_at__isnull=False).first()


def know(request: HttpRequest, writer: Writer) -> None:
    """Let this browser be known as a writer from now on, under a new session key."""
    request.session.cycle_key()
    request.session[WRITER_KEY] = writer.token


def language_of(text: str) -> str:
    """Return the tag of a language that a text can be said to be in; nothing for any other."""
    return text if text in NAMES else ""


def shown_story(number: int) -> Story:
    """Return a story that is public, or was hidden with a reason; `NotHere` for all others."""
    row = Story.objects.select_related("writer", "case").filter(pk=number, state__in=PUBLIC).first()
    if row is None:
        raise NotHere(number)
    return row


def standing_story(number: int) -> Story:
    """Return a story that is shown."""
    row = shown_story(number)
    if row.state != State.SHOWN:
        raise NotHere(number)
    return row


def shown_comment(number: int) -> Comment:
    """Return a comment that is shown, of a story that is."""
    found = Comment.objects.select_related("story", "writer")
    row = found.filter(pk=number, state=State.SHOWN, story__state=State.SHOWN).first()
    if row is None:
        raise NotHere(number)
    return row


def turned(rows: QuerySet[Row], column: str, after: str, size: int = SIZE) -> tuple[list[Row], str]:
    """Return the next rows by a column, the highest first, and where the following ones begin (or nothing).

    By keys, never by counting: the hundredth page costs what the first does.
    """
    first, _, second = after.partition("-")
    order = (f"-{column}", "-pk")
    if first.isdecimal() and second.isdecimal() and len(after) < 40:
        found = list(rows.filter(**{column: int(first), "pk__lt": int(second)}).order_by("-pk")[: size + 1])
        if len(found) <= size:
            rest = rows.filter(**{f"{column}__lt": int(first)}).order_by(*order)
            found += list(rest[: size + 1 - len(found)])
    else:
        found = list(rows.order_by(*order)[: size + 1])
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], f"{getattr(last, column)}-{last.pk}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A story in a list."""

    row: Story
    beginning: str
    when: object
    tags: tuple[tuple[str, str], ...]
    language: str


def speech_here() -> Speech:
    """Return the charter's speech in the reader's language."""
    charter = charter_in_force().charter
    return Speech(charter, language_here(charter))


def entries(rows: list[Story]) -> list[Entry]:
    """Return stories as a list shows them; their tags are read at once."""
    speech, now = speech_here(), clock.now()
    tags: dict[int, list[tuple[str, str]]] = {}
    through = Story.objects.filter(pk__in=[row.pk for row in rows])
    for number, slug, name in through.filter(~Q(tagged__tag=None)).values_list(
        "pk", "tagged__tag__slug", "tagged__tag__name"
    ):
        tags.setdefault(number, []).append((slug, name))
    return [
        Entry(
            row,
            beginning(row.text),
            speech.ago(row.shown_at or row.created_at, now),
            tuple(tags.get(row.pk, ())),
            NAMES.get(row.language, ""),
        )
        for row in rows
    ]


def drafts_of(request: HttpRequest) -> list[str]:
    """Return the tokens of the drafts that were begun in this browser."""
    return list(request.session.get(DRAFTS_KEY, []))


def own_draft(request: HttpRequest, token: str) -> Story:
    """Return a story for whoever wrote it: begun in this browser, or told by the writer who is known here."""
    row = Story.objects.select_related("writer").filter(token=token).exclude(state=State.GONE).first()
    writer = writer_here(request)
    mine = row is not None and (token in drafts_of(request) or (writer and row.writer_id == writer.pk))
    if row is None or not mine:
        raise NotHere(token)
    return row
