"""The how-to page is followed to the letter, by a newcomer who can copy; and the example is what comes out of it."""

from __future__ import annotations

import re
from pathlib import Path

from possible.charter import files_of, load, read
from possible.check import check
from possible.cli.main import main
from possible.playbooks import Solved
from tests.core.playbooks.small import told

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs/how-to/write-a-playbook.md"
EXAMPLE = ROOT / "examples/coffee-machine"


def blocks():
    return re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def followed(folder, monkeypatch):
    """Return the files of the charter that somebody has who did what the page says."""
    monkeypatch.setattr("sys.argv", ["possible", "init", str(folder), "--languages", "en"])
    assert main() == 0
    files = {name: content.decode() for name, content in files_of(str(folder)).items()}
    head, *steps, fact, words = blocks()
    files["playbooks/no-coffee.yaml"] = head + "".join(steps)
    files["charter.yaml"] = files["charter.yaml"].replace("\nquestions:", f"\n{fact}questions:", 1)
    asks, _, others = words.partition("do:\n")
    asked = asks.removeprefix("ask:\n")
    files["words/en.yaml"] = (
        files["words/en.yaml"].replace("\nask:\n", f"\nask:\n{asked}", 1) + "do:\n" + others
    )
    return {name: text.encode() for name, text in files.items()}


def test_who_follows_the_page_has_a_charter_that_breaks_no_law(tmp_path, monkeypatch):
    charter = read(followed(tmp_path / "coffee", monkeypatch), "coffee")
    assert check(charter) == []
    assert isinstance(told(charter, "no-coffee", "no", "blinking", "done", "yes").move, Solved)


def test_the_example_is_the_playbook_of_the_page():
    head, *steps, _, _ = blocks()
    written = re.sub(r" *#.*", "", head + "".join(steps)).split()
    assert (
        re.sub(r" *#.*", "", (EXAMPLE / "playbooks/no-coffee.yaml").read_text(encoding="utf-8")).split()
        == written
    )


def test_the_example_breaks_no_law_in_either_language():
    charter = load(str(EXAMPLE))
    assert charter.languages == ("en", "fr")
    assert check(charter) == []
