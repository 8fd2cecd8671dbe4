"""The tables that the floor owns: written only under the lock of their pool's row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.cases import Contact
from possible_web.records.people import Staff


class Pool(models.Model):
    """A connected set of teams with one floor; `pool_seq`: how many happenings its floor was told."""

    name = models.CharField(max_length=60, unique=True)
    pool_seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Waiting(models.Model):
    """A contact that waits: the `Want` of the floor, one column each."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="waiting")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="waiting")
    team = models.CharField(max_length=60)
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=10)
    since = models.BigIntegerField()
    credit = models.BigIntegerField(default=0)
    not_before = models.BigIntegerField(default=0)
    owner = models.CharField(max_length=60, blank=True)
    owner_until = models.BigIntegerField(default=0)
    holder = models.CharField(max_length=60, blank=True)
    out = models.BooleanField(default=False)
    skills = models.JSONField(default=list)
    relaxations = models.JSONField(default=list)

    class Meta:
        """In the order of their places."""

        indexes: ClassVar = [models.Index(fields=["pool", "team", "language", "since"], name="waiting_place")]

    def __str__(self) -> str:
        """Return the contact."""
        return f"waiting {self.contact_id}"


class Presence(models.Model):
    """A person at work in a pool: `available`, `paused` or `out`, since when and why."""

    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="presence")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="presences")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
    since = models.BigIntegerField()
    idle_since = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        """Return who is what."""
        return f"{self.staff_id} {self.state}"


class Offer(models.Model):
    """A contact proposed to an agent; it ended `accepted`, `declined`, `expired` or `withdrawn`."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="offers")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="offers")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="offers")
    team = models.CharField(max_length=60)
    language = models.CharField(max_length=16)
    made_at = models.BigIntegerField()
    expires = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True, blank=True)
    how = models.CharField(max_length=10, blank=True)

    class Meta:
        """A contact is proposed to one agent at a time: the database says so too."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact"], condition=models.Q(ended_at__isnull=True), name="offered_once_at_a_time"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["staff", "ended_at"], name="offer_of_staff")]

    def __str__(self) -> str:
        """Return contact and agent."""
        return f"{self.contact_id} to {self.staff_id}"


class Holding(models.Model):
    """A contact that an agent has; after it, the wrap-up until `wrap_up_until`."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="holdings")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="holdings")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="holdings")
    channel = models.CharField(max_length=10)
    since = models.BigIntegerField()
    wrap_up_until = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Once for each contact and agent; a warm transfer has two agents for a moment."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "staff"], name="held_once_by_each")
        ]

    def __str__(self) -> str:
        """Return contact and agent."""
        return f"{self.contact_id} with {self.staff_id}"
