"""How a customer is reached: mail addresses and numbers, as they were said, the newest first."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.records.models import Customer, Identity
from possible_web.records.prepared import Prepared

MAIL, PHONE = "mail", "phone"
_NUMBER = re.compile(r"\+?[0-9]{6,15}")
_BETWEEN = re.compile(r"[\s.()/-]")
_newest = Prepared(
    lambda customer, kind: Identity.objects.filter(customer=customer, kind=kind).order_by("-said_at", "-pk")[
        :1
    ]
)


def checked_mail(text: str) -> str:
    """Return a mail address in small letters, nothing for nothing; `Refused` when it cannot be one."""
    mail = text.strip().lower()
    if mail:
        try:
            validate_email(mail)
        except ValidationError as error:
            raise Refused(
                sentence(N_("This is no mail address.")), sentence(N_("write it like name@example.org"))
            ) from error
    return mail[:254]


def checked_number(text: str) -> str:
    """Return a telephone number without its spaces, nothing for nothing; `Refused` when it cannot be one."""
    number = _BETWEEN.sub("", text)
    if number and not _NUMBER.fullmatch(number):
        raise Refused(
            sentence(N_("This is no telephone number.")),
            sentence(N_("write its digits, for example 01 99 00 01 12")),
        )
    return number


def keep_identity(customer: Customer, kind: str, value: str, now: Instant) -> bool:
    """Keep a way to reach a customer as the newest one; False where there is nothing new."""
    if not value:
        return False
    last = _newest.first(customer.pk, kind)
    if last is not None and last.value == value:
        return False
    Identity.objects.create(customer=customer, kind=kind, value=value, said_at=now)
    return True


def newest(customer: Customer, kind: str) -> str:
    """Return the newest address or number of a kind; that of the account where no other mail was said."""
    said = _newest.first(customer.pk, kind)
    if said is not None:
        return said.value
    return customer.account.email if kind == MAIL and customer.account else ""
