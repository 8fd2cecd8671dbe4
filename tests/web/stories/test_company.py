"""The company in public: answers, cases by consent, tests of the charter, moderation."""

import html
import io
import re
import zipfile

import pytest

from possible.charter import read
from possible.check import check
from possible.journey import turns
from possible.values.events import AnswerGiven
from possible_web.actions.contacts import do_take_turn
from possible_web.keeping import action, clock, keep_events
from possible_web.records.models import Case, Comment, Customer, Journal, Outbox, Ruling, Story, StoryTest
from tests.web.stories.conftest import Reader
from tests.web.stories.test_charter import changed


def published_with(*lines):
    return changed(lines=lines)


@pytest.fixture
def at_work(staff):
    """Return a maker of browsers of staff."""

    def make(role="agent", name=""):
        browser = Reader()
        browser.client.force_login(staff(name or role, role).account)
        return browser

    return make


def test_staff_answer_with_a_badge_and_nobody_else_can(at_work, nora, story):
    at_work("agent", "ines").say(story.pk, "You were right and we were not.")
    nora.open(f"/stories/{story.pk}")
    assert (
        "Pamplemousse Télécom answers You were right and we were not. Ines · answers for Pamplemousse Télécom"
        in nora.text
    )
    nora.say(story.pk, "Me too", name="Ines")
    assert nora.open(f"/stories/{story.pk}").content.decode().count("answers for") == 1
    at_work("technician").say(story.pk, "Me too", name="T", mail="t@example.org")
    assert Comment.objects.filter(staff__isnull=False).count() == 1


def test_a_story_becomes_a_case_only_when_its_author_agrees_and_only_once(at_work, nora, story, reader):
    ines = at_work("agent", "ines")
    ines.send(f"/stories/{story.pk}/case")
    assert (Case.objects.count(), Customer.objects.count()) == (0, 0)
    assert ines.send(f"/stories/{story.pk}/case").status_code == 409
    thief = reader()
    thief.send("/stories/by-mail/forged")
    assert Case.objects.count() == 0
    link = nora.click("nora@example.org")
    story.refresh_from_db()
    case = Case.objects.get()
    assert (story.case, story.consented_at, case.messages.get().text[:11]) == (
        case,
        clock.now(),
        "Seven calls",
    )
    assert nora.send(link).status_code == 410
    assert Case.objects.count() == 1
    nora.open(f"/stories/{story.pk}")
    assert "Became a case, with the author’s consent: in progress." in nora.text


def test_the_public_page_tells_the_end_and_nothing_private(at_work, nora, story, reader, time_of_day):
    at_work("agent", "ines").send(f"/stories/{story.pk}/case")
    nora.click("nora@example.org")
    case = Case.objects.get()
    time_of_day.pass_time(2 * 24 * 3600 * 1000)
    contact = case.contacts.get()
    do_take_turn(case.pk, turns.IsSolved(), clock.now())
    page = reader()
    page.open(f"/stories/{story.pk}")
    assert "Became a case, with the author’s consent: solved on Wednesday 3 December." in page.text
    assert "Days: 2. Contacts: 1. It cost €0.00." in page.text
    for private in (case.reference, "nora@example.org", case.customer.token, contact.token):
        assert private not in page.html
    page.open("/stories?by=cases")
    assert "Became a case: solved on Wednesday 3 December." in page.text


AT_HOME = ("fault: home}, answer: visit, price: 119 EUR", "fault: home}, answer: visit, price: 99 EUR")
LOAN = ("answer: loan, price: 5 EUR", "answer: loan, price: 4 EUR")


@pytest.fixture
def answered(at_work, nora, story):
    """Return the address of a story whose case was answered about a technician's visit."""
    at_work("agent", "ines").send(f"/stories/{story.pk}/case")
    nora.click("nora@example.org")
    told = AnswerGiven(
        at=clock.now(), case=str(Case.objects.get().pk), question="technician-visit", facts=(), rows=("at-home",),
        answer="visit", charter="x",
    )  # fmt: skip
    action(lambda: keep_events([told]))()
    return f"/stories/{story.pk}"


def test_the_page_names_the_rule_of_its_question_that_changed_since_and_where_to_see_it(reader, answered):
    page = reader()
    page.open(answered)
    assert "A rule of the charter changed" not in page.text
    first = published_with(AT_HOME)
    page.open(answered)
    assert "A rule of the charter changed since: at-home . See what changed" in page.text
    assert page.html.count("See what changed") == 1
    assert f'href="/charter/versions/{first.pk}"' in page.html
    published_with(
        AT_HOME, LOAN
    )  # of another question: the page still leads to the version that changed ours
    page.open(answered)
    assert "changed since: at-home . See" in page.text
    assert f'href="/charter/versions/{first.pk}"' in page.html
    assert "own-wiring" not in page.html
    page.open(f"/charter/versions/{first.pk}")
    assert "technician-visit.rules.at-home.price was 119 EUR, is 99 EUR" in page.text


