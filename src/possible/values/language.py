"""Languages, by their BCP 47 tags (RFC 5646): `fr`, `en`, `pt-BR`, `fsl`."""

from __future__ import annotations

import re
from typing import NewType

from possible.values.text import N_, Refused, sentence

Language = NewType("Language", str)

TAG = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
_TAG = re.compile(TAG)


def language(tag: str) -> Language:
    """Return the language that a BCP 47 tag (language, script, region) names; `Refused` for anything else."""
    if not _TAG.fullmatch(tag):
        raise Refused(sentence(N_("`{tag}` is no language tag; write `fr`, `en` or `pt-BR`."), tag=tag))
    return Language(tag)
