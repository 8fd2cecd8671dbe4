"""Equipment on a contract, and its exchange by a code."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.cases import Case
from possible_web.records.people import Customer, Staff


class Device(models.Model):
    """A device that a customer has from us: for which service, its serial number, and until when it is back.

    `back_by`: it was exchanged, and is to be returned by then; `reminded`: how many reminders were sent.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="devices")
    service = models.CharField(max_length=60)
    serial = models.CharField(max_length=40, unique=True)
    given_at = models.BigIntegerField()
    back_by = models.BigIntegerField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    returned_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Those that a customer has are found by the customer."""

        indexes: ClassVar = [models.Index(fields=["customer", "service"], name="device_of_customer")]

    def __str__(self) -> str:
        """Return service and serial number."""
        return f"{self.service} {self.serial}"


class Exchange(models.Model):
    """An exchange that was agreed: the code that opens it, until when, and what became of it.

    `place`: where it was done. `old` is what the customer gives back, `new` what they got.
    """

    class Place(models.TextChoices):
        """Who has done it."""

        SHOP = "shop"
        RELAY = "relay"
        TECHNICIAN = "technician"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exchanges")
    quote = models.CharField(max_length=64)
    service = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=12, unique=True)
    made_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    used_at = models.BigIntegerField(null=True, blank=True)
    place = models.CharField(max_length=12, choices=Place.choices, blank=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    old = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    new = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """One for each agreement."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "quote"], name="exchange_once_a_quote")
        ]

    def __str__(self) -> str:
        """Return the code."""
        return self.code
