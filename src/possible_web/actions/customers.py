"""Customers: known from their first question on, named, cases taken into an account, erased."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append, letters, locked_case
from possible_web.keeping.meeting import Stranger, met
from possible_web.keeping.reach import MAIL, PHONE, checked_mail, checked_number, keep_identity
from possible_web.records.models import (
    Account,
    Attachment,
    Case,
    Contact,
    Customer,
    Draft,
    Helper,
    Identity,
    LedgerEntry,
    Message,
    Note,
    Outbox,
    Rating,
    Trouble,
    VanAct,
    Visit,
    VisitReport,
)

CLAIMED, ERASED = "shell-cases-claimed", "shell-customer-erased"
LONGEST_NAME = 200
PLACE = ("address", "postcode", "access", "north", "east")


@dataclass(frozen=True, slots=True)
class Reach:
    """How a customer wants to be called and reached; what is empty stays as it was."""

    name: str = ""
    mail: str = ""
    phone: str = ""


@action
def do_meet_customer(stranger: Stranger, now: Instant) -> Customer:
    """Return a new customer without account or name, known by the session that asks."""
    return met(stranger, now)


@action
def do_reach_customer(customer: Customer, reach: Reach, now: Instant) -> Customer:
    """Keep a name, a mail address, a number; whoever gives an address is written to about open cases.

    `Refused` for an address or a number that cannot be one, and a name that is too long.
    """
    mail, phone = checked_mail(reach.mail), checked_number(reach.phone)
    if len(reach.name) > LONGEST_NAME:
        raise Refused(
            sentence(N_("This name is too long.")),
            sentence(N_("200 characters at most")),
        )
    row = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    if name := reach.name.strip():
        row.name = name
        row.save(update_fields=["name"])
    keep_identity(row, PHONE, phone, now)
    if keep_identity(row, MAIL, mail, now):
        for case in Case.objects.filter(customer=row).exclude(status=Case.Status.CLOSED).order_by("pk"):
            letters.of_opening(case, now)
    return row


@action
def do_verify_customer(customer: Customer, mail: str, now: Instant) -> None:
    """Note that a mail address is the customer's: they opened the link that was sent there."""
    taken = Identity.objects.filter(kind=MAIL, value=mail, verified_at__isnull=False)
    if not taken.exists():
        newest = customer.identities.filter(kind=MAIL, value=mail).order_by("-pk").first()
        if newest is not None:
            newest.verified_at = now
            newest.save(update_fields=["verified_at"])


@action
def do_claim_cases(token: str, account: Account, now: Instant) -> Customer:
    """Put what a session began without an account into one; returns the account's customer.

    `Refused` when the session's customer is not there any more, or belongs to an account already.
    """
    locked = Customer.objects.select_for_update(no_key=True)
    found = locked.filter(token=token, account=None, erased_at=None).first()
    if found is None:
        raise Refused(sentence(N_("There is nothing to take over any more.")))
    own = locked.filter(account=account).first()
    if own is None:
        found.account = account
        found.save(update_fields=["account"])
        own = found
    else:
        _moved(found, own, now)
    append([Entry(at=now, kind=CLAIMED, body={"customer": own.token, "session": token})])
    return own


def _moved(found: Customer, own: Customer, now: Instant) -> None:
    """Move cases, contacts and addresses to another customer; the journal keeps what it says."""
    for row in Case.objects.filter(customer=found).order_by("pk"):
        case = locked_case(row.pk)
        case.state = {**case.state, "customer": own.token}
        case.customer, case.version, case.changed_at = own, case.version + 1, now
        case.save(update_fields=["state", "customer", "version", "changed_at"])
    Contact.objects.filter(customer=found).update(customer=own)
    Identity.objects.filter(customer=found, verified_at=None).update(customer=own)
    if found.name and not own.name:
        own.name = found.name
    own.known = {**found.known, **own.known}
    if found.address and not own.address:
        for name in PLACE:
            setattr(own, name, getattr(found, name))
    own.save(update_fields=["name", "known", *PLACE])
    found.name, found.erased_at = "", now
    found.save(update_fields=["name", "erased_at"])


@action
def do_erase_customer(customer: Customer, now: Instant) -> None:
    """Erase who somebody was: name, addresses, where we came, what was written
    (by technicians from there too), files, links, the account.

    What stays: that there was a case with its answers, prices and promises, under a number that leads to
    nobody. `Refused` while a case is open: what we promised in it is still owed.
    """
    row = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    if (
        Case.objects.filter(customer=row)
        .exclude(status__in=(Case.Status.SOLVED, Case.Status.CLOSED))
        .exists()
    ):
        raise Refused(
            sentence(N_("A case of yours is still open, and we owe you what was promised in it.")),
            sentence(N_("say that it is solved first; then everything is erased at once")),
        )
    mine = Q(case__customer=row)
    Attachment.objects.filter(mine).update(name="", content=b"", size=0, digest="")
    Message.objects.filter(mine).update(text="")
    Note.objects.filter(mine).update(text="")
    Draft.objects.filter(mine).delete()
    Outbox.objects.filter(key__in=_letters(row)).delete()
    Helper.objects.filter(mine).update(name="", withdrawn_at=now)
    _forget_visits(row)
    LedgerEntry.objects.filter(mine).forget_words()
    Contact.objects.filter(customer=row).update(number="")
    row.identities.all().delete()
    account, row.account = row.account, None
    row.name, row.known, row.erased_at = "", {}, now
    row.address, row.postcode, row.access, row.north, row.east = "", "", "", None, None
    row.save()
    if account is not None and not hasattr(account, "staff"):
        account.delete()
    append([Entry(at=now, kind=ERASED, body={"customer": row.token})])


def _forget_visits(customer: Customer) -> None:
    """Empty where we came, what technicians wrote and sent from there, who signed, what ratings say."""
    visits = Visit.objects.filter(case__customer=customer)
    numbers = list(visits.values_list("pk", flat=True))
    visits.update(address="", postcode="", access="", north=None, east=None)
    Rating.objects.filter(visit__in=numbers).update(words="")
    VisitReport.objects.filter(visit__in=numbers).update(notes="", signed_by="")
    VanAct.objects.filter(visit_number__in=numbers).update(sent={})
    Trouble.objects.filter(visit__in=numbers).update(text="")


def _letters(customer: Customer) -> list[str]:
    """Return the keys of all letters about a customer's cases."""
    keys: list[str] = []
    for number in Case.objects.filter(customer=customer).values_list("pk", flat=True):
        keys += Outbox.objects.filter(key__startswith=f"case-{number} ").values_list("key", flat=True)
    return keys
