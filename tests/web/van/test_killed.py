"""A web process that is killed between the commit and the answer: the phone asks again, and is told the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from possible_web.keeping.clock import now
from possible_web.records.models import Journal, Technician, VanAct, VisitFile
from tests.web.van.road import PNG, technician, visit_of
from tools.lint import ROOT

# The process of a web server, but that it is killed when it would answer.
DIES = """
import os, signal, sys, django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import setup_test_environment
from possible_web.records.models import Staff
from possible_web.van import acts
from tests.web.van.road import PNG
setup_test_environment()
acts._answer = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
phone = Client()
phone.force_login(Staff.objects.get().account)
fields = {"key": "made-by-the-phone", "kind": "end", "visit": sys.argv[1], "fixed": "yes", "cause": "network"}
phone.post("/van/act", {**fields, "part-box": "1", "file": SimpleUploadedFile("s.png", PNG)})
"""


def environment():
    """Return how another process comes to this test's database."""
    known = connection.settings_dict
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "possible_web.project.settings"}
    if connection.vendor == "sqlite":
        return {**found, "POSSIBLE_DATA_DIR": str(Path(known["NAME"]).parent)}
    address = f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT']}"
    return {**found, "DATABASE_URL": address}


def test_who_is_not_answered_asks_again_and_it_was_done_once(any_db, charter):
    staff = technician(now())
    visit = visit_of(staff, now(), now())
    line = [sys.executable, "-c", DIES, str(visit.pk)]
    done = subprocess.run(line, env=environment(), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    first = VanAct.objects.get()
    before = Journal.objects.count()
    phone = Client()
    phone.force_login(staff.account)
    fields = {
        "key": "made-by-the-phone",
        "kind": "end",
        "visit": visit.pk,
        "fixed": "yes",
        "cause": "network",
    }
    sent = {**fields, "part-box": "1", "file": SimpleUploadedFile("s.png", PNG)}
    answer = phone.post("/van/act", sent, headers={"Accept": "application/json"})
    assert answer.json() == {"outcome": "done", "said": "The visit is over: fixed.", "attempt": ""}
    assert (VanAct.objects.get().pk, Journal.objects.count(), VisitFile.objects.count()) == (
        first.pk,
        before,
        1,
    )
    assert Technician.objects.get().stock == {"box": 1, "cable": 5}
