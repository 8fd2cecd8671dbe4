"""Entries of a ledger: what an event adds to it, once; nothing that was entered is ever changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from possible.values import Money
from possible.values import events as happened
from possible.values.events import Event
from possible.values.instant import Instant


class Kind(StrEnum):
    """What an entry does to the charge or credit that it is of."""

    CHARGE = "charge"
    WAIVER = "waiver"
    CREDIT = "credit"
    DISPUTE = "dispute"
    WITHDRAWN = "withdrawn"
    UPHELD = "upheld"
    REJECTED = "rejected"
    BILLED = "billed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `of`: the quote or the credit; `ref`: the dispute or the bill.

    `amount` is not negative, but for a credit that is on a bill. `name`: the remedy or the promise. `why`:
    the broken promise, the cause that was found, or a reason in somebody's words, as `by` says: `promise`,
    `cause`, or who said it. A dispute's `why` is the customer's text; `appeal`: where to go on with it.
    """

    kind: Kind
    at: Instant
    case: str
    of: str
    amount: Money | None = None
    name: str = ""
    why: str = ""
    by: str = ""
    ref: str = ""
    appeal: tuple[str, ...] = ()


def entries(events: Iterable[Event]) -> Iterator[Entry]:
    """Yield what events add to the ledger."""
    for event in events:
        found = entry_of(event)
        if found is not None:
            yield found


def entry_of(event: Event) -> Entry | None:
    """Return what an event adds to the ledger; None for most."""
    match event:
        case happened.FeeCharged(quote=of, remedy=name, amount=amount):
            return Entry(kind=Kind.CHARGE, at=event.at, case=event.case, of=of, amount=amount, name=name)
        case happened.FeeWaived():
            return _waiver(event)
        case happened.CreditGiven(credit=of, promise=name, amount=amount):
            return Entry(kind=Kind.CREDIT, at=event.at, case=event.case, of=of, amount=amount, name=name)
        case happened.PutOnBill(bill=ref, of=of, amount=amount):
            return Entry(kind=Kind.BILLED, at=event.at, case=event.case, of=of, amount=amount, ref=ref)
        case _:
            return _of_dispute(event)


def _waiver(event: happened.FeeWaived) -> Entry:
    told = ((event.promise, "promise"), (event.cause, "cause"), (event.reason, event.agent))
    why, by = next((each for each in told if each[0]), ("", event.agent))
    return Entry(
        kind=Kind.WAIVER, at=event.at, case=event.case, of=event.quote, amount=event.amount,
        name=event.remedy, why=why, by=by,
    )  # fmt: skip


def _of_dispute(event: Event) -> Entry | None:
    match event:
        case happened.ChargeDisputed(dispute=ref, quote=of, text=why):
            return Entry(kind=Kind.DISPUTE, at=event.at, case=event.case, of=of, ref=ref, why=why)
        case happened.DisputeWithdrawn(dispute=ref, quote=of):
            return Entry(kind=Kind.WITHDRAWN, at=event.at, case=event.case, of=of, ref=ref)
        case happened.DisputeSettled(dispute=ref, quote=of, amount=amount, reason=why, agent=by):
            kind = Kind.UPHELD if amount.cents else Kind.REJECTED
            return Entry(
                kind=kind, at=event.at, case=event.case, of=of, amount=amount, ref=ref, why=why, by=by,
                appeal=event.appeal,
            )  # fmt: skip
        case _:
            return None
