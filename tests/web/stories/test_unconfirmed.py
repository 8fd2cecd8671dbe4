"""What nobody confirmed is thrown away after days that are a setting; what was shown or held never is."""

import pytest

from possible.values.instant import HOUR
from possible_web.keeping import clock
from possible_web.keeping.unconfirmed import UNCONFIRMED
from possible_web.records.models import Comment, Follow, Story, Tagged, Timer, Writer

DAY = 24 * HOUR


@pytest.fixture
def days_pass(time_of_day, work):
    """Let days pass, with a worker at work on each of them."""

    def passing(count):
        for _ in range(count):
            time_of_day.pass_time(DAY)
            work()

    return passing


@pytest.fixture
def begun(reader, nora, story):
    """Let somebody begin everything that can be begun, and confirm nothing."""
    nora.tell("Held", "See https://a.example https://b.example https://c.example").publish()
    nora.tell("Only a draft")
    other = reader()
    other.tell("Not confirmed").publish(mail="other@example.org")
    reader().say(story.pk, "Me too", name="Joel", mail="joel@example.org")
    reader().send("/stories/follow", mail="ana@example.org", tag="tv-box")
    reader().send("/stories/who", name="Cleo", mail="cleo@example.org")
    return other


def told():
    return sorted(Story.objects.values_list("title", flat=True))


def test_what_nobody_confirmed_is_kept_for_its_days_then_gone_with_its_address(begun, days_pass, story):
    days_pass(30)
    assert told() == ["Held", "Not confirmed", "Only a draft", "Seven calls"]
    assert (Comment.objects.count(), Follow.objects.count(), Writer.objects.count()) == (1, 1, 4)
    days_pass(1)
    assert told() == ["Held", "Seven calls"]
    assert (Comment.objects.count(), Follow.objects.count()) == (0, 0)
    assert list(Writer.objects.values_list("mail", flat=True)) == ["nora@example.org"]
    assert set(Tagged.objects.values_list("story__title", flat=True)) == {"Held", "Seven calls"}


def test_the_days_are_a_setting(begun, days_pass, settings_of):
    with settings_of(UNCONFIRMED_DAYS=8):
        days_pass(8)
        assert "Not confirmed" in told()
        days_pass(1)
        assert told() == ["Held", "Seven calls"]


def test_a_draft_that_is_worked_on_begins_its_days_anew(reader, days_pass):
    nora = reader()
    nora.tell("Seven calls")
    days_pass(20)
    nora.open(f"{nora.at}/change")
    nora.send(nora.at, title="Eight calls", text="More", tags="", token=nora.values("token")[0])
    days_pass(20)
    assert told() == ["Eight calls"]
    days_pass(11)
    assert told() == []


def test_more_than_one_turn_can_hold_goes_in_several_and_the_worker_looks_each_day(reader, work, time_of_day):
    at = clock.now()
    reader().tell("The first")
    Story.objects.bulk_create(
        Story(token=f"t{n}", title="T", text="t", html="", created_at=at, changed_at=at) for n in range(700)
    )
    time_of_day.pass_time(31 * DAY)
    work()
    assert Story.objects.count() == 201
    time_of_day.pass_time(1000)
    work()
    assert Story.objects.count() == 0
    timer = Timer.objects.get(key=UNCONFIRMED)
    assert (timer.due, timer.done_at) == (clock.now() + DAY, None)


def test_who_comes_back_after_the_days_writes_under_a_new_row(begun, days_pass):
    days_pass(31)
    begun.tell("Again").publish(mail="other@example.org")
    begun.click("other@example.org")
    assert told() == ["Again", "Held", "Seven calls"]
