"""What customers said of fixes: lines for the lead, a share of many for the technician, nothing in public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from possible.values.instant import HOUR, Instant
from possible_web.records.models import Rating

GOOD = 4  # stars: good, or very good
FEWEST = 5  # a share of fewer would tell who said what
DAYS = 90


@dataclass(frozen=True, slots=True)
class Share:
    """How many customers said something of somebody's visits, and how many of them that it was good."""

    name: str
    shown: str
    good: int
    all: int

    @property
    def percent(self) -> int | None:
        """The share of those who found it good, in whole percent; nothing while they are too few."""
        return None if self.all < FEWEST else (200 * self.good + self.all) // (2 * self.all)


def shares(now: Instant, names: Iterable[str] | None = None) -> list[Share]:
    """Return the share of each technician over the last ninety days, by name; `names`: of these alone."""
    rows = Rating.objects.filter(at__gt=now - DAYS * 24 * HOUR, visit__technician__isnull=False)
    if names is not None:
        rows = rows.filter(visit__technician__name__in=list(names))
    grouped = rows.values("visit__technician__name", "visit__technician__shown_name").annotate(
        good=Count("pk", filter=Q(stars__gte=GOOD)), all=Count("pk")
    )
    return [
        Share(row["visit__technician__name"], row["visit__technician__shown_name"], row["good"], row["all"])
        for row in grouped.order_by("visit__technician__name")
    ]


def lines(now: Instant, most: int = 10) -> list[Rating]:
    """Return the newest lines that customers wrote with their stars, for the lead."""
    rows = Rating.objects.filter(at__gt=now - DAYS * 24 * HOUR).exclude(words="")
    return list(rows.select_related("visit__case", "visit__technician").order_by("-at")[:most])
