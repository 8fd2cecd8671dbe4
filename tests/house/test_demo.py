"""What `make demo` says of its pages, where nobody watches: in the language of the system."""

import os
import subprocess
import sys

import pytest

from tools.lint import ROOT

TELLS = (
    "import os; from tools import demo; demo.speak(demo.wanted(os.environ)); print(demo.tell({found}, 8000))"
)
SERVE = "  .venv/bin/possible serve --port 8000 --data build/demo --development"


def said(language, found):
    done = subprocess.run(
        [sys.executable, "-c", TELLS.format(found=found)],
        env={**os.environ, "LC_ALL": f"{language}.UTF-8", "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en_GB", "Pages that answer: 2. To open them:"),
        ("fr_FR", "Pages qui répondent\u00a0: 2. Pour les ouvrir\u00a0:"),
    ],
)
def test_pages_that_answer_are_counted_with_the_way_to_open_them(language, words):
    assert said(language, {"http://localhost:8000/": 200, "/desk": 302}) == [words, SERVE, "0"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en_GB", "/desk does not answer: 500"), ("fr_FR", "/desk ne répond pas\u00a0: 500")],
)
def test_a_page_that_does_not_answer_is_named_and_it_fails(language, words):
    assert said(language, {"/": 200, "/desk": 500}) == [words, "1"]


def test_the_demo_says_everything_in_the_language_of_the_system(monkeypatch, capsys):
    """The story, what was filled in, and the pages: the whole of `main`, with what it starts taken away."""
    from possible.cli.say import speak
    from tools import demo

    filled = subprocess.CompletedProcess([], 0, stdout="  Inès\n    http://localhost:8000/desk\n")
    monkeypatch.setattr(demo.subprocess, "run", lambda *_, **__: filled)
    monkeypatch.setattr(demo.subprocess, "Popen", lambda *_, **__: Quiet())
    monkeypatch.setattr(demo, "answer", lambda *_: 200)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("POSSIBLE_PORT", "8000")
    try:
        assert demo.main() == 0
        assert "Pages qui répondent\u00a0: 1. Pour les ouvrir\u00a0:" in capsys.readouterr().out
    finally:
        speak("en")


class Quiet:
    """A server that is there until it is told to go."""

    def poll(self):
        return None

    def send_signal(self, number):
        pass

    def wait(self):
        return 0
