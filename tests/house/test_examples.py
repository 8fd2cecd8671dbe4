"""Every `console` block of the README and the docs is run, and prints what stands there.

A line with `$ ` is run in a copy-free folder that sees `charters/` and `examples/`; what follows is its
output (both streams), `…` alone on a line stands for any lines, `…` within a line for any text, and a last
line `[n]` is the exit code when it is not 0. Blocks of one page share one folder.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.lint import ROOT

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SOURCES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "src").rglob("docs/*.md")),
]
WITH_EXAMPLES = [file for file in SOURCES if BLOCK.search(file.read_text(encoding="utf-8"))]


def commands_in(page: str) -> list[tuple[str, str]]:
    """Return each command of a page with the output that stands below it."""
    found = []
    for block in BLOCK.findall(page):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = example.partition("\n")
            found.append((command, output))
    return found


def as_pattern(output: str) -> str:
    """Return what the output must match: `…` lines are any lines, `…` elsewhere any text of the line."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in output.splitlines()
    ]
    return "".join(lines)


def said_by(command: str, folder: Path) -> str:
    """Run a command as a user in a terminal of 80 columns would; return both streams and the exit code."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout + (f"[{done.returncode}]\n" if done.returncode else "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("charters", "examples"):
        if (ROOT / name).is_dir():
            (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_of_a_page_are_true(page: Path, folder: Path):
    for command, output in commands_in(page.read_text(encoding="utf-8")):
        said = said_by(command, folder)
        plain = said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        wanted = output.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert re.fullmatch(as_pattern(wanted), plain), f"$ {command}\n{said}"


def test_a_false_example_is_seen(folder: Path):
    assert said_by("echo a; echo b; false", folder) == "a\nb\n[1]\n"
    assert re.fullmatch(as_pattern("a\nb\n[1]\n"), "a\nb\n[1]\n")
    assert re.fullmatch(as_pattern("a\n…\n[1]\n"), "a\nb\nc\n[1]\n")
    assert re.fullmatch(as_pattern("a … c\n"), "a b c\n")
    assert not re.fullmatch(as_pattern("a\n[1]\n"), "a\nb\n[1]\n")
    assert not re.fullmatch(as_pattern("a … c\n"), "a b d\n")


def test_the_commands_of_a_page_are_found():
    page = "```console\n$ one\n1\n$ two\n```\n```sh\n$ not this\n```\n```console\n$ three\n3\n```\n"
    assert commands_in(page) == [("one", "1\n"), ("two", ""), ("three", "3\n")]
