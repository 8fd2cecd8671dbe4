"""A script: what somebody wants, does and says over weeks, the same under every charter."""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.values import Language
from possible.values.instant import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day on which the customer tries: its number from the first, the time, and how often at most."""

    number: int
    minute: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Who she is, what has failed, what she asks for, and how often she tries.

    `facts`: what she (or the records, or the systems) can say, in the words of any charter: of several
    values the first that a charter's fact can have counts. `busy`: minutes until somebody is free, one after
    the other, whoever is waited for. `talks`, `holds`: minutes that a person talks, and holds, in a contact.
    `consents`: those that she gives. `long`: minutes until a person hangs up, where people do that.
    """

    name: str
    language: Language
    network: str
    service: str
    wants: str
    begins: Instant
    days: tuple[Day, ...]
    facts: dict[str, tuple[str, ...]]
    busy: tuple[int, ...]
    consents: tuple[str, ...] = ()
    talks: int = 4
    holds: int = 3
    long: int = 45
    pause: int = 6
    agents: tuple[str, ...] = field(default=())
    monthly_cents: int = 4000
