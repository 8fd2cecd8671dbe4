"""Work orders, the visits that they lead to, and what customers say of them afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from possible_web.records.cases import Case
from possible_web.records.fields import CompactJSON
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

    A reservation (`reserved`, until `held_until`) has no order yet: `quote` names the offer that it is for.
    `name`: the visit's name in the core's case, from the booking on. `technician`, `day`, `place` (in the
    order of that day), `starts`, `ends`, `held_until` and `planned_at` are the plan: `keeping.rounds` alone
    writes them. Instants and `duration` in milliseconds, `north` and `east` in micro-degrees.
    """

    class State(models.TextChoices):
        """From the reservation to the end."""

        RESERVED = "reserved"
        BOOKED = "booked"
        ARRIVED = "arrived"
        DONE = "done"
        CANCELLED = "cancelled"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    order = models.ForeignKey(
        WorkOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    quote = models.CharField(max_length=64, blank=True)
    team = models.CharField(max_length=60, blank=True)
    technician = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    day = models.DateField()
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    booked_at = models.BigIntegerField()
    held_until = models.BigIntegerField(null=True, blank=True)
    name = models.CharField(max_length=64, blank=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_at = models.BigIntegerField(null=True, blank=True)
    duration = models.BigIntegerField(default=0)
    north = models.IntegerField(null=True, blank=True)
    east = models.IntegerField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=16, blank=True)
    access = models.CharField(max_length=500, blank=True)
    skills = CompactJSON(default=list)
    parts = CompactJSON(default=dict)
    language = models.CharField(max_length=16, blank=True)
    priority = models.PositiveSmallIntegerField(default=0)
    arrived_at = models.BigIntegerField(null=True, blank=True)
    ended_at = models.BigIntegerField(null=True, blank=True)
    fixed = models.BooleanField(null=True, blank=True)
    cause = models.CharField(max_length=20, blank=True)
    moves = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """By day for the board, by technician for the van."""

        indexes: ClassVar = [
            models.Index(fields=["day", "starts"], name="visit_of_day"),
            models.Index(fields=["technician", "day"], name="visit_of_technician"),
            models.Index(fields=["team", "day"], name="visit_of_team"),
            models.Index(fields=["case", "state"], name="visit_of_case"),
        ]

    def __str__(self) -> str:
        """Return the day and the case."""
        return f"{self.day} for {self.case_id}"


class Rating(models.Model):
    """What a customer says of a fix: one (bad) to five (very good), and a line; never shown in public."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    words = models.CharField(max_length=300, blank=True)
    at = models.BigIntegerField()

    class Meta:
        """One to five, in the database too."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="one_to_five_stars")
        ]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.stars)
