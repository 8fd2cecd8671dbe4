"""All checks, over one view of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from possible.floor import Floor
from possible.journey.case import Case
from possible_web.keeping.clock import now
from possible_web.keeping.lines import LINE
from possible_web.keeping.pools import ALL, RULES
from possible_web.project.auditing import cases, contacts, days, due, lives, money, pools, writing
from possible_web.project.auditing.fault import Fault
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Journal, Pool


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found, and how much was looked at."""

    faults: tuple[Fault, ...]
    cases: int
    contacts: int
    happenings: int
    offers: int


def audited() -> Audit:
    """Hold the journal against the tables; nothing is written, and nobody who writes is kept waiting."""
    with one_view():
        rows = {row.pk: row for row in CaseRow.objects.select_related("owner").order_by("pk").iterator(2000)}
        states = cases.states_of(rows)
        lived = lives.lives_of(
            Journal.objects.filter(kind__in=lives.kinds())
            .order_by("position")
            .values_list(*LINE)
            .iterator(2000)
        )
        told = _told()
        floor = told.floor if told else Floor(RULES)
        found = [
            *cases.of_cases(rows, states, lived),
            *cases.of_visits(states),
            *_contacts(states, floor),
            *due.of_cases(rows, states, lived),
            *due.late(now()),
            *writing.of_writing(),
            *money.of_ledger(),
            *days.of_days(now()),
            *days.of_outbox(),
            *(told.faults if told else ()),
            *_pool(floor),
        ]
        return Audit(
            faults=tuple(found),
            cases=len(rows),
            contacts=sum(life.contacts for life in lived.values()),
            happenings=told.happenings if told else 0,
            offers=Journal.objects.filter(kind="offer-made").count(),
        )


def _told() -> pools.Replayed | None:
    pool = Pool.objects.filter(name=ALL).first()
    return pools.replayed(pool) if pool else None


def _contacts(states: dict[int, Case], floor: Floor) -> Iterator[Fault]:
    found = contacts.live(states)
    yield from contacts.of_floor(found, floor)
    yield from contacts.of_rows(found, states)
    offers = Journal.objects.filter(kind__in=pools.OFFERS).order_by("position")
    yield from contacts.of_offers(
        offers.values_list("position", "contact", "kind", "body").iterator(2000), floor
    )


def _pool(floor: Floor) -> Iterator[Fault]:
    pool = Pool.objects.filter(name=ALL).first()
    if pool is not None:
        yield from pools.of_rows(pool, floor)
        yield from due.of_pool(pool, floor)


@contextmanager
def one_view() -> Iterator[None]:
    """See the database as it is at one moment, whoever writes meanwhile; nobody waits for it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # not Django's: that takes the writer's place
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
