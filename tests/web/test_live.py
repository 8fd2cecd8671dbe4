"""/live: pokes without content, only to those who may know, none lost over a broken connection."""

import asyncio
import threading
import time

import pytest
from django.db import connection, connections

from possible_web.keeping import action, keep_events, last_position, poke
from possible_web.live import stream as live_stream
from possible_web.live.hub import RESUME_AT_MOST, Hub, Stream, Watch, missed
from possible_web.live.topics import allowed
from possible_web.records.doors import NOBODY, Asker
from possible_web.records.models import Case, Contact, Customer
from tests.web.conftest import NOW
from tests.web.test_journal import named


def write(*cases: str) -> None:
    action(keep_events)([named(NOW, case) for case in cases])


def test_a_watch_begins_with_the_present_and_tells_what_is_new_once(any_db):
    write("1")
    watch = Watch()
    assert watch.news() == (1, set())
    elsewhere(lambda: write("2", "3"))
    elsewhere(lambda: poke(NOW, "contact-9"))
    assert watch.news() == (3, {"case-2", "case-3", "agent-ines", "contact-9"})
    assert watch.news() is None


def elsewhere(do) -> None:
    """Do it over another connection, as another process would."""

    def run():
        do()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_what_was_missed_is_told_and_all_of_it_when_it_was_too_much(any_db):
    write(*"1223")
    looked_at = frozenset({"case-2", "case-4"})
    after = last_position() - 2 if connection.vendor == "sqlite" else 0
    assert missed(looked_at, after) == {"case-2"}
    if connection.vendor == "sqlite":
        assert missed(looked_at, 4) == set()
    write(*["5"] * (RESUME_AT_MOST + 100))
    assert missed(looked_at, 0) == looked_at


def test_a_stream_keeps_what_is_new_not_how_often():
    hub = Hub()
    one, other = Stream(frozenset({"case-1", "case-2"})), Stream(frozenset({"case-3"}))
    hub.add(one)
    hub.add(other)
    for position in range(1, 1000):
        hub.tell(position, ["case-1", "case-2", "case-1"])
    assert (one.news, one.position, one.woken.is_set()) == ({"case-1", "case-2"}, 999, True)
    assert (other.news, other.woken.is_set(), hub.count) == (set(), False, 2)
    hub.remove(one)
    hub.remove(other)
    assert (hub.count, dict(hub.by_topic)) == (0, {})


MAY_KNOW = {
    "customer": "case-{mine} contact-{mine}",
    "helper": "case-{mine} contact-{mine}",
    "agent": "case-{mine} case-{other} contact-{mine} contact-{other} agent-ines agent-max pool-care desk-x",
    "technician": "agent-tom pool-care desk-x",
    "nobody": "",
}


def test_who_may_be_told_of_what(charter, staff):
    rows = {}
    for name in ("mine", "other"):
        customer = Customer.objects.create(since=NOW)
        case = Case.objects.create(
            reference=name, customer=customer, charter=charter.charter, language="en", opened_at=NOW,
            changed_at=NOW,
        )  # fmt: skip
        Contact.objects.create(
            token=str(case.pk), case=case, customer=customer, line="chat", channel="chat", language="en",
            arrived_at=NOW,
        )  # fmt: skip
        rows[name] = case
    helper = rows["mine"].helpers.create(digest="x", invited_at=NOW)
    askers = {
        "customer": Asker("customer", customer=rows["mine"].customer),
        "helper": Asker("helper", helper=helper),
        "agent": Asker("agent", staff=staff("ines")),
        "technician": Asker("technician", staff=staff("tom", "technician")),
        "nobody": NOBODY,
    }
    ids = {name: case.pk for name, case in rows.items()}
    topics = "case-{mine} case-{other} contact-{mine} contact-{other} agent-ines agent-max agent-tom pool-care desk-x"
    for name, asker in askers.items():
        told = [topic for topic in topics.split() if allowed(asker, topic.format(**ids))]
        expected = MAY_KNOW[name].split() + (["agent-tom"] if name == "agent" else [])
        assert sorted(told) == sorted(expected), name


