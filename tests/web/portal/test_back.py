"""Who loses the connection while writing comes back to where she was, or writes on later instead of being called."""

import asyncio
import time

import pytest
from django.test import Client

from possible.journey.case import Case as Value
from possible.values.instant import MINUTE, SECOND
from possible.values.plain import from_plain
from possible_web.actions import attendance, desk
from possible_web.actions.messages import Author, Writing, do_send_message
from possible_web.keeping import clock
from possible_web.keeping.reach import PHONE, keep_identity
from possible_web.project.worker import ring_timers
from possible_web.records.models import Case, Contact, Journal, Timer, Waiting
from tests.web.test_live import Browser as Stream
from tests.web.test_live import hub, left, opened  # noqa: F401 - `hub` is a fixture


@pytest.fixture
def talking(carter, answers):
    """Ms Carter writes with Inès, her page being open."""
    carter.open("/person")
    carter.send("/person/write")
    contact = carter.contact()
    answers(contact)
    attendance.do_follow_contact(contact.token, clock.now())
    carter.open(carter.at)
    return carter


@pytest.fixture
def passes(time_of_day):
    """Let time pass, and ring what is due."""

    def let(milliseconds):
        time_of_day.pass_time(milliseconds)
        ring_timers(clock.now())

    return let


@pytest.fixture
def goes_away(talking, passes):
    """Let Ms Carter's page be closed, and be missed."""

    def go():
        contact = talking.contact()
        attendance.do_miss_customer(contact.token, clock.now())
        passes(20 * SECOND)
        return contact

    return go


def case_of():
    row = Case.objects.get()
    return row, from_plain(Value, row.state)


def told(*kinds):
    return list(Journal.objects.filter(kind__in=kinds).order_by("position").values_list("kind", flat=True))


def desk_page(ines, case):
    browser = Client()
    browser.force_login(ines.account)
    return browser.get(f"/desk/cases/{case.reference}").content.decode()


def test_a_page_that_is_closed_is_missed_and_the_agent_sees_until_when_it_is_held(goes_away, ines):
    contact = goes_away()
    row, case = case_of()
    assert case.talk(contact.token).away == clock.now()
    page = desk_page(ines, row)
    assert "The connection is lost: held for the customer until " in page
    assert "Wait no longer: call back" in page
    contact.refresh_from_db()
    assert (contact.state, contact.agent) == ("connected", ines)


@pytest.mark.parametrize("where", ["the talk", "the case", "the question of an open page"])
def test_opening_a_page_again_is_going_on_with_the_same_person_in_the_same_contact(
    talking, goes_away, passes, ines, where
):
    contact = goes_away()
    passes(2 * MINUTE)
    reference = Case.objects.get().reference
    path = {
        "the talk": talking.at,
        "the case": f"/case/{reference}",
        "the question of an open page": f"{talking.at}/stand",
    }[where]
    talking.open(path)
    row, case = case_of()
    talk = case.talk(contact.token)
    assert (talk.away, talk.agent, case.contacts, case.callbacks) == (None, "ines", 1, ())
    assert told("contact-queued", "contact-answered", "customer-away", "customer-back") == [
        "contact-queued", "contact-answered", "customer-away", "customer-back",
    ]  # fmt: skip
    passes(10 * MINUTE)
    assert told("connection-lost", "callback-promised", "contact-ended") == []
    talking.open(f"/talk/{contact.token}")
    assert "Ines is there" in talking.text
    assert "The connection is lost: held" not in desk_page(ines, row)
    talking.open(f"/case/{reference}")
    assert "Your conversation with Ines goes on where it was." in talking.text
    assert "You were back in the conversation" in talking.text


def test_a_page_that_is_loaded_anew_is_missed_by_nobody(talking, passes):
    contact = talking.contact()
    attendance.do_miss_customer(contact.token, clock.now())
    passes(2 * SECOND)
    attendance.do_follow_contact(contact.token, clock.now())
    passes(10 * MINUTE)
    assert told("customer-away") == []


def test_another_page_that_is_open_says_that_she_is_there(talking, passes):
    contact = talking.contact()
    attendance.do_miss_customer(contact.token, clock.now())
    passes(1 * SECOND)
    talking.open(f"/talk/{contact.token}/stand")
    passes(10 * MINUTE)
    assert told("customer-away") == []


def test_looking_at_a_talk_while_nobody_misses_her_writes_nothing(talking, unchanged):
    before = list(Timer.objects.values())
    with unchanged():
        talking.open(talking.at)
        talking.open(f"{talking.at}/stand")
    assert list(Timer.objects.values()) == before


def says(ines, key):
    contact = Contact.objects.get(channel="chat")
    writing = Writing(key, "Does the light blink?", contact=contact)
    do_send_message(contact.case_id, Author("agent", staff=ines), writing, clock.now())
    return contact


def test_a_message_that_no_page_asks_for_tells_that_the_connection_is_lost(talking, passes, ines):
    contact = says(ines, "key-one-of-ines")
    passes(40 * SECOND)
    assert told("customer-away") == []
    says(ines, "key-two-of-ines")
    passes(5 * SECOND)
    assert told("customer-away") == ["customer-away"]
    assert case_of()[1].talk(contact.token).away == clock.now()


def test_a_message_that_is_read_tells_that_she_is_there(talking, passes, ines):
    contact = says(ines, "key-one-of-ines")
    talking.open(f"/talk/{contact.token}/heard")
    passes(10 * MINUTE)
    assert told("customer-away") == []


