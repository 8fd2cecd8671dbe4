"""Every sentence has its French, and the gate that says so can fail."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_read_po

from possible.cli.say import LOCALE, catalogue, read_po, say, speak, spoken, wanted
from possible.values import sentence
from tools import translations
from tools.lint import ROOT

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CODE = 'from x import N_\nA = N_("The line `{line}` is closed.")\n'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a small package of the form of ours: one sentence in `floor`."""
    (tmp_path / "floor").mkdir()
    (tmp_path / "floor" / "queue.py").write_text(CODE)
    (tmp_path / "locale" / "fr").mkdir(parents=True)
    return tmp_path


@pytest.fixture(autouse=True)
def english_afterwards():
    yield
    speak("en")


def translate(house: Path, english: str, french: str, package: str = "floor", comment: str = "") -> None:
    with (house / "locale" / "fr" / f"{package}.po").open("a", encoding="utf-8") as file:
        file.write(f'{HEAD if not file.tell() else ""}{comment}msgid "{english}"\nmsgstr "{french}"\n\n')


def gate(house: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = translations.main([], house)
    return code, capsys.readouterr().out.splitlines()


def test_all_our_sentences_are_translated(capsys):
    code = translations.main([])
    assert (code, capsys.readouterr().out.splitlines()[:-1]) == (0, [])


def test_a_translated_house_passes(house, capsys):
    translate(house, "The line `{line}` is closed.", "La ligne `{line}` est fermée.")
    assert gate(house, capsys) == (0, ["1 sentences, all translated"])


@pytest.mark.parametrize(
    ("french", "comment", "fault"),
    [
        ("", "", "not translated"),
        ("La ligne est fermée.", "", "other gaps than in English"),
        ("La ligne `{ligne}` est fermée.", "", "other gaps than in English"),
        ("La ligne `{line` est fermée.", "", "other gaps than in English"),
        ("La ligne `{line}` est fermée !", "", "a space that may break before : ; ! ? » or after «"),
        ("La ligne `{line}` est fermée.", "#, fuzzy\n", "fuzzy"),
    ],
)
def test_a_sentence_that_is_not_well_translated_fails(house, capsys, french, comment, fault):
    translate(house, "The line `{line}` is closed.", french, comment=comment)
    code, lines = gate(house, capsys)
    assert code == 1
    assert lines[0].startswith(f"fr/floor.po: {fault}")
    assert lines[0].endswith(": The line `{line}` is closed.")
    assert lines[1:] == ["1 sentences, 1 to mend"]


def test_a_sentence_without_a_catalogue_fails(house, capsys):
    assert gate(house, capsys) == (
        1,
        ["fr/floor.po: missing: The line `{line}` is closed.", "1 sentences, 1 to mend"],
    )


def test_a_translation_that_nobody_says_fails(house, capsys):
    translate(house, "The line `{line}` is closed.", "La ligne `{line}` est fermée.")
    translate(house, "Gone.", "Parti.")
    assert gate(house, capsys)[1][0] == "fr/floor.po: no longer said: Gone."


def test_the_same_sentence_with_two_translations_fails(house, capsys):
    (house / "charter").mkdir()
    (house / "charter" / "read.py").write_text(CODE)
    translate(house, "The line `{line}` is closed.", "La ligne `{line}` est fermée.")
    translate(house, "The line `{line}` is closed.", "Ligne `{line}` fermée.", "charter")
    assert (
        gate(house, capsys)[1][0] == "fr/floor.po: said otherwise in charter.po: The line `{line}` is closed."
    )


@pytest.mark.parametrize(
    "call", ['N_(f"Line {x}")', 'N_("a" + x)', "N_(x)", 'sentence(f"{x}")', 'say("{0} is")', 'N_("{")']
)
def test_a_sentence_that_no_catalogue_can_hold_fails(house, capsys, call):
    (house / "floor" / "queue.py").write_text(f"{call}\n")
    code, lines = gate(house, capsys)
    assert code == 1
    assert lines[0].startswith("fr/floor/queue.py:1: ")


def test_all_ways_to_say_are_found_and_tests_are_left_out(tmp_path):
    (tmp_path / "check").mkdir()
    code = (
        'sentence("One.")\nSentence("Two.", ())\ntext.N_("Three.")\nsay("Four.")\nsay(name)\nother("Five.")\n'
    )
    (tmp_path / "check" / "law.py").write_text(code)
    (tmp_path / "check" / "test_law.py").write_text('N_("Six.")')
    (tmp_path / "__main__.py").write_text('N_("Seven.")')
    found = translations.extract(tmp_path)
    assert {package: list(texts) for package, texts in found.sentences.items()} == {
        "check": ["One.", "Two.", "Three.", "Four."],
        "cli": ["Seven."],
    }
    assert found.faults == []


def test_update_keeps_what_is_translated_takes_over_what_others_say_and_drops_the_rest(house, capsys):
    (house / "charter").mkdir()
    (house / "charter" / "read.py").write_text(CODE + 'B = N_("New.")')
    translate(house, "The line `{line}` is closed.", "La ligne `{line}` est fermée : désolé !")
    translate(house, "Gone.", "Parti.")
    assert translations.main(["update"], house) == 1
    assert capsys.readouterr().out.splitlines() == [
        "fr/charter.po: not translated: New.",
        "2 sentences, 1 to mend",
    ]
    french = "La ligne `{line}` est fermée\N{NO-BREAK SPACE}: désolé\N{NARROW NO-BREAK SPACE}!"
    assert dict(read_po(house / "locale/fr/charter.po")) == {"The line `{line}` is closed.": french}
    assert dict(read_po(house / "locale/fr/floor.po")) == {"The line `{line}` is closed.": french}


def test_update_twice_changes_nothing(house):
    translate(house, "The line `{line}` is closed.", "La ligne `{line}` est fermée.")
    translations.main(["update"], house)
    once = (house / "locale/fr/floor.po").read_bytes()
    translations.main(["update", "floor"], house)
    assert (house / "locale/fr/floor.po").read_bytes() == once


@pytest.mark.parametrize("file", sorted(LOCALE.rglob("*.po")), ids=lambda file: file.stem)
def test_our_small_reader_reads_what_babel_reads(file):
    with file.open("rb") as stream:
        theirs = {str(m.id): m.string for m in babel_read_po(stream) if m.id and m.string and not m.fuzzy}
    assert dict(read_po(file)) == theirs


def test_a_long_text_with_quotes_and_line_ends_is_read(tmp_path):
    file = tmp_path / "a.po"
    file.write_text(
        HEAD
        + '#: a.py\nmsgid ""\n"One \\"two\\"\\n"\n"three"\nmsgstr ""\n"Un\\n"\n"trois"\n\n#~ msgid "x"\n#~ msgstr "y"\n'
    )
    assert dict(read_po(file)) == {'One "two"\nthree': "Un\ntrois"}


def test_sentences_are_said_in_the_language_spoken():
    inner = sentence("did you mean `{word}`?", word="visit")
    outer = sentence("try: {attempt}", attempt=inner)
    assert say(outer) == "try: did you mean `visit`?"
    speak("fr")
    assert spoken() == "fr"
    assert say(outer) == "essayez\N{NO-BREAK SPACE}: vouliez-vous dire `visit`\N{NARROW NO-BREAK SPACE}?"
    assert say("Nobody wrote this in {place}.", place="French") == "Nobody wrote this in French."
    speak("tlh")
    assert spoken() == "en"


def test_doubled_braces_are_braces_with_and_without_facts():
    assert (
        say("write `{{picture: yes}}`")
        == str(sentence("write `{{picture: yes}}`"))
        == "write `{picture: yes}`"
    )
    assert say("write `{{{fact}: …}}`", fact="a") == "write `{a: …}`"


def test_english_needs_no_catalogue_and_braces_in_facts_stay():
    assert catalogue("en") == {}
    assert say("`{word}` is not understood", word="{x}") == "`{x}` is not understood"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LC_ALL": "fr", "LC_MESSAGES": "en_GB"}, "fr"),
        ({"LANG": "C.UTF-8"}, "c"),
    ],
)
def test_the_language_that_the_environment_asks_for(environment, language):
    assert wanted(environment) == language


def test_the_catalogues_are_part_of_what_is_installed():
    assert (ROOT / "src" / "possible" / "locale" / "fr" / "cli.po").is_file()
    assert LOCALE == ROOT / "src" / "possible" / "locale"
