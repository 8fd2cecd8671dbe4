"""Pages in two languages, and one from right to left; errors that say what to do and show nothing of ours."""

import gzip

import pytest
from django.test import Client

from possible_web.pages.speaking import accepted
from possible_web.records.models import Outbox


def test_the_first_page_is_what_the_charter_says_in_the_language_wanted(client, charter):
    french = client.get("/", HTTP_ACCEPT_LANGUAGE="fr-CA,en;q=0.5")
    text = french.content.decode()
    assert french.status_code == 200
    assert '<html lang="fr" dir="ltr">' in text
    assert "<h1>Que pouvons-nous faire pour vous\u202f?</h1>" in text
    assert '<a href="tel:+33199000039"><strong>Service clients</strong>' in text
    english = client.get("/").content.decode()
    assert "<h1>What can we do for you?</h1>" in english
    assert "free of charge, waiting included" in english
    assert '<a href="/?lang=fr" lang="fr" hreflang="fr">Français</a>' in english


def test_a_language_once_chosen_stays(client, charter):
    assert 'lang="fr"' in client.get("/?lang=fr").content.decode()
    assert '<html lang="fr"' in client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_from_right_to_left_in_development(client, charter, settings_of):
    assert '<html lang="ar-XB" dir="rtl">' in client.get("/?lang=ar-XB").content.decode()
    with settings_of(DEVELOPMENT=False):
        assert '<html lang="en" dir="ltr">' in Client().get("/?lang=ar-XB").content.decode()


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", ["fr-FR", "fr", "en"]),
        ("en;q=0.1, fr", ["fr", "en"]),
        ("fr;q=x,en", ["en"]),
        ("fr;q=0", []),
        ("", [""]),
    ],
)
def test_the_most_wanted_language_comes_first(header, tags):
    assert list(accepted(header)) == tags


def test_before_a_charter_is_in_force_the_service_says_that_it_is_not_open(client):
    answer = client.get("/")
    assert (answer.status_code, "not open yet" in answer.content.decode()) == (503, True)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "nothing at this address"), ("fr", "rien à cette adresse")]
)
def test_what_is_not_there_is_said_in_both_languages(client, language, words):
    answer = client.get(f"/no/such/page?lang={language}")
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_a_fault_of_ours_shows_nothing_of_it(client, monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("possible_web.portal.start.charter_in_force", fails)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "our fault" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_form_that_is_not_ours_is_refused(db, charter):
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x", "password": "y"})
    assert (answer.status_code, "stood open for too long" in answer.content.decode()) == (403, True)


def test_an_address_of_another_host_is_refused(client, charter):
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


def test_every_answer_forbids_what_is_inline(client, charter):
    for address in ("/", "/nothing", "/health", "/account/login/"):
        headers = client.get(address).headers
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"


def test_the_desk_is_for_staff(client, charter, signed_in):
    to_sign_in = client.get("/desk")
    assert (to_sign_in.status_code, to_sign_in.headers["Location"]) == (302, "/account/login/?next=/desk")
    assert signed_in("technician").get("/desk").status_code == 403
    desk = signed_in("agent").get("/desk")
    assert (desk.status_code, "You are away." in desk.content.decode()) == (200, True)


def test_the_mailbox_is_for_administrators_and_for_anybody_here_in_development(
    client, signed_in, settings_of
):
    Outbox.objects.create(key="k", channel="mail", to="a@b.example", made_at=1, again_at=1,
                          payload={"subject": "Hello <b>", "text": "Dear\nMs"})  # fmt: skip
    assert "Hello &lt;b&gt;" in client.get("/mailbox").content.decode()
    assert client.get("/mailbox", REMOTE_ADDR="10.0.0.9").status_code == 403
    with settings_of(DEVELOPMENT=False):
        assert client.get("/mailbox").status_code == 403
        assert signed_in("lead").get("/mailbox").status_code == 403
        admin = signed_in("admin")
        assert "Dear\nMs" in admin.get("/mailbox/1").content.decode()
        assert admin.get("/mailbox/2").status_code == 404


def test_health_names_the_part_that_is_not_well(client):
    answer = client.get("/health")
    assert answer.status_code == 503
    parts = answer.json()["parts"]
    assert {name for name, part in parts.items() if not part["well"]} == {"worker", "charter"}


def test_a_page_goes_out_packed_to_who_can_unpack_it(client, charter):
    plain, packed = (client.get("/", headers=more) for more in ({}, {"accept-encoding": "br, gzip"}))
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert int(packed["Content-Length"]) == len(packed.content)
    unpacked = gzip.decompress(packed.content).decode()
    assert "Something does not work" in unpacked
    assert not plain.has_header("Content-Encoding")
    assert "Accept-Encoding" in plain["Vary"]
