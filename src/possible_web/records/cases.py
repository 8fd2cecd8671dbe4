"""Cases, the contacts that belong to them, and what ties two cases together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.charters import CharterVersion
from possible_web.records.fields import CompactJSON
from possible_web.records.people import Customer, Staff


class Case(models.Model):
    """The problem, owned until solved. `state` is the core's case as JSON; the columns are for lists.

    `version` counts the changes: whoever saves says which version was read. `due`: the next moment that was
    promised. `place`: where it stands among the open ones (its `due`, or behind all that have one); nothing
    once it is solved. The case pins the charter under which it was opened.
    """

    class Status(models.TextChoices):
        """Where it stands: `waits` for the customer or the clock, `solved` until the customer agrees."""

        OPEN = "open"
        WAITS = "waits"
        SOLVED = "solved"
        CLOSED = "closed"

    reference = models.CharField(max_length=16, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cases")
    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="+")
    state = CompactJSON(default=dict)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    owner = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", db_index=False
    )
    team = models.CharField(max_length=60, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=16)
    priority = models.PositiveSmallIntegerField(default=0)
    opened_at = models.BigIntegerField()
    changed_at = models.BigIntegerField()
    due = models.BigIntegerField(null=True, blank=True)
    place = models.BigIntegerField(null=True, blank=True)
    snoozed_until = models.BigIntegerField(null=True, blank=True)
    closed_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """One index for each list that people look at."""

        indexes: ClassVar = [
            models.Index(fields=["owner", "place"], name="case_mine"),
            models.Index(fields=["place", "id", "team", "owner", "snoozed_until"], name="case_by_place"),
            models.Index(fields=["-changed_at"], name="case_by_change"),
        ]

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference


class CaseLink(models.Model):
    """Two cases belong together; `merge`: the first goes on in the second. Undoing it moves no row."""

    class Kind(models.TextChoices):
        """How they belong together."""

        MERGE = "merge"
        RELATED = "related"

    one = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.BigIntegerField()
    undone_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """A case goes on in one other case at most."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["one"],
                condition=models.Q(kind="merge", undone_at__isnull=True),
                name="merged_into_one_case",
            )
        ]

    def __str__(self) -> str:
        """Return both references."""
        return f"{self.one_id} {self.kind} {self.other_id}"


class Contact(models.Model):
    """One interaction on one channel; `token` is its name in the core and in addresses.

    `since`: the place in the queue, kept over transfers and callbacks. `not_before`: a scheduled callback.
    `followed_at`: since when an open page of the customer's has followed it; None: none ever did.
    """

    class State(models.TextChoices):
        """From the first ring to the end."""

        ARRIVED = "arrived"
        WAITING = "waiting"
        OFFERED = "offered"
        CONNECTED = "connected"
        ENDED = "ended"

    token = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ARRIVED)
    line = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=16)
    outward = models.BooleanField(default=False)
    number = models.CharField(max_length=32, blank=True)
    team = models.CharField(max_length=60, blank=True)
    agent = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts", db_index=False
    )
    arrived_at = models.BigIntegerField()
    since = models.BigIntegerField(null=True, blank=True)
    not_before = models.BigIntegerField(null=True, blank=True)
    answered_at = models.BigIntegerField(null=True, blank=True)
    ended_at = models.BigIntegerField(null=True, blank=True)
    followed_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Lists of what waits, and of what an agent has."""

        indexes: ClassVar = [
            models.Index(fields=["state", "team", "since"], name="contact_waiting"),
            models.Index(fields=["agent", "state"], name="contact_of_agent"),
        ]

    def __str__(self) -> str:
        """Return channel and number."""
        return f"{self.channel} {self.pk}"


class Looking(models.Model):
    """Who has a case open, and who is writing: it counts for seconds, and is no journal."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="looking")
    seen_at = models.BigIntegerField()
    writing_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Once for each person and case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "staff"], name="looking_once_a_person")
        ]

    def __str__(self) -> str:
        """Return who looks at what."""
        return f"{self.staff_id} at {self.case_id}"
