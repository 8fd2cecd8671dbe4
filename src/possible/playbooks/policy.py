"""Policy look-ups: a question of the charter, answered by `answers` from what a run knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.answers import Status, decide
from possible.values import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.charter import Charter, Domain


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The answer, or the facts that it may need, the one to ask first in front; neither when no row holds."""

    answer: str = ""
    missing: tuple[str, ...] = ()


def look_up(charter: Charter, question: str, known: Mapping[str, str]) -> LookedUp:
    """Return the answer to a question of the charter, the same as from every agent and every channel."""
    asked = charter.questions[question].asks
    facts = {fact: value for fact, value in known.items() if fact in asked and _can_be(charter, fact, value)}
    found = decide(charter, question, facts)
    if found.status is Status.MISSING:
        return LookedUp(missing=found.missing)
    return LookedUp(found.outcome.answer) if found.outcome else LookedUp()


def _can_be(charter: Charter, fact: str, value: str) -> bool:
    return fact not in charter.facts or number_of(charter.facts[fact].domain, value) is not None


def number_of(domain: Domain, value: str | None) -> int | None:
    """Return the number behind a value, or nothing when there is none or it is none of the domain."""
    if value is None:
        return None
    try:
        return domain.number(value)
    except Refused:
        return None
