"""What the desk keeps besides cases: departures to review, lists under a name, practice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.cases import Case
from possible_web.records.charters import CharterVersion
from possible_web.records.fields import CompactJSON
from possible_web.records.people import Staff


class Departure(models.Model):
    """An exception that was granted: what the table said, what was given instead, and why; then its review.

    `facts`: what was known of the facts that the question asks. `said`: what the table said to them
    (`answer`, `price`, `because`, `rows`). `review_by`: until when it becomes a rule or is explained.
    """

    class Verdict(models.TextChoices):
        """What came of the review."""

        RULE = "rule"
        EXPLAINED = "explained"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="departures")
    contact = models.CharField(max_length=64)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="departures")
    question = models.CharField(max_length=60)
    facts = CompactJSON(default=dict)
    said = CompactJSON(default=dict)
    answer = models.CharField(max_length=60)
    price = models.CharField(max_length=32, blank=True)
    reason = models.TextField()
    at = models.BigIntegerField()
    review_by = models.BigIntegerField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    explanation = models.TextField(blank=True)
    closed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """What is to be reviewed, the most urgent first."""

        indexes: ClassVar = [
            models.Index(
                fields=["review_by"], condition=models.Q(closed_at__isnull=True), name="departure_open"
            )
        ]

    def __str__(self) -> str:
        """Return what was given."""
        return f"{self.question}: {self.answer}"


class SavedView(models.Model):
    """A list that somebody looks at often: the query of its address, under a name."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)

    class Meta:
        """One of each name for each person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff", "name"], name="saved_view_once_a_name")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Practice(models.Model):
    """A customer who is played for one agent: a case of its own, in no journal, on no floor, in no measure.

    `state`: the core's case. `said`: the conversation, each with `by`, `text` and `at`. `steps` counts what
    the customer did, so that the same seed plays the same way.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="practices")
    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="+")
    seed = models.BigIntegerField()
    name = models.CharField(max_length=200)
    state = CompactJSON(default=dict)
    said = CompactJSON(default=list)
    steps = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    rings_at = models.BigIntegerField()
    answered_at = models.BigIntegerField(null=True, blank=True)
    ended_at = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        """Return who is played."""
        return self.name
