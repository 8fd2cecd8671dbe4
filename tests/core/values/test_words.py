"""Languages, sentences, places and findings."""

import pytest

from possible.values import NOWHERE, Finding, Level, Place, Refused, language, sentence


@pytest.mark.parametrize("tag", ["fr", "en", "fsl", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419"])
def test_a_language_tag(tag):
    assert language(tag) == tag


@pytest.mark.parametrize("tag", ["", "f", "FR", "french", "pt-br", "pt_BR", "fr-", "fr ", "fr-FR-x", "én"])
def test_what_is_no_language_tag_is_refused(tag):
    with pytest.raises(Refused) as refused:
        language(tag)
    assert str(refused.value) == f"`{tag}` is no language tag; write `fr`, `en` or `pt-BR`."


def test_a_sentence_may_hold_a_sentence():
    inner = sentence("line `{line}`", line="english")
    assert (
        str(sentence("Call {what}, {count} times.", what=inner, count=2)) == "Call line `english`, 2 times."
    )


def test_what_fills_a_gap_is_never_read_as_a_gap():
    assert str(sentence("{text}", text="{line.english} {0}")) == "{line.english} {0}"


def test_sentences_are_values():
    assert sentence("a {b}", b=1) == sentence("a {b}", b="1")
    assert len({sentence("a"), sentence("a"), sentence("b")}) == 2


def test_places_as_editors_write_them():
    assert str(Place("a.yaml", 3, 7)) == "a.yaml:3:7"
    assert str(Place("a.yaml")) == "a.yaml"
    assert str(NOWHERE) == ""
    assert min(Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1)) == Place("a", 9, 1)


def test_errors_are_told_first_then_by_place():
    def finding(level: Level, line: int) -> Finding:
        return Finding("no-loop", "goes-back", level, Place("a", line, 1), sentence("x"))

    told = sorted(
        [
            finding(Level.ESTIMATE, 1),
            finding(Level.WARNING, 2),
            finding(Level.ERROR, 9),
            finding(Level.ERROR, 3),
        ],
        key=lambda found: found.order,
    )
    assert [(found.level, found.place.line) for found in told] == [
        ("error", 3),
        ("error", 9),
        ("warning", 2),
        ("estimate", 1),
    ]
    assert told[0].id == "no-loop/goes-back"
