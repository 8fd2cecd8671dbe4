"""The outbox leaves by SMTP: to a server of the tests' own, which takes, puts off or refuses what it is given."""

import os
import re
import signal
import socketserver
import sqlite3
import subprocess
import sys
import threading
from email import message_from_string

import pytest
from django.test.utils import override_settings
from hypothesis import given
from hypothesis import strategies as st

from possible.cli.say import say
from possible.values.instant import SECOND, Instant
from possible_web.keeping import send
from possible_web.post.sending import message_id
from possible_web.project import doctor, worker
from possible_web.records.models import Outbox
from tests.web.conftest import NOW
from tests.web.service import started, until
from tools.lint import ROOT

LETTER = {"subject": "Votre dossier", "text": "Le technicien vient demain.", "headers": {"X-Case": "K7M2QX"}}


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail needs (RFC 5321): what DATA is answered with comes from the server's list."""

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "DATA":
                self.say("354 go on")
                self.server.came.append(self.message())
                answer = self.server.answers.pop(0)
                answer(self.say) if callable(answer) else self.say(answer)
            else:
                self.say("250 ok")

    def message(self):
        lines = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        return message_from_string("".join(lines))

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


@pytest.fixture
def post():
    """Give a mail server on loopback: what came, and what it answers next."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        server.came, server.answers = [], []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        host, port = server.server_address
        with override_settings(
            SMTP={"host": host, "port": port, "use_tls": False, "use_ssl": False, "timeout": 10}
        ):
            yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def at(monkeypatch):
    """Return how to let the worker send at a moment."""

    def empty(moment):
        monkeypatch.setattr(worker, "now", lambda: moment)
        return worker.empty_outbox(moment)

    return empty


def test_a_letter_leaves_as_it_was_written_under_a_message_id_of_its_key(db, post, at):
    post.answers = ["250 taken"]
    send("case 12 answered 7", "mail", "carter@example.org", LETTER, NOW)
    assert at(NOW) == 1
    [mail] = post.came
    assert (mail["To"], mail["From"]) == ("carter@example.org", "possible@localhost")
    assert (mail["Subject"], mail["X-Case"]) == ("Votre dossier", "K7M2QX")
    assert mail["Message-ID"] == "<case%2012%20answered%207@localhost>"
    assert mail.get_payload().strip() == "Le technicien vient demain."
    row = Outbox.objects.get()
    assert (row.sent_at, row.attempts, row.error) == (NOW, 1, "")


def test_what_is_put_off_is_sent_again_later_and_is_the_same_mail(db, post, at):
    post.answers = ["451 the disk is full", "250 taken"]
    send("case-12-answered", "mail", "carter@example.org", LETTER, NOW)
    at(NOW)
    row = Outbox.objects.get()
    assert (row.sent_at, row.attempts, "451" in row.error, "the disk is full" in row.error) == (
        None,
        1,
        True,
        True,
    )
    assert at(Instant(NOW + SECOND)) == 0
    at(Instant(NOW + 2 * SECOND))
    first, second = post.came
    assert first["Message-ID"] == second["Message-ID"] == "<case-12-answered@localhost>"
    row = Outbox.objects.get()
    assert (row.sent_at, row.attempts, row.error) == (NOW + 2 * SECOND, 2, "")


def test_what_is_refused_for_good_is_seen_by_the_doctor_and_in_the_mailbox_page(
    db, post, at, client, charter
):
    post.answers = ["554 nobody here wants this"] * 2
    send("case-12-answered", "mail", "carter@example.org", LETTER, NOW)
    at(NOW)
    look = doctor.unsent()
    assert (look.well, say(look.what)) == (
        False,
        "Mail that was refused so far: 1; the last one: SMTPDataError: (554, b'nobody here wants this')",
    )
    text = client.get("/mailbox").content.decode()
    assert "not sent yet" in text
    number = Outbox.objects.get().pk
    assert "nobody here wants this" in client.get(f"/mailbox/{number}").content.decode()
    at(Instant(NOW + worker.GIVE_UP_AFTER + SECOND))
    assert "given up" in client.get("/mailbox").content.decode()


def test_the_doctor_has_nothing_to_say_of_mail_that_was_taken(db, post, at):
    post.answers = ["250 taken"]
    send("k", "mail", "carter@example.org", LETTER, NOW)
    at(NOW)
    assert (doctor.unsent().well, say(doctor.unsent().what)) == (True, "All mail was taken so far.")


def test_a_server_that_is_away_is_tried_again(db, post, at):
    post.shutdown()
    post.server_close()
    send("k", "mail", "carter@example.org", LETTER, NOW)
    at(NOW)
    assert Outbox.objects.get().error.startswith("ConnectionRefusedError")


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_message_id_can_be_written_and_is_another_one_for_each_key(one, other):
    assert re.fullmatch(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+@localhost>", message_id(one))
    assert (message_id(one) == message_id(other)) == (one == other)


THREE = """
import django
django.setup()
from django.db import transaction
from possible_web.keeping import clock, send
with transaction.atomic():
    for number in (1, 2, 3):
        letter = {"subject": f"Letter {number}", "text": f"Text of {number}."}
        send(f"case-{number} written {number}", "mail", "carter@example.org", letter, clock.now())
