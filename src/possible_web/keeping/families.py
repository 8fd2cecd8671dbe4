"""Merged cases: which case another goes on in, and which ones go on in it. Reading only."""

from __future__ import annotations

from django.db.models import QuerySet

from possible_web.records.models import Case, CaseLink


def merged_into(case: Case) -> Case | None:
    """Return the case in which this one goes on; None where it goes on by itself."""
    link = case.links.filter(kind=CaseLink.Kind.MERGE, undone_at=None).select_related("other").first()
    return link.other if link else None


def family_of(case: Case) -> list[Case]:
    """Return a case and those merged into it, the case itself first."""
    links = case.linked_from.filter(kind=CaseLink.Kind.MERGE, undone_at=None).select_related("one")
    return [case, *(link.one for link in links.order_by("pk"))]


def not_merged(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that go on by themselves."""
    merged = CaseLink.objects.filter(kind=CaseLink.Kind.MERGE, undone_at=None).values("one")
    return cases.exclude(pk__in=merged)
