"""Which lines a wording names: by `{line.<name>}`, or by a telephone number written out in digits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from possible.charter.rules import NO

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.rules import Rule
    from possible.values import Language

FRAME = ("no.form", "no.appeal")
TRUNK = "0"
COUNTRY_CODES = 3


def lines_named(charter: Charter, heard: str, language: Language) -> tuple[str, ...]:
    """Return the lines that a wording (`say.greeting`, `ask.problem.ask`) names, in the charter's order.

    Where the catalogue lacks the wording, all other catalogues count: a missing text hides no number.
    """
    words = charter.words.get(language)
    own = words.texts.get(heard) if words else None
    found = [own] if own else [text for each in charter.words.values() if (text := each.texts.get(heard))]
    names = {name for text in found for name in text.lines}
    digits = {number for text in found for number in text.numbers}
    return tuple(
        name
        for name, line in charter.lines.items()
        if name in names or (digits and line.phone and digits & _spellings(line.digits))
    )


def heard_in_a_no(rule: Rule) -> tuple[str, ...]:
    """Return the wordings that a customer hears from a row that says no: its reason, the frame of a no."""
    return (*((f"because.{rule.because}",) if rule.because else ()), *FRAME) if rule.answer == NO else ()


@lru_cache(maxsize=4096)
def _spellings(digits: str) -> frozenset[str]:
    """Return the ways of writing an international number in digits: with `00`, with a trunk `0`, or bare.

    A country code has one to three digits (ITU-T E.164); each length is tried, so that no table is needed.
    """
    national = {TRUNK + digits[size:] for size in range(1, COUNTRY_CODES + 1)}
    return frozenset({digits, "00" + digits, *national})
