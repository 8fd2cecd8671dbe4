"""People: who signs in, who is served, who serves, and who helps."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from possible_web.records.fields import CompactJSON


class Role(models.TextChoices):
    """What somebody is here; each role sees what its doors open."""

    CUSTOMER = "customer"
    HELPER = "helper"
    AGENT = "agent"
    LEAD = "lead"
    TECHNICIAN = "technician"
    ADMIN = "admin"


STAFF_ROLES = (Role.AGENT, Role.LEAD, Role.TECHNICIAN, Role.ADMIN)


def new_token() -> str:
    """Return 128 random bits for a public address: it cannot be guessed."""
    return secrets.token_urlsafe(16)


class Accounts(BaseUserManager["Account"]):
    """Accounts, by mail address in small letters."""

    def create_user(self, email: str, password: str | None = None, **more: object) -> Account:
        """Return a new account; without a password one signs in by code or passkey."""
        account = self.model(email=email.strip().lower(), **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account of a mail address, however its letters are written."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who can sign in: a mail address, and a password, a passkey or a code."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=16, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Accounts] = Accounts()

    def __str__(self) -> str:
        """Return the mail address."""
        return self.email

    def get_full_name(self) -> str:
        """Return the name, or the address where none was given."""
        return self.name or self.email


class Staff(models.Model):
    """Somebody who works here; `name` is the agent's name in events, on the floor and in addresses."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="staff")
    name = models.SlugField(max_length=60, unique=True)
    shown_name = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.AGENT)
    teams = CompactJSON(default=list)
    languages = CompactJSON(default=list)
    skills = CompactJSON(default=list)
    capacity = CompactJSON(default=dict)
    active = models.BooleanField(default=True)

    class Meta:
        """Only staff roles: customers and helpers are no staff."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(role__in=STAFF_ROLES), name="staff_have_a_staff_role")
        ]

    def __str__(self) -> str:
        """Return the name that customers see."""
        return self.shown_name


class Customer(models.Model):
    """The person who is served; starting needs no account, so there may be none.

    `known`: facts that our records know (`from: records` of the charter), by their names. Where we visit
    them: `address`, `postcode`, how to get in (`access`), and the place in micro-degrees.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="customer"
    )
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=16, blank=True)
    known = CompactJSON(default=dict)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=16, blank=True)
    access = models.CharField(max_length=500, blank=True)
    north = models.IntegerField(null=True, blank=True)
    east = models.IntegerField(null=True, blank=True)
    since = models.BigIntegerField()
    erased_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Found by name on the desk."""

        indexes: ClassVar = [models.Index(fields=["name"], name="customer_by_name")]

    def __str__(self) -> str:
        """Return the name, or the number where none was given."""
        return self.name or f"#{self.pk}"


class Identity(models.Model):
    """A way to know or to reach a customer: a mail address, a number, a contract; verified or only said."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=254)
    said_at = models.BigIntegerField()
    verified_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Verified, it belongs to one customer only."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=models.Q(verified_at__isnull=False),
                name="identity_of_one_customer",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "value"], name="identity_by_value")]

    def __str__(self) -> str:
        """Return kind and value."""
        return f"{self.kind}: {self.value}"


class Helper(models.Model):
    """A person of the customer's choice: what the link shows, until when; the link itself is not kept."""

    case = models.ForeignKey("records.Case", on_delete=models.PROTECT, related_name="helpers")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True)
    allows = CompactJSON(default=list)
    invited_at = models.BigIntegerField()
    ends_at = models.BigIntegerField(null=True, blank=True)
    withdrawn_at = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the name that the customer gave."""
        return self.name or f"helper {self.pk}"
