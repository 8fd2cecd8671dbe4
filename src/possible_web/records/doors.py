"""One guarded door to each object: who asks is told of what is theirs; all else is not there.

A door answers `NotHere` both for what does not exist and for what is not theirs, so that nobody learns which.
Lists begin with the same conditions (`cases_seen_by`). Views reach a row through a door and in no other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from possible_web.records.models import (
    Attachment,
    Case,
    Contact,
    Customer,
    Draft,
    Helper,
    Message,
    Role,
    Staff,
    Visit,
    WorkOrder,
)
from possible_web.records.people import STAFF_ROLES
from possible_web.records.prepared import Prepared

Row = TypeVar("Row", bound=Model)
AT_THE_DESK = (Role.AGENT, Role.LEAD, Role.ADMIN)


class NotHere(LookupError):  # noqa: N818 - it reads as what the visitor is told
    """There is nothing here for whoever asks."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a customer, a helper by link, one of the staff, or nobody that we know (`role` is empty)."""

    role: str = ""
    customer: Customer | None = None
    staff: Staff | None = None
    helper: Helper | None = None

    @property
    def at_the_desk(self) -> bool:
        """Whether they serve customers or answer for those who do."""
        return self.role in AT_THE_DESK

    @property
    def works_here(self) -> bool:
        """Whether they are staff of any role."""
        return self.role in STAFF_ROLES


NOBODY = Asker()


def cases_seen_by(asker: Asker) -> QuerySet[Case]:
    """Return the cases that somebody may see; all of them at the desk: whoever answers must know."""
    return Case.objects.filter(_cases(asker))


def _cases(asker: Asker, path: str = "") -> Q:
    if asker.at_the_desk:
        return Q()
    if asker.role == Role.TECHNICIAN:
        return Q(**{f"{path}pk__in": Case.objects.filter(visits__technician=asker.staff).values("pk")})
    if asker.role == Role.CUSTOMER and asker.customer:
        return Q(**{f"{path}customer": asker.customer})
    if asker.role == Role.HELPER and asker.helper and not asker.helper.withdrawn_at:
        return Q(**{f"{path}pk": asker.helper.case_id})
    return Q(pk__in=[])


def case_seen_by(asker: Asker, reference: str) -> Case:
    """Return one case by its reference."""
    if asker.at_the_desk:
        return _found(_any_case.first(reference), reference)
    return _one(cases_seen_by(asker).select_related("customer", "owner"), reference=reference)


_any_case = Prepared(
    lambda reference: Case.objects.filter(reference=reference).select_related("customer", "owner")[:1]
)


def contact_seen_by(asker: Asker, token: str) -> Contact:
    """Return one contact: their own, and at the desk any; a helper sees those of the case."""
    mine = asker.role == Role.CUSTOMER
    condition = Q(customer=asker.customer) if mine else _cases(asker, "case__")
    return _one(Contact.objects.filter(condition).select_related("case", "customer"), token=token)


def customer_seen_by(asker: Asker, token: str) -> Customer:
    """Return one customer: themselves, and at the desk any."""
    if asker.role == Role.CUSTOMER and asker.customer and asker.customer.token == token:
        return asker.customer
    return _one(Customer.objects.filter(Q() if asker.at_the_desk else Q(pk__in=[])), token=token)


def messages_seen_by(asker: Asker, case: Case) -> QuerySet[Message]:
    """Return what was said in a case; a helper from the invitation on, where the customer allows."""
    seen = Message.objects.filter(_cases(asker, "case__"), case=case).order_by("pk")
    if asker.role != Role.HELPER or not asker.helper:
        return seen
    return seen.filter(at__gte=asker.helper.invited_at) if "chat" in asker.helper.allows else seen.none()


def attachment_seen_by(asker: Asker, token: str) -> Attachment:
    """Return one attachment of a case that they see (with its message, where it has one)."""
    found = _one(Attachment.objects.filter(_cases(asker, "case__")), token=token)
    if asker.role == Role.HELPER:
        shown = found.case and messages_seen_by(asker, found.case).filter(attachments=found).exists()
        if not shown:
            raise NotHere(token)
    return found


def visit_seen_by(asker: Asker, visit_id: int) -> Visit:
    """Return one visit: of a case that they see; a helper only where the customer allows it."""
    if asker.role == Role.HELPER and asker.helper and "visit" not in asker.helper.allows:
        raise NotHere(visit_id)
    return _one(Visit.objects.filter(_cases(asker, "case__")).select_related("order", "case"), pk=visit_id)


def errands_of(asker: Asker) -> QuerySet[Visit]:
    """Return the visits that a technician makes: their own, but none that was called off."""
    if asker.role != Role.TECHNICIAN or asker.staff is None:
        return Visit.objects.none()
    kept = (Visit.State.BOOKED, Visit.State.ARRIVED, Visit.State.DONE)
    found = Visit.objects.filter(technician=asker.staff, state__in=kept)
    return found.select_related("case__customer", "order")


def order_seen_by(asker: Asker, order_id: int) -> WorkOrder:
    """Return one work order, for staff who see its case."""
    found = WorkOrder.objects.filter(_cases(asker, "case__"))
    return _one(found if asker.works_here else found.none(), pk=order_id)


def draft_of(asker: Asker, draft_id: int) -> Draft:
    """Return a draft, for its writer alone."""
    return _one(Draft.objects.filter(staff=asker.staff) if asker.staff else Draft.objects.none(), pk=draft_id)


def _one(found: QuerySet[Row], **by: object) -> Row:
    return _found(found.filter(**by).first(), by)


def _found(row: Row | None, by: object) -> Row:
    if row is None:
        raise NotHere(by)
    return row
