"""Every form of the portal, filled with what nobody should send: a clear answer, nothing broken or half written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from possible_web.records.models import Case, Visit, WorkOrder
from tests.web.portal.conftest import Browser

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
    "value",
    "matter",
    "key",
    "number",
    "at",
    "place",
    "act",
    "starts",
    "text",
    "name",
    "mail",
    "phone",
    "allows",
    "address",
    "postcode",
    "access",
    "foreign",
    "stars",
    "words",
]


def forms(browser):
    """Return the address of each form that a customer with a talk and a visit can send."""
    case, order = Case.objects.get(), WorkOrder.objects.get()
    browser.send(f"/case/{case.reference}/on")
    talk = browser.at
    yield from ("/begin", "/person/write", "/person/call", "/mine/erase", "/mine/claim")
    yield from (f"{talk}/{name}" for name in ("answer", "send", "writing", "person", "another"))
    yield from (f"/case/{case.reference}/{name}" for name in ("reach", "helper", f"window/{order.quote}"))
    visit = Visit.objects.get()
    yield from (
        f"/visit/{visit.pk}/rate",
        f"/visit/{visit.pk}/cancel",
        f"/case/{case.reference}/window/{order.quote}",
    )
    yield from ("/help/none", "/my/none", "/helping/send")


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_form_breaks(any_db, charter, monkeypatch, number):
    monkeypatch.setattr("possible_web.pages.limits.spend", lambda *_: None)
    carter = Browser().to_the_visit()
    carter.say(act="agree", starts=carter.values("starts")[0])
    text = HOSTILE[number]
    for path in forms(carter):
        acts = ("agree", "keep", "let-go", "address", "later", "other")
        for known in ({}, *({"act": act, "key": "k" * 22} for act in acts)):
            sent = carter.client.post(path, dict.fromkeys(FIELDS, text) | known)
            assert sent.status_code in (200, 204, 302, 404, 409, 422), (path, known, sent.status_code)
            assert "<script>alert" not in sent.content.decode(), path
            assert "evil.example" not in sent.headers.get("Location", "")


def test_names_and_words_of_any_script_are_kept_and_shown_as_text(carter):
    carter.begin()
    reference = Case.objects.get().reference
    carter.open(f"/case/{reference}")
    name = "<b>Ms</b> 🎉 مرحبا"
    carter.send(f"/case/{reference}/reach", name=name)
    assert 'value="&lt;b&gt;Ms&lt;/b&gt; 🎉 مرحبا"' in carter.html
    assert "<b>Ms</b>" not in carter.html


def test_a_file_that_says_it_is_a_picture_and_is_a_page_is_not_taken(carter, unchanged):
    carter.open("/person")
    carter.send("/person/write")
    page = SimpleUploadedFile("cat.png", b"<html>\x00<script>alert(1)</script>", content_type="image/png")
    with unchanged():
        carter.send(f"{carter.at}/send", text="look", files=[page])
    assert carter.status == 422


def test_a_nul_character_is_dropped_and_names_no_address(carter):
    carter.begin("fa\x00ult")
    assert "What does not work?" in carter.text
    assert carter.client.get("/person/call?x=%00").status_code == 200
    assert carter.client.get("/case/%00").status_code == 400


def test_an_answer_that_is_no_value_is_refused_in_words(carter, unchanged):
    carter.begin()
    with unchanged():
        carter.say("pizza")
    assert (carter.status, "Something to check" in carter.text) == (422, True)


def test_newcomers_behind_one_address_do_not_share_what_is_meant_for_one_browser(charter):
    begun = [Browser() for _ in range(12)]
    for browser in begun:
        browser.begin()
    assert Case.objects.count() == 12
