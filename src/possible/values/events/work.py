"""People at work."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.events.base import Event


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PresenceChanged(Event):
    """An agent is `available`, `busy`, `wrap-up`, `break` or `offline` from now on, with a reason."""

    agent: str
    state: str
    reason: str = ""
