"""Visits: agreed to and booked with one click, moved with the customer's consent."""

from __future__ import annotations

from dataclasses import dataclass

from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import action, work
from possible_web.keeping.pools import locked_pool
from possible_web.keeping.turning import Turning
from possible_web.keeping.work import Window
from possible_web.records.models import Visit, WorkOrder


@dataclass(frozen=True, slots=True)
class Wanted:
    """The quote that is agreed to, in which contact, and the beginning of the window that is wanted."""

    quote: str
    contact: str
    starts: Instant


@action
def do_accept_visit(case_id: int, wanted: Wanted, now: Instant) -> Visit:
    """Agree to a visit and book its window, both or neither.

    `Refused` when the offer is another one by now, or somebody else has just had the window.
    """
    turning = Turning(case_id, now)
    talk = turning.case.talk(wanted.contact)
    if talk is None or talk.quote != wanted.quote:
        raise Refused(sentence(N_("This offer is no longer open.")))
    turning.take(turns.Agrees(contact=wanted.contact))
    order = _order(case_id, wanted.quote)
    window = _free(turning, order, wanted.starts)
    turning.take(turns.Books(quote=wanted.quote, starts=window.starts, ends=window.ends))
    turning.keep()
    return Visit.objects.create(
        case_id=case_id,
        order=order,
        quote=order.quote,
        team=order.team,
        day=turning.force.calendar.day(window.starts),
        starts=window.starts,
        ends=window.ends,
        booked_at=now,
        name=turning.case.visits[-1].id,
    )


@action
def do_move_visit(visit: Visit, starts: Instant, now: Instant) -> Visit:
    """Move a visit to another window because the customer wants it; `Refused` when it has just gone."""
    turning = Turning(visit.case_id, now)
    order = _order(visit.case_id, visit.quote)
    window = _free(turning, order, starts)
    turning.take(turns.Moves(visit=visit.name, starts=window.starts, ends=window.ends, consent=True))
    turning.keep()
    visit.day = turning.force.calendar.day(window.starts)
    visit.starts, visit.ends = window.starts, window.ends
    visit.technician = None
    visit.save(update_fields=["day", "starts", "ends", "technician"])
    return visit


def _order(case_id: int, quote: str) -> WorkOrder:
    order = WorkOrder.objects.select_for_update().filter(case_id=case_id, quote=quote).first()
    if order is None:
        raise Refused(sentence(N_("No price was agreed to under this name.")))
    return order


def _free(turning: Turning, order: WorkOrder, starts: Instant) -> Window:
    """Return the free window that begins then, under the lock of the team's windows."""
    locked_pool(f"visits {order.team}")
    free = {window.starts: window for window in work.windows(turning.force.charter, order, turning.now)}
    if starts not in free:
        raise Refused(
            sentence(N_("This window has just gone.")), sentence(N_("choose another: the list is up to date"))
        )
    return free[starts]
