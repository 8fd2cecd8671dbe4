"""The outbox leaves by SMTP: to a server of the tests' own, which takes, puts off or refuses what it is given."""

import socketserver
import threading
from email import message_from_string

import pytest
from django.test.utils import override_settings

from possible.cli.say import say
from possible.values.instant import SECOND, Instant
from possible_web.keeping import send
from possible_web.project import doctor, worker
from possible_web.records.models import Outbox
from tests.web.conftest import NOW

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
                self.say(self.server.answers.pop(0))
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
