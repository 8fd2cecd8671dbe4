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
from possible_web.actions.practice import do_begin_practice
from possible_web.keeping.clock import now as present
from possible_web.pages import limits
from possible_web.records.models import (
    Comment,
    Customer,
    Departure,
    Helper,
    Outbox,
    Ruling,
    Story,
    StoryTest,
    Tag,
    Visit,
    Writer,
)

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
TABLE = {
    # everybody
    "health": "ncshaltd",
    "signed-in": "ncshaltd",
    "portal-start": "ncshaltd",
    "portal-begin": "ncshaltd",
    "portal-hours": "ncshaltd",
    "portal-person": "ncshaltd",
    "portal-call": "ncshaltd",
    "portal-cases": "ncshaltd",
    "charter": "ncshaltd",
    "charter-in": "ncshaltd",
    "charter-yaml": "ncshaltd",
    "charter-json": "ncshaltd",
    "charter-versions": "ncshaltd",
    "stories": "ncshaltd",
    "stories-feed": "ncshaltd",
    "stories-search": "ncshaltd",
    "stories-tag": "ncshaltd",
    "stories-tag-feed": "ncshaltd",
    "stories-tell": "ncshaltd",
    "stories-who": "ncshaltd",
    "stories-follow": "ncshaltd",
    "stories-unfollow": "ncshaltd",
    "story": "ncshaltd",
    "story-feed": "ncshaltd",
    "story-comment": "ncshaltd",
    "story-like": "ncshaltd",
    "story-report": "ncshaltd",
    "comment-like": "ncshaltd",
    "comment-report": "ncshaltd",
    # whoever has an account, or was known by mail in this browser
    "stories-mine": "altd",
    "stories-erase": "altd",
    # whoever is no staff
    "portal-write": "ncsh",
    # the customer whose it is
    "portal-talk": "c",
    "portal-answer": "c",
    "portal-want-person": "c",
    "portal-leave": "c",
    "portal-another": "c",
    "portal-send": "c",
    "portal-heard": "c",
    "portal-stand": "c",
    "portal-writing": "c",
    "portal-written": "c",
    "portal-case": "c",
    "portal-go-on": "c",
    "portal-solved": "c",
    "portal-no-call": "c",
    "portal-not-solved": "c",
    "portal-reach": "c",
    "portal-dispute": "c",
    "portal-relent": "c",
    "portal-invite": "c",
    "portal-withdraw": "c",
    # each their own
    "portal-mine": "cs",
    "portal-pay": "cs",
    "portal-equipment": "cs",
    "portal-export": "cs",
    "portal-erase": "cs",
    # what was sent is for both sides of it, and for a helper who may read
    "portal-file": "chald",
    # the helper
    "portal-helping": "h",
    "portal-helping-send": "h",
    # nobody: a key that opens nothing, a price and a visit that are not there, an account that is wanted
    "portal-help": "",
    "portal-by-mail": "",
    "signin-link": "",
    "charter-changes": "",
    # drafts and comments of somebody else, a link that says nothing
    "stories-draft": "",
    "stories-change": "",
    "stories-publish": "",
    "stories-delete": "",
    "stories-by-mail": "",
    "comment-change": "",
    "comment-delete": "",
    "portal-window": "",
    "portal-calendar": "",
    "portal-cancel": "",
    "portal-rate": "",
    "portal-claim": "",
    "portal-renew": "",
    # the administrator
    "mailbox": "d",
    "mail": "d",
    # the desk
    "desk-start": "ald",
    "desk-presence": "ald",
    "desk-accept": "ald",
    "desk-decline": "ald",
    "desk-call-report": "ald",
    "desk-wrap-up": "ald",
    "desk-cases": "ald",
    "desk-cases-json": "ald",
    "desk-view-save": "ald",
    "desk-view-remove": "ald",
    "desk-palette": "ald",
    "desk-help": "ald",
    "desk-replies": "ald",
    "desk-reply-save": "ald",
    "desk-reply-remove": "ald",
    "desk-file": "ald",
    "desk-case": "ald",
    "desk-reply": "ald",
    "desk-note": "ald",
    "desk-draft": "ald",
    "desk-look": "ald",
    "desk-agreed": "ald",
    "desk-book": "ald",
    "desk-keep": "ald",
    "desk-let-go": "ald",
    "desk-address": "ald",
    "desk-move-visit": "ald",
    "desk-cancel-visit": "ald",
    "desk-exception": "ald",
    "desk-waive": "ald",
    "desk-equipment": "ald",
    "desk-exchange": "ald",
    "desk-give-back": "ald",
    "desk-call": "ald",
    "desk-snooze": "ald",
    "desk-wake": "ald",
    "desk-link": "ald",
    "desk-unlink": "ald",
    "desk-merge": "ald",
    "desk-unmerge": "ald",
    "desk-turn-fact": "ald",
    "desk-turn-action": "ald",
    "desk-turn-consent": "ald",
    "desk-turn-agree": "ald",
    "desk-turn-decline": "ald",
    "desk-turn-instead": "ald",
    "desk-turn-put": "ald",
    "desk-turn-path": "ald",
    "desk-turn-hold": "ald",
    "desk-turn-resume": "ald",
    "desk-turn-transfer": "ald",
    "desk-turn-take-back": "ald",
    "desk-turn-lost": "ald",
    "desk-turn-finish": "ald",
    "desk-mark-solved": "ald",
    "desk-mark-not-solved": "ald",
    "desk-mark-news": "ald",
    "desk-mark-own": "ald",
    # the board: whoever leads
    "board-start": "ld",
    "board-visit": "ld",
    "board-place": "ld",
    "board-call-off": "ld",
    "board-ask": "ld",
    "board-away": "ld",
    "board-locate": "ld",
    "board-see-trouble": "ld",
    "board-day": "ld",
    "board-week": "ld",
    "board-map": "ld",
    "board-repair": "ld",
    "board-decide": "ld",
    "board-undo": "ld",
    "board-traffic": "ld",
    "board-end": "ld",
    "board-turns": "ld",
    "board-change-turn": "ld",
    "board-enter": "ld",
    # practice: one's own customer; the forms say that it is nobody else's
    "desk-practice": "ald",
    "desk-practice-begin": "ald",
    "desk-practice-case": "a",
    "desk-practice-answer": "ald",
    "desk-practice-reply": "ald",
    "desk-practice-end": "ald",
    "desk-practice-fact": "ald",
    "desk-practice-action": "ald",
    "desk-practice-consent": "ald",
    "desk-practice-agree": "ald",
    "desk-practice-decline": "ald",
    "desk-practice-instead": "ald",
    "desk-practice-put": "ald",
    "desk-practice-path": "ald",
    "desk-practice-finish": "ald",
    "story-ask": "ald",
    # the van: a technician's own day, and nobody's visits but theirs
    "van": "t",
    "van-parts": "t",
    "van-stuck": "t",
    "van-act": "t",
    "van-token": "t",
    "van-visit": "",
    "van-fixed": "",
    "van-not-fixed": "",
    "van-photo": "",
    "van-worker": "ncshaltd",
    # the lead
    "stories-held": "ld",
    "stories-charter-draft": "ld",
    "stories-undo": "ld",
    "comment-rule": "ld",
    "story-test": "ld",
    "story-test-file": "ld",
    "story-rule": "ld",
    "desk-lead": "ld",
    "desk-reassign": "ld",
    "desk-settle": "ld",
    "desk-send-on-break": "ld",
    "desk-review": "ld",
    "desk-rule": "ld",
    "desk-rule-file": "ld",
    "desk-roll-back": "ld",
}
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
    limits.forget()
    at = present()
    owner, stranger = (
        Customer.objects.create(name=name, language="en", since=at) for name in ("Ms Carter", "Mr X")
    )
    contact = contacts.do_begin_contact(owner, contacts.Arrival("chat", "en"), at)
    files = (File("a.txt", b"hello"),)
    said = do_send_message(
        contact.case_id, Author("customer"), Writing("key-of-the-page", "x", files=files), at
    )
    helper = Helper.objects.create(
        case=contact.case,
        digest=hashlib.sha256(b"x").hexdigest(),
        allows=["chat"],
        invited_at=at,
        ends_at=at + 10**9,
    )
    keys = {
        "customer": ("customer", owner.token),
        "stranger": ("customer", stranger.token),
        "helper": ("helper", helper.pk),
    }
    accounts = {}
    for role in ("agent", "lead", "technician", "admin"):
        newcomer = Newcomer(f"{role}@pamplemousse.example", role, role, role, ("tv",), ("en",))
        staff = do_add_staff(newcomer, at)
        accounts[role] = staff.account
        if role == "agent":
            agent = staff
    Departure.objects.create(
        pk=1, case=contact.case, contact=contact.token, staff=agent, question="pay-later", answer="instalments",
        reason="x", at=at, facts={"late-bills": "4", "fragile": "no"}, said={"rows": ["often"]},
    )  # fmt: skip
    row = do_begin_practice(agent, "en", at, seed=1)
    Outbox.objects.create(
        pk=1,
        key="k",
        channel="mail",
        to="a@b.example",
        made_at=1,
        again_at=1,
        payload={"subject": "x", "text": "x"},
    )
    assert row.pk == 1
    told_in_public(agent, at)
    gaps = {
        "reference": contact.case.reference,
        "token": contact.token,
        "number": 1,
        "quote": "q1",
        "language": "fr",
        "slug": "tv-box",
        "team": "technicians",
        "day": "2025-12-02",
        "visit": visit_of(at).pk,
        "file": said.attachments.get().token,
    }

    def browser_of(who):
        """Return a fresh browser of somebody: what they did before is not in it."""
        browser = Client(raise_request_exception=False)
        if who in accounts:
            browser.force_login(accounts[who])
        elif who in keys:
            session = browser.session
            session[keys[who][0]] = keys[who][1]
            session.save()
            browser.cookies["sessionid"] = session.session_key
        return browser

    return gaps, browser_of