def test_who_has_no_scripts_is_never_missed(carter, answers, passes, ines):
    carter.open("/person")
    carter.send("/person/write")
    answers(carter.contact())
    says(ines, "key-one-of-ines")
    passes(10 * MINUTE)
    assert told("customer-away") == []
    assert "Ines is there" in carter.open(carter.at).content.decode().replace("<bdi>", "").replace(
        "</bdi>", ""
    )


def test_who_stays_away_is_called_by_the_same_person_and_told_so(talking, goes_away, passes, ines):
    contact = goes_away()
    passes(3 * MINUTE)
    contact.refresh_from_db()
    assert contact.state == "ended"
    row, case = case_of()
    (callback,) = case.callbacks
    assert (callback.owner, callback.kind) == ("ines", "owned")
    talking.open(f"/talk/{contact.token}")
    assert talking.at == f"/case/{row.reference}"
    assert "We owe you a call." in talking.text
    assert "Ines calls you before " in talking.text
    assert "We do not know your number yet" in talking.text
    keep_identity(row.customer, PHONE, "+33199000112", clock.now())
    talking.open(f"/case/{row.reference}")
    assert "The call costs you nothing." in talking.text
    assert "Go on in writing: Ines is asked first" in talking.text.replace("Or go on", "Go on")


def test_writing_on_withdraws_the_call_and_waits_for_the_same_person_at_the_kept_place(
    talking, goes_away, passes, ines
):
    goes_away()
    passes(3 * MINUTE)
    row, case = case_of()
    (callback,) = case.callbacks
    talking.open(f"/case/{row.reference}")
    talking.send(f"/case/{row.reference}/on", instead="call")
    written = talking.contact()
    assert (written.case_id, written.channel, written.state) == (row.pk, "chat", "waiting")
    place = Waiting.objects.get(contact=written.token)
    assert place.taker == "ines"
    want = place.body["want"]
    assert (want["owner"], want["since"]) == ("ines", callback.since)
    assert Contact.objects.get(token=callback.contact).state == "ended"
    assert not Waiting.objects.filter(contact=callback.contact).exists()
    row, case = case_of()
    assert (case.callbacks, [clock.promise for clock in case.clocks]) == ((), ["daily-news"])
    asked = [line.body["fact"] for line in Journal.objects.filter(kind="fact-asked")]
    assert asked == ["problem"]
    desk.do_accept_offer(written.token, ines, clock.now())
    talking.open(talking.at)
    assert "Ines is there" in talking.text
    talking.open(f"/case/{row.reference}")
    assert "You went on in writing, instead of the call" in talking.text
    assert "We owe you a call." not in talking.text
    assert "Goes on in writing: no call is owed any more." in desk_page(ines, row)
    passes(30 * MINUTE)
    assert told("promise-broken") == []


def test_writing_on_twice_is_writing_on_once(talking, goes_away, passes):
    goes_away()
    passes(3 * MINUTE)
    path = f"/case/{Case.objects.get().reference}"
    talking.open(path)
    key = talking.hidden(f"{path}/on")["key"]
    for _ in range(2):
        talking.client.post(f"{path}/on", {"instead": "call", "key": key})
    assert Contact.objects.filter(channel="chat").exclude(state="ended").count() == 1
    assert case_of()[1].contacts == 2


def test_who_does_not_need_the_call_says_so_and_the_case_stays_open(talking, goes_away, passes):
    goes_away()
    passes(3 * MINUTE)
    row, case = case_of()
    (callback,) = case.callbacks
    path = f"/case/{row.reference}"
    talking.open(path)
    talking.send(f"{path}/no-call")
    assert "Nobody calls you any more." in talking.text
    assert "You said that nobody need call you" in talking.text
    assert Contact.objects.get(token=callback.contact).state == "ended"
    row, case = case_of()
    assert (case.callbacks, case.state) == ((), "open")
    talking.send(f"{path}/no-call")
    assert told("callback-declined") == ["callback-declined"]


def test_nobody_else_takes_the_call_of_a_customer_away(talking, goes_away, passes, stranger, unchanged):
    goes_away()
    passes(3 * MINUTE)
    reference = Case.objects.exclude(customer=stranger.customer()).get().reference
    with unchanged():
        assert stranger.client.post(f"/case/{reference}/no-call").status_code == 404
        assert stranger.client.post(f"/case/{reference}/on", {"instead": "call"}).status_code == 404


def test_a_stream_that_ends_is_missed_unless_another_page_follows(talking, hub):  # noqa: F811 - the fixture
    contact = Contact.objects.get(channel="chat")
    cookies = f"sessionid={talking.client.cookies['sessionid'].value}"
    query = f"topics=case-{contact.case_id}+contact-{contact.token}"
    running = Timer.objects.filter(kind="contact-gone", stopped_at=None, done_at=None)

    async def missed():
        return await asyncio.to_thread(running.count)

    async def story():
        one, other = Stream(query, cookies), Stream(query, cookies)
        both = await opened(one, other)
        await left(both[:1], one)
        await asyncio.sleep(0.2)
        assert await missed() == 0
        await left(both[1:], other)
        deadline = time.monotonic() + 20
        while not await missed():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.01)
        again = Stream(query, cookies)
        back = await opened(again)
        assert await missed() == 0
        await left(back, again)

    asyncio.run(story())
