"""Answers, quotes, and remedies that were carried out."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.events.base import Event, Facts
from possible.values.instant import Instant
from possible.values.money import Money


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class AnswerGiven(Event):
    """An answer was told: the facts, the rows of the table, the outcome; by an agent or a machine.

    `rows` is empty for an answer in somebody's own words, outside every table.
    """

    question: str
    facts: Facts
    rows: tuple[str, ...]
    answer: str
    charter: str
    price: Money | None = None
    because: str = ""
    instead: str = ""
    appeal: tuple[str, ...] = ()
    team: str = ""
    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ExceptionGranted(Event):
    """An agent departed from the table, with a reason; it is reviewed until an instant."""

    question: str
    answer: str
    agent: str
    reason: str
    review: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class QuoteGiven(Event):
    """A price for a remedy, final until it expires (None: nothing says when)."""

    quote: str
    remedy: str
    price: Money
    expires: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class QuoteAccepted(Event):
    """The customer agreed to a quote."""

    quote: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class QuoteDeclined(Event):
    """The customer declined a quote."""

    quote: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class RemedyDone(Event):
    """A remedy was carried out (a box swapped, a bill corrected); `worked`: the fault is gone with it."""

    remedy: str
    worked: bool
