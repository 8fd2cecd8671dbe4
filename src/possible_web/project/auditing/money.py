"""The ledger: its rows are what the journal's events add to it, each once and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from possible.ledger import Entry, Kind, entry_of
from possible.values import N_
from possible.values.event_forms import kind_of
from possible.values.events import (
    ChargeDisputed,
    CreditGiven,
    DisputeSettled,
    DisputeWithdrawn,
    FeeCharged,
    FeeWaived,
    PutOnBill,
)
from possible_web.keeping.bills import entry_of_row
from possible_web.keeping.lines import LINE, event_of
from possible_web.project.auditing.fault import Check, Fault, fault
from possible_web.records.models import Case, Journal, LedgerEntry

ADDS = (FeeCharged, FeeWaived, CreditGiven, PutOnBill, ChargeDisputed, DisputeWithdrawn, DisputeSettled)
MISSING = N_("the journal adds {what} of {of} to the ledger, and {count} rows of it are missing")
TOO_MANY = N_("the ledger has {what} of {of}, and the journal knows nothing of {count} rows of it")


def of_ledger() -> Iterator[Fault]:
    """Yield entries that the journal makes and the ledger lacks, and those that the journal did not make.

    What an erased customer wrote about a charge is in the journal alone: it is not compared.
    """
    erased = {
        str(case) for case in Case.objects.filter(customer__erased_at__gt=0).values_list("pk", flat=True)
    }
    kept = Counter(_comparable(entry_of_row(row), erased) for row in LedgerEntry.objects.iterator(2000))
    told = Counter(_comparable(entry, erased) for entry in _told())
    for text, found in ((MISSING, told - kept), (TOO_MANY, kept - told)):
        for entry, count in found.items():
            rows = f"case {entry.case}"
            yield fault(Check.LEDGER, rows, text, what=entry.kind.value, of=entry.of, count=count)


def _told() -> Iterator[Entry]:
    rows = Journal.objects.filter(kind__in=[kind_of(each) for each in ADDS]).order_by("position")
    for row in rows.values_list(*LINE).iterator(chunk_size=2000):
        entry = entry_of(event_of(*row))
        if entry is not None and entry.case.isdecimal():
            yield entry


def _comparable(entry: Entry, erased: set[str]) -> Entry:
    return replace(entry, why="") if entry.kind is Kind.DISPUTE and entry.case in erased else entry
