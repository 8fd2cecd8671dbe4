"""What a line of the journal says, and does not say twice: its columns and its body are one whole.

A body leaves out what the columns beside it hold (when, which case, which contact), and `topics` those that a
line tells of itself. Both are put back when a line is read. Lines that were written before say all of it in
their bodies and topics: what is said there counts, so they are read as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from possible.values.event_forms import KIND, as_json, event_from
from possible.values.events import Event
from possible.values.instant import Instant, written

LINE = ("kind", "at", "case", "contact", "body")
"""The columns that make up an event, as `event_of` takes them."""
INTEREST = ("kind", "case", "contact", "pool", "body", "topics")
"""The columns that say whom a line may interest, as `topics_of` takes them."""

ALWAYS, CASE, CONTACT = "at", "case", "contact"
PEOPLE = ("agent", "owner")
SHELLS = "shell-"
FLOOR_TOLD, MESSAGE = "shell-floor-told", "shell-message"
LISTS = "desk-cases"
SIGN_OF_LISTS = "+"  # nearly every line of a case is of interest to whoever looks at lists


def case_of(event: Event) -> int | None:
    """Return the number of an event's case, as the column holds it."""
    return int(event.case) if event.case.isdecimal() else None


def body_of(event: Event) -> dict[str, Any]:
    """Return an event as JSON without what the columns `at`, `case` and `contact` hold.

    A case that is called otherwise than its number stays: `07`, or one that is no number.
    """
    left_out = {ALWAYS, CONTACT, *([CASE] if event.case == _name(case_of(event)) else ())}
    return {name: value for name, value in as_json(event).items() if name not in left_out}


def content_of(kind: str, at: int, case: int | None, contact: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return an event of the core as `event_from` reads it, from the columns of its line."""
    known = {KIND: kind, ALWAYS: written(Instant(at)), CASE: _name(case), CONTACT: contact}
    return {**{name: value for name, value in known.items() if value}, **body}


def event_of(kind: str, at: int, case: int | None, contact: str, body: dict[str, Any]) -> Event:
    """Return the event of the core that a line is; the columns are those of `LINE`."""
    return event_from(content_of(kind, at, case, contact, body))


def is_shells(kind: str) -> bool:
    """Tell whether a line is of the shell's own, and no event of the core."""
    return kind.startswith(SHELLS)


def _name(case: int | None) -> str:
    return "" if case is None else str(case)


# ---- who may want to look ------------------------------------------------------------------------------


def own_topics(kind: str, case: int | None, contact: str, pool: str, body: dict[str, Any]) -> list[str]:
    """Return the topics that a line tells of itself: its case, its contact and its people, or its pool.

    Of the shell's own lines only those of messages and of floors, which are many, tell any.
    """
    if kind == FLOOR_TOLD:
        return [f"pool-{pool}"] if pool else []
    if is_shells(kind) and kind != MESSAGE:
        return []
    of_case = body.get(CASE, _name(case))
    names = () if kind == MESSAGE else (body.get(name) for name in PEOPLE)
    return [
        *([f"case-{of_case}"] if of_case else ()),
        *([f"contact-{contact}"] if contact else ()),
        *(f"agent-{name}" for name in names if name),
    ]


def stored(topics: Iterable[str], own: Iterable[str]) -> str:
    """Return topics as a line keeps them: without its own, space between."""
    told = set(own)
    return " ".join(SIGN_OF_LISTS if topic == LISTS else topic for topic in topics if topic not in told)


def topics_of(
    kind: str, case: int | None, contact: str, pool: str, body: dict[str, Any], topics: str
) -> list[str]:
    """Return whom a line may interest, each once: what it tells of itself, and those that it keeps."""
    kept = (LISTS if topic == SIGN_OF_LISTS else topic for topic in topics.split())
    return list(dict.fromkeys([*own_topics(kind, case, contact, pool, body), *kept]))
