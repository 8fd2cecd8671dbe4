"""What people write: messages and their attachments, drafts, notes, saved replies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from possible_web.records.cases import Case, Contact
from possible_web.records.fields import CompactJSON
from possible_web.records.people import Helper, Staff


class Message(models.Model):
    """What was said in writing, by whom; `key` is made by the sender's page, so a repeat is no second one."""

    class By(models.TextChoices):
        """Who says it."""

        CUSTOMER = "customer"
        HELPER = "helper"
        AGENT = "agent"
        COMPANY = "company"

    key = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="messages", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="messages", db_index=False
    )
    by = models.CharField(max_length=10, choices=By.choices)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True)
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=16, blank=True)
    text = models.TextField()
    at = models.BigIntegerField()
    delivered_at = models.BigIntegerField(null=True, blank=True)
    read_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """In the order in which they were said: these serve the keys `case` and `contact`, too."""

        indexes: ClassVar = [
            models.Index(fields=["case", "id"], name="message_of_case"),
            models.Index(fields=["contact", "id"], name="message_of_contact"),
        ]

    def __str__(self) -> str:
        """Return the beginning."""
        return self.text[:60]


class Attachment(models.Model):
    """A file that came with a message; its bytes are in the database, so that backups hold them."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class Draft(models.Model):
    """What somebody is writing and has not sent: a row of its own that nothing but its writer deletes.

    Owner changes, merges and reloads leave it alone; `case_version` is the case that the writer had read.
    """

    class Kind(models.TextChoices):
        """What it will be."""

        REPLY = "reply"
        NOTE = "note"

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="drafts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(blank=True)
    case_version = models.PositiveIntegerField(default=0)
    changed_at = models.BigIntegerField()

    class Meta:
        """One of each kind for each person and case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "staff", "kind"], name="draft_once_a_person")
        ]

    def __str__(self) -> str:
        """Return the beginning."""
        return self.text[:60]


class Note(models.Model):
    """What staff tell each other about a case; no customer sees it."""

    key = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    text = models.TextField()
    mentions = CompactJSON(default=list)
    at = models.BigIntegerField()

    def __str__(self) -> str:
        """Return the beginning."""
        return self.text[:60]


class SavedReply(models.Model):
    """A reply that is written once: one text for each language, under one name."""

    name = models.SlugField(max_length=60)
    language = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    text = models.TextField()
    team = models.CharField(max_length=60, blank=True)

    class Meta:
        """One text for each name and language."""

        verbose_name_plural = "saved replies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "language"], name="saved_reply_once_a_language")
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
