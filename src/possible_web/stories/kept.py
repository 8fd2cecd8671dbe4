"""How promises were kept in the last thirty days: the journal's events, folded by `possible.measure`.

Counts of many customers, nobody's own; reckoned anew every ten minutes at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.cache import cache

from possible.measure import Indicators, folded
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.keeping import events_of
from possible_web.records.models import Journal
from possible_web.records.promised import PROMISED

DAYS = 30
FRESH = 10 * MINUTE


@dataclass(frozen=True, slots=True)
class Kept:
    """How often a promise was kept, of how often it was kept or broken."""

    kept: int
    of: int

    @property
    def share(self) -> Fraction:
        """The part that was kept."""
        return Fraction(self.kept, self.of)


@dataclass(frozen=True, slots=True)
class Lately:
    """What came of the promises: each by name, how many were broken, and the credits by currency in cents."""

    promises: dict[str, Kept]
    broken: int
    credited: dict[str, int]


def lately(now: Instant) -> Lately:
    """Return what came of all promises in the last thirty days."""
    found: dict[str, Any] = cache.get_or_set(  # type: ignore[assignment]  # never None: what is reckoned is kept
        f"promises-kept-{now // FRESH}", lambda: _reckoned(now), timeout=FRESH // 1000
    )
    promises = {name: Kept(*pair) for name, pair in found["promises"].items()}
    return Lately(promises, found["broken"], found["credited"])


def _reckoned(now: Instant) -> dict[str, Any]:
    rows = Journal.objects.filter(kind__in=PROMISED, at__gte=now - DAYS * 24 * HOUR).order_by(
        "at", "position"
    )
    figures = folded(Indicators(), events_of(rows.iterator()))
    shares = [each for each in figures if each.indicator == "promises-kept"]
    credits_ = [each for each in figures if each.indicator == "credited" and each.group.by == "currency"]
    return {
        "promises": {each.group.name: (each.part, each.of) for each in shares if each.group.by == "promise"},
        "broken": sum(each.of - each.part for each in shares if each.group.by == "all"),
        "credited": {each.group.name: int(each.value) for each in credits_},
    }
