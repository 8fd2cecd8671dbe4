"""Who may what: a table written by hand, one line for each address, one letter for each role that gets in.

An address that is missing here fails; so does a role that gets in without its letter, or is kept out with it.
Letters: (n)obody signed in, the (c)ustomer whose it is, a (s)tranger among customers, a (h)elper of the
case, an (a)gent, a (l)ead, a (t)echnician who visits nobody here, an a(d)min.
"""

from __future__ import annotations

import hashlib

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from possible_web.actions import contacts
from possible_web.actions.messages import Author, File, Writing, do_send_message
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping.clock import now as present
from possible_web.records.models import Customer, Departure, Helper

LETTERS = {
    "n": "nobody",
    "c": "customer",
    "s": "stranger",
    "h": "helper",
    "a": "agent",
    "l": "lead",
    "t": "technician",
    "d": "admin",
}
DESK, LEADS = "ald", "ld"
TABLE: dict[str, str] = {}
POSTED: set[str] = set()
# Signing in is allauth's own, for anybody; its pages guard themselves.
NOT_OURS = ("account_", "mfa_")


def addresses():
    """Yield the name and the gaps of each address of ours."""

    def walk(resolver, before=()):
        for pattern in resolver.url_patterns:
            gaps = (*before, *pattern.pattern.converters)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, gaps)
            else:
                yield pattern.name, gaps

    return {name: gaps for name, gaps in walk(get_resolver()) if not name.startswith(NOT_OURS)}


@pytest.fixture
def world(db, charter):
    """Return what the gaps of addresses stand for, and a browser for each role."""
    cache.clear()
    at = present()
    owner, stranger = (Customer.objects.create(name=name, language="en", since=at) for name in ("Ms Carter", "Mr X"))
    contact = contacts.do_begin_contact(owner, contacts.Arrival("chat", "en"), at)
    files = (File("a.txt", b"hello"),)
    said = do_send_message(contact.case_id, Author("customer"), Writing("key-of-the-page", "x", files=files), at)
    helper = Helper.objects.create(
        case=contact.case, digest=hashlib.sha256(b"x").hexdigest(), allows=["chat"], invited_at=at, ends_at=at + 10**9
    )
    browsers = {"nobody": Client(), "customer": Client(), "stranger": Client(), "helper": Client()}
    for name, key, value in (
        ("customer", "customer", owner.token),
        ("stranger", "customer", stranger.token),
        ("helper", "helper", helper.pk),
    ):
        session = browsers[name].session
        session[key] = value
        session.save()
        browsers[name].cookies["sessionid"] = session.session_key
    for role in ("agent", "lead", "technician", "admin"):
        newcomer = Newcomer(f"{role}@pamplemousse.example", role, role, role, ("tv",), ("en",))
        staff = do_add_staff(newcomer, at)
        browsers[role] = Client()
        browsers[role].force_login(staff.account)
        if role == "agent":
            agent = staff
    Departure.objects.create(
        pk=1, case=contact.case, contact=contact.token, staff=agent, question="pay-later", answer="instalments",
        reason="x", at=at, facts={"late-bills": "4", "fragile": "no"}, said={"rows": ["often"]},
    )  # fmt: skip
    gaps = {
        "reference": contact.case.reference,
        "token": contact.token,
        "number": 1,
        "quote": "q1",
        "file": said.attachments.get().token,
    }
    for browser in browsers.values():
        browser.raise_request_exception = False
    return gaps, browsers


def gets_in(browser, address, *, posted):
    answer = browser.post(address, {}) if posted else browser.get(address)
    to = answer.headers.get("Location", "")
    return answer.status_code not in (403, 404) and not to.startswith("/account/login/")


def address_of(name, gaps, known):
    token = known["file"] if name.endswith("-file") else known["token"]
    return reverse(name, kwargs={gap: token if gap == "token" else known[gap] for gap in gaps})


def test_every_address_is_in_the_table():
    assert sorted(addresses()) == sorted(TABLE)


def test_print(world):
    known, browsers = world
    for name, gaps in sorted(addresses().items()):
        a = address_of(name, gaps, known)
        posted = browsers["admin"].get(a).status_code == 405
        print(f'    "{name}": "{"".join(l for l, who in LETTERS.items() if gets_in(browsers[who], a, posted=posted))}",', "P" if posted else "")
