"""What technicians send from the road: each act once, what they noted of a visit, and what stops them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.fields import CompactJSON
from possible_web.records.people import Staff
from possible_web.records.visits import Visit
from possible_web.records.writing import Attachment


class VanAct(models.Model):
    """Something that a technician did, under the name that their phone gave it: once, with its answer.

    `visit_number`: the visit as the phone names it, 0 for none; it need not be theirs (any more). `said_at`:
    the phone's clock; `happened_at`: that where it can be, else when it was received. `digest`: of what was
    sent. `sent`: its fields, so that what was refused is not lost. `said`, `attempt`: the answer.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        DONE = "done"
        REFUSED = "refused"

    key = models.CharField(max_length=64, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="van_acts")
    visit_number = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    sent = CompactJSON(default=dict)
    said_at = models.BigIntegerField(null=True, blank=True)
    happened_at = models.BigIntegerField()
    received_at = models.BigIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    said = CompactJSON()
    attempt = CompactJSON(null=True, blank=True)

    class Meta:
        """By visit, for whoever asks what became of it."""

        indexes: ClassVar = [
            models.Index(fields=["visit_number", "received_at"], name="van_act_of_visit"),
        ]

    def __str__(self) -> str:
        """Return kind and visit."""
        return f"{self.kind} at {self.visit_number}"


class VisitReport(models.Model):
    """What a technician noted of a visit. `parts`: used, by name; `found`: what was seen, by fact.

    `next_step`: what follows where it is not fixed (`visit`, `swap`, `team`), `next_team` who goes on.
    """

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="report")
    set_out_at = models.BigIntegerField(null=True, blank=True)
    nobody_there = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    parts = CompactJSON(default=dict)
    found = CompactJSON(default=dict)
    signed_by = models.CharField(max_length=200, blank=True)
    next_step = models.CharField(max_length=8, blank=True)
    next_team = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        """Return the visit."""
        return f"report of {self.visit_id}"


class VisitFile(models.Model):
    """A photo that was taken at a visit, or the customer's signature."""

    class Kind(models.TextChoices):
        """What it shows."""

        PHOTO = "photo"
        SIGNATURE = "sign"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="files")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="of_visit")
    kind = models.CharField(max_length=8, choices=Kind.choices)

    def __str__(self) -> str:
        """Return what it is."""
        return f"{self.kind} of {self.visit_id}"


class Trouble(models.Model):
    """A technician cannot go on, and says why; `seen_at`: when a dispatcher took it up."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="troubles")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="troubles")
    day = models.DateField()
    why = models.CharField(max_length=16)
    text = models.CharField(max_length=500, blank=True)
    at = models.BigIntegerField()
    seen_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """What nobody has taken up, by day."""

        indexes: ClassVar = [
            models.Index(fields=["day"], condition=models.Q(seen_at__isnull=True), name="trouble_open")
        ]

    def __str__(self) -> str:
        """Return who, and why."""
        return f"{self.staff_id}: {self.why}"
