"""What happened to a case since somebody read it: so that nobody answers what is no longer the question."""

from __future__ import annotations

from possible_web.keeping.cases import ChangedMeanwhile
from possible_web.records.models import Case, Journal

# What the machine notes on its way says nothing that a writer would have had to know.
QUIET = (
    "move-taken",
    "wait-told",
    "sentence-said",
    "fact-asked",
    "offer-made",
    "offer-ended",
    "customer-away",
    "customer-back",
    "shell-draft",
)


def changes_since(case_id: int, position: int, by: str = "") -> list[Journal]:
    """Return what others did to a case after a position of the journal, oldest first; `by`: who asks."""
    rows = Journal.objects.filter(case=case_id, position__gt=position).exclude(kind__in=QUIET)
    return [row for row in rows.order_by("position") if not by or row.body.get("agent") != by]


def must_be_unchanged(case: Case, position: int, by: str = "") -> None:
    """Raise `ChangedMeanwhile` when others did something to the case after a position of the journal."""
    if changes_since(case.pk, position, by):
        raise ChangedMeanwhile(case.reference)
