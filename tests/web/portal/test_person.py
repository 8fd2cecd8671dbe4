"""A person from every page: the place and the wait said honestly, writing, files, calls now or later."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from possible.values.instant import HOUR, MINUTE
from possible_web.actions.messages import Author, Writing, do_send_message
from possible_web.keeping import clock
from possible_web.project.worker import ring_timers
from possible_web.records.models import Attachment, Case, Contact, Identity, Message
from tests.web.portal.conftest import Browser

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def waiting(carter):
    """Ms Carter waits for a person, in writing."""
    carter.open("/person")
    carter.send("/person/write")
    return carter


def test_each_page_leads_to_a_person(carter):
    for path in ("/", "/hours", "/cases"):
        carter.open(path)
        assert 'href="/person"' in carter.html
    carter.begin()
    carter.send(f"{carter.at}/person")
    assert "You are waiting for a person" in carter.text


def test_who_waits_sees_the_place_and_what_happens_at_the_limit(waiting, time_of_day):
    assert "1 is your place in the queue: the front desk" in waiting.text
    assert "We cannot say honestly how long it will take" in waiting.text
    assert "After 1 min 30 we call you back instead, and you keep your place." in waiting.text
    time_of_day.pass_time(24_000)
    waiting.open(waiting.at)
    assert "You have waited for 24 s" in waiting.text


def test_the_second_in_the_queue_is_told_so_with_an_estimate(waiting, ines, time_of_day):
    from possible_web.actions import desk

    ines.capacity = {"chat": 1}
    ines.save()
    desk.do_change_presence(ines, "available", clock.now())
    desk.do_accept_offer(waiting.contact().token, ines, clock.now())
    second, third = Browser(), Browser()
    for browser in (second, third):
        time_of_day.pass_time(1000)
        browser.open("/person")
        browser.send("/person/write")
    second.open(second.at)
    third.open(third.at)
    assert ("1 is your place" in second.text, "2 is your place" in third.text) == (True, True)
    assert "Half of the time, the wait is still less than" in third.text
    assert "Four times in five, less than" in third.text


def test_asking_twice_for_a_person_is_asking_once(waiting, unchanged):
    with unchanged():
        waiting.client.post(f"{waiting.at}/person")


def test_what_is_written_while_waiting_is_there_when_somebody_answers(waiting, answers, ines):
    waiting.send(f"{waiting.at}/send", text="The box shows nothing.\nI restarted it.")
    answers(waiting.contact())
    waiting.open(waiting.at)
    assert "Ines is there" in waiting.text
    assert "The box shows nothing." in waiting.text
    assert "sent" in waiting.text
    case = Case.objects.get()
    do_send_message(
        case.pk, Author("agent", staff=ines), Writing("key-of-ines", "Good morning!"), clock.now()
    )
    waiting.open(waiting.at)
    assert "Ines · " in waiting.text
    assert "Good morning!" in waiting.text
    assert Message.objects.get(by="agent").read_at == clock.now()


def test_one_message_for_one_key_however_often_it_is_sent(waiting):
    address = f"{waiting.at}/send"
    fields = waiting.hidden(address)
    for _ in range(3):
        waiting.client.post(address, {**fields, "text": "Hello?"})
    assert [message.text for message in Message.objects.all()] == ["Hello?"]


def test_files_are_taken_as_what_they_are_and_given_back_as_such(waiting):
    address = f"{waiting.at}/send"
    files = [SimpleUploadedFile("box.png", PNG), SimpleUploadedFile("note.txt", b"plain")]
    waiting.send(address, text="", files=files)
    kinds = dict(Attachment.objects.values_list("name", "media_type"))
    assert kinds == {"box.png": "image/png", "note.txt": "text/plain"}
    picture = waiting.client.get(f"/file/{Attachment.objects.get(name='box.png').token}")
    assert (picture.content, picture.headers["Content-Type"]) == (PNG, "image/png")
    assert picture.headers["Content-Disposition"] == 'inline; filename="box.png"'
    text = waiting.client.get(f"/file/{Attachment.objects.get(name='note.txt').token}")
    assert text.headers["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert text.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"text": ""}, "Nothing was written."),
        ({"text": "x" * 10_001}, "This message is too long (10001 characters)."),
        (
            {"text": "x", "files": [SimpleUploadedFile("a.exe", b"MZ\x00\x01")]},
            "`a.exe` is no file that we can take.",
        ),
        (
            {"text": "x", "files": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(6)]},
            "These files are too many or too large.",
        ),
    ],
)
def test_what_cannot_be_sent_is_said_kept_and_writes_nothing(waiting, unchanged, values, why):
    with unchanged():
        waiting.send(f"{waiting.at}/send", **values)
    assert (waiting.status, why in waiting.text) == (422, True)
    assert values["text"][:50] in waiting.html


def test_with_scripts_the_field_comes_back_alone(waiting):
    address = f"{waiting.at}/send"
    fields = waiting.hidden(address)
    answer = waiting.client.post(address, {**fields, "text": "Hi"}, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert (answer.status_code, part.count("<form"), "<html" in part) == (200, 1, False)
    assert fields["key"] not in part
    assert "Hi" in waiting.client.get(f"{waiting.at}/heard").content.decode()


def test_the_stand_says_nothing_where_nothing_changed_and_leads_to_the_case_in_the_end(
    waiting, answers, ines
):
    from possible.journey import turns
    from possible_web.actions.contacts import do_take_turn

    answers(waiting.contact())
    waiting.open(waiting.at)
    place = waiting.html.partition("?place=")[2].partition('"')[0]
    assert waiting.client.get(f"{waiting.at}/stand?place={place}").status_code == 204
    other = waiting.client.get(f"{waiting.at}/stand?place=other")
    assert "<bdi>Ines</bdi> is there" in other.content.decode()
    do_take_turn(Case.objects.get().pk, turns.Finishes(contact=waiting.contact().token), clock.now())
    over = waiting.client.get(f"{waiting.at}/stand?place={place}")
    assert over.headers["HX-Redirect"] == f"/case/{Case.objects.get().reference}"


def test_what_an_agent_asks_is_answered_in_the_conversation(waiting, answers, ines):
    from possible.journey import turns
    from possible_web.actions.contacts import do_take_turn

    answers(waiting.contact())
    turn = turns.GoesThrough(contact=waiting.contact().token, path="what-fails")
    do_take_turn(Case.objects.get().pk, turn, clock.now())
    waiting.open(waiting.at)
    assert "Ines is there What does not work?" in waiting.text
    waiting.say("tv")
    assert Case.objects.get().state["facts"]["service"] == "tv"
    assert "Ines is there" in waiting.text


def test_leaving_ends_the_contact_and_never_the_case(waiting):
    waiting.send(f"{waiting.at}/leave")
    case = Case.objects.get()
    assert (case.status, Contact.objects.get().state) == ("waits", "ended")
    assert waiting.at == f"/case/{case.reference}"
    assert "You left before anybody answered" in waiting.text


def test_a_wait_that_is_too_long_becomes_a_call_that_is_promised_on_the_case(waiting, time_of_day):
    time_of_day.pass_time(2 * MINUTE)
    ring_timers(clock.now())
    waiting.open(waiting.at)
    assert waiting.at == f"/case/{Case.objects.get().reference}"
    assert "We call you back before" in waiting.text
    assert "If not, we credit you €5.00." in waiting.text


def test_a_call_that_follows_a_wait_goes_to_the_number_that_was_given(waiting, time_of_day):
    reference = Case.objects.get().reference
    at = waiting.at
    waiting.open(f"/case/{reference}")
    waiting.send(f"/case/{reference}/reach", phone="01 99 00 01 12")
    time_of_day.pass_time(2 * MINUTE)
    ring_timers(clock.now())
    assert at != waiting.at
    assert Contact.objects.get(outward=True).number == "0199000112"


def test_a_call_at_once_keeps_the_place_and_goes_to_the_number_given(waiting, time_of_day):
    began = clock.now()
    time_of_day.pass_time(40_000)
    waiting.open("/person/call")
    waiting.send("/person/call", number="+33 1 99 00 01 12", at="now")
    owed = Contact.objects.get(outward=True)
    assert (owed.number, owed.since, owed.state) == ("+33199000112", began, "waiting")
    assert Identity.objects.get().value == "+33199000112"
    assert "We promised to call you before" in waiting.text


def test_a_call_at_a_chosen_time_needs_no_talk(carter):
    carter.open("/person/call")
    time = carter.html.partition('<option value="1')[2].partition('"')[0]
    carter.send("/person/call", number="01 99 00 01 12", at="1" + time)
    assert Contact.objects.get(outward=True).not_before == int("1" + time)
    assert carter.at == f"/case/{Case.objects.get().reference}"


@pytest.mark.parametrize(
    ("number", "at", "why"),
    [
        ("", "now", "Give a number at which we can call you."),
        ("none", "now", "This is no telephone number."),
        ("0199000112", "later", "Choose when we shall call."),
        ("0199000112", "1", "We cannot call at this time."),
    ],
)
def test_a_call_that_cannot_be_is_refused_in_words(carter, number, at, why):
    carter.open("/person/call")
    carter.send("/person/call", number=number, at=at)
    assert (carter.status, why in carter.text) == (422, True)
    assert Contact.objects.filter(outward=True).count() == 0
    assert Identity.objects.count() == 0


def test_nobody_is_offered_a_call_at_night(carter, time_of_day):
    time_of_day.pass_time(12 * HOUR)
    carter.open("/person/call")
    assert ", 03:" not in carter.text
    assert "Tuesday 2 December, 08:00" in carter.text


def test_closed_hours_are_said_with_what_happens_then(client, charter, time_of_day, monkeypatch):
    from possible_web.portal import person

    monkeypatch.setattr(person, "person_of", lambda charter: "accounts")
    time_of_day.pass_time(12 * HOUR)
    late = Browser()
    late.open("/person")
    assert "Nobody is there just now We open Tuesday 2 December, 09:00." in late.text


def test_floods_are_stopped_with_a_sentence_and_nothing_is_written(carter, unchanged):
    for _ in range(11):  # the first one is counted before the browser has a session
        carter.begin("complaint", matter="other")
    with unchanged():
        carter.begin("fault", matter="other")
    assert (carter.status, "That was very often in a short time." in carter.text) == (429, True)


def test_many_behind_one_address_can_each_begin_a_first_time(client, charter):
    for _ in range(12):
        newcomer = Browser()
        newcomer.begin("complaint")
        assert newcomer.status == 200
    assert Case.objects.count() == 12
