"""Technicians, their turns, and the days of a team: what a plan is made of, besides its visits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.fields import CompactJSON
from possible_web.records.people import Staff


class Technician(models.Model):
    """What somebody of the staff needs to go out: where they start, and what is in the van.

    Skills, languages and the team are the staff's: a technician goes out for the first of their teams.
    `north`, `east`: home in micro-degrees. `stock`: parts in the van, by name. `territories`: none means all.
    """

    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="goes_out")
    address = models.CharField(max_length=200, blank=True)
    north = models.IntegerField()
    east = models.IntegerField()
    equipment = CompactJSON(default=list)
    stock = CompactJSON(default=dict)
    territories = CompactJSON(default=list)

    def __str__(self) -> str:
        """Return who it is."""
        return f"technician {self.staff_id}"


class Turn(models.Model):
    """One technician's working day, at most one a day.

    `breaks`: `[earliest start, latest start, length]` each. `longest`: from leaving to being back (0: from
    start to end). Instants and lengths in milliseconds.
    """

    class State(models.TextChoices):
        """At work as planned, or away for a reason."""

        PLANNED = "planned"
        AWAY = "away"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="turns")
    day = models.DateField()
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    breaks = CompactJSON(default=list)
    longest = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """One a day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["technician", "day"], name="turn_once_a_day")
        ]

    def __str__(self) -> str:
        """Return day and technician."""
        return f"{self.day} of {self.technician_id}"


class Round(models.Model):
    """A team's day: its lock, how often its plan changed, and how slow the roads are (percent)."""

    team = models.CharField(max_length=60)
    day = models.DateField()
    version = models.PositiveIntegerField(default=0)
    traffic = models.PositiveSmallIntegerField(default=100)

    class Meta:
        """One for each team and day."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "day"], name="round_of_team")]

    def __str__(self) -> str:
        """Return team and day."""
        return f"{self.team} on {self.day}"