"""
MINUTES = 60 * 1_000_000_000


def test_a_worker_that_is_killed_once_the_server_took_a_mail_sends_that_one_again_and_no_other(
    post, tmp_path
):
    """The worker stops before it hears `250`, and never hears it: whoever reads both sees one Message-ID."""
    ahead, house = tmp_path / "ahead", []
    ahead.write_text("0", encoding="ascii")

    def taken_and_killed(say):
        number = house[0].children()["worker"]
        os.kill(number, signal.SIGSTOP)
        say("250 taken")
        os.kill(number, signal.SIGKILL)

    post.answers = ["250 taken", taken_and_killed, "250 taken", "250 taken"]
    moved = str(ROOT / "tests" / "browser" / "moved")
    address = f"smtp://127.0.0.1:{post.server_address[1]}"
    service = started(tmp_path / "data", POSSIBLE_SMTP_URL=address, PYTHONPATH=moved, MOVED_CLOCK=str(ahead))
    house.append(service)
    try:
        first = service.children()["worker"]
        run(service, THREE)
        until(lambda: len(post.came) == 2)
        until(lambda: service.children().get("worker", first) != first)
        before = rows(service)
        assert [sent for _, sent, _ in before] == [True, False, False]
        ahead.write_text(str(3 * MINUTES), encoding="ascii")  # what the dead one had taken is free again
        until(lambda: all(sent for _, sent, _ in rows(service)))
    finally:
        service.stop()
    ids = [mail["Message-ID"] for mail in post.came]
    assert ids == [f"<case-{number}%20written%20{number}@localhost>" for number in (1, 2, 2, 3)]
    once, again = (mail for mail in post.came if mail["Subject"] == "Letter 2")
    del once["Date"], again["Date"]
    assert once.as_string() == again.as_string()
    assert [attempts for _, _, attempts in rows(service)] == [1, 1, 1]
    assert [key for key, _, _ in rows(service)] == [f"case-{number} written {number}" for number in (1, 2, 3)]
    assert post.answers == []


def run(service, text):
    environment = {**service.environment, "DJANGO_SETTINGS_MODULE": "possible_web.project.settings"}
    subprocess.run([sys.executable, "-c", text], env=environment, cwd=ROOT, check=True)


def rows(service):
    """Return the outbox: key, whether it was sent, and how often that was tried to the end."""
    file = f"file:{service.environment['POSSIBLE_DATA_DIR']}/possible.sqlite3?mode=ro"
    with sqlite3.connect(file, uri=True, timeout=20) as database:
        found = database.execute("SELECT key, sent_at, attempts FROM records_outbox ORDER BY id").fetchall()
    return [(key, sent is not None, attempts) for key, sent, attempts in found]
