"""Work orders and the visits that they lead to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.cases import Case
from possible_web.records.people import Staff


class WorkOrder(models.Model):
    """The work to do for a case under an accepted quote: a team carries it out, or a technician visits.

    `quote`: its name in the core's case. `within`: until when it was promised.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="orders")
    remedy = models.CharField(max_length=60)
    quote = models.CharField(max_length=64, blank=True)
    team = models.CharField(max_length=60, blank=True)
    within = models.BigIntegerField(null=True, blank=True)
    language = models.CharField(max_length=16)
    made_at = models.BigIntegerField()
    done_at = models.BigIntegerField(null=True, blank=True)
    fixed = models.BooleanField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the remedy and the case."""
        return f"{self.remedy} for {self.case_id}"


class Visit(models.Model):
    """One planned presence of a technician; `starts` and `ends` are the window that was promised.

    `name`: the visit's name in the core's case.
    """

    class State(models.TextChoices):
        """From the booking to the end."""

        BOOKED = "booked"
        ARRIVED = "arrived"
        DONE = "done"
        CANCELLED = "cancelled"

    order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, related_name="visits")
    technician = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    day = models.DateField()
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    booked_at = models.BigIntegerField()
    name = models.CharField(max_length=64, blank=True)

    class Meta:
        """By day for the board, by technician for the van."""

        indexes: ClassVar = [
            models.Index(fields=["day", "starts"], name="visit_of_day"),
            models.Index(fields=["technician", "day"], name="visit_of_technician"),
        ]

    def __str__(self) -> str:
        """Return the day and the order."""
        return f"{self.day} for {self.order_id}"
