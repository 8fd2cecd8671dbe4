"""Every form of the van, filled with what nobody should send: a clear answer, nothing broken or half written."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from possible_web.actions.van import AT_VISITS, WITHOUT_VISIT
from possible_web.records.models import Journal, Trouble, VisitFile
from tests.web.van.conftest import Phone
from tests.web.van.road import technician, visit_of

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
    "visit", "at", "fixed", "cause", "next", "step", "team", "starts", "notes", "signed", "why", "early", "part-box",
    "count-box", "found-box-light", "found-ghost",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_form_breaks(any_db, charter, number):
    from possible_web.keeping.clock import now

    at = now()
    staff = technician(at)
    visit = visit_of(staff, at, at)
    phone, text = Phone(staff), HOSTILE[number]
    page = SimpleUploadedFile("cat.png", b"<html><script>alert(1)</script>", content_type="image/png")
    for kind in (*AT_VISITS, *WITHOUT_VISIT, text):
        if kind in ("set-out", "arrive"):
            continue
        for place, known in enumerate(
            ({}, {"visit": visit.pk}, {"visit": visit.pk, "fixed": "yes", "cause": text}, {"file": page})
        ):
            fields = {
                **dict.fromkeys(FIELDS, text),
                "key": f"{kind[:20]}-{place}-of-it",
                "kind": kind,
                **known,
            }
            for headers in ({}, {"Accept": "application/json"}):
                page.seek(0)
                sent = phone.client.post("/van/act", fields, headers=headers)
                assert sent.status_code in (200, 302, 400, 422), (kind, known, sent.status_code)
                assert "<script>alert" not in sent.content.decode() or "json" in sent.headers["Content-Type"]
                assert "evil.example" not in sent.headers.get("Location", "")
    done = Journal.objects.filter(kind="shell-van-act").values_list("body__act", flat=True)
    assert set(done) <= {"nobody"}  # an act in which any words are taken
    assert (Trouble.objects.count(), VisitFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("key", HOSTILE)
def test_no_name_breaks(db, charter, key):
    from possible_web.keeping.clock import now

    staff = technician(now())
    sent = Phone(staff).client.post("/van/act", {"key": key, "kind": "stuck", "why": "late"})
    assert sent.status_code == 302
    assert Trouble.objects.count() == (8 <= len(key.replace("\x00", "")) <= 64)
