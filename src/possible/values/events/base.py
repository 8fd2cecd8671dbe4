"""What every event says."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.instant import Instant

Facts = tuple[tuple[str, str], ...]


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Event:
    """Something that happened: when, to which case and contact (nothing where there is none)."""

    at: Instant
    case: str = ""
    contact: str = ""
