"""Policy look-ups: a question of the charter, answered from what a run knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.values import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.charter import Charter, Domain


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The answer, or the next fact that it needs; neither when no rule applies."""

    answer: str = ""
    missing: str = ""


def look_up(charter: Charter, question: str, known: Mapping[str, str]) -> LookedUp:
    """Return the answer to a question by its rules, asking for its facts in the order in which it names
    them.
    """
    asked = charter.questions[question]
    numbers = {fact: number_of(charter.facts[fact].domain, known.get(fact)) for fact in asked.asks}
    for fact, number in numbers.items():
        if number is None and any(fact in rule.when for rule in asked.rules):
            return LookedUp(missing=fact)
    for rule in asked.rules:
        if all(cell.holds(numbers[fact] or 0) for fact, cell in rule.when.items()):
            return LookedUp(answer=rule.answer)
    return LookedUp()


def number_of(domain: Domain, value: str | None) -> int | None:
    """Return the number behind a value, or nothing when there is none or it is none of the domain."""
    if value is None:
        return None
    try:
        return domain.number(value)
    except Refused:
        return None
