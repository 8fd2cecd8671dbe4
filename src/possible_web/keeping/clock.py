"""The one clock of the shell; it hands its `now` to every action, and through them to the core."""

from __future__ import annotations

import time

from possible.values.instant import Instant


def now() -> Instant:
    """Return the present instant in milliseconds."""
    return Instant(time.time_ns() // 1_000_000)
