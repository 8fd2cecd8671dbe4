"""What the audit finds: one thing that is not as it should be, and the rows in which it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from possible.values import Sentence, sentence


class Check(StrEnum):
    """The name of a check: stable, and in the reference."""

    LOST_CONTACT = "lost-contact"
    GHOST_CONTACT = "ghost-contact"
    CONTACT_ROW = "contact-row"
    DOUBLE_OFFER = "double-offer"
    LOST_MESSAGE = "lost-message"
    TIMER_LATE = "timer-late"
    TIMER_MISSING = "timer-missing"
    TIMER_EFFECT = "timer-effect"
    TWICE = "happened-twice"
    CASE_STATE = "case-state"
    CASE_ROW = "case-row"
    VISIT_ROW = "visit-row"
    POOL_GAP = "pool-gap"
    REPLAY = "replay"
    FLOOR_ROWS = "floor-rows"
    OUTBOX_LATE = "outbox-late"
    OUTBOX_TWICE = "outbox-twice"
    LEDGER = "ledger"
    VISIT_TWICE = "visit-twice"
    VISIT_AWAY = "visit-away"
    ROUND = "round"
    RESERVATION = "reservation"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `rows`: each row that it shows in, as `case 12`, `contact k1` or `journal 408`."""

    check: Check
    rows: tuple[str, ...]
    what: Sentence


def fault(check: Check, rows: str | tuple[str, ...], what: str, /, **facts: object) -> Fault:
    """Return a fault; `rows`: one row, or several."""
    return Fault(check, (rows,) if isinstance(rows, str) else rows, sentence(what, **facts))
