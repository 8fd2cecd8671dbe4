"""Worked examples of compensation, typed: data for whoever reckons what a breach owes; nothing here reckons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from possible.values import Money

FILE = Path(__file__).parent / "vectors.yaml"


@dataclass(frozen=True, slots=True)
class Vector:
    """One breach of one rule, and what it owes; `option` is what the text leaves open."""

    rule: str
    owed: Money
    at_least: bool = False
    option: str = ""
    monthly: Money | None = None
    average: Money | None = None
    reported: date | None = None
    restored: date | None = None
    holidays: tuple[date, ...] = ()
    hours: int | None = None
    of: int | None = None
    days: int | None = None
    due_day: int | None = None
    answered_day: int | None = None
    given: tuple[str, ...] = field(default=(), compare=False)


def vectors() -> tuple[Vector, ...]:
    """Return all worked examples."""
    return tuple(_vector(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _vector(entry: dict) -> Vector:
    currency = entry.pop("currency")
    sums = {
        name: Money(entry.pop(name), currency) for name in ("owed", "monthly", "average") if name in entry
    }
    rest = {
        name.replace("-", "_"): tuple(value) if isinstance(value, list) else value
        for name, value in entry.items()
    }
    return Vector(**sums, **rest, given=tuple(entry))
