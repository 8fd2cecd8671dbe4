"""Charters that were published, and which one was in force since when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.fields import CompactJSON
from possible_web.records.people import Account


class CharterVersion(models.Model):
    """A charter as it was published: its files as they were, what `check` said, and the digest of its model.

    `files`: the text of each file by its name in the folder. `override`: why it was published although
    `check` found errors (empty: it found none).
    """

    digest = models.CharField(max_length=64, unique=True)
    company = models.CharField(max_length=200)
    version = models.DateField()
    files = CompactJSON()
    counts = CompactJSON(default=dict)
    errors = CompactJSON(default=list)
    override = models.TextField(blank=True)
    published_at = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the company and the version's date."""
        return f"{self.company}, {self.version}"


class Activation(models.Model):
    """From `at` on, this version is in force: the last activation counts, nothing is ever taken back."""

    charter = models.ForeignKey(CharterVersion, on_delete=models.PROTECT, related_name="activations")
    at = models.BigIntegerField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True)
    who = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    rolled_back = models.BooleanField(default=False)

    class Meta:
        """The newest first, by the order in which they were written."""

        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Return what was put in force."""
        return f"{self.charter} at {self.at}"
