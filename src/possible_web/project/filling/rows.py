"""A life as rows: customers, cases, contacts, work, timers, the floor and the journal, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

from possible.journey.case import Case, CaseState
from possible.simulate.streams import stream
from possible.values.events import ContactAnswered, ContactArrived, ContactEnded
from possible.values.instant import HOUR, SECOND, Instant
from possible.values.plain import to_plain
from possible_web.keeping.contacts import contact_of_callback, contact_of_talk
from possible_web.keeping.pools import keep_floor
from possible_web.keeping.reach import MAIL, PHONE
from possible_web.keeping.slots import ask_for
from possible_web.keeping.turning import (
    TIMER,
    columns_of,
    key_of,
)
from possible_web.project.filling import days
from possible_web.project.filling.homes import home_of
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Customer, Device, Identity, Staff, Timer, Visit, WorkOrder

if TYPE_CHECKING:
    from possible_web.project.filling.life import Life
    from possible_web.project.filling.people import Person

Row = TypeVar("Row", bound=Model)
VERIFIED = 0.7
SERVICE, HAS_IT = "service", 0.8
DAY = 24 * HOUR
FROM_RECORDS = ("records", "system")
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows that others lead to: staff by name, cases and contacts by their names in the core."""

    staff: dict[str, Staff]
    cases: dict[str, CaseRow]
    contacts: dict[str, Contact]


def keep(life: Life, charter_id: int, seed: int, now: Instant) -> Kept:
    """Write everything but what is written in words and the journal."""
    town = life.town
    staff = {row.name: row for row in Staff.objects.all()}
    customers = _customers(life, seed)
    cases = _cases(life, charter_id, customers, staff, now)
    contacts = _contacts(life, cases, staff)
    _work(life, cases, staff)
    put(_timers(life))
    keep_floor(town.floor, len(town.told))
    return Kept(staff, cases, contacts)


def put(rows: Iterable[Row]) -> list[Row]:
    """Write rows of one model as they are, in their order."""
    made = list(rows)
    if not made:
        return []
    model = type(made[0])
    model._default_manager.bulk_create(made, batch_size=BATCH)  # noqa: SLF001 - Django's documented way
    if connection.vendor == "postgresql":
        # Numbers that we gave ourselves: the database's own counter goes on behind them.
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
    return made


def next_number(model: type[Model]) -> int:
    """Return the number that the next row of a model has."""
    found: int | None = model._default_manager.aggregate(last=Max("pk"))["last"]  # noqa: SLF001 - as above
    return (found or 0) + 1


# ---- customers -------------------------------------------------------------------------------------------


def _customers(life: Life, seed: int) -> dict[str, Customer]:
    """Write who has a case, how they are reached, and what the records know of them."""
    first: dict[str, Case] = {}
    known: dict[str, dict[str, str]] = {}
    for case in life.town.cases.values():
        first.setdefault(case.customer, case)
        facts = {fact: value for fact, value in case.facts.items() if _on_record(case, fact)}
        known.setdefault(case.customer, {}).update(facts)
    people = [person for person in life.people if person.token in first]
    homes = {person.token: home_of(seed, person.token) for person in people}
    rows = {
        person.token: Customer(
            pk=number,
            token=person.token,
            name=person.name,
            language=person.language,
            known=known[person.token] | life.town.back.known.get(person.token, {}),
            since=first[person.token].opened,
            **asdict(homes[person.token]),
        )
        for number, person in enumerate(people, next_number(Customer))
    }
    put(rows.values())
    put(each for person in people for each in _identities(person, rows[person.token], seed))
    put(each for row in rows.values() for each in _devices(life, row, seed))
    return rows


def _devices(life: Life, row: Customer, seed: int) -> Iterator[Device]:
    """Yield what a customer has from us, by lot: internet, TV and mobile in one contract, or less."""
    declared = life.town.force.charter.facts.get(SERVICE)
    draw = stream(seed, row.token, "devices")
    for service in declared.domain.values if declared else ():
        serial = f"{service[:3].upper()}-{draw.randrange(36**8):08X}-{row.pk}"
        if draw.random() < HAS_IT:
            given = row.since - draw.randrange(30, 900) * DAY
            yield Device(customer=row, service=service, serial=serial, given_at=given)


def _on_record(case: Case, fact: str) -> bool:
    return case.sources.get(fact) in FROM_RECORDS and fact != "contacts"


def _identities(person: Person, row: Customer, seed: int) -> Iterator[Identity]:
    verified = stream(seed, person.token, "verified").random() < VERIFIED
    for kind, value in ((MAIL, person.mail), (PHONE, person.phone)):
        if value:
            at = row.since + 30 * SECOND if verified and kind == MAIL else None
            yield Identity(customer=row, kind=kind, value=value, said_at=row.since, verified_at=at)


# ---- cases and contacts ----------------------------------------------------------------------------------


