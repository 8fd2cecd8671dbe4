"""Filling a fresh database: staff, then a whole life in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from possible.journey.case import CaseState
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import Entry, append
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.force import force_of
from possible_web.project.filling import days, rows, words
from possible_web.project.filling.life import Life, Size, lived
from possible_web.project.filling.staff import WORKERS
from possible_web.records.models import Case, Customer, Journal, Message, Staff

FILLED = "shell-filled"


@dataclass(frozen=True, slots=True)
class Filled:
    """What there is now: counts, and the cases and the secret by which to look at it.

    `other`: an open case of somebody else, in the charter's first language, with a visit that is booked.
    """

    customers: int
    cases: int
    open: int
    messages: int
    events: int
    carter: str
    other: str
    helper: str


def fill(size: Size, start: Instant, now: Instant) -> Filled:
    """Fill the database under the charter in force; all of the life or nothing of it.

    `start`: when the life begins, `now` when it ends. `Refused` where there are customers already.
    """
    must_be_empty()
    in_force = charter_in_force()
    add_staff(start)
    days.go_out()
    life = lived(force_of(in_force.id), size, start, now)
    with transaction.atomic(durable=True):
        must_be_empty()
        append([Entry(at=start, kind=FILLED, body={"customers": size.customers, "seed": size.seed})])
        kept = rows.keep(life, in_force.id, size.seed, now)
        for team in sorted({job.team for job in life.town.back.jobs.values() if job.technician}):
            days.plan(in_force.charter, team, now)
        secret = words.write(life, kept, size.seed, now)
    return _told(life, kept, secret)


def must_be_empty() -> None:
    """Raise `Refused` where there are customers: nothing made up is mixed with what people lived."""
    lived_here = Journal.objects.exclude(kind__startswith="shell-").exists()
    if lived_here or Customer.objects.exists() or Case.objects.exists():
        raise Refused(
            sentence(N_("There are customers here already; nothing was filled in.")),
            sentence(N_("choose another folder: `--data FOLDER`; `--again` replaces what was filled in")),
        )


def was_filled() -> bool:
    """Tell whether this database says that it began by being filled in."""
    return Journal.objects.filter(kind=FILLED).exists()


def add_staff(now: Instant) -> None:
    """Let the operator's people work here who do not yet."""
    there = set(Staff.objects.values_list("name", flat=True))
    for worker in WORKERS:
        if worker.name not in there:
            newcomer = Newcomer(
                mail=worker.mail,
                name=worker.name,
                shown_name=worker.shown,
                role=worker.role,
                teams=worker.teams,
                languages=worker.languages,
                skills=worker.skills,
            )
            do_add_staff(newcomer, now)


def _told(life: Life, kept: rows.Kept, secret: str) -> Filled:
    town = life.town
    carter = words.case_of_carter(life, kept)
    return Filled(
        customers=Customer.objects.count(),
        cases=len(town.cases),
        open=sum(case.state is CaseState.OPEN for case in town.cases.values()),
        messages=Message.objects.count(),
        events=len(town.events),
        carter=carter.reference if carter else "",
        other=_other(life),
        helper=secret,
    )


def _other(life: Life) -> str:
    """Return an open case with a visit to come, whose customer gave a mail address; any open one at last."""
    language = life.town.force.charter.languages[0]
    reached = {person.token for person in life.people if person.mail and person.language == language}
    found = [
        case
        for case in reversed(list(life.town.cases.values()))
        if case.state is CaseState.OPEN and case.customer in reached and not case.talks
    ]
    comes = [case for case in found if any(visit.state == "booked" for visit in case.visits)]
    short = sorted(comes or found, key=lambda case: case.count)  # what can be read on one page
    return short[0].reference if short else ""
