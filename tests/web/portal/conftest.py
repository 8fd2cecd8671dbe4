"""A customer's browser without JavaScript, and what it reads: forms by their fields, pages by their text."""

import re
from contextlib import contextmanager

import pytest
from django.test import Client
from django.urls import get_resolver

from possible.values.instant import Instant
from possible_web.actions import desk
from possible_web.keeping import clock
from possible_web.records.models import Case, Contact, Customer, Helper, Journal, Message, Outbox, Visit
from tests.web.conftest import NOW
from tests.web.rounds.crew import HOME, go_out


class Browser:
    """A browser that follows links and sends forms as they are on the page."""

    def __init__(self, language="en"):
        self.client = Client(raise_request_exception=False)
        self.language = language
        self.at = ""
        self.answer = None
        self.open(f"/?lang={language}")

    def open(self, path):
        self.at = path
        return self._keep(self.client.get(path, follow=True))

    def send(self, path, **values):
        """Send a form of this page by its action, with its hidden fields."""
        return self._keep(self.client.post(path, {**self.hidden(path), **values}, follow=True))

    def _keep(self, answer):
        self.answer = answer
        if getattr(answer, "redirect_chain", None):
            self.at = answer.redirect_chain[-1][0].partition("#")[0]
        return answer

    @property
    def html(self):
        return self.answer.content.decode()

    @property
    def text(self):
        body = self.html.partition("<body")[2].partition(">")[2]
        body = re.sub(r"</?(bdi|b|strong|a)\b[^>]*>", "", body)
        return " ".join(re.sub(r"<[^>]+>", " ", body).replace("\u00a0", " ").replace("\u202f", " ").split())

    @property
    def status(self):
        return self.answer.status_code

    def hidden(self, path):
        """Return the hidden fields of the form with this action."""
        forms = re.findall(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', self.html, re.DOTALL)
        found = next((body for action, body in forms if action == path), "")
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found)
        return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}

    def values(self, name):
        return re.findall(rf'name="{name}" value="([^"]*)"', self.html)

    # ---- the way ------------------------------------------------------------------------------------

    def begin(self, value="fault", **more):
        self.open("/")
        return self.send("/begin", value=value, **more)

    def say(self, value="", act="say", **more):
        return self.send(f"{self.at}/answer", value=value, act=act, **more)

    def contact(self):
        return Contact.objects.get(token=self.at.split("/")[2])

    def case(self):
        return Case.objects.order_by("-pk").first()

    def customer(self):
        return Customer.objects.get(token=self.client.session["customer"])

    def to_the_visit(self):
        """Go to the answer: a visit, because a swap did not help (our records know of it)."""
        self.begin()
        go_out(NOW)
        Customer.objects.update(known={"swaps": 1, "line-test": "bad"}, **HOME)
        self.say("tv")
        self.say("no")
        return self


class Clock:
    """The clock of the shell, which tests move: it begins on a Monday morning."""

    def __init__(self):
        self.at = NOW

    def __call__(self):
        return Instant(self.at)

    def pass_time(self, milliseconds):
        self.at += milliseconds


@pytest.fixture(autouse=True)
def time_of_day(monkeypatch):
    made = Clock()
    get_resolver().url_patterns  # noqa: B018 - a page that is first imported now would keep this clock for ever
    monkeypatch.setattr(clock, "now", made)
    return made


@pytest.fixture
def carter(client, charter):
    return Browser()


@pytest.fixture
def stranger(client, charter):
    """Return somebody else, with a case of their own."""
    made = Browser()
    made.begin("bill")
    return made


@pytest.fixture
def ines(staff):
    return staff("ines", teams=("tv", "front-desk", "accounts"), languages=("fr", "en"))


@pytest.fixture
def answers(ines):
    """Let Inès come to work and take what waits: `answers(contact)`."""

    def take(contact):
        desk.do_change_presence(ines, "available", clock.now())
        desk.do_accept_offer(contact.token, ines, clock.now())

    return take


@pytest.fixture
def unchanged(db):
    """Assert that a block writes nothing into the journal: `with unchanged(): …`."""

    @contextmanager
    def watched():
        def seen():
            tables = (Journal, Message, Visit, Outbox, Helper, Contact, Customer)
            versions = list(Case.objects.order_by("pk").values_list("pk", "version"))
            return [table.objects.count() for table in tables], versions

        before = seen()
        yield
        assert seen() == before

    return watched