class Browser:
    """An ASGI client of `/live`: what was sent to it, and when it leaves."""

    def __init__(self, query, cookies="", last=""):
        headers = [(b"cookie", cookies.encode())] + ([(b"last-event-id", last.encode())] if last else [])
        self.scope = {"type": "http", "method": "GET", "path": "/live", "headers": headers}
        self.scope["query_string"] = query.encode()
        self.sent, self.leaving = [], asyncio.Event()

    async def receive(self):
        await self.leaving.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)

    @property
    def status(self):
        return self.sent[0]["status"] if self.sent else None

    @property
    def text(self):
        return b"".join(message.get("body", b"") for message in self.sent[1:]).decode()

    async def sees(self, words):
        deadline = time.monotonic() + 20
        while words not in self.text:
            assert time.monotonic() < deadline, self.text
            await asyncio.sleep(0.01)


@pytest.fixture
def hub(monkeypatch, charter):
    """Give `/live` a hub of its own, whose thread ends with the test; there are the cases 7 and 8."""
    for number in (7, 8):
        Case.objects.create(
            pk=number, reference=str(number), customer=Customer.objects.create(since=NOW), language="en",
            charter=charter.charter, opened_at=NOW, changed_at=NOW,
        )  # fmt: skip
    made = Hub()
    monkeypatch.setattr(live_stream, "hub", made)
    yield made
    made.stop()
    if made._thread:
        made._thread.join()
    forget_connections()


def forget_connections():
    """Let both threads that look things up forget the database of this test."""
    both = threading.Barrier(2, timeout=10)

    def forget():
        both.wait()
        connection.close()
        del connections["default"]

    for done in [live_stream._lookups.submit(forget) for _ in range(2)]:
        done.result()


async def opened(*browsers):
    running = [asyncio.ensure_future(live_stream.live(one.scope, one.receive, one.send)) for one in browsers]
    for one in browsers:
        while one.status is None:  # noqa: ASYNC110 - the application is tested, it sets no event
            await asyncio.sleep(0.01)
    return running


async def left(running, *browsers):
    for one in browsers:
        one.leaving.set()
    await asyncio.gather(*running)


def session_of(browser):
    return f"sessionid={browser.cookies['sessionid'].value}"


def test_a_stream_tells_the_topic_and_the_position_and_nothing_else(signed_in, hub):
    cookies = session_of(signed_in("agent"))

    async def story():
        at_case, elsewhere_ = Browser("topics=case-7+agent-ines", cookies), Browser("topics=case-8", cookies)
        running = await opened(at_case, elsewhere_)
        position = await asyncio.to_thread(in_thread, lambda: (write("7"), last_position())[1])
        await at_case.sees(f"id: {position}\nevent: case-7\ndata: {position}\n\n")
        await left(running, at_case, elsewhere_)
        assert "event" not in elsewhere_.text
        assert at_case.status == 200
        assert hub.count == 0

    asyncio.run(story())


def in_thread(do):
    try:
        return do()
    finally:
        connection.close()


def test_who_comes_back_is_told_what_was_missed(signed_in, hub):
    cookies = session_of(signed_in("agent"))
    before = last_position()
    write("7")

    async def story():
        back = Browser("topics=case-7&after=0", cookies, last=str(before))
        fresh = Browser(f"topics=case-7&after={before + 1}", cookies)
        running = await opened(back, fresh)
        await back.sees("event: case-7")
        await left(running, back, fresh)
        assert "event" not in fresh.text

    asyncio.run(story())


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("topics=", 400),
        ("topics=case-7%0Ax", 400),
        ("topics=" + "+".join(f"case-{number}" for number in range(51)), 400),
        ("topics=case-7", 403),
        ("topics=desk-all", 403),
    ],
)
def test_a_stranger_is_refused(hub, query, status):
    async def story():
        stranger = Browser(query, "sessionid=forged")
        await asyncio.gather(*await opened(stranger))
        assert (stranger.status, hub.count) == (status, 0)

    asyncio.run(story())


def test_an_idle_stream_shows_that_it_lives_and_ends_in_time(signed_in, hub, monkeypatch):
    monkeypatch.setattr(live_stream, "HEARTBEAT", 0.02)
    monkeypatch.setattr(live_stream, "AT_MOST", 0.3)
    cookies = session_of(signed_in("agent"))

    async def story():
        idle = Browser("topics=case-7", cookies)
        await asyncio.gather(*await opened(idle))
        assert idle.text.startswith("retry: 2000\n")
        assert idle.text.count(": here\n\n") > 1
        assert idle.sent[-1]["more_body"] is False

    asyncio.run(story())
