"""`possible story`: both months side by side, as text and as JSON with every event."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from possible.cli.main import main
from tests.naive.ordeal import figures


@pytest.fixture
def possible(capsys):
    """Run the command line; return its exit code and what it printed."""

    def run(*words: str):
        code = main(list(words))
        printed = capsys.readouterr()
        return SimpleNamespace(code=code, out=printed.out, err=printed.err)

    return run


def cents(sums):
    return sum(amount["cents"] for amount in sums)


@pytest.mark.parametrize("number", [0, 1])
def test_an_independent_count_of_the_printed_events_gives_the_same_figures(possible, number):
    found = json.loads(possible("story", "--format", "json").out)["charters"][number]
    told = {
        name: cents(value) if isinstance(value, list) else value for name, value in found["figures"].items()
    }
    assert figures(found["events"]) == told


def test_the_figures_stand_side_by_side_in_english_and_french(possible):
    english = possible("story").out
    assert "Sent in circles               4              0" in english
    assert "“it’s not possible”, and no reason" in english
    french = possible("story", "--lang", "fr").out
    assert "«\xa0c’est pas possible\xa0», sans raison" in french
    assert "244,95\xa0€" in french


def test_the_events_are_written_for_the_audit(possible, tmp_path):
    found = possible("story", "--events", str(tmp_path / "events"))
    assert found.code == 0
    lines = (tmp_path / "events" / "cest-possible.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["event"] == "service-failed"
    assert sorted(path.name for path in (tmp_path / "events").iterdir()) == [
        "as-it-was.jsonl",
        "cest-possible.jsonl",
    ]


def test_a_charter_that_is_not_there_is_told(possible, tmp_path):
    found = possible("story", str(tmp_path / "nowhere"))
    assert found.code == 2
    assert "nowhere" in found.err