def _cases(
    life: Life, charter_id: int, customers: dict[str, Customer], staff: dict[str, Staff], now: Instant
) -> dict[str, CaseRow]:
    town = life.town
    rows = {}
    for name, case in town.cases.items():
        touched = town.touched.get(name, now)
        rows[name] = CaseRow(
            pk=int(name),
            reference=case.reference,
            customer=customers[case.customer],
            charter_id=charter_id,
            state=to_plain(Case, case),
            version=town.turned[name] + 1,
            owner=staff.get(case.owner),
            opened_at=case.opened,
            changed_at=touched,
            **columns_of(case, town.team.get(name, ""), touched),
        )
    put(rows.values())
    return rows


def _contacts(life: Life, cases: dict[str, CaseRow], staff: dict[str, Staff]) -> dict[str, Contact]:
    town = life.town
    moments = Moments(life)
    rows: dict[str, Contact] = {}
    for token, talk in town.talks.items():
        row = cases[town.case_of(token)]
        values = {**contact_of_talk(talk), "agent": staff.get(talk.agent)}
        rows[token] = _contact(life, row, token, values | moments.of(token))
    for token, (case, owed) in town.owed.items():
        if token in rows:
            continue
        waits = any(each.contact == token for each in town.cases[case].callbacks)
        over = {} if waits else {"state": Contact.State.ENDED, "since": None}
        values = {**contact_of_callback(owed), "arrived_at": owed.since, **over}
        rows[token] = _contact(life, cases[case], token, values)
    put(sorted(rows.values(), key=lambda row: row.arrived_at))
    return rows


def _contact(life: Life, case: CaseRow, token: str, values: dict[str, Any]) -> Contact:
    number = life.phones.get(case.customer.token, "") if values["channel"] == "phone" else ""
    return Contact(token=token, case=case, customer=case.customer, number=number, **values)


class Moments:
    """When contacts arrived, were answered and ended."""

    def __init__(self, life: Life) -> None:
        """Look through what happened once."""
        self.found: dict[str, dict[str, Any]] = {}
        for event in life.town.events:
            match event:
                case ContactArrived():
                    self.found.setdefault(event.contact, {})["arrived_at"] = event.at
                case ContactAnswered():
                    self.found.setdefault(event.contact, {}).setdefault("answered_at", event.at)
                case ContactEnded():
                    over = {"state": Contact.State.ENDED, "ended_at": event.at, "since": None}
                    self.found.setdefault(event.contact, {}).update(over)
                case _:
                    pass

    def of(self, contact: str) -> dict[str, Any]:
        """Return the columns that say so."""
        return self.found.get(contact, {})


# ---- work ------------------------------------------------------------------------------------------------


def _work(life: Life, cases: dict[str, CaseRow], staff: dict[str, Staff]) -> None:
    town = life.town
    orders = {
        key: WorkOrder(
            pk=number,
            case=cases[job.case],
            remedy=job.remedy,
            quote=job.quote,
            team=job.team,
            within=job.within,
            language=town.cases[job.case].language,
            made_at=job.made,
            done_at=job.done,
            fixed=job.fixed,
        )
        for number, (key, job) in enumerate(town.back.jobs.items(), next_number(WorkOrder))
    }
    put(orders.values())
    there = days.arrivals(town.events)
    put(days.in_order(visit for name in town.cases for visit in _visits(life, name, orders, staff, there)))


def _visits(
    life: Life,
    name: str,
    orders: dict[tuple[str, str], WorkOrder],
    staff: dict[str, Staff],
    there: dict[tuple[str, str], Instant],
) -> Iterator[Visit]:
    town, charter = life.town, life.town.force.charter
    for visit in town.cases[name].visits:
        job = town.back.jobs[name, visit.quote]
        order = orders[name, visit.quote]
        row, customer = order.case, order.case.customer
        ask = ask_for(row, charter, job.remedy, order.language, None)
        arrived = there.get((name, visit.id))
        yield Visit(
            case=row,
            order=order,
            quote=visit.quote,
            team=order.team,
            language=order.language,
            technician=staff.get(job.technician),
            day=town.force.calendar.day(arrived or visit.starts),
            starts=visit.starts,
            ends=visit.ends,
            state=visit.state,
            booked_at=job.booked or job.made,
            name=visit.id,
            duration=ask.duration,
            skills=sorted(ask.skills),
            address=customer.address,
            postcode=customer.postcode,
            access=customer.access,
            north=customer.north,
            east=customer.east,
            arrived_at=arrived,
            ended_at=job.done if visit.state == "done" else None,
            fixed=job.fixed if visit.state == "done" else None,
            cause="network" if visit.state == "done" else "",
        )


def _timers(life: Life) -> Iterator[Timer]:
    """Yield what is still to ring: in the service it goes on from here."""
    for case, timer, due in life.town.timers():
        number = int(case)
        yield Timer(key=key_of(number, timer), kind=TIMER, due=due, again_at=due, case=number)


def open_case(life: Life, name: str) -> bool:
    """Tell whether a case goes on."""
    return life.town.cases[name].state is CaseState.OPEN
