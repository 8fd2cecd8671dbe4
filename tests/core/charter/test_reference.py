"""The reference of the charter language leaves nothing out that the reader knows."""

import re
from pathlib import Path

import pytest

from possible.charter import read
from possible.charter.cells import cell
from possible.charter.domains import domain
from possible.charter.promises import MOMENTS
from possible.charter.quantities import AMOUNT, SHARE
from possible.charter.words import SECTIONS
from possible.values import money, rate, span
from tests.core.charter.small import files

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "reference" / "charter.md").read_text(encoding="utf-8")
SOURCES = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "possible" / "charter").glob("*.py")]


def row(name: str) -> list[str]:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| {name} |")]
    return re.findall(r"`([^`]+)`", line)


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_moment_is_named(moment):
    assert f"`{moment}`" in PAGE.split("## The moments")[1].split("##")[0]


def test_every_kind_of_fault_is_named():
    kinds = {kind for text in SOURCES for kind in re.findall(r'(?:fault|bad|Fault)\(\s*"([a-z-]+)"', text)}
    assert {"not-yaml", "unknown-key", "too-many"} <= kinds
    assert {kind for kind in kinds if f"`reading/{kind}`" not in PAGE} == set()
    assert set(re.findall(r"^\| `reading/([a-z-]+)`", PAGE, re.MULTILINE)) == kinds


def test_what_the_page_shows_can_be_read():
    assert [str(money(text)) for text in row("money")[:-1]] == ["0 EUR", "2.50 EUR", "119 EUR"]
    assert [str(rate(text)) for text in row("a rate a minute")] == ["0.034 EUR"]
    assert all(span(text) for text in row("a length of time"))
    assert all(SHARE._make(text) for text in row("a share"))
    assert all(AMOUNT._make(text) for text in row("what is owed"))


def test_the_hours_of_the_page_can_be_read():
    hours, *_ = row("hours")
    assert read(files(("{mon-sat: 08:00-20:00}", hours))).hours["care"].days[5] == ((540, 720), (840, 1080))


def test_the_cells_of_the_page_can_be_read():
    text = PAGE.split("A **cell** tests one fact")[1].split("\n\n")[0]
    numbers = [found for found in re.findall(r"`([^`]+)`", text) if re.search(r"\d", found)]
    assert len(numbers) == 8
    assert all(cell((found,), domain("0 or more")).ranges for found in numbers)


def test_the_facts_of_the_page_can_be_read():
    text = PAGE.split("A **fact** can be")[1].split("\n\n")[0]
    written = [found for found in re.findall(r"`([^`]+)`", text) if found != "language"]
    assert written[0] == "[box, network]"
    assert all(domain(found) for found in written[1:])


def test_every_section_of_words_is_in_the_reference():
    page = (ROOT / "docs" / "reference" / "words.md").read_text(encoding="utf-8")
    assert [section for section in SECTIONS if f"`{section}" not in page] == []
