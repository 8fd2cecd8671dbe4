"""Signing in: by code, by password, by the first link, with a second step; and every page of it can be shown."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from possible_web.records.models import Account, Outbox
from possible_web.signin.links import account_of, token_for


def code_in_mail() -> str:
    newest = Outbox.objects.order_by("-pk").first()
    return re.search(r"(?:code|Votre code)\W+([A-Z0-9-]{6,9})\b", newest.payload["text"])[1]


def test_a_customer_opens_an_account_with_nothing_but_a_mail_address(client, charter):
    client.post("/account/signup/", {"email": "Ms.Carter@example.org"}, headers={"Accept-Language": "fr"})
    mail = Outbox.objects.get()
    assert (mail.channel, mail.to) == ("mail", "ms.carter@example.org")
    assert mail.payload["subject"] == "Confirmez votre adresse de courriel"
    answer = client.post("/account/confirm-email/", {"code": code_in_mail()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/signed-in")
    assert client.get("/signed-in").headers["Location"] == "/"
    assert Account.objects.get().email == "ms.carter@example.org"


def test_staff_sign_in_by_code_and_land_at_the_desk(client, charter, staff):
    staff("ines")
    client.post("/account/login/code/", {"email": "ines@pamplemousse.example"})
    wrong = client.post("/account/login/code/confirm/", {"code": "WRONG1"})
    assert "Something to check" in wrong.content.decode()
    answer = client.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk")
    assert client.get("/desk").status_code == 200


def test_nobody_learns_who_has_an_account(client, charter, staff):
    staff("ines")
    known = client.post("/account/login/code/", {"email": "ines@pamplemousse.example"})
    other = Client()
    unknown = other.post("/account/login/code/", {"email": "nobody@pamplemousse.example"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert Outbox.objects.count() == 1


def test_a_password_signs_in_and_many_wrong_ones_are_stopped(client, charter, staff):
    account = staff("ines").account
    account.set_password("correct horse battery")
    account.save()
    assert client.get("/account/login/").content.decode().count('type="password"') == 1
    right = {"login": account.email, "password": "correct horse battery"}
    assert client.post("/account/login/", right).headers["Location"] == "/desk"
    other = Client()
    for _ in range(5):
        assert other.post("/account/login/", right | {"password": "wrong"}).status_code == 200
    stopped = other.post("/account/login/", right)
    assert (stopped.status_code, "Too many failed" in stopped.content.decode()) == (200, True)


def test_the_first_link_asks_signs_in_once_and_leads_to_the_desk_which_offers_a_passkey(
    client, charter, staff
):
    link = f"/account/link/{token_for(staff('ines').account)}"
    assert (client.get(link).status_code, "_auth_user_id" in client.session) == (200, False)
    landed = client.post(link, follow=True)
    assert landed.redirect_chain[-1][0] == "/desk"
    assert '<a href="/account/2fa/">add a passkey or an authenticator app</a>' in landed.content.decode()
    assert Client().get(link).status_code == 404
    assert Client().get("/account/link/forged").status_code == 404


def test_a_link_is_worth_nothing_for_another_account_or_after_an_hour(db, staff, monkeypatch):
    token = token_for(staff("ines").account)
    assert account_of(token).email == "ines@pamplemousse.example"
    assert account_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    later = time.time() + 3601
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert account_of(token) is None


def totp_now(secret):
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def test_with_an_authenticator_app_signing_in_has_a_second_step(client, charter, staff):
    account = staff("ines").account
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    client.post("/account/login/code/", {"email": account.email})
    first = client.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert first.headers["Location"] == "/account/2fa/authenticate/"
    assert client.get("/desk").status_code == 302
    assert "The second step" in client.get("/account/2fa/authenticate/").content.decode()
    second = client.post("/account/2fa/authenticate/", {"code": totp_now(secret)})
    assert second.headers["Location"] == "/desk"


OPEN = [
    "/account/login/",
    "/account/login/code/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/inactive/",
]
INSIDE = [
    "/account/logout/",
    "/account/email/",
    "/account/password/set/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
]


@pytest.mark.parametrize("address", OPEN)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_page_of_signing_in_is_ours(client, charter, address, language):
    text = client.get(f"{address}?lang={language}").content.decode()
    assert f'<html lang="{language}" dir="ltr">' in text
    assert "site.css" in text


@pytest.mark.parametrize("address", INSIDE)
def test_each_page_of_ones_own_sign_in_is_ours(client, charter, staff, address):
    client.post(f"/account/link/{token_for(staff('ines').account)}")
    answer = client.get(address, follow=True)
    assert (answer.status_code, "site.css" in answer.content.decode()) == (200, True), answer.redirect_chain


def test_a_passkey_is_made_for_localhost_and_asked_for(client, charter, staff):
    client.post(f"/account/link/{token_for(staff('ines').account)}")
    text = client.get("/account/2fa/webauthn/add/").content.decode()
    assert '"rp": {"name": "Possible", "id": "testserver"}' in text
    asked = Client().get("/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert asked.json()["request_options"]["publicKey"]["rpId"] == "testserver"
