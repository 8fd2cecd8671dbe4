"""Bad input through the command line: always a message with a place and exit code 2, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from possible.cli.commands import BUILT_IN
from possible.cli.main import main
from tests.core.charter.fuzz import edited
from tests.core.charter.small import FILES

BOMB = b"a: &a [x, x]\n" + b"".join(b"k%d: &%c [*%c, *%c]\n" % (n, 98 + n, 97 + n, 97 + n) for n in range(24))
BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("charter.yaml", b"", "charter.yaml:1:1"),
    "broken": ("charter.yaml", b"charter: [1\ncompany: x\n", "charter.yaml:2:8"),
    "twice": ("charter.yaml", b"charter: 1\ncharter: 1\n", "charter.yaml:2:1"),
    "a list": ("charter.yaml", b"- charter\n", "charter.yaml:1:1"),
    "a word": ("charter.yaml", b"charter\n", "charter.yaml:1:1"),
    "nothing known": ("charter.yaml", b"a: b\n", "charter.yaml:1:1"),
    "latin-1": ("words/fr.yaml", "language: Français\n".encode("latin-1"), "words/fr.yaml:1:15"),
    "utf-16": ("charter.yaml", "charter: 1\n".encode("utf-16"), "charter.yaml:1:1"),
    "nul": ("playbooks/box.yaml", b"playbook: b\x00x\n", "playbooks/box.yaml:1:12"),
    "bomb": ("charter.yaml", BOMB, "charter.yaml:1:4"),
    "deep": ("charter.yaml", b"[" * 1_000_000, "charter.yaml:1:41"),
    "deep maps": ("charter.yaml", b"a: " + b"{a: " * 100_000, "charter.yaml:1:160"),
    "large": ("words/en.yaml", b"a" * 50_000_000, "words/en.yaml"),
    "two documents": ("words/en.yaml", b"language: English\n---\nsay: {}\n", "words/en.yaml:2:1"),
    "a tag": ("charter.yaml", b"!!python/object/apply:os.getcwd []\n", "charter.yaml:1:1"),
    "a number too long": (
        "charter.yaml",
        FILES["charter.yaml"].replace("119 EUR", "9" * 5000 + " EUR").encode(),
        "charter.yaml:44:16",
    ),
    "a strange file": ("words/fr.yml", b"language: fr\n", "words/fr.yml"),
}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def written(folder: Path, files: dict[str, bytes]) -> str:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return str(folder)


@pytest.mark.parametrize("bad", BAD)
def test_bad_files_are_told_with_their_place(bad, tmp_path, capsys):
    name, content, place = BAD[bad]
    folder = written(tmp_path, {file: text.encode() for file, text in FILES.items()} | {name: content})
    assert main(["check", folder]) == 2
    told = capsys.readouterr()
    assert told.err == ""
    assert f"{folder}/{place}  reading/" in told.out
    assert len(told.out) < 20_000
    assert "Traceback" not in told.out
    for form in ("json", "sarif"):
        assert main(["check", folder, "--format", form]) == 2
        json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "command",
    [
        words
        for words in (["explain", "FOLDER", "x"], ["walk", "FOLDER"], ["diff", "FOLDER", "FOLDER"])
        if words[0] in BUILT_IN
    ],
)
def test_other_commands_tell_it_too(command, tmp_path, capsys):
    folder = written(tmp_path, {"charter.yaml": b"charter: 2\n"})
    assert main([word.replace("FOLDER", folder) for word in command]) == 2
    assert f"{folder}/charter.yaml:1:10  reading/wrong-value" in "".join(capsys.readouterr())


def test_a_name_that_no_file_can_have(capsys):
    assert main(["check", "a\0b"]) == 2
    assert main(["check", "x" * 5000]) == 2
    assert main(["check", ""]) == 2
    assert "Traceback" not in "".join(capsys.readouterr())


def test_a_process_ends_with_2_and_without_a_traceback(tmp_path):
    folder = written(tmp_path, {"charter.yaml": b"charter: \xff\n"})
    words = [sys.executable, "-m", "possible", "check", folder]
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (2, "")
    assert "charter.yaml:1:10  reading/not-yaml" in done.stdout


@given(
    files=edited(), form=st.sampled_from(["text", "json", "sarif"]), language=st.sampled_from(["en", "fr"])
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_edited_charters_end_with_0_1_or_2(files, form, language, tmp_path_factory, capsys):
    folder = written(tmp_path_factory.mktemp("edited"), files)
    code = main(["check", folder, "--format", form, "--lang", language])
    told = capsys.readouterr()
    assert (code in (0, 1, 2), told.err) == (True, "")
    if form != "text":
        content = json.loads(told.out)
        assert ("findings" if form == "json" else "runs") in content
