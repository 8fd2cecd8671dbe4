"""How pages say things: the house's sentences in the visitor's language, their facts escaped."""

from __future__ import annotations

import re
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from possible.cli.say import LANGUAGES, catalogue, join, speak, spoken
from possible.values import Sentence

join(Path(__file__).parent.parent / "locale")

# Right to left without a translator: English in mirrored order, as the CLDR's pseudo-locale `ar-XB` has it.
MIRRORED = "ar-XB"
_GAP = re.compile(r"(\{\w+\}|\{\{|\}\})")
_mirrored: ContextVar[bool] = ContextVar("mirrored", default=False)


def speak_on_pages(language: str) -> None:
    """From here on, this request's pages speak `language` (English for one that we do not speak)."""
    _mirrored.set(language == MIRRORED)
    speak(language)


def interface_language() -> str:
    """Return the language of this request's pages."""
    return MIRRORED if _mirrored.get() else spoken()


def direction() -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if _mirrored.get() else "ltr"


def say_html(message: str | Sentence, /, **facts: object) -> Markup:
    """Return a sentence as safe HTML; a fact may be a sentence, or HTML that is marked as such."""
    if isinstance(message, Sentence):
        facts = dict(message.facts) | facts
        message = message.text
    text = _escaped(message, spoken(), _mirrored.get())
    if not facts and "{" not in text:
        return text
    filled = {name: say_html(fact) if isinstance(fact, Sentence) else fact for name, fact in facts.items()}
    return text.format(**filled)


@lru_cache(maxsize=4096)
def _escaped(message: str, language: str, mirror: bool) -> Markup:  # noqa: FBT001 - a key of what is kept
    text = catalogue(language).get(message, message)
    return escape(mirrored(text) if mirror else text)


def mirrored(text: str) -> str:
    """Return an English sentence that reads from right to left; its gaps stay as they are."""
    parts = (part if _GAP.fullmatch(part) else f"\u202e{part}\u202c" for part in _GAP.split(text) if part)
    return "".join(parts)


def bdi(text: object) -> Markup:
    """Return a name, a number or a sum of money that keeps its own direction."""
    return Markup("<bdi>{}</bdi>").format(text)


__all__ = ["LANGUAGES", "MIRRORED", "bdi", "direction", "interface_language", "say_html", "speak_on_pages"]
