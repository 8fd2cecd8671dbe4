"""Throwing away what was begun and never confirmed: drafts, stories, comments, follows, their addresses."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Model, QuerySet

from possible.values.instant import SECOND, Instant
from possible_web.keeping import set_timer
from possible_web.keeping.unconfirmed import A_DAY, UNCONFIRMED
from possible_web.records.models import Comment, Follow, Story, Timer, Writer
from possible_web.records.stories import State

BATCH = 500


def throw_away(timer: Timer, now: Instant) -> None:
    """Delete what nobody touched or confirmed for `POSSIBLE_UNCONFIRMED_DAYS`, so much at a time.

    What was ever shown or held is not touched. The timer is set anew: for at once while there is more, else
    for the next day.
    """
    before = now - settings.UNCONFIRMED_DAYS * A_DAY
    begun = Story.objects.filter(state__in=(State.DRAFT, State.UNCONFIRMED), changed_at__lt=before)
    said = Comment.objects.filter(state=State.UNCONFIRMED, at__lt=before)
    asked = Follow.objects.filter(confirmed_at=None, made_at__lt=before)
    unknown = Writer.objects.filter(verified_at=None, account=None, erased_at=None, since__lt=before)
    thrown = [_thrown(rows) for rows in (begun, said, asked)]
    # Only now: whoever still has something that waits is kept with it.
    thrown.append(_thrown(unknown.filter(stories=None, comments=None)))
    wait = SECOND if BATCH in thrown else A_DAY
    set_timer(timer.key, UNCONFIRMED, Instant(now + wait))


def _thrown(rows: QuerySet[Model]) -> int:
    numbers = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    rows.model.objects.filter(pk__in=numbers).delete()  # type: ignore[attr-defined]  # each has its manager
    return len(numbers)
