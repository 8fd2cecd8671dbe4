"""Saved replies, one text for each language; and lists under a name."""

from __future__ import annotations

import re

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.records.models import SavedReply, SavedView, Staff

SAVED = "shell-reply-saved"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]")
LONGEST = 5_000
MOST_VIEWS = 30


@action
def do_save_reply(reply: SavedReply, staff: Staff, now: Instant) -> SavedReply:
    """Keep a reply under its name and language (another text under them is replaced).

    `Refused`: a name that is no name, nothing written, or too much.
    """
    title, text = reply.title.replace("\x00", "").strip(), reply.text.replace("\x00", "").strip()
    if not NAME.fullmatch(reply.name):
        raise Refused(
            sentence(N_("`{name}` is no name of a reply."), name=reply.name[:60]),
            sentence(N_("small letters, figures and hyphens: `slow-wifi`")),
        )
    if not title or not text:
        raise Refused(sentence(N_("A saved reply needs a title and a text.")))
    if len(text) > LONGEST or len(title) > 200:
        raise Refused(sentence(N_("This reply is too long.")))
    values = {"title": title, "text": text, "team": reply.team}
    kept, _ = SavedReply.objects.update_or_create(name=reply.name, language=reply.language, defaults=values)
    _note(kept, staff, now)
    return kept


@action
def do_remove_reply(reply: SavedReply, staff: Staff, now: Instant) -> None:
    """Take a saved reply away; what was sent with it stays."""
    _note(reply, staff, now)
    reply.delete()


def _note(reply: SavedReply, staff: Staff, now: Instant) -> None:
    body = {"reply": reply.name, "language": reply.language, "agent": staff.name}
    append([Entry(at=now, kind=SAVED, body=body, topics=("desk-replies",))])


@action
def do_save_view(staff: Staff, name: str, query: str, now: Instant) -> SavedView:  # noqa: ARG001 - all take it
    """Keep a list of one's own under a name; `Refused` without a name, or when there are thirty already."""
    name = name.replace("\x00", "").strip()[:60]
    if not name:
        raise Refused(sentence(N_("A list needs a name.")))
    mine = SavedView.objects.filter(staff=staff)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise Refused(sentence(N_("Thirty lists are enough.")), sentence(N_("remove one first")))
    return SavedView.objects.update_or_create(staff=staff, name=name, defaults={"query": query[:400]})[0]


@action
def do_remove_view(staff: Staff, number: int, now: Instant) -> None:  # noqa: ARG001 - all take it
    """Forget a list of one's own; what it shows stays."""
    SavedView.objects.filter(staff=staff, pk=number).delete()
