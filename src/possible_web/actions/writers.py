"""Who writes in public: known by an account or a confirmed address; what they like; taken away on demand."""

from __future__ import annotations

from django.db.models import F, Q

from possible.values import N_, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.in_public import checked_name, hold_tags, put_tags, take_away
from possible_web.keeping.writers import Named, ask, link_for, writer_of_mail
from possible_web.records.models import Account, Comment, Follow, Like, Story, Tag, Writer
from possible_web.records.stories import State

KIND = "writer"
ERASED = "shell-writer-erased"
ASKS = N_("Is it you?")
ASKED = N_("Somebody wants to like, follow or comment on stories under the name {name}, with your address.")


@action
def do_meet_writer(account: Account, now: Instant) -> Writer:
    """Return who an account is in public; what was told before with its address belongs to it."""
    own = Writer.objects.filter(account=account).first()
    if own is not None:
        return own
    values = {"name": account.name, "since": now, "language": account.language}
    found = Writer.objects.get_or_create(mail=account.email, defaults=values)[0]
    found.account, found.verified_at = account, found.verified_at or now
    found.save(update_fields=["account", "verified_at"])
    return found


@action
def do_ask_writer(named: Named, now: Instant) -> Writer:
    """Send a link by which somebody is known in their browser."""
    name = checked_name(named.name)
    writer = writer_of_mail(Named(name, named.mail, named.language), now)
    company = charter_in_force().charter.company
    link = link_for(KIND, writer.pk, writer.links)
    letter = (sentence(ASKS), sentence(ASKED, name=name), link, company)
    ask(f"writer-{writer.pk}-{writer.links}-{now // 60_000}", writer.mail, named.language, letter, now)
    return writer


@action
def do_know_writer(number: int, links: int, now: Instant) -> Writer | None:
    """Return who opened a link; None when it, or a later one, was used before."""
    writer = (
        Writer.objects.select_for_update(no_key=True).filter(pk=number, links=links, erased_at=None).first()
    )
    if writer is None:
        return None
    writer.links, writer.verified_at = writer.links + 1, now
    writer.save(update_fields=["links", "verified_at"])
    return writer


@action
def do_like_told(writer: Writer, told: Story | Comment, now: Instant) -> bool:
    """Like something, or take it back; True when it is liked now. One like each, whatever is sent."""
    of_story = isinstance(told, Story)
    what = {"story": told} if of_story else {"comment": told}
    locked = type(told).objects.select_for_update(no_key=True).get(pk=told.pk)
    made = Like.objects.get_or_create(writer=writer, **what, defaults={"at": now})[1]
    if not made:
        Like.objects.filter(writer=writer, **what).delete()
    type(told).objects.filter(pk=locked.pk).update(likes=F("likes") + (1 if made else -1))
    return made


@action
def do_erase_writer(row: Writer, now: Instant) -> None:
    """Erase somebody from public: texts, names, likes, follows, the address; replies of others stay."""
    writer = Writer.objects.select_for_update(no_key=True).get(pk=row.pk)
    _hold(writer)
    for story in writer.stories.exclude(state=State.GONE):
        take_away(story, State.GONE)
        put_tags(story, "")
    for comment in writer.comments.exclude(state=State.GONE):
        take_away(comment, State.GONE)
    Story.objects.filter(writer=writer).update(title="–", text="–", html="", name="")
    Comment.objects.filter(writer=writer).update(text="–", html="", name="")
    for like in Like.objects.filter(writer=writer).order_by("pk"):
        Story.objects.filter(pk=like.story_id or 0).update(likes=F("likes") - 1)
        Comment.objects.filter(pk=like.comment_id or 0).update(likes=F("likes") - 1)
        like.delete()
    Follow.objects.filter(mail=writer.mail).delete()
    Writer.objects.filter(pk=writer.pk).update(
        name="", mail="", account=None, erased_at=now, links=F("links") + 1
    )
    append([Entry(at=now, kind=ERASED, body={"writer": writer.token})])


def _hold(writer: Writer) -> None:
    """Lock what the erasing changes in the order in which all others do: comments, stories, tags."""
    liked = Q(like__writer=writer)
    comments = Comment.objects.filter(Q(writer=writer) | liked).values("pk")
    stories = Story.objects.filter(Q(writer=writer) | liked | Q(said__writer=writer)).values("pk")
    list(Comment.objects.select_for_update(no_key=True).filter(pk__in=comments).order_by("pk"))
    list(Story.objects.select_for_update(no_key=True).filter(pk__in=stories).order_by("pk"))
    hold_tags(Tag.objects.filter(tagged__story__writer=writer).values_list("pk", flat=True))
