"""Comments and replies: said, confirmed by mail, changed for a while, deleted; the company's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from possible.values import N_, Refused, sentence
from possible.values.instant import MINUTE, Instant
from possible_web.keeping import action
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.in_public import (
    LONGEST_COMMENT,
    checked_name,
    checked_text,
    let_stand,
    receive,
    take_away,
)
from possible_web.keeping.prose import cleaned
from possible_web.keeping.writers import Named, ask, link_for, writer_of_mail
from possible_web.records.models import Comment, Staff, Story, Writer
from possible_web.records.stories import State

KIND = "comment"
CHANGED_WITHIN = 15 * MINUTE
ASKS = N_("Shall we show your comment?")
ASKED = N_("Your comment on “{title}” waits for one click of yours. Your address is never shown.")


@dataclass(frozen=True, slots=True)
class Saying:
    """A comment as it is written. `key`: made by the page. `trapped`: the field nobody sees was filled."""

    key: str
    text: str
    parent: int | None = None
    language: str = ""
    trapped: bool = False


@action
def do_say_comment(
    story: Story, saying: Saying, named: Named, writer: Writer | None, now: Instant
) -> Comment:
    """Say something to a story: seen at once from whoever is known, else when the mail is confirmed."""
    text, name = checked_text(saying.text, LONGEST_COMMENT), checked_name(named.name)
    values = {
        "writer": writer or writer_of_mail(named, now),
        "name": name,
        "held_for": ["trap"] if saying.trapped else [],
    }
    row, made = _said(story, saying, text, values, now)
    if not made:
        return row
    if writer is not None:
        receive(row, now, (row.text,), trapped=saying.trapped)
        return row
    company = charter_in_force().charter.company
    title = story.title
    letter = (sentence(ASKS), sentence(ASKED, title=title), link_for(KIND, row.pk, row.key), company)
    ask(f"comment-{row.pk}", row.writer.mail if row.writer else "", named.language, letter, now)
    return row


@action
def do_answer_story(story: Story, saying: Saying, by: Staff, now: Instant) -> Comment:
    """Answer for the company, in public, under the name that customers see."""
    text = checked_text(saying.text, LONGEST_COMMENT)
    row, made = _said(story, saying, text, {"staff": by, "name": by.shown_name}, now)
    if made:
        let_stand(row, now)
    return row


@action
def do_confirm_comment(number: int, key: str, now: Instant) -> Writer | None:
    """Show a comment whose author's address is proved now; None when it does not wait for that (any more)."""
    row = Comment.objects.select_for_update(no_key=True).filter(pk=number, key=key).first()
    if row is None or row.state != State.UNCONFIRMED or row.writer is None:
        return None
    writer = row.writer
    writer.verified_at, writer.name = now, row.name
    writer.save(update_fields=["verified_at", "name"])
    receive(row, now, (row.text,), trapped="trap" in row.held_for)
    return writer


@action
def do_change_comment(row: Comment, text: str, now: Instant) -> Comment:
    """Change a comment within a quarter of an hour; the rules look at it again."""
    text = checked_text(text, LONGEST_COMMENT)
    comment = Comment.objects.select_for_update(no_key=True).get(pk=row.pk)
    if comment.state not in (State.SHOWN, State.HELD) or now - comment.at > CHANGED_WITHIN:
        raise Refused(
            sentence(N_("This comment cannot be changed any more.")),
            sentence(N_("write another one, or delete it")),
        )
    Comment.objects.filter(pk=comment.pk).update(text=text, html=cleaned(text), edited_at=now)
    comment.refresh_from_db()
    if comment.writer is not None and comment.state == State.SHOWN:
        take_away(comment, State.HELD)
        receive(comment, now, (comment.text,), trapped=False)
    return comment


@action
def do_delete_comment(row: Comment, now: Instant) -> None:
    """Take a comment away because its author wants it; replies stay."""
    comment = Comment.objects.select_for_update(no_key=True).get(pk=row.pk)
    take_away(comment, State.GONE)
    Comment.objects.filter(pk=comment.pk).update(text="–", html="", name="", edited_at=now)


def _said(
    story: Story, saying: Saying, text: str, values: dict[str, Any], now: Instant
) -> tuple[Comment, bool]:
    """Return the comment of a key, and whether it is new: a second click finds the first one's."""
    defaults = {
        "story": _shown(story),
        "parent": _root(story, saying.parent),
        "text": text,
        "html": cleaned(text),
        "language": saying.language,
        "state": State.UNCONFIRMED,
        "at": now,
        **values,
    }
    return Comment.objects.get_or_create(key=saying.key, defaults=defaults)


def _shown(story: Story) -> Story:
    row = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if row.state != State.SHOWN:
        raise Refused(sentence(N_("This story is not there any more.")))
    return row


def _root(story: Story, parent: int | None) -> Comment | None:
    """Return the comment that is replied to; a reply to a reply stands beside it, under the first."""
    if not parent:
        return None
    row = Comment.objects.filter(pk=parent, story=story).select_related("parent").first()
    if row is None:
        raise Refused(sentence(N_("The comment that you reply to is not there any more.")))
    return row.parent or row
