"""Readers without JavaScript, with the clock of the shell in the test's hand; on SQLite and on PostgreSQL."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import clock
from possible_web.pages import limits
from possible_web.project.worker import ring_timers
from possible_web.records.models import Outbox, Story
from tests.web.conftest import NOW
from tests.web.portal.conftest import Browser, time_of_day  # noqa: F401 - fixtures


class Reader(Browser):
    """A browser that tells, comments and opens the links in mails."""

    def tell(
        self,
        title="Seven calls",
        text="By the *fourth* call I knew the music.",
        tags="tv box, English",
        **more,
    ):
        self.open("/stories/tell")
        self.send("/stories/tell", title=title, text=text, tags=tags, token=self.values("token")[0], **more)
        return self

    def publish(self, name="Nora B.", mail="nora@example.org", **more):
        return self.send(f"{self.at}/publish", name=name, mail=mail, **more)

    def click(self, mail):
        """Open the newest mail to an address, and click; returns the address of the link."""
        text = Outbox.objects.filter(to=mail).order_by("-pk")[0].payload["text"]
        link = re.search(r"http://localhost:8000(/stories/by-mail/\S+)", text)[1]
        self.open(link)
        self.send(link)
        return link

    def known(self, name="Nora B.", mail="nora@example.org"):
        self.open("/stories/who")
        self.send("/stories/who", name=name, mail=mail)
        self.click(mail)
        return self

    def say(self, story, text="They just sent someone.", **more):
        self.open(f"/stories/{story}")
        key = self.values("key")[0]
        return self.send(f"/stories/{story}/comment", **{"key": key, "text": text, **more})


@pytest.fixture
def client(any_db):
    """Return a browser without JavaScript, on each kind of database in turn."""
    cache.clear()
    limits.forget()
    return Client(raise_request_exception=False)


@pytest.fixture
def staff(any_db):
    """Return a maker of staff: `staff("ines", "lead")`."""

    def make(name="ines", role="agent"):
        return do_add_staff(Newcomer(f"{name}@pamplemousse.example", name, name.title(), role), NOW)

    return make


@pytest.fixture
def reader(client, charter):
    return lambda language="en": Reader(language)


@pytest.fixture
def nora(reader):
    """Return a reader who is known as Nora B."""
    return reader().known()


@pytest.fixture
def story(nora):
    """Return a story of Nora's that is shown."""
    nora.tell().publish()
    return Story.objects.get()


@pytest.fixture
def work(any_db):
    """Let what is due happen, as the worker does."""

    def ring():
        for _ in range(20):
            if not ring_timers(clock.now()):
                break

    return ring
