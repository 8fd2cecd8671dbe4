"""Every form of the desk and of the lead, filled with what nobody should send: a clear answer, nothing broken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from possible_web.actions.practice import do_begin_practice
from possible_web.desk.urls import urlpatterns
from possible_web.keeping.clock import now as present
from possible_web.records.models import Attachment, CaseLink, Message, Note, SavedReply
from tests.web.desk.conftest import act, page, version

HOSTILE = [
    "",
    "<script>alert(1)</script>",
    "x" * 10_000,
    "\x00\x01\x1b[31m",
    "🎉" * 300,
    "\u202eمرحبا\u202c",
    "-1",
    "99999999999999999999",
    "1e9",
    "NaN",
    "' OR 1=1 --",
    "../../etc/passwd",
    "{customer}{0.__class__}",
    "//evil.example",
]
FIELDS = [
    "state",
    "reason",
    "reached",
    "disposition",
    "text",
    "key",
    "seen",
    "language",
    "news",
    "kind",
    "contact",
    "version",
    "fact",
    "value",
    "playbook",
    "reply",
    "source",
    "consent",
    "given",
    "question",
    "path",
    "team",
    "owner",
    "starts",
    "quote",
    "answer",
    "price",
    "currency",
    "at",
    "number",
    "for",
    "until",
    "other",
    "link",
    "name",
    "query",
    "view",
    "title",
    "next",
    "case",
    "agent",
    "verdict",
    "explanation",
    "activation",
    "because",
    "left",
    "address",
    "postcode",
    "access",
    "foreign",
    "visit",
    "act",
]


def posts():
    return [(each.name, tuple(each.pattern.converters)) for each in urlpatterns]


@pytest.fixture
def gaps(talking):
    ines, contact = talking
    practice = do_begin_practice(ines.staff, "en", present(), seed=1)
    return {"reference": contact.case.reference, "token": contact.token, "number": practice.pk, "quote": "q1"}


def rounds():
    """Each round fills every field with another of the values; after all of them each field had each value."""
    quick = (0, 5)
    return [pytest.param(k, marks=[] if k in quick else pytest.mark.slow) for k in range(len(HOSTILE))]


@pytest.mark.parametrize("turned", rounds())
def test_no_form_breaks(any_db, talking, desk_of, gaps, turned):
    ines, contact = talking
    nadia = desk_of("nadia", "lead")
    filled = {name: HOSTILE[(place + turned) % len(HOSTILE)] for place, name in enumerate(FIELDS)}
    for name, wanted in posts():
        address = reverse(name, kwargs={gap: gaps[gap] for gap in wanted})
        browser = nadia if address.startswith("/lead") else ines
        known = {"contact": contact.token, "version": version(contact), "case": gaps["reference"]}
        for fields in (filled, filled | known):
            answer = browser.post(address, fields)
            assert answer.status_code in {200, 204, 302, 400, 403, 404, 405, 409, 422}, (
                name,
                answer.status_code,
            )
            assert "evil.example" not in answer.headers.get("Location", "")
    assert not CaseLink.objects.exists()
    assert "<script>alert" not in page(ines, contact)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_address_breaks(any_db, talking, gaps, value):
    ines, _ = talking
    for address in (
        "/desk/cases",
        "/desk/palette",
        f"/desk/cases/{gaps['reference']}",
        "/desk",
        "/desk/replies",
    ):
        asked = dict.fromkeys(("q", "view", "page", "team", "language", "question", "reply", "alone"), value)
        assert ines.get(address, asked).status_code == 200


def test_a_nul_in_an_address_is_not_understood_or_not_there(any_db, talking):
    ines, _ = talking
    for address in ("/desk/cases/%00", "/desk/files/%00", "/desk/cases?team=%00&q=%00"):
        assert ines.get(address).status_code in {200, 400, 404}


def test_what_is_written_is_shown_as_it_is_and_never_run(talking):
    ines, contact = talking
    evil = '<img src=x onerror="alert(1)">{{ 7*7 }}'
    act(ines, contact, "note", key="key-of-the-note", text=evil)
    ines.post(f"/desk/cases/{contact.case.reference}/reply", {"key": "key-of-the-reply", "text": evil})
    ines.post("/desk/replies/save", {"name": "evil", "language": "en", "title": evil, "text": evil})
    text = page(ines, contact)
    assert text.count("&lt;img src=x onerror=&#34;alert(1)&#34;&gt;{{ 7*7 }}") >= 3
    assert "<img" not in text
    assert (Note.objects.count(), Message.objects.count(), SavedReply.objects.count()) == (1, 1, 1)


def test_a_file_is_given_back_as_what_it_is_and_never_run(talking):
    ines, contact = talking
    files = [
        SimpleUploadedFile("évil.html", b"<script>alert(1)</script>"),
        SimpleUploadedFile("big.txt", b"x" * (8 * 1024 * 1024 + 1)),
    ]
    address = f"/desk/cases/{contact.case.reference}/reply"
    refused = ines.post(address, {"key": "key-of-the-reply", "text": "See this", "files": files})
    assert (refused.status_code, Attachment.objects.count()) == (422, 0)
    assert "`big.txt` is too large." in refused.content.decode()
    assert ">See this</textarea>" in refused.content.decode()
    files = [SimpleUploadedFile("évil.html", b"<script>alert(1)</script>")]
    ines.post(address, {"key": "key-of-the-reply", "text": "", "files": files})
    given = ines.get(f"/desk/files/{Attachment.objects.get().token}")
    assert given.headers["Content-Type"] == "text/plain"
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Client().get(f"/desk/files/{Attachment.objects.get().token}").status_code == 302


def test_a_form_that_stood_open_for_too_long_is_refused(talking):
    ines, contact = talking
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ines.staff.account)
    answer = strict.post(
        f"/desk/cases/{contact.case.reference}/note", {"key": "key-of-the-note", "text": "x"}
    )
    assert (answer.status_code, Note.objects.count()) == (403, 0)
