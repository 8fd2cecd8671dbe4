"""Sentences in which lengths of time are said in the reader's language."""

from __future__ import annotations

from possible.values import Sentence, Span
from possible.values import sentence as plain


def sentence(text: str, /, **facts: object) -> Sentence:
    """Return a sentence; a span among its facts becomes a sentence itself, everything else as usual."""
    return plain(
        text, **{name: fact.said if isinstance(fact, Span) else fact for name, fact in facts.items()}
    )
