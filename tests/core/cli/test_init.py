"""`possible init`: what it writes breaks no law, in each language, and it never writes over anything."""

from datetime import date
from itertools import chain, combinations

import pytest

from possible.charter import load, read
from possible.check import check
from possible.cli import init
from possible.cli.main import main
from possible.values import Level

SETS = [",".join(found) for found in chain(combinations(init.SHIPPED, 1), combinations(init.SHIPPED, 2))]


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.mark.parametrize("comments", ["en", "fr"])
@pytest.mark.parametrize("languages", [*SETS, "fr,en"])
def test_the_first_charter_breaks_no_law(languages, comments, tmp_path, capsys):
    folder = str(tmp_path / "mine")
    assert main(["init", folder, "--languages", languages, "--lang", comments]) == 0
    assert main(["check", folder, "--lang", comments]) == 0
    charter = load(folder)
    assert check(charter) == []
    assert charter.languages == tuple(languages.split(","))
    assert set(charter.words) == set(charter.languages)
    told = capsys.readouterr().out
    assert f"{folder}/charter.yaml" in told
    assert f"possible check {folder}" in told


def test_it_is_one_page_without_paths():
    text = init.files(("en", "fr"), date(2026, 11, 23), "en")["charter.yaml"]
    assert len(text.splitlines()) <= 45
    assert "paths:" not in text
    charter = read(
        {name: content.encode() for name, content in init.files(("en",), "2026-11-23", "fr").items()}
    )
    assert list(charter.paths) == ["welcome", "problem-repair", "problem-other"]
    assert charter.version == date(2026, 11, 23)


def test_every_sentence_of_it_is_needed():
    files = {name: text.encode() for name, text in init.files(("en", "fr"), "2026-11-23", "en").items()}
    for name in ("words/en.yaml", "words/fr.yaml"):
        lines = files[name].decode().splitlines(keepends=True)
        frame = range(lines.index("no:\n"), len(lines))  # what a refusal will need, once there is one
        for number, line in enumerate(lines):
            if line.startswith("  ") and number not in frame:
                less = files | {name: "".join([*lines[:number], *lines[number + 1 :]]).encode()}
                assert [found for found in check(read(less)) if found.level is Level.ERROR], line


@pytest.mark.parametrize(
    ("lang", "tag"), [("fr_FR.UTF-8", "fr"), ("en_US.UTF-8", "en"), ("de_DE.UTF-8", "en"), ("C", "en")]
)
def test_the_language_of_messages_is_promised_unless_said(lang, tag, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LANG", lang)
    assert main(["init", str(tmp_path / "mine")]) == 0
    assert load(str(tmp_path / "mine")).languages == (tag,)
    assert ("Maintenant" in capsys.readouterr().out) == (tag == "fr")


def test_nothing_is_written_over(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert "is not empty; nothing was written." in capsys.readouterr().err


def test_an_empty_folder_will_do(tmp_path):
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "charter.yaml").is_file()


def test_a_file_in_place_of_the_folder(tmp_path, capsys):
    (tmp_path / "mine").write_text("", encoding="utf-8")
    assert main(["init", str(tmp_path / "mine")]) == 2
    assert "mine" in capsys.readouterr().err


@pytest.mark.parametrize("languages", ["de", "en,de", "", "en,,fr", "EN"])
def test_a_language_without_words_is_refused(languages, tmp_path, capsys):
    code = main(["init", str(tmp_path / "mine"), f"--languages={languages}"])
    assert (code, (tmp_path / "mine").exists()) == ((0, True) if languages == "" else (2, False))
    assert languages == "" or "There are no words to begin with in `" in capsys.readouterr().err