def visit_of(at):
    """Let a visit of somebody else be booked, under a number that nothing else has here."""
    other = Customer.objects.create(name="Ms Y", language="en", since=at)
    case = contacts.do_begin_contact(other, contacts.Arrival("chat", "en"), at).case
    return Visit.objects.create(
        quote="q1",
        pk=77,
        case=case,
        team="technicians",
        day="2025-12-02",
        starts=at,
        ends=at + 1,
        booked_at=at,
    )


def told_in_public(agent, at):
    """Let there be a story with a comment, a tag, a decision about it and a test of it, all number 1."""
    writer = Writer.objects.create(name="N", mail="n@b.example", since=at, verified_at=at)
    story = Story.objects.create(
        pk=1,
        writer=writer,
        name="N",
        title="T",
        text="x",
        state="shown",
        shown_at=at,
        created_at=at,
        changed_at=at,
        comments=1,
    )
    Comment.objects.create(
        pk=1, key="c", story=story, writer=writer, name="N", text="x", state="shown", at=at
    )
    Tag.objects.create(slug="tv-box", name="tv box", stories=1).tagged.create(story=story, at=at)
    Ruling.objects.create(pk=1, story=story, staff=agent, before="shown", after="hidden", at=at)
    StoryTest.objects.create(story=story, text="- name: x", staff=agent, at=at)


