"""Fees, what falls away of them, disputes, and bills."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.events.base import Event
from possible.values.money import Money


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FeeCharged(Event):
    """A remedy was charged, under an accepted quote (nothing: without one)."""

    quote: str
    remedy: str
    amount: Money


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FeeWaived(Event):
    """What is, or would be, charged under a quote need not be paid; `amount`: up to how much.

    One of the three says why: a broken `promise`, the `cause` that the technician found, or the `reason` of
    an `agent` who let it go.
    """

    quote: str
    remedy: str
    amount: Money
    promise: str = ""
    cause: str = ""
    reason: str = ""
    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ChargeDisputed(Event):
    """The customer says that what was charged under a quote is not owed, and why; it is not collected now."""

    dispute: str
    quote: str
    text: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DisputeWithdrawn(Event):
    """The customer takes a dispute back."""

    dispute: str
    quote: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DisputeSettled(Event):
    """A dispute was decided, with the reason: `amount` is given back (nothing: it was rejected).

    `appeal`: where the customer may go who does not agree.
    """

    dispute: str
    quote: str
    amount: Money
    reason: str
    agent: str = ""
    appeal: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PutOnBill(Event):
    """A charge or a credit is on a bill: `of` is its quote or credit, `amount` what it adds to the bill."""

    bill: str
    of: str
    amount: Money
