"""What a case is tied to: where it goes on, what goes on in it, what belongs to it. Reading only."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from possible_web.records.models import Case, CaseLink
from possible_web.records.prepared import Prepared

_links = Prepared(
    lambda case: (
        CaseLink.objects.filter(Q(one=case) | Q(other=case), undone_at=None)
        .select_related("one__customer", "other__customer")
        .order_by("pk")
    )
)


@dataclass(frozen=True, slots=True)
class Ties:
    """The case in which one goes on, those that go on in it, and those that belong to it with their links."""

    into: Case | None
    merged: tuple[Case, ...]
    related: tuple[tuple[CaseLink, Case], ...]


def ties_of(case: int) -> Ties:
    """Return what a case is tied to now."""
    links = _links(case)
    merges = [link for link in links if link.kind == CaseLink.Kind.MERGE]
    related = [link for link in links if link.kind == CaseLink.Kind.RELATED]
    return Ties(
        into=next((link.other for link in merges if link.one_id == case), None),
        merged=tuple(link.one for link in merges if link.other_id == case),
        related=tuple((link, link.other if link.one_id == case else link.one) for link in related),
    )


def merged_into(case: Case) -> Case | None:
    """Return the case in which this one goes on; None where it goes on by itself."""
    return ties_of(case.pk).into


def not_merged(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that go on by themselves."""
    merged = CaseLink.objects.filter(kind=CaseLink.Kind.MERGE, undone_at=None).values("one")
    return cases.exclude(pk__in=merged)
