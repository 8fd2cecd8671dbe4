"""`words-unused`: a text that nobody says, most often a key that was misspelt or left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.domains import Sort
from possible.charter.steps import LANGUAGE_FACT
from possible.charter.wording import (
    ASK,
    CONSENT_WORDS,
    NO_WORDS,
    REMEDY_WORDS,
    UNKNOWN,
    WAITING_WORDS,
    Key,
    needs,
)
from possible.check.language_kept.differ import key_of
from possible.check.law import Broken, Rule
from possible.values import N_, Level, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.check.subject import Subject

PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("lines", "teams", "questions", "promises"), ()),
    "remedies": REMEDY_WORDS,
    "consents": CONSENT_WORDS,
}
WORDS_OF_FRAMES = {"waiting": WAITING_WORDS, "no": NO_WORDS}


def find(subject: Subject) -> Iterator[Broken]:
    """Find texts whose name nothing in the charter has, and catalogues of languages that nobody promises."""
    charter = subject.charter
    needed = needs(charter)
    for tag, words in charter.words.items():
        if tag not in charter.languages:
            message = sentence(N_("`{language}` has a catalogue, and is not promised."), language=tag)
            attempt = sentence(N_("add it to `languages`, or remove the file"))
            yield Broken(charter.place("words", tag), message, (), attempt)
            continue
        for key in map(key_of, words.texts):
            if key not in needed and not _names_something(charter, key):
                message = sentence(N_("Nothing says `{key}`."), key=".".join(key))
                attempt = sentence(N_("remove it, or look for its misspelt name in the charter"))
                yield Broken(charter.place("words", tag, *key), message, (), attempt)


def _names_something(charter: Charter, key: Key) -> bool:
    """Tell whether a key names a part that exists, though nobody may speak of it just now."""
    section, name = key[0], key[1]
    if section == ASK:
        return _can_be_asked(charter, key)
    if (
        section == "facts"
        and len(key) == 2
        and any(name in each.facts for each in charter.playbooks.values())
    ):
        return True
    if section in PARTS:
        return name in getattr(charter, section) and (key[2:] == () or key[-1] in PARTS[section])
    return section == "terms" or name in WORDS_OF_FRAMES.get(section, ())


def _can_be_asked(charter: Charter, key: Key) -> bool:
    fact, word = key[1], key[-1]
    if fact == LANGUAGE_FACT:
        return word == ASK or word in charter.languages
    books = [charter.facts, *(playbook.facts for playbook in charter.playbooks.values())]
    domains = [facts[fact].domain for facts in books if fact in facts]
    values = [value for domain in domains if domain.sort is Sort.CHOICE for value in domain.values]
    return bool(domains) and word in (ASK, UNKNOWN, *values)


WORDS_UNUSED = Rule("words-unused", N_("Every text is said somewhere."), find, Level.WARNING)