def gets_in(browser, address, fields, *, posted):
    answer = browser.post(address, fields) if posted else browser.get(address)
    assert answer.status_code != 500, address
    to = answer.headers.get("Location", "")
    return answer.status_code not in (403, 404) and not to.startswith("/account/login/")


def address_of(name, gaps, known):
    token = known["file"] if name.endswith("-file") else known["token"]
    return reverse(name, kwargs={gap: token if gap == "token" else known[gap] for gap in gaps})


def test_every_address_is_in_the_table():
    assert sorted(addresses()) == sorted(TABLE)


@pytest.mark.timeout(600)  # every address as every role: it is long where others use the machine
def test_each_role_gets_in_where_the_table_says_and_nowhere_else(world, settings_of):
    known, browser_of = world
    found = {}
    with settings_of(DEVELOPMENT=False):
        # A helper who is sent away is away: that comes last.
        for name, gaps in sorted(addresses().items(), key=lambda each: each[0] == "portal-withdraw"):
            address = address_of(name, gaps, known)
            posted = browser_of("admin").get(address).status_code == 405
            fields = {"contact": known["token"]} if posted and name.startswith("desk-") else {}
            inside = (
                letter
                for letter, who in LETTERS.items()
                if gets_in(browser_of(who), address, fields, posted=posted)
            )
            found[name] = "".join(inside)
    assert found == {name: TABLE[name] for name in found}


def test_whoever_is_not_signed_in_is_sent_to_do_so_and_others_are_refused(world):
    known, browser_of = world
    for name in ("desk-start", "desk-case", "desk-lead"):
        address = address_of(name, addresses()[name], known)
        assert browser_of("nobody").get(address).headers["Location"] == f"/account/login/?next={address}"
        assert browser_of("technician").get(address).status_code == 403
