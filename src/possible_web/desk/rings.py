"""What rings: contacts that are offered to one agent, with all that is known before one answers."""

from __future__ import annotations

from dataclasses import dataclass

from possible.journey.case import Case
from possible.values import Money
from possible.values.instant import Instant
from possible.values.plain import from_plain
from possible_web.desk.words import Words
from possible_web.keeping.pools import RULES
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Message, Staff, Waiting
from possible_web.records.prepared import Prepared

_ringing = Prepared(
    lambda taker, now: Waiting.objects.filter(taker=taker, expires__gt=now).order_by("expires")
)


@dataclass(frozen=True, slots=True)
class Ring:
    """An offer. Lengths in milliseconds; `owed`: what we owe the customer, where it is anything."""

    contact: Contact
    case: CaseRow
    language: str
    problem: str
    waited: int
    left: int
    stands: int
    mine: bool
    call: bool
    handed_by: str
    said: str
    known: tuple[tuple[str, str], ...]
    owed: Money | None
    due: int | None


def rings_of(staff: Staff, words: Words, now: Instant) -> list[Ring]:
    """Return what is offered to somebody now, the most urgent first."""
    rows = _ringing(staff.name, now)
    if not rows:
        return []
    contacts = {
        row.token: row
        for row in Contact.objects.filter(token__in=[row.contact for row in rows]).select_related(
            "case", "customer"
        )
    }
    return [_ring(row, contacts[row.contact], staff, words, now) for row in rows if row.contact in contacts]


def _ring(row: Waiting, contact: Contact, staff: Staff, words: Words, now: Instant) -> Ring:
    case = contact.case
    assert case is not None  # noqa: S101 - whatever waits belongs to a case
    state = from_plain(Case, case.state)
    said = Message.objects.filter(case=case, by__in=("customer", "helper")).order_by("-pk").first()
    talk = state.talk(row.contact)
    known = tuple((words.fact(fact), words.value(fact, value)) for fact, value in words.in_order(state.facts))
    callback = next((each for each in state.callbacks if each.contact == row.contact), None)
    due = next((clock.due for clock in state.clocks if callback and clock.id == callback.clock), None)
    return Ring(
        contact=contact,
        case=case,
        language=row.language,
        problem=words.problem(dict(state.facts)),
        waited=now - row.since,
        left=row.expires - now,
        stands=RULES.offer_stands,
        mine=case.owner_id == staff.pk,
        call=row.out,
        handed_by=talk.agent if talk else "",
        said=said.text if said else "",
        known=known[:6],
        owed=owed_of(state),
        due=due,
    )


def owed_of(case: Case) -> Money | None:
    """Return what a case's broken promises have been credited with so far; None for nothing."""
    total: Money | None = None
    for _, amount in case.credits:
        total = amount if total is None else total + amount
    return total if total is not None and total.cents else None
