"""The ledger: entries that are written once, derived from events in the transaction that keeps the events."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from possible_web.records.cases import Case
from possible_web.records.fields import CompactJSON


class Entered(models.QuerySet["LedgerEntry"]):
    """Rows that are written once; triggers in the database say the same to everybody else."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is append-only")

    def forget_words(self) -> int:
        """Empty what customers wrote about charges, and nothing else; returns how many entries that is of."""
        return super(Entered, self.filter(kind="dispute").exclude(why="")).update(why="")


class LedgerEntry(models.Model):
    """One entry of `possible.ledger` of a case; triggers in the database refuse to change or remove it,
    but for a customer's own words, which can be emptied.

    `of`: the quote or the credit; `ref`: the dispute or the bill; `cents` and `currency`: nothing for
    what has no amount.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    at = models.BigIntegerField()
    of = models.CharField(max_length=64)
    cents = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=64, blank=True)
    why = models.TextField(blank=True)
    by = models.CharField(max_length=60, blank=True)
    ref = models.CharField(max_length=64, blank=True)
    appeal = CompactJSON(default=list)

    objects: ClassVar = Entered.as_manager()

    class Meta:
        """By case; disputes are found without reading charges."""

        verbose_name_plural = "ledger entries"
        indexes: ClassVar = [
            models.Index(fields=["case", "of"], name="ledger_of_case"),
            models.Index(fields=["ref"], condition=~models.Q(ref=""), name="ledger_of_ref"),
        ]

    def __str__(self) -> str:
        """Return what it does to what."""
        return f"{self.kind} of {self.of}"
