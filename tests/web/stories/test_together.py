"""Many readers at the same moment, on both databases: each thing once, and counters that are what they count."""

import itertools
import random

import pytest

from possible_web.actions.comments import Saying, do_answer_story, do_say_comment
from possible_web.actions.moderation import do_rule_told
from possible_web.actions.stories import Telling, do_delete_story, do_draft_story, do_tell_story
from possible_web.actions.writers import do_erase_writer, do_like_told
from possible_web.keeping import clock
from possible_web.keeping.writers import Named
from possible_web.records.models import Comment, Like, Story, Tag, Writer
from tests.web.desk.test_together import at_once

TAGS = ("box", "technician", "English")


@pytest.fixture
def writers(any_db, charter):
    return [
        Writer.objects.create(name=name, mail=f"{name}@example.org", since=1, verified_at=1)
        for name in ("ana", "ben", "cleo", "dan")
    ]


def told(writer, token, tags):
    telling = Telling(token, "Seven calls", "By the fourth I knew the music.", ", ".join(tags))
    draft = do_draft_story(telling, writer, clock.now())
    return do_tell_story(draft, Named(writer.name, ""), writer, clock.now(), trapped=False)


def unheard(came):
    """Return what went wrong in a thread (nothing came of it)."""
    return [each for each in came if each is None or isinstance(each, Exception)]


def test_likes_of_one_thing_by_many_are_one_each(writers):
    story = told(writers[0], "t" * 22, TAGS)
    came = at_once(*(lambda who=who: do_like_told(who, story, clock.now()) for who in writers))
    story.refresh_from_db()
    assert (came, story.likes, Like.objects.count()) == ([True] * 4, 4, 4)


def test_a_like_that_is_sent_by_two_windows_is_never_two(writers):
    story = told(writers[0], "t" * 22, TAGS)
    came = at_once(*[lambda: do_like_told(writers[1], story, clock.now())] * 3)
    story.refresh_from_db()
    assert (sorted(came), story.likes, Like.objects.count()) == ([False, True, True], 1, 1)


def test_a_comment_that_is_sent_by_two_windows_is_one(writers, staff):
    story, ines = told(writers[0], "t" * 22, TAGS), staff()
    say = lambda key, who: do_say_comment(story, Saying(key, "Me too"), Named(who.name, ""), who, clock.now())  # noqa: E731
    came = at_once(*[lambda: say("k", writers[1])] * 3)
    assert unheard(came) == []
    came = at_once(*[lambda: do_answer_story(story, Saying("c", "Sorry"), ines, clock.now())] * 3)
    assert unheard(came) == []
    story.refresh_from_db()
    assert (story.comments, Comment.objects.count()) == (2, 2)


def test_a_draft_that_is_sent_by_two_windows_is_one(writers):
    telling = Telling("t" * 22, "Seven calls", "By the fourth I knew the music.", "box, call")
    came = at_once(*[lambda: do_draft_story(telling, writers[0], clock.now())] * 3)
    assert unheard(came) == []
    assert (Story.objects.count(), Tag.objects.count()) == (1, 2)


def test_stories_with_the_same_tags_in_any_order_hold_each_other_up_and_never_break(writers):
    orders = list(itertools.permutations(TAGS))
    for turn in range(4):
        came = at_once(
            *(
                lambda place=place, who=who, turn=turn: told(
                    who, f"{turn}-{place}".ljust(22, "t"), orders[(turn + place) % len(orders)]
                )
                for place, who in enumerate(writers)
            )
        )
        assert unheard(came) == []
    assert set(Tag.objects.values_list("stories", flat=True)) == {16}
    rows = list(Story.objects.order_by("pk"))
    for four in (rows[:4], rows[4:8]):
        came = at_once(*(lambda row=row: do_delete_story(row, clock.now()) or "done" for row in four))
        assert came == ["done"] * 4
    assert set(Tag.objects.values_list("stories", flat=True)) == {8}


@pytest.mark.parametrize("seed", range(3))
def test_who_is_erased_while_others_like_reply_and_hide_leaves_counters_that_are_right(writers, staff, seed):
    chance, lead, now = random.Random(seed), staff("lead", "lead"), clock.now()
    stories = [told(who, f"{who.name}-{seed}".ljust(22, "t"), TAGS) for who in writers]

    def say(story, who, parent=None, key=""):
        saying = Saying(key or f"{story.pk}-{who.pk}-{parent}", "Me too", parent)
        return do_say_comment(story, saying, Named(who.name, ""), who, now)

    comments = [say(story, who) for story in stories for who in writers]
    for told_, who in itertools.product([*stories, *comments], writers[:2]):
        do_like_told(who, told_, now)
    doings = [lambda who=who: do_erase_writer(who, now) or "erased" for who in writers[:2]]
    doings += [lambda each=each: do_like_told(writers[2], each, now) or "taken back" for each in comments[:6]]
    doings += [lambda each=each: do_rule_told(each, False, lead, "An insult", now) for each in comments[6:10]]
    doings += [lambda each=each: say(each.story, writers[3], each.pk) for each in comments[8:12]]
    chance.shuffle(doings)
    assert [each for each in at_once(*doings) if each is None] == []
    for row in (*Story.objects.all(), *Comment.objects.all()):
        assert row.likes == Like.objects.filter(**{type(row).__name__.lower(): row}).count()
    for row in Story.objects.all():
        assert row.comments == row.said.filter(state="shown").count()
    assert {tag.stories for tag in Tag.objects.all()} == {2}
