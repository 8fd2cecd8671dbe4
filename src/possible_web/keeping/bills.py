"""The ledger as rows, and the next bill: what is open is put on it once a month, by the worker.

Entries are made of events in the transaction that keeps the events (`keep_entries`); a case with something
open has one timer, at the beginning of the next month. Whoever collects is behind a port (`Payments`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string

from possible.ledger import Entry, Kind, Ledger, entries, ledger
from possible.values import Money
from possible.values.events import Event, PutOnBill
from possible.values.instant import Instant, instant, local
from possible_web.keeping.cases import locked_case
from possible_web.keeping.force import force_of
from possible_web.keeping.journal import keep_events
from possible_web.keeping.timers import set_timer
from possible_web.records.models import Case, Customer, LedgerEntry, Timer
from possible_web.records.prepared import Prepared

BILL = "bill"
TOPICS = ("desk-disputes",)
OPENS = (Kind.CHARGE, Kind.WAIVER, Kind.CREDIT, Kind.WITHDRAWN, Kind.UPHELD, Kind.REJECTED)
BILLED_AT = 6  # o'clock on the first of a month


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is collected (below nothing: paid back); `key` is the same when it is told again."""

    key: str
    customer: str
    bill: str
    amount: Money


class Payments(Protocol):
    """Whoever collects what is on a bill: called in the transaction that puts it there."""

    def collect(self, items: list[Item], now: Instant) -> None:
        """Take items in; one that is known by its key is not taken twice."""


class OnTheNextBill:
    """The embedded default: the bill that we write ourselves is all; the journal and the ledger have it."""

    def collect(self, items: list[Item], now: Instant) -> None:
        """Nothing more is to be done."""


def payments() -> Payments:
    """Return whoever collects, as the setting names it."""
    made: Payments = import_string(settings.PAYMENTS)()
    return made


def keep_entries(events: Iterable[Event], now: Instant) -> None:
    """Enter what events add to the ledger, and let what is open be on the next bill."""
    found = [entry for entry in entries(events) if entry.case.isdecimal()]
    if not found:
        return
    LedgerEntry.objects.bulk_create([_row(entry) for entry in found])
    opened = {int(entry.case) for entry in found if entry.kind in OPENS}
    waiting = Timer.objects.filter(kind=BILL, case__in=opened, done_at=None, stopped_at=None)
    for case in opened - set(waiting.values_list("case", flat=True)):  # a bill that is due is never put off
        charter = force_of(Case.objects.values_list("charter_id", flat=True).get(pk=case)).charter
        set_timer(key_of(case), BILL, next_bill(now, ZoneInfo(charter.timezone)), case=case)


def enter_history(events: Iterable[Event], now: Instant) -> None:
    """Enter what a past that was played adds to the ledger; what is open is on the next bill."""
    found = [entry for entry in entries(events) if entry.case.isdecimal()]
    LedgerEntry.objects.bulk_create(map(_row, found), batch_size=500)
    cases = sorted({int(entry.case) for entry in found if entry.kind in OPENS})
    zones = dict(Case.objects.filter(pk__in=cases).values_list("pk", "charter_id"))
    dues = {
        charter: next_bill(now, ZoneInfo(force_of(charter).charter.timezone))
        for charter in set(zones.values())
    }
    timers = [
        Timer(key=key_of(case), kind=BILL, due=dues[zones[case]], again_at=dues[zones[case]], case=case)
        for case in cases
    ]
    Timer.objects.bulk_create(timers, batch_size=500)


def key_of(case: int) -> str:
    """Return the key of the timer that puts a case on the next bill."""
    return f"bill of {case}"


def _row(entry: Entry) -> LedgerEntry:
    return LedgerEntry(
        case_id=int(entry.case),
        kind=entry.kind.value,
        at=entry.at,
        of=entry.of,
        cents=entry.amount.cents if entry.amount else None,
        currency=entry.amount.currency if entry.amount else "",
        name=entry.name,
        why=entry.why,
        by=entry.by,
        ref=entry.ref,
        appeal=list(entry.appeal),
    )


def entry_of_row(row: LedgerEntry) -> Entry:
    """Return the entry that a row holds."""
    return Entry(
        kind=Kind(row.kind),
        at=Instant(row.at),
        case=str(row.case_id),
        of=row.of,
        amount=None if row.cents is None else Money(row.cents, row.currency),
        name=row.name,
        why=row.why,
        by=row.by,
        ref=row.ref,
        appeal=tuple(row.appeal),
    )


def ledger_of_case(case: int) -> Ledger:
    """Return what one case comes to."""
    return ledger(map(entry_of_row, _of_case(case)))


_of_case = Prepared(lambda case: LedgerEntry.objects.filter(case=case))


def ledger_of_customer(customer: Customer) -> Ledger:
    """Return what all that a customer had comes to."""
    return ledger(map(entry_of_row, LedgerEntry.objects.filter(case__customer=customer)))


def open_disputes() -> list[LedgerEntry]:
    """Return the disputes that nobody has decided, the oldest first."""
    over = LedgerEntry.objects.filter(kind__in=[Kind.WITHDRAWN, Kind.UPHELD, Kind.REJECTED]).values("ref")
    rows = LedgerEntry.objects.filter(kind=Kind.DISPUTE).exclude(ref__in=over)
    return list(rows.select_related("case__customer").order_by("at", "pk"))


def next_bill(now: Instant, zone: ZoneInfo) -> Instant:
    """Return when the next bill is written: on the first of the next month."""
    here = local(now, zone)
    year, month = (here.year + 1, 1) if here.month == 12 else (here.year, here.month + 1)
    return instant(datetime(year, month, 1, BILLED_AT, tzinfo=zone))


def ring(timer: Timer, now: Instant) -> None:
    """Put what is open of a case on the bill of the month: the effect that the worker runs."""
    if timer.case is None:
        return
    row = locked_case(timer.case)
    force = force_of(row.charter_id)
    bill = f"{local(now, ZoneInfo(force.charter.timezone)):%Y-%m}"
    lines = [line for line in ledger_of_case(row.pk).lines if line.open]
    events = [
        PutOnBill(at=now, case=str(row.pk), bill=bill, of=line.of, amount=Money(line.open, line.currency))
        for line in lines
    ]
    keep_events(events)
    keep_entries(events, now)
    items = [Item(f"{bill} {each.of}", row.customer.token, bill, each.amount) for each in events]
    payments().collect(items, now)
