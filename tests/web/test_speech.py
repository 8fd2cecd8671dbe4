"""Facts by their names on the pages of customers and staff: whole sentences, no gap left open."""

from __future__ import annotations

import pytest

from possible.charter import load
from possible.values import Language
from possible_web.desk.words import Words
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