def test_a_rule_that_is_as_it_was_again_is_not_named(reader, answered):
    published_with(AT_HOME)
    published_with()
    page = reader()
    page.open(answered)
    assert "A rule of the charter changed" not in page.text


def test_nothing_is_said_of_rules_where_no_question_was_answered(at_work, nora, story, reader):
    at_work("agent", "ines").send(f"/stories/{story.pk}/case")
    nora.click("nora@example.org")
    published_with(AT_HOME)
    page = reader()
    page.open(f"/stories/{story.pk}")
    assert "Became a case" in page.text
    assert "A rule of the charter changed" not in page.text


def test_a_lead_saves_a_story_as_a_test_that_check_plays(at_work, nora, story):
    lead = at_work("lead")
    lead.open(f"/stories/{story.pk}/test")
    assert "The charter passes it" in lead.text
    proposed = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", lead.html, re.DOTALL)[1])
    lead.send(f"/stories/{story.pk}/test", text="- name: [", act="save")
    assert lead.status == 422
    assert StoryTest.objects.count() == 0
    harder = proposed.replace("Monday 10:00", "Sunday 03:00")
    assert harder != proposed
    lead.send(f"/stories/{story.pk}/test", text=harder, act="save")
    assert lead.open(f"/stories/{story.pk}/test.yaml").content.decode() == StoryTest.objects.get().text
    packed = zipfile.ZipFile(io.BytesIO(lead.open("/stories/charter-draft.zip").content))
    files = {name.removeprefix("charter/"): packed.read(name) for name in packed.namelist()}
    charter = read(files)
    assert "Seven calls" in [each.name for each in charter.stories]
    assert [found for found in check(charter) if found.law == "stories"] == []


def test_a_test_that_the_charter_does_not_pass_says_so(at_work, nora, story):
    lead = at_work("lead")
    text = (
        "- name: too much\n  who: {line: service, language: en, at: Monday 10:00}\n"
        "  does: [{asks: for a person}]\n  then: {answer: visit}\n"
    )
    lead.send(f"/stories/{story.pk}/test", text=text, act="play")
    assert "The charter does not pass it" in lead.text


def test_a_lead_hides_with_a_reason_for_all_and_undoes_it(at_work, nora, story, reader):
    lead = at_work("lead")
    lead.send(f"/stories/{story.pk}/rule", act="hide", reason=" ")
    assert "needs a reason" in lead.text
    lead.send(f"/stories/{story.pk}/rule", act="hide", reason="It names a neighbour")
    page = reader()
    assert page.open(f"/stories/{story.pk}").status_code == 410
    assert "The reason: It names a neighbour" in page.text
    assert "fourth" not in page.html
    assert "Seven calls" not in page.open("/stories").content.decode()
    ruling = Ruling.objects.get()
    lead.send(f"/stories/ruling/{ruling.pk}/undo")
    assert page.open(f"/stories/{story.pk}").status_code == 200
    assert lead.send(f"/stories/ruling/{ruling.pk}/undo").status_code == 409
    kinds = list(Journal.objects.filter(kind="shell-story-ruled").values_list("body__state", flat=True))
    assert kinds == ["hidden", "shown"]


def test_what_was_held_is_shown_or_hidden_by_a_lead_and_followers_hear_then(at_work, nora, reader, work):
    nora.tell(text="See https://a.example").publish()
    story = Story.objects.get()
    work()
    assert Outbox.objects.filter(key__startswith="news").count() == 0
    lead = at_work("lead")
    lead.open("/stories/held")
    assert "Seven calls" in lead.text
    assert "Held for: links" in lead.text
    lead.send(f"/stories/{story.pk}/rule", act="show")
    story.refresh_from_db()
    assert (story.state, reader().open(f"/stories/{story.pk}").status_code) == ("shown", 200)


def test_a_hidden_comment_shows_its_reason_and_no_word_of_it(at_work, nora, story, reader):
    nora.say(story.pk, "An insult", name="Nora B.")
    comment = Comment.objects.get()
    at_work("lead").send(f"/stories/comment/{comment.pk}/rule", act="hide", reason="An insult it was")
    page = reader().open(f"/stories/{story.pk}").content.decode()
    assert "This comment was hidden: An insult it was" in page
    assert "<p>An insult</p>" not in page
    story.refresh_from_db()
    assert story.comments == 0
