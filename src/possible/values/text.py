"""Sentences as data: an English text with named gaps, and what fills them.

The core never writes prose to a screen. It hands out a `Sentence`; the shell says it in the reader's
language, with the English text as the key of the catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 - the usual name of the marker that extraction looks for
    """Mark `text` as a message that a catalogue translates; returns it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English message id with `{named}` gaps, and the facts that fill them."""

    text: str
    facts: tuple[tuple[str, str | Sentence], ...] = ()

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.text.format(**{name: str(value) for name, value in self.facts})


def sentence(text: str, /, **facts: object) -> Sentence:
    """Return a sentence; facts that are no sentences themselves are turned into text."""
    filled = ((name, fact if isinstance(fact, Sentence) else str(fact)) for name, fact in facts.items())
    return Sentence(text, tuple(filled))


class Refused(ValueError):  # noqa: N818 - it reads as the sentence "refused: ..."
    """A value that cannot be, with the reason as a sentence and, where there is one, what to try."""

    def __init__(self, why: Sentence, attempt: Sentence | None = None) -> None:
        """Keep the reason, and what to try instead."""
        super().__init__(str(why))
        self.why = why
        self.attempt = attempt
