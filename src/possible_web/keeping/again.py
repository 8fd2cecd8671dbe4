"""Another visit for the same work, under the price that was agreed to: its windows are those of any visit."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from possible.dispatch.spots import Spot
from possible.values import Refused
from possible.values.instant import Instant
from possible_web.keeping import booking
from possible_web.keeping.force import force_of
from possible_web.keeping.slots import Ask, Slot, ask_for, slots_for
from possible_web.records.models import Visit, WorkOrder

SHOWN = 8


def windows_again(row: Visit, now: Instant) -> list[Slot]:
    """Return the windows in which the work of a visit can go on in time, the soonest first."""
    ask = _ask(row, now)
    found = slots_for(ask, now) if ask is not None else None
    free = (*found.free, *found.foreign) if found is not None else ()
    return sorted(free, key=lambda slot: slot.starts)[:SHOWN]


def _ask(row: Visit, now: Instant) -> Ask | None:
    if row.order is None or row.north is None or row.east is None:
        return None
    force = force_of(row.case.charter_id)
    within = force.charter.remedies[row.order.remedy].within
    latest = force.calendar.due(now, within) if within else None
    ask = ask_for(row.case, force.charter, row.order.remedy, row.language or row.case.language, latest)
    return replace(ask, spot=Spot(row.north, row.east), postcode=row.postcode)


def kept_again(before: Visit, starts: Instant, now: Instant) -> Visit | None:
    """Promise a window for another visit in the plan, under its days' lock; None where it has gone.

    Who chose it saw whether the technician speaks the customer's language. The case books it after that:
    see `booked_again`.
    """
    ask = _ask(before, now)
    if ask is None:
        return None
    try:
        with transaction.atomic():
            held = booking.hold(before.case, ask, before.quote, starts, now, foreign=True)
            booking.promise(ask, held, now, foreign=True)
    except Refused:
        return None
    return held


def booked_again(held: Visit, before: Visit, order: WorkOrder, name: str, now: Instant) -> Visit:
    """Note that the case has booked the window: at the address, and with the parts, of the visit before."""
    for column in ("address", "postcode", "access", "parts"):
        setattr(held, column, getattr(before, column))
    held.save(update_fields=["address", "postcode", "access", "parts"])
    return booking.booked(held, order, name, force_of(before.case.charter_id).calendar, now)
