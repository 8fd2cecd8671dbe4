"""What stands behind a charter until systems are connected: records, work orders, and windows by capacity.

Each is a port with an embedded default: records are what is kept of a customer; work is a list for people;
a window is free while fewer visits are booked in it than there are technicians for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count

from possible.charter import Charter
from possible.journey.case import Case
from possible.values import Unit
from possible.values.instant import MINUTE, SECOND, Instant, instant, local
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Visit, WorkOrder

DAYS_SHOWN = 14
SLOWLY = 4  # technicians for one place in a window: the others drive, or are somewhere else
NOT_KNOWN = {"yes/no": "no", "0 or more": "0"}


def known(row: CaseRow, case: Case, charter: Charter, fact: str) -> str | None:
    """Return what the records know of a fact; None where somebody has to find out.

    What the case itself counts comes from it. Of somebody whom no record knows, nothing is on record: no
    outage, no swap, no late bill.
    """
    if fact == "contacts":
        return str(case.contacts)
    found = row.customer.known.get(fact)
    if found is not None:
        return str(found)
    declared = charter.facts.get(fact)
    return NOT_KNOWN.get(str(declared.domain)) if declared else None


def order(
    row: CaseRow, remedy: str, quote: str, team: str, now: Instant, within: Instant | None = None
) -> WorkOrder:
    """Return the work that an accepted quote gives somebody to do."""
    values = {"language": row.language, "made_at": now, "team": team, "within": within}
    found, new = WorkOrder.objects.get_or_create(case=row, remedy=remedy, quote=quote, defaults=values)
    if not new and found.within != within:  # another window is looked for, in the time that there is from now
        found.within = within
        found.save(update_fields=["within"])
    return found


def call_off(row: CaseRow, visit: str) -> None:
    """Let nobody come for a visit: its window can be had by others."""
    Visit.objects.filter(order__case=row, name=visit).update(state=Visit.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which a technician comes, and how many more can be booked in it."""

    starts: Instant
    ends: Instant
    left: int


def windows(charter: Charter, order: WorkOrder, now: Instant) -> list[Window]:
    """Return the windows that can still be had for an order, the soonest first."""
    latest = order.within or now + DAYS_SHOWN * 24 * 60 * MINUTE
    booked = dict(
        Visit.objects.filter(order__team=order.team, starts__gte=now)
        .exclude(state=Visit.State.CANCELLED)
        .values_list("starts")
        .annotate(Count("pk"))
    )
    places = max(1, sum(charter.teams[order.team].people.values()) // SLOWLY)
    found = (
        Window(starts, ends, places - booked.get(starts, 0))
        for starts, ends in grid(charter, order, now)
        if starts > now and ends <= latest
    )
    return [window for window in found if window.left > 0]


def grid(charter: Charter, order: WorkOrder, now: Instant) -> Iterator[tuple[Instant, Instant]]:
    """Yield all windows of the team's hours for two weeks: the remedy's width, one after the other."""
    remedy, team = charter.remedies[order.remedy], charter.teams[order.team]
    hours = team.languages.get(order.language) or next(iter(team.languages.values()))
    calendar = charter.calendar(hours)
    span = remedy.window
    width = span.count * SECOND if span and span.unit is Unit.SECOND else 4 * 60 * MINUTE
    zone = ZoneInfo(charter.timezone)
    midnight = local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(DAYS_SHOWN + 1):
        start = instant(midnight + timedelta(days=number))
        opening = calendar.next_opening(start)
        end = instant(midnight + timedelta(days=number + 1))
        while opening is not None and opening + width <= end and calendar.is_open(opening):
            closing = calendar.next_closing(opening)
            if closing is not None and opening + width > closing:
                break
            yield opening, Instant(opening + width)
            opening = Instant(opening + width)
