"""Signing in with an account elsewhere: a true service, and an OpenID provider of the test's own on loopback."""

import http.server
import json
import re
import threading
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from possible.values import Refused
from possible_web.project import configuration
from tests.web.service import free_port, started

requests = pytest.importorskip("requests")


class Provider(http.server.BaseHTTPRequestHandler):
    """OpenID Connect, the code flow: who asks is Ana; a code is worth one token, once."""

    codes: ClassVar = set()
    secret = "s3cret"  # noqa: S105 - of this provider alone

    def log_message(self, *_):
        pass

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def tell(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/openid-configuration":
            names = ("authorization", "token", "userinfo")
            found = {f"{name}_endpoint": f"{self.base}/{name}" for name in names}
            self.tell({**found, "issuer": self.base, "jwks_uri": f"{self.base}/keys"})
        elif parts.path == "/authorization":
            asked = {name: value[0] for name, value in parse_qs(parts.query).items()}
            code = f"code-{len(self.codes)}"
            self.codes.add(code)
            self.send_response(302)
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif self.headers.get("Authorization") == "Bearer token-of-ana":
            self.tell(
                {"sub": "ana", "name": "Ana R.", "email": "ana@elsewhere.example", "email_verified": True}
            )
        else:
            self.tell({"error": "invalid_token"}, 401)

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        code, secret = sent["code"][0], sent.get("client_secret", [""])[0]
        if code not in self.codes or secret != self.secret:
            self.tell({"error": "invalid_grant"}, 400)
            return
        self.codes.remove(code)
        self.tell({"access_token": "token-of-ana", "token_type": "Bearer", "expires_in": 60})


@pytest.fixture
def provider():
    made = http.server.ThreadingHTTPServer(("127.0.0.1", free_port()), Provider)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join(10)


@pytest.fixture
def service(provider, tmp_path):
    one = {"id": "there", "name": "Elsewhere", "server": provider, "client": "us", "secret": Provider.secret}
    made = started(tmp_path / "data", POSSIBLE_SIGN_IN_WITH=json.dumps([one]))
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
