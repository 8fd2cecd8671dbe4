"""What happened, what is due, what is to be sent, and what is worth a look."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from possible_web.records.fields import CompactJSON
from possible_web.records.promised import PROMISED


class AppendOnly(models.QuerySet["Journal"]):
    """Rows that are written once; triggers in the database say the same to everybody else."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("the journal is append-only")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError("the journal is append-only")


class Journal(models.Model):
    """One event, for ever; `position` is the order in which events count (see `keeping.journal.Follower`).

    `kind` and `body`: the event of `possible.values.events` as JSON, or an event of the shell's own.
    `pool_seq` counts without a gap within its pool. `topics`: who may want to look again, space between.
    """

    position = models.BigAutoField(primary_key=True)
    at = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    case = models.BigIntegerField(null=True, blank=True)
    contact = models.CharField(max_length=64, blank=True)
    pool = models.CharField(max_length=60, blank=True)
    pool_seq = models.BigIntegerField(null=True, blank=True)
    topics = models.TextField(blank=True)
    body = CompactJSON()

    objects: ClassVar = AppendOnly.as_manager()

    class Meta:
        """By case for its timeline, by pool for the floor."""

        indexes: ClassVar = [
            models.Index(fields=["case", "position"], name="journal_of_case"),
            models.Index(fields=["at"], condition=models.Q(kind__in=PROMISED), name="journal_of_promises"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pool", "pool_seq"],
                condition=models.Q(pool_seq__isnull=False),
                name="journal_of_pool",
            )
        ]

    def __str__(self) -> str:
        """Return position and kind."""
        return f"{self.position} {self.kind}"


class Timer(models.Model):
    """Something to do at a moment: its effect happens once, in the transaction that marks it done.

    `key` is stable: setting the same timer again moves it. `error`: why the last try failed; it is tried
    again at `again_at`. `stopped_at`: of older versions and their backups; what is stopped has no row now.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    due = models.BigIntegerField()
    payload = CompactJSON(default=dict)
    case = models.BigIntegerField(null=True, blank=True)
    again_at = models.BigIntegerField()
    done_at = models.BigIntegerField(null=True, blank=True)
    stopped_at = models.BigIntegerField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        """What is due is found without reading what is done."""

        indexes: ClassVar = [
            models.Index(
                fields=["again_at"],
                condition=models.Q(done_at__isnull=True, stopped_at__isnull=True),
                name="timer_due",
            ),
            models.Index(fields=["case"], name="timer_of_case"),
        ]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Outbox(models.Model):
    """Something to send outside, at least once, under a stable key that lets the other side see a repeat."""

    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=16)
    to = models.CharField(max_length=254)
    payload = CompactJSON(default=dict)
    made_at = models.BigIntegerField()
    again_at = models.BigIntegerField()
    sent_at = models.BigIntegerField(null=True, blank=True)
    given_up_at = models.BigIntegerField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        """What is left to send is found without reading what was sent."""

        verbose_name_plural = "outbox"
        indexes: ClassVar = [
            models.Index(
                fields=["again_at"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="outbox_left",
            )
        ]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Poke(models.Model):
    """Something worth a look that is no event (somebody types); kept for a minute."""

    topic = models.CharField(max_length=80)
    at = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the topic."""
        return self.topic
