"""The technicians' days: nobody comes twice or while away, a plan has a version, a reservation ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q

from possible.values import N_
from possible.values.instant import Instant
from possible_web.keeping.rounds import HELD
from possible_web.project.auditing.due import LATE_BY
from possible_web.project.auditing.fault import Check, Fault, fault
from possible_web.records.models import Outbox, Round, Staff, Technician, Timer, Turn, Visit

Key = TypeVar("Key", bound=tuple[object, ...])
COMES = (Visit.State.BOOKED, Visit.State.ARRIVED)
PLANNED = (Visit.State.RESERVED, Visit.State.BOOKED)
SAME_NAME = N_("{count} rows stand for the visit {name} of its case")
SAME_QUOTE = N_("{count} visits are to come under the quote {quote}")
SAME_PLACE = N_("{count} visits have place {place} in the route of {technician} on {day}")
AWAY = N_("{technician} is to come on {day}, and is away then")
NOT_HERE = N_("{technician} is to come on {day}, and goes out for nobody any more")
NO_VERSION = N_("visits of this day were placed, and its plan was never changed")
NO_END = N_("it is kept for somebody, and has no end")
PAST = N_("it was kept until {seconds} s ago, and still holds")
NO_TIMER = N_("it is kept for a while, and nothing will ring when that is over")
STILL_HELD = N_("it is {state}, and still has the end of a reservation")
SAME_KEY = N_("{count} rows have this key")


def of_days(now: Instant) -> Iterator[Fault]:
    """Yield what must not be in the technicians' days."""
    yield from _twice()
    yield from _away()
    yield from _versions()
    yield from _reservations(now)


def _twice() -> Iterator[Fault]:
    rows = Visit.objects.order_by()
    named = rows.exclude(name="").exclude(state=Visit.State.CANCELLED)
    for (case, name), count in _counted(named.values_list("case_id", "name")):
        yield fault(Check.VISIT_TWICE, f"case {case}", SAME_NAME, count=count, name=name)
    to_come = rows.filter(state__in=COMES).exclude(quote="")
    for (case, quote), count in _counted(to_come.values_list("case_id", "quote")):
        yield fault(Check.VISIT_TWICE, f"case {case}", SAME_QUOTE, count=count, quote=quote)
    placed = rows.filter(state__in=(*PLANNED, *COMES), technician__isnull=False, place__isnull=False)
    routes = placed.values_list("team", "technician__name", "day", "place")
    for (team, technician, day, place), count in _counted(routes):
        facts = {"count": count, "place": place, "technician": technician, "day": str(day)}
        yield fault(Check.VISIT_TWICE, f"round {team} {day}", SAME_PLACE, **facts)


def _counted(rows: Iterable[Key]) -> Iterator[tuple[Key, int]]:
    """Yield what is there more than once, and how often."""
    return ((key, count) for key, count in Counter(rows).items() if count > 1)


def _away() -> Iterator[Fault]:
    """Yield who is to come while away; whoever is at a door already ends what they began."""
    away = Turn.objects.filter(
        technician__staff=OuterRef("technician"), day=OuterRef("day"), state=Turn.State.AWAY
    )
    here = Technician.objects.filter(staff=OuterRef("technician"), staff__active=True)
    rows = Visit.objects.filter(state__in=PLANNED, technician__isnull=False).annotate(
        away=Exists(away), here=Exists(here)
    )
    for row in rows.filter(Q(away=True) | Q(here=False)).select_related("technician").order_by("pk"):
        who: Staff | None = row.technician
        facts = {"technician": who.name if who else "", "day": str(row.day)}
        text = AWAY if row.away else NOT_HERE
        yield fault(Check.VISIT_AWAY, (f"visit {row.pk}", f"case {row.case_id}"), text, **facts)


def _versions() -> Iterator[Fault]:
    """Yield days on which visits were placed although no plan of that day was ever kept."""
    changed = set(Round.objects.filter(version__gt=0).values_list("team", "day"))
    placed = Visit.objects.filter(state__in=PLANNED, technician__isnull=False, place__isnull=False)
    for team, day in sorted(set(placed.values_list("team", "day")) - changed):
        yield fault(Check.ROUND, f"round {team} {day}", NO_VERSION)


def _reservations(now: Instant) -> Iterator[Fault]:
    running = Timer.objects.filter(kind=HELD, done_at=None, stopped_at=None)
    rings = set(running.values_list("key", flat=True))
    for row in Visit.objects.filter(state=Visit.State.RESERVED).order_by("pk"):
        where = (f"visit {row.pk}", f"case {row.case_id}")
        if row.held_until is None:
            yield fault(Check.RESERVATION, where, NO_END)
        elif row.held_until < now - LATE_BY:
            yield fault(Check.RESERVATION, where, PAST, seconds=(now - row.held_until) // 1000)
        elif f"{HELD} {row.pk}" not in rings:
            yield fault(Check.RESERVATION, where, NO_TIMER)
    for row in Visit.objects.filter(state__in=COMES, held_until__isnull=False).order_by("pk"):
        where = (f"visit {row.pk}", f"case {row.case_id}")
        yield fault(Check.RESERVATION, where, STILL_HELD, state=row.state)


def of_outbox() -> Iterator[Fault]:
    """Yield keys under which more than one row is to be sent: the other side would be told twice."""
    keys = Outbox.objects.order_by().values_list("key")
    for (key,), count in _counted(keys.iterator(chunk_size=2000)):
        yield fault(Check.OUTBOX_TWICE, f"outbox {key}", SAME_KEY, count=count)
