"""Signing in with an account elsewhere: a true service, and an OpenID provider of the test's own on loopback."""

import re

import pytest

from possible.values import Refused
from possible_web.project import configuration
from tests.web.service import started
from tests.web.stories.provider import running, setting

requests = pytest.importorskip("requests")


@pytest.fixture
def provider():
    with running() as address:
        yield address


@pytest.fixture
def service(provider, tmp_path):
    made = started(tmp_path / "data", POSSIBLE_SIGN_IN_WITH=setting(provider))
    yield made
    made.stop()


def sent(session, page, action, **fields):
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    return session.post(action, {"csrfmiddlewaretoken": token, **fields})


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_reader_signs_in_elsewhere_and_tells_without_a_mail(service, provider):
    session = requests.Session()
    page = session.get(f"{service.address}/account/login/?next=/stories/tell")
    assert f"form-action 'self' {provider};" in page.headers["Content-Security-Policy"]
    assert "Sign in with <bdi>Elsewhere</bdi>" in page.text
    page = sent(session, page, f"{service.address}/account/elsewhere/oidc/there/login/?next=/stories/tell")
    assert page.url == f"{service.address}/stories/tell"
    token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
    page = sent(session, page, page.url, token=token, title="They rang first", text="Before I noticed.")
    page = sent(session, page, f"{page.url}/publish", name="Ana R.")
    assert '<h1 dir="auto">They rang first</h1>' in page.text
    assert "ana@elsewhere.example" not in page.text
    back = f"{service.address}/account/elsewhere/oidc/there/login/callback/?code=code-0&state=forged"
    assert "The other account was not used" in requests.get(back).text


@pytest.mark.parametrize(
    "text",
    ["x", '{"id": 1}', '[{"id": "a"}]', '[{"id": "a", "name": "A", "client": "c", "secret": "s"}]'],
)
def test_a_setting_that_cannot_be_read_is_refused(monkeypatch, text):
    monkeypatch.setenv("POSSIBLE_SIGN_IN_WITH", text)
    with pytest.raises(Refused):
        configuration.sign_in_with()


def test_facebook_is_a_kind_and_needs_no_server(monkeypatch):
    monkeypatch.setenv(
        "POSSIBLE_SIGN_IN_WITH",
        '[{"id": "fb", "name": "Facebook", "client": "c", "secret": "s", "kind": "facebook"}]',
    )
    assert configuration.sign_in_with()[0].kind == "facebook"
