"""The link in a mail: it leads to a customer's case without an account, for a month, and says whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from possible_web.records.models import Case, Customer

SALT = "possible.case-by-mail"
A_MONTH = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link says: whose case, which one, and the mail address that it was sent to."""

    customer: Customer
    reference: str
    mail: str


def link_to(case: Case, mail: str, gives_up: int = 0) -> str:
    """Return the address of a case as it is written to a customer: with a key for whoever has no account.

    `gives_up`: the number of a visit; the link leads to where it can be moved or given up.
    """
    if case.customer.account_id:
        at = f"/visit/{gives_up}/cancel" if gives_up else f"/case/{case.reference}"
        return f"{settings.PUBLIC_URL}{at}"
    token = signing.dumps([case.customer.token, case.reference, mail], salt=SALT, compress=True)
    return f"{settings.PUBLIC_URL}/my/{token}" + (f"?visit={gives_up}" if gives_up else "")


def opened(token: str) -> Opened | None:
    """Return what a link says; None when it is forged, too old, or its customer has an account or is gone."""
    try:
        customer, reference, mail = signing.loads(token, salt=SALT, max_age=A_MONTH)
    except (signing.BadSignature, ValueError):
        return None
    found = Customer.objects.filter(token=customer, account=None, erased_at=None).first()
    return Opened(found, reference, mail) if found else None
