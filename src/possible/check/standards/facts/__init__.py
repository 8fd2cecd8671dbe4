"""The static facts that standards ask for: small predicates over the charter, by the packs' names."""

from possible.check.standards.facts import (
    answers,
    cases,
    declared,
    menus,
    people,
    prices,
    promised,
    staffing,
    visits,
    waiting,
)
from possible.check.standards.facts.register import FACTS, CannotBeCompared, Fact

__all__ = [
    "FACTS",
    "CannotBeCompared",
    "Fact",
    "answers",
    "cases",
    "declared",
    "menus",
    "people",
    "prices",
    "promised",
    "staffing",
    "visits",
    "waiting",
]
