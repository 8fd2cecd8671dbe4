"""Every sentence that a user reads goes through here, in the language that they asked for.

A message id is the English sentence with `{named}` gaps, so English needs no catalogue. The others live in
`possible/locale/<language>/<package>.po`, one file per package, read as they are when the language is
first spoken: what a translator edits is what ships.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from possible.values.text import Sentence

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("en", *sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir()))

_locales = [LOCALE]
_spoken: ContextVar[str] = ContextVar("spoken", default="en")


def speak(language: str) -> None:
    """From here on, say everything in `language`; one that we do not speak becomes English."""
    _spoken.set(language if language in LANGUAGES else "en")


def spoken() -> str:
    """Return the language in which things are said now."""
    return _spoken.get()


def join(locale: Path) -> None:
    """Let sentences of another package be found too: `locale` holds `<language>/<package>.po` files."""
    if locale not in _locales:
        _locales.append(locale)
        catalogue.cache_clear()


def wanted(environment: Mapping[str, str]) -> str:
    """Return the language that the environment asks for (LC_ALL, LC_MESSAGES, LANG, in this order)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name].split(".")[0].split("_")[0].lower()
    return "en"


def say(message: str | Sentence, /, **facts: object) -> str:
    """Return a sentence in the language spoken now, its gaps filled; a fact may be a sentence itself."""
    if isinstance(message, Sentence):
        facts = dict(message.facts) | facts
        message = message.text
    said = {name: say(fact) if isinstance(fact, Sentence) else fact for name, fact in facts.items()}
    text = catalogue(spoken()).get(message, message)
    return text.format(**said)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all translations into `language`, by their English sentence."""
    files = (file for locale in _locales for file in sorted((locale / language).glob("*.po")))
    return {english: text for file in files for english, text in read_po(file)}


def read_po(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (English, translation) of a catalogue; leaves out what is missing, fuzzy or obsolete.

    Reads what `make translations` writes: no contexts, no plurals (our sentences are worded to need none).
    """
    for entry in file.read_text(encoding="utf-8").split("\n\n"):
        texts = {"msgid": "", "msgstr": ""}
        now = ""
        for line in entry.splitlines():
            keyword, _, rest = line.partition(" ")
            now = keyword if keyword in texts else now
            if not line.startswith("#"):
                texts[now] += json.loads(rest if keyword in texts else line)
        if all(texts.values()) and "#, fuzzy" not in entry:
            yield texts["msgid"], texts["msgstr"]
