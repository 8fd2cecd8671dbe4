"""What leaves the house is a row first: sent after the commit, at least once, under a stable key."""

from __future__ import annotations

from typing import Any

from possible.values.instant import Instant
from possible_web.records.models import Outbox


def send(key: str, channel: str, to: str, payload: dict[str, Any], now: Instant) -> bool:
    """Put something into the outbox; False when something with this key is in it already."""
    values = {"channel": channel, "to": to, "payload": payload, "made_at": now, "again_at": now}
    return Outbox.objects.get_or_create(key=key, defaults=values)[1]
