"""A technician's phone without scripts: signed in, with a clock that tests move."""

import re

import pytest
from django.test import Client

from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.keeping import clock
from tests.web.conftest import NOW
from tests.web.van.road import technician, visit_of


class Clock:
    """The clock of the shell: a Monday morning, a little after nine."""

    def __init__(self):
        self.at = NOW

    def __call__(self):
        return Instant(self.at)


class Phone:
    """A browser of a technician; forms by their fields, pages by their text."""

    def __init__(self, staff, language="en"):
        self.client = Client(raise_request_exception=False)
        self.client.force_login(staff.account)
        self.client.get(f"/van?lang={language}")
        self.answer = None

    def open(self, path):
        self.answer = self.client.get(path, follow=True)
        return self

    def send(self, kind, visit=None, **fields):
        """Send the first form of this kind that the page holds, with its hidden fields."""
        forms = re.findall(r'<form[^>]*data-kind="([^"]*)"[^>]*>(.*?)</form>', self.html, re.DOTALL)
        body = next(body for name, body in forms if name == kind)
        hidden = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', body))
        hidden.pop("csrfmiddlewaretoken", None)
        self.answer = self.client.post("/van/act", {**hidden, **fields}, follow=True)
        return self

    @property
    def html(self):
        return self.answer.content.decode()

    @property
    def text(self):
        body = self.html.partition("<body")[2].partition(">")[2]
        body = re.sub(r"</?(bdi|b|strong|a)\b[^>]*>", "", body)
        plain = re.sub(r"<[^>]+>", " ", body).replace("\u00a0", " ").replace("\u202f", " ")
        return " ".join(plain.split())


@pytest.fixture
def time_of_day(monkeypatch):
    made = Clock()
    monkeypatch.setattr(clock, "now", made)
    return made


@pytest.fixture
def amadou(client, charter, time_of_day):
    return technician(NOW)


@pytest.fixture
def visits(amadou):
    """Return three visits of today: from ten, from noon, from two."""
    return [
        visit_of(amadou, NOW, Instant(NOW + HOUR + number * 2 * HOUR), name=name)
        for number, name in enumerate(("Ms Carter", "M. Garnier", "Mme Petit"))
    ]


@pytest.fixture
def phone(amadou, visits):
    return Phone(amadou)


@pytest.fixture
def at_the_door(time_of_day, visits):
    """Let it be ten minutes into the first window."""
    time_of_day.at = visits[0].starts + 10 * MINUTE
    return time_of_day
