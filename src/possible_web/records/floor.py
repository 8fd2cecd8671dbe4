"""The tables that the floor owns: written only under the lock of their pool's row.

Each row holds one of the floor's parts (`possible.floor.parts`) as JSON, so that the floor rebuilt from rows
is the floor; the columns beside it are for lists.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.fields import CompactJSON


class Pool(models.Model):
    """A connected set of teams with one floor. `pool_seq`: how many happenings its floor was told.

    `now` and `sequence`: the floor's own instant and ticket number.
    """

    name = models.CharField(max_length=60, unique=True)
    pool_seq = models.BigIntegerField(default=0)
    now = models.BigIntegerField(default=0)
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Waiting(models.Model):
    """A contact that waits; `taker`: the agent to whom it is offered, until `expires`."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="waiting")
    contact = models.CharField(max_length=64, unique=True)
    team = models.CharField(max_length=60)
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=10)
    since = models.BigIntegerField()
    not_before = models.BigIntegerField(default=0)
    out = models.BooleanField(default=False)
    taker = models.CharField(max_length=60, blank=True)
    expires = models.BigIntegerField(default=0)
    body = CompactJSON()

    class Meta:
        """In the order of their places, and by the agent who is asked."""

        indexes: ClassVar = [
            models.Index(fields=["pool", "team", "language", "since"], name="waiting_place"),
            models.Index(fields=["taker"], name="waiting_offered"),
        ]

    def __str__(self) -> str:
        """Return the contact."""
        return f"waiting {self.contact}"


class Presence(models.Model):
    """A person at work in a pool: `available`, `busy`, `wrap-up`, `break` or `leaving`, since when."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="presences")
    agent = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
    since = models.BigIntegerField()
    body = CompactJSON()

    def __str__(self) -> str:
        """Return who is what."""
        return f"{self.agent} {self.state}"


class Pace(models.Model):
    """What was measured at one queue of a pool, from which waits are estimated."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="paces")
    queue = models.CharField(max_length=200)
    body = CompactJSON()

    class Meta:
        """Once for each queue."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["pool", "queue"], name="pace_of_queue")]

    def __str__(self) -> str:
        """Return the queue."""
        return self.queue
