"""What customers do: arrive, answer, agree, ask for a person, leave. Each is one turn of their case."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from possible.journey import turns
from possible.journey.case import Case
from possible.journey.joining import joining
from possible.journey.step import opened
from possible.values import N_, Language, Refused, sentence
from possible.values.instant import Instant
from possible.values.plain import from_plain
from possible_web.keeping import action
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.families import not_merged
from possible_web.keeping.force import force_of
from possible_web.keeping.meeting import Stranger, met
from possible_web.keeping.turning import Turning
from possible_web.keeping.upserts import made
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Customer
from possible_web.records.people import new_token
from possible_web.records.prepared import Prepared

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no letter that is read as another


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody arrives: on which line, in which language, from which network (for a call).

    `token`: the name of the contact, made by the page, so that a second click is no second contact.
    `case`: the very case that is meant, where there are several. `says`: a fact and its value that they say
    at once, where it is what they are asked first. `goes_on`: it takes up the wait of a call that is owed.
    """

    line: str
    language: str
    network: str = "own-network"
    anew: bool = False
    token: str = ""
    case: int | None = None
    says: tuple[str, str] | None = None
    goes_on: bool = False


_customer = Prepared(lambda number: Customer.objects.select_for_update(no_key=True).filter(pk=number))
_named = Prepared(lambda token: Contact.objects.filter(token=token).select_related("customer", "case")[:1])
_open = Prepared(
    lambda customer: not_merged(CaseRow.objects.filter(customer=customer)).exclude(status="closed")
)


@action
def do_begin_contact(
    whom: Customer | Stranger,
    arrival: Arrival,
    now: Instant,
    keep: Callable[[Customer], None] | None = None,
) -> Contact:
    """Let a customer, or a stranger who is met now, reach a line: it joins their open case, or opens one.

    `keep`: who has met a stranger keeps it by this, in the same transaction (their browser's session).
    `Refused` for a line or a language that the charter in force does not have. `anew`: it is another matter.
    """
    customer = met(whom, now) if isinstance(whom, Stranger) else _customer(whom.pk)[0]
    if keep is not None:
        keep(customer)
    there = _named.first(arrival.token) if arrival.token else None
    if there is not None:
        return _of(customer, there)
    in_force = charter_in_force()
    if arrival.line not in in_force.charter.lines:
        raise Refused(sentence(N_("There is no line `{line}`."), line=arrival.line))
    row = None if arrival.anew else _meant(customer, arrival) or _joined(customer, in_force.id, arrival, now)
    turning = Turning(row.pk, now) if row else _new_case(customer, in_force.id, arrival, now)
    contact = arrival.token or new_token()
    turning.take(
        turns.Arrives(
            contact=contact,
            line=arrival.line,
            language=Language(arrival.language),
            network=arrival.network,
            goes_on=arrival.goes_on,
            anew=arrival.anew,
        )
    )
    _says(turning, contact, arrival)
    turning.keep()
    found = turning.contacts.get(contact)
    if found is None:  # a letter arrives and ends in one turn
        return _named(contact)[0]
    found.customer = customer
    return found


def _of(customer: Customer, contact: Contact) -> Contact:
    """Return the contact that a page's first click began; `Refused` for anybody else's."""
    if contact.customer_id != customer.pk:
        raise Refused(
            sentence(N_("This page was used already.")), sentence(N_("go to the first page, and begin there"))
        )
    return contact


def _says(turning: Turning, contact: str, arrival: Arrival) -> None:
    """Say what is wrong where it is asked; a case that was joined knows it already."""
    talk = turning.case.talk(contact)
    if arrival.says and talk is not None and talk.asked == arrival.says[0]:
        turning.take(turns.Says(contact=contact, fact=arrival.says[0], value=arrival.says[1]))


def _meant(customer: Customer, arrival: Arrival) -> CaseRow | None:
    """Return the case of this customer that was named, while it is open."""
    if arrival.case is None:
        return None
    return CaseRow.objects.filter(
        customer=customer, pk=arrival.case, status__in=(CaseRow.Status.OPEN, CaseRow.Status.WAITS)
    ).first()


def _joined(customer: Customer, charter: int, arrival: Arrival, now: Instant) -> CaseRow | None:
    rows = {str(row.pk): row for row in _open(customer.pk)}
    cases = [from_plain(Case, row.state) for row in rows.values()]
    found = joining(force_of(charter), cases, now, arrival.says)
    return rows[found.id] if found else None


def _new_case(customer: Customer, charter: int, arrival: Arrival, now: Instant) -> Turning:
    """Open a case; its state is written when its first turns are kept."""
    reference = "".join(secrets.choice(LETTERS) for _ in range(6))
    row = CaseRow(
        reference=reference,
        customer=customer,
        charter_id=charter,
        language=arrival.language,
        opened_at=now,
        changed_at=now,
    )
    case = opened(force_of(charter), str(made(row).pk), customer.token, Language(arrival.language), now)
    case.reference = reference
    return Turning(row.pk, now, new=(row, case))


@action
def do_take_turn(case_id: int, turn: turns.Turn, now: Instant, version: int | None = None) -> Case:
    """Take one turn of a case; `version`: the case must still be as it was read, else `ChangedMeanwhile`."""
    turning = Turning(case_id, now)
    if version is not None:
        turning.must_be(version)
    turning.take(turn)
    turning.keep()
    return turning.case
