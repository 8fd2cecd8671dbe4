"""`possible demo`: the story as a page, in both languages, told from what `check` really finds."""

import re
from pathlib import Path

import pytest

from possible.charter import load
from possible.check import LAWS, check
from possible.cli.main import main
from possible.cli.pains import PAINS
from possible.cli.say import catalogue
from possible.values import Level

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("as-it-was", "legal-minimum-fr", "cest-possible")


@pytest.fixture(scope="module")
def errors():
    return {
        name: [found for found in check(load(str(ROOT / "charters" / name))) if found.level is Level.ERROR]
        for name in NAMES
    }


def told(capsys, language: str) -> str:
    assert main(["demo", "--charters", str(ROOT / "charters"), "--lang", language]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_fits_a_terminal(language, capsys):
    assert max(map(len, told(capsys, language).splitlines())) <= 100


def test_the_table_counts_what_check_finds(capsys, errors):
    table = told(capsys, "en").split("\n\n")[1].splitlines()
    assert table[0].split() == list(NAMES)
    for pain, line in zip(PAINS, table[1:], strict=False):
        assert line.startswith(pain.title)
        counts = [
            sum(any(rule in (found.law, found.id) for rule in pain.rules) for found in errors[name])
            for name in NAMES
        ]
        assert re.findall(r"holds|\d+(?= |$)", line.removeprefix(pain.title)) == [
            str(count) if count else "holds" for count in counts
        ]
    assert table[-1].split()[-3:] == [str(len(errors[name])) for name in NAMES]


def test_every_pain_is_real_and_mended(errors):
    for pain in PAINS:
        assert any(found.id == pain.rules[0] for found in errors["as-it-was"]), pain.title
    assert errors["cest-possible"] == []


def test_pains_name_laws_and_rules_that_exist():
    known = {law.name for law in LAWS} | {f"{law.name}/{rule.name}" for law in LAWS for rule in law.rules}
    assert {rule for pain in PAINS for rule in pain.rules} <= known


def test_the_answers_stand_in_the_good_charter():
    charter = load(str(ROOT / "charters" / "cest-possible"))
    for pain in PAINS:
        for key in pain.answers:
            if key[0] == "words":
                assert all(words.text(*key[1:]) for words in charter.words.values()), key
            else:
                assert key in charter.source.places, key


def test_the_path_of_the_english_number_is_shown(capsys):
    out = " ".join(told(capsys, "en").replace("\u00a0", " ").split())
    assert "as-it-was: no-loop/number-names-itself charter.yaml:129:9" in out
    assert "told to dial +33 1 99 00 00 40" in out
    assert "The English number names itself legal-minimum-fr" not in out


def test_two_countries(capsys):
    out = told(capsys, "en")
    for name in ("cest-possible", "legal-minimum-fr"):
        assert re.search(rf"^  {name}, United States", out, re.MULTILINE)
        assert re.search(rf"^  {name}, France.*\n    met \d+ · measured live 1", out, re.MULTILINE)


def test_in_french_every_title_is_french(capsys):
    out = told(capsys, "fr")
    for pain in PAINS:
        assert catalogue("fr")[pain.title] in out
        assert pain.title not in out


def test_charters_that_are_not_there(tmp_path, monkeypatch, capsys):
    assert main(["demo", "--charters", str(tmp_path), "--lang", "en"]) == 2
    assert "There is no such folder." in capsys.readouterr().err
