"""Stories: kept as a draft, told, confirmed by mail, changed, deleted by their author."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import action
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.in_public import (
    LONGEST_STORY,
    LONGEST_TITLE,
    checked_name,
    checked_text,
    put_tags,
    receive,
    take_away,
)
from possible_web.keeping.prose import cleaned
from possible_web.keeping.unconfirmed import will_be_looked_at
from possible_web.keeping.writers import Named, ask, link_for, writer_of_mail
from possible_web.records.models import Story, Writer
from possible_web.records.stories import State

KIND = "story"
ASKS = N_("Shall we show your story “{title}”?")
ASKED = N_("Your story “{title}” waits for one click of yours. Your address is never shown.")


@dataclass(frozen=True, slots=True)
class Telling:
    """A story as its author writes it. `token`: made by the page, so that a second click is no second one."""

    token: str
    title: str
    text: str
    tags: str = ""
    language: str = ""


@action
def do_draft_story(telling: Telling, writer: Writer | None, now: Instant) -> Story:
    """Keep a story as a draft, or change what was told already (then it is looked at by the rules again)."""
    title = " ".join(checked_text(telling.title, LONGEST_TITLE).split())
    text = checked_text(telling.text, LONGEST_STORY)
    values = {
        "title": title,
        "text": text,
        "html": cleaned(text),
        "language": telling.language,
        "changed_at": now,
    }
    row, made = Story.objects.select_for_update(no_key=True).get_or_create(
        token=telling.token, defaults={**values, "writer": writer, "created_at": now}
    )
    if row.state in (State.GONE, State.HIDDEN):
        raise Refused(sentence(N_("This story is not there any more.")))
    if made:
        will_be_looked_at(now)
    else:
        Story.objects.filter(pk=row.pk).update(**values)
        row.refresh_from_db()
    put_tags(row, telling.tags)
    if row.state == State.SHOWN:
        take_away(row, State.HELD)
        receive(row, now, (row.title, row.text), trapped=False)
    return row


@action
def do_tell_story(row: Story, named: Named, writer: Writer | None, now: Instant, *, trapped: bool) -> Story:
    """Tell a draft in public: at once for whoever is known, else as soon as the mail is confirmed."""
    name = checked_name(named.name)
    story = Story.objects.select_for_update(no_key=True).get(pk=row.pk)
    if story.state not in (State.DRAFT, State.UNCONFIRMED):
        return story
    story.name, story.writer = name, writer or writer_of_mail(named, now)
    if trapped:
        story.held_for = ["trap"]
    story.state = State.UNCONFIRMED
    story.save(update_fields=["name", "writer", "state", "held_for"])
    if writer is not None:
        receive(story, now, (story.title, story.text), trapped=trapped)
        return story
    company = charter_in_force().charter.company
    link = link_for(KIND, story.pk, story.token)
    letter = (sentence(ASKS, title=story.title), sentence(ASKED, title=story.title), link, company)
    ask(f"story-{story.pk}-{story.writer.pk}", story.writer.mail, named.language, letter, now)
    return story


@action
def do_confirm_story(number: int, token: str, now: Instant) -> Writer | None:
    """Show a story whose author's address is proved now; None when it does not wait for that (any more)."""
    story = Story.objects.select_for_update(no_key=True).filter(pk=number, token=token).first()
    if story is None or story.state != State.UNCONFIRMED or story.writer is None:
        return None
    writer = story.writer
    writer.verified_at, writer.name = now, story.name
    writer.save(update_fields=["verified_at", "name"])
    receive(story, now, (story.title, story.text), trapped="trap" in story.held_for)
    return writer


@action
def do_delete_story(row: Story, now: Instant) -> None:
    """Take a story away because its author wants it: its text goes with it, comments stay unseen."""
    story = Story.objects.select_for_update(no_key=True).get(pk=row.pk)
    take_away(story, State.GONE)
    Story.objects.filter(pk=story.pk).update(title="–", text="–", html="", name="", changed_at=now)
    put_tags(story, "")
