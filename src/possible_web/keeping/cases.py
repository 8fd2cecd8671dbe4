"""Saving a case: only over the version that was read."""

from __future__ import annotations

from typing import Any

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping.upserts import change
from possible_web.records.models import Case
from possible_web.records.prepared import Prepared


class ChangedMeanwhile(Refused):
    """Somebody changed the case after it was read; nothing was saved."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            sentence(N_("Case {reference} was changed meanwhile."), reference=reference),
            sentence(N_("look at what changed, then try again")),
        )


def locked_case(case_id: int) -> Case:
    """Return a case that nobody else changes until this transaction ends; Case.DoesNotExist without one.

    On SQLite the transaction itself is the lock.
    """
    found = _locked.first(case_id)
    if found is None:
        raise Case.DoesNotExist(case_id)
    return found


_locked = Prepared(lambda case: Case.objects.select_for_update().filter(pk=case))


def keep_case(row: Case, state: dict[str, Any], now: Instant, **columns: Any) -> Case:
    """Save the state, and columns of lists, over the version that was read; returns the row as saved.

    `ChangedMeanwhile` when the version in the database is another one.
    """
    values = {"state": state, "version": row.version + 1, "changed_at": now, **columns}
    if not change(Case, {"id": row.pk, "version": row.version}, values):
        raise ChangedMeanwhile(row.reference)
    for name, value in values.items():
        setattr(row, name, value)
    return row
