"""Timers are rows: set, moved and stopped within the transaction that has the reason to."""

from __future__ import annotations

from typing import Any

from possible.values.instant import Instant
from possible_web.records.models import Timer


def set_timer(
    key: str, kind: str, due: Instant, payload: dict[str, Any] | None = None, case: int | None = None
) -> None:
    """Let `kind` happen at `due`; the same key again moves it, and starts one that was done or stopped."""
    values: dict[str, Any] = {
        "kind": kind,
        "due": due,
        "again_at": due,
        "payload": payload or {},
        "case": case,
        "done_at": None,
        "stopped_at": None,
        "attempts": 0,
        "error": "",
    }
    # Whoever sets a timer holds the lock of its case or pool: nobody makes the same one meanwhile.
    if not Timer.objects.filter(key=key).update(**values):
        Timer.objects.create(key=key, **values)


def stop_timer(key: str, now: Instant) -> bool:
    """Let it not happen; False when there is none that runs."""
    return bool(
        Timer.objects.filter(key=key, done_at__isnull=True, stopped_at__isnull=True).update(stopped_at=now)
    )
