"""Whatever a user can name has an entry in the docs, and the docs hang together."""

import re
from pathlib import Path

import pytest

from possible.audit import LIVE_RULES
from possible.charter.records import keys_of
from possible.check import LAWS
from possible.cli.commands import names
from tools import pages, reference
from tools.lint import ROOT
from tools.pages import Page

DOCS = ROOT / "docs"
RULES = reference.rule_pages()


@pytest.mark.parametrize("name", names())
def test_every_command_has_a_page_with_its_help(name):
    page = DOCS / "reference" / "commands" / f"{name}.md"
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# `possible {name}`\n")
    assert f"<!-- from the code: help of `{name}` -->" in text


def test_no_command_page_outlives_its_command():
    assert {page.stem for page in (DOCS / "reference" / "commands").glob("*.md")} == set(names())


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_page_beside_it(rule):
    text = RULES[rule].read_text(encoding="utf-8")
    assert text.startswith(f"# {rule}\n")
    for heading in ("## Avoid", "## Prefer", "## Why", "## What it cannot see"):
        assert f"\n{heading}\n" in text, heading


def test_every_live_rule_belongs_to_a_law_and_is_told_apart_from_what_is_proved():
    names = [rule.id for rule in LIVE_RULES]
    assert len(set(names)) == len(names)
    assert {rule.law for rule in LIVE_RULES} == {law.name for law in LAWS} - {"stories"}
    assert all(rule.name.endswith("-live") for rule in LIVE_RULES)
    assert not set(names) & set(RULES)
    page = (DOCS / "reference" / "audit.md").read_text(encoding="utf-8")
    assert [law.name for law in LAWS if law.name != "stories" and f"\n- **{law.name}**: " not in page] == []


def test_no_rule_page_outlives_its_rule():
    written = {path for law in LAWS for path in RULES[f"{law.name}/{law.rules[0].name}"].parent.glob("*.md")}
    assert written == {RULES[f"{law.name}/{rule.name}"] for law in LAWS for rule in law.rules}


@pytest.mark.parametrize("record", reference.records(), ids=lambda record: record.__name__)
def test_every_key_of_a_charter_says_what_it_is(record):
    table = reference.table_of(record)
    for name, key in keys_of(record).items():
        assert f"| `{name}` | " in table
        assert key.doc.strip(), name
        assert key.kind.words(), name


def test_the_whole_charter_is_in_the_reference():
    names = {record.__name__ for record in reference.records()}
    assert {
        "Charter",
        "Line",
        "Team",
        "Waiting",
        "Question",
        "Rule",
        "Promise",
        "Remedy",
        "Playbook",
        "Story",
    } <= names


def test_the_docs_build_without_a_dead_link(tmp_path, capsys):
    assert pages.main(tmp_path / "docs") == 0
    assert capsys.readouterr().err == ""
    front = (tmp_path / "docs" / "index.html").read_text(encoding="utf-8")
    assert '<a href="reference/commands.html">' in front
    assert ".md" not in front
    keys = (tmp_path / "docs" / "reference" / "charter.html").read_text(encoding="utf-8")
    assert "<td><code>picks-up</code></td>" in keys
    assert "<!--" not in keys
    assert '<html lang="fr">' in (tmp_path / "docs" / "fr" / "index.html").read_text(encoding="utf-8")


def test_a_dead_link_and_a_dead_anchor_are_seen(tmp_path):
    faults = pages.build(
        [
            Page(
                "a.md",
                "# A\n[b](how-to/b.md#here) [c](c.md) [out](https://example.org) [d](how-to/b.md#there)\n",
            ),
            Page("how-to/b.md", "# B\n\n## Here\n\n[a](../a.md) ![p](p.svg)\n"),
        ],
        tmp_path,
    )
    assert faults == [
        "a.md: there is no c.md",
        "a.md: how-to/b.md has no heading there",
        "how-to/b.md: there is no p.svg",
    ]


def test_a_page_that_asks_for_an_unknown_part_fails():
    with pytest.raises(KeyError):
        reference.filled("<!-- from the code: the moon -->\n")


def test_every_decision_is_listed_and_numbered_once():
    index = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    files = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert [file for file in files if f"({file})" not in index] == []
    numbers = [file[:4] for file in files]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    "page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix()
)
def test_every_page_has_one_title(page: Path):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
