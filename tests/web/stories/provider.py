"""An OpenID provider of the tests' own, on loopback: whoever signs in there is Ana."""

import http.server
import json
import threading
from contextlib import contextmanager
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.web.service import free_port


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


@contextmanager
def running():
    """Let the provider run; gives its address."""
    made = http.server.ThreadingHTTPServer(("127.0.0.1", free_port()), Provider)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join(10)


def setting(address):
    """Return POSSIBLE_SIGN_IN_WITH for a service that lets people sign in there."""
    one = {"id": "there", "name": "Elsewhere", "server": address, "client": "us", "secret": Provider.secret}
    return json.dumps([one])
