"""A lead at the board, in a browser without scripts; the clock stands where a test puts it."""

import pytest
from django.test import Client

from possible.values.instant import Instant
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import clock
from tests.web.conftest import NOW
from tests.web.rounds.crew import hire


class Clock:
    """The clock of the shell, which tests move."""

    def __init__(self):
        self.at = NOW

    def __call__(self):
        return Instant(self.at)


@pytest.fixture(autouse=True)
def wall(monkeypatch):
    made = Clock()
    monkeypatch.setattr(clock, "now", made)
    for module in ("board.scene", "board.acts"):
        monkeypatch.setattr(f"possible_web.{module}.{'present' if module == 'board.scene' else 'now'}", made)
    return made


@pytest.fixture
def people(charter, now):
    return hire(now)


@pytest.fixture
def nadia(people, now):
    return do_add_staff(Newcomer("nadia@pamplemousse.example", "nadia", "Nadia", "lead"), now)


@pytest.fixture
def lead(nadia):
    """A browser in which the lead is signed in; what goes wrong in a view is raised."""
    browser = Client(raise_request_exception=True)
    browser.force_login(nadia.account)
    return browser
