"""Pokes without an event: worth a look, worth no row for ever."""

from __future__ import annotations

from possible.values.instant import Instant
from possible_web.records.models import Poke

TOPIC = r"[a-z]+-[A-Za-z0-9_.-]{1,64}"


def poke(now: Instant, *topics: str) -> None:
    """Let those look again who look at these topics (`case-12`, `agent-ines`, `pool-care`)."""
    Poke.objects.bulk_create([Poke(topic=topic, at=now) for topic in topics])
