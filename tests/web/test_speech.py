"""Facts by their names on the pages of customers and staff: whole sentences, no gap left open."""

from __future__ import annotations

import pytest

from possible.charter import load
from possible.values import Language
from possible_web.desk.words import Words
from possible_web.pages.said import speak_on_pages
from possible_web.pages.speech import Speech

CHARTER = load("charters/cest-possible")
FACTS = {name: fact for book in CHARTER.playbooks.values() for name, fact in book.facts.items()}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("speaker", [Speech, Words])
def test_the_name_of_a_fact_and_of_its_values_have_the_words_of_the_glossary_in_them(speaker, language):
    speech = speaker(CHARTER, Language(language))
    said = [speech.fact(name) for name in FACTS]
    said += [str(speech.value(name, value)) for name, fact in FACTS.items() for value in fact.domain.values]
    assert [text for text in said if "{" in text] == []
    roaming = {"fr": "« données à l’étranger »", "en": "is data roaming on or off?"}
    assert roaming[language] in speech.fact("roaming").replace("\xa0", " ")


def asked_in(language, rows):
    """Return what rows of a table ask, in the words of the desk."""
    speak_on_pages(language)
    try:
        words = Words(CHARTER, Language(language))
        return [words.test(fact, cell) for fact, cell in rows]
    finally:
        speak_on_pages("en")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["no", "the TV box or the router", "from 3", "up to 2", "0"]),
        ("fr", ["non", "le décodeur ou la box", "à partir de 3", "jusqu’à 2", "0"]),
    ],
)
def test_what_a_row_of_a_table_asks_is_said_in_words(language, said):
    rules = {rule.id: rule.when for rule in CHARTER.questions["technician-visit"].rules}
    often, first = rules["box-often"], rules["box-first"]
    asked = [(fact, often[fact]) for fact in ("outage", "fault", "contacts")]
    asked += [("contacts", first["contacts"]), ("swaps", first["swaps"])]
    assert asked_in(language, asked) == said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_row_of_any_table_shows_how_it_is_kept(language):
    rows = [
        test for question in CHARTER.questions.values() for row in question.rules for test in row.when.items()
    ]
    told = asked_in(language, rows)
    assert len(told) > 50
    assert [text for text in told if not text or "(" in text or "{" in text] == []
