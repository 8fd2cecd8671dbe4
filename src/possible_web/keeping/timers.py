"""Timers are rows: set, moved and stopped within the transaction that has the reason to.

What is stopped has no row any more; what happened keeps its row, as the evidence that it happened once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from possible.values.instant import Instant
from possible_web.keeping.upserts import upsert
from possible_web.records.models import Timer


@dataclass(frozen=True, slots=True)
class Due:
    """A timer to set: `kind` happens at `due`."""

    key: str
    kind: str
    due: Instant
    payload: dict[str, Any] = field(default_factory=dict)
    case: int | None = None


def set_timer(
    key: str, kind: str, due: Instant, payload: dict[str, Any] | None = None, case: int | None = None
) -> None:
    """Let `kind` happen at `due`; the same key again moves it, and starts one that was done or stopped."""
    set_timers([Due(key, kind, due, payload or {}, case)])


def set_timers(timers: Iterable[Due]) -> None:
    """Set several timers (no key twice) with one statement, as `set_timer` does."""
    upsert(Timer, ("key",), map(_row, sorted(timers, key=lambda one: one.key)))


def _row(one: Due) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "due": one.due,
        "again_at": one.due,
        "payload": one.payload,
        "case": one.case,
        "done_at": None,
        "stopped_at": None,
        "attempts": 0,
        "error": "",
    }


def stop_timer(key: str) -> bool:
    """Let it not happen; False when there is none that runs."""
    return bool(stop_timers([key]))


def stop_timers(keys: Collection[str]) -> int:
    """Let none of these happen; returns how many ran."""
    if not keys:
        return 0
    return Timer.objects.filter(key__in=keys, done_at__isnull=True, stopped_at__isnull=True).delete()[0]
