"""The desk through its addresses: Ms Carter in the chat, agents in browsers without scripts."""

import pytest
from django.test import Client

from possible.journey import turns
from possible_web.actions import contacts, desk
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping.clock import now as present
from possible_web.records.models import Case, Customer
from tests.web.conftest import NOW
from tests.web.rounds.crew import HOME, go_out

TEAMS = ("tv", "front-desk", "network", "accounts")


@pytest.fixture
def made(any_db, charter):
    """Return a maker of staff."""

    def make(name="ines", role="agent", teams=TEAMS, languages=("fr", "en")):
        newcomer = Newcomer(f"{name}@pamplemousse.example", name, name.title(), role, teams, languages)
        return do_add_staff(newcomer, NOW)

    return make


@pytest.fixture
def desk_of(made):
    """Return a maker of browsers: `desk_of("ines")`, with `.staff`."""

    def make(name="ines", role="agent", **more):
        browser = Client(raise_request_exception=True)
        browser.staff = made(name, role, **more)
        browser.force_login(browser.staff.account)
        return browser

    return make


@pytest.fixture
def carter(any_db, charter):
    go_out(NOW)
    return Customer.objects.create(
        name="Ms Carter", language="en", since=NOW, known={"swaps": 0, "outage": "no"}, **HOME
    )


@pytest.fixture
def waiting(carter):
    """Let Ms Carter say what is wrong, then ask for a person."""

    def make(customer=None, line="chat", language="en", anew=False):
        at = present()
        contact = contacts.do_begin_contact(
            customer or carter, contacts.Arrival(line, language, anew=anew), at
        )
        for fact, value in (("problem", "fault"), ("service", "tv")):
            contacts.do_take_turn(
                contact.case_id, turns.Says(contact=contact.token, fact=fact, value=value), at
            )
        contacts.do_take_turn(contact.case_id, turns.WantsPerson(contact=contact.token), at)
        contact.refresh_from_db()
        return contact

    return make


@pytest.fixture
def talking(desk_of, waiting):
    """Return Inès' browser and the contact that she has taken."""
    ines = desk_of()
    ines.post("/desk/presence", {"state": "available"})
    contact = waiting()
    ines.post(f"/desk/offers/{contact.token}/accept")
    contact.refresh_from_db()
    return ines, contact


def page(browser, contact, **query):
    return browser.get(f"/desk/cases/{contact.case.reference}", query).content.decode()


def version(contact):
    return Case.objects.get(pk=contact.case_id).version


def act(browser, contact, name, **fields):
    """Send a form of the case's page, as it is now."""
    known = {"contact": contact.token, "version": version(contact)}
    return browser.post(f"/desk/cases/{contact.case.reference}/{name}", {**known, **fields}, follow=True)


__all__ = ["act", "desk", "page", "version"]
