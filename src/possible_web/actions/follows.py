"""Following a story, a tag or everything by mail: asked, confirmed, told of news, ended by one click."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from possible.cli.say import say
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import action, send, set_timer
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.in_public import NEWS
from possible_web.keeping.letters import speaking
from possible_web.keeping.prose import beginning
from possible_web.keeping.reach import checked_mail
from possible_web.keeping.writers import ask, link_for
from possible_web.records.models import Comment, Follow, Story, Tag, Timer, Writer
from possible_web.records.stories import State

KIND = "follow"
BATCH = 200
ASKS = N_("Do you want news of the stories?")
ASKED = N_("Somebody asked us to write to this address about: {what}.")
NEW_STORY, NEW_COMMENT = N_("A new story: {title}"), N_("News of “{title}”")
LETTER = N_("{name}: {text}\n\n{link}\n\nNo more of these mails, by one click: {unfollow}\n\n{company}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to follow: a story, a tag, or everything (neither)."""

    mail: str
    language: str = ""
    story: Story | None = None
    tag: Tag | None = None


@action
def do_follow_stories(wanted: Wanted, writer: Writer | None, now: Instant) -> Follow:
    """Follow: at once with the address that is known to be one's own, else after a click in a mail."""
    mail = checked_mail(wanted.mail or (writer.mail if writer else ""))
    if not mail:
        raise Refused(sentence(N_("We need a mail address to write to.")))
    values = {"language": wanted.language, "made_at": now}
    row = Follow.objects.get_or_create(mail=mail, story=wanted.story, tag=wanted.tag, defaults=values)[0]
    if row.confirmed_at is not None:
        return row
    if writer is not None and writer.mail == mail and writer.verified_at:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
        return row
    what = wanted.story.title if wanted.story else wanted.tag.name if wanted.tag else "*"
    company = charter_in_force().charter.company
    letter = (sentence(ASKS), sentence(ASKED, what=what), link_for(KIND, row.pk, row.token), company)
    ask(f"follow-{row.pk}-{now // 3_600_000}", mail, wanted.language, letter, now)
    return row


@action
def do_confirm_follow(number: int, token: str, now: Instant) -> bool:
    """Begin to write to an address that is proved now; False when it was confirmed before, or is gone."""
    return bool(Follow.objects.filter(pk=number, token=token, confirmed_at=None).update(confirmed_at=now))


@action
def do_end_follow(token: str, now: Instant) -> bool:
    """Write no more; False when nobody was written to under this token."""
    return bool(Follow.objects.filter(token=token, made_at__lte=now).delete()[0])


def spread(timer: Timer, now: Instant) -> None:
    """Write to those who follow, so many at a time; the timer is set anew for the others."""
    comment = Comment.objects.select_related("story").filter(pk=timer.payload.get("comment", 0)).first()
    story = comment.story if comment else Story.objects.filter(pk=timer.payload.get("story", 0)).first()
    if story is None or (comment or story).state != State.SHOWN:
        return
    found = _followers(story, comment).filter(pk__gt=timer.payload.get("after", 0)).order_by("pk")
    batch = list(found[:BATCH])
    told = comment or story
    for follow in batch:
        if not (told.writer and told.writer.mail == follow.mail):
            _write(follow, story, comment, now)
    if len(batch) == BATCH:
        set_timer(timer.key, NEWS, Instant(now + 1), {**timer.payload, "after": batch[-1].pk})


def _followers(story: Story, comment: Comment | None) -> QuerySet[Follow]:
    follows = Follow.objects.filter(confirmed_at__isnull=False)
    if comment is not None:
        return follows.filter(story=story)
    tags = story.tagged.values("tag")
    return follows.filter(Q(tag__in=tags) | Q(story__isnull=True, tag__isnull=True))


def _write(follow: Follow, story: Story, comment: Comment | None, now: Instant) -> None:
    """Write once to an address about one thing, however many of its follows it is found by."""
    link = f"{settings.PUBLIC_URL}/stories/{story.pk}"
    unfollow = f"{settings.PUBLIC_URL}/stories/unfollow/{follow.token}"
    told = comment or story
    key = f"comment-{comment.pk}" if comment else f"story-{story.pk}"
    with speaking(follow.language):
        subject = say(NEW_COMMENT if comment else NEW_STORY, title=story.title)
        text = say(
            LETTER,
            name=told.name,
            text=beginning(told.text),
            link=f"{link}#c{comment.pk}" if comment else link,
            unfollow=unfollow,
            company=charter_in_force().charter.company,
        )
    headers = {"List-Unsubscribe": f"<{unfollow}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    payload = {"subject": subject, "text": text, "headers": headers}
    send(
        f"news-{key}-{Follow.objects.filter(mail=follow.mail).order_by('pk')[0].pk}",
        "mail",
        follow.mail,
        payload,
        now,
    )
