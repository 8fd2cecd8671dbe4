"""Readers without JavaScript, with the clock of the shell in the test's hand."""

import re

import pytest

from possible_web.keeping import clock
from possible_web.project.worker import ring_timers
from possible_web.records.models import Outbox, Story
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
def work(db):
    """Let what is due happen, as the worker does."""

    def ring():
        for _ in range(20):
            if not ring_timers(clock.now()):
                break

    return ring
