"""A quoted slot is kept in the plan as a real stop for some minutes: nobody else can be given it
meanwhile.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from possible.dispatch.board import Board, board_of, missing
from possible.dispatch.exchange import Routes
from possible.dispatch.insertion import narrowed
from possible.dispatch.plan import Plan, TurnKey, Visit
from possible.dispatch.resequence import orders_of
from possible.dispatch.schedule import keeps, lane
from possible.dispatch.slots import Answer, Possible, Tier, slots

KEPT_FOR = 300
"""Seconds that a quoted slot is kept."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """The plan with the stop in it, the answer that holds (its technician may be another), and until when."""

    plan: Plan
    answer: Possible
    until: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The slot is gone, and what is known of the window now; the plan is unchanged but for expired stops."""

    plan: Plan
    answer: Answer


def reserve(
    plan: Plan, visit: Visit, answer: Possible, now: int, kept_for: int = KEPT_FOR
) -> Reserved | Taken:
    """Keeps the slot for this visit. If the plan has changed since the answer, the window is asked for again.

    ValueError if the visit is already in the plan: it has a slot, and gets no second one.
    """
    if visit.id in plan.visits:
        raise ValueError(f"visit {visit.id} is in the plan already")
    plan = expired(plan, now)
    held = replace(narrowed(visit, answer.window), promised=True, held_until=now + kept_for)
    if not _still_holds(plan, held, answer.routes):
        board = board_of(plan)
        again = slots(board, visit, [answer.window], Tier.EXCHANGE)[0]
        if not isinstance(again, Possible):
            return Taken(plan, again)
        answer = again
    after = plan.with_visits([held]).with_routes(dict(answer.routes))
    return Reserved(after, answer, now + kept_for)


def _still_holds(plan: Plan, held: Visit, routes: Routes) -> bool:
    """Whether the routes of an answer, put into the plan as it is now, lose nobody and are kept."""
    if any(key not in plan.turns for key, _ in routes):
        return False
    before = Counter(visit for key, _ in routes for visit in plan.route(key))
    after = Counter(visit for _, route in routes for visit in route)
    if after != before + Counter([held.id]):
        return False
    if any(
        route[: plan.fixed.get(key, 0)] != plan.route(key)[: plan.fixed.get(key, 0)] for key, route in routes
    ):
        return False
    visits = {**plan.visits, held.id: held}
    fits = all(_turn_keeps(plan, key, [visits[visit] for visit in route]) for key, route in routes)
    if not fits:
        return False
    return _stock_lasts(plan.with_visits([held]).with_routes(dict(routes)), [key for key, _ in routes])


def _turn_keeps(plan: Plan, key: TurnKey, visits: list[Visit]) -> bool:
    who = plan.technicians[key.technician]
    able = all(missing(who, visit) is None for visit in visits)
    return able and keeps(plan.turns[key], visits, plan.travel_on(key.day))


def _stock_lasts(plan: Plan, keys: list[TurnKey]) -> bool:
    used = board_of(plan).used
    return all(
        count <= plan.technicians[key.technician].stock.get(part, 0)
        for key in keys
        for part, count in used.get(key.technician, {}).items()
    )


class Expired(ValueError):  # noqa: N818 - it is an answer to somebody who came too late
    """The reservation ran out before it was confirmed; the window must be asked for again."""


def confirm(plan: Plan, visit: str, now: int) -> Plan:
    """The plan in which the reservation is a promise. KeyError for an unknown visit; `Expired` if it ran
    out.
    """
    held = plan.visits[visit]
    if held.held_until is not None and now > held.held_until:
        raise Expired(visit)
    return plan.with_visits([replace(held, held_until=None, promised=True)])


def release(plan: Plan, visit: str) -> Plan:
    """The plan without this visit, if every other promise is kept without it; else the plan as it is.

    Leaving a stop out never hurts where travel knows no short cuts. With a table it may; then the day is put
    into another order, and if no order does, the empty stop stays until the improver finds one.
    """
    key = plan.home_of(visit)
    if key is None:
        return plan.without_visit(visit)
    turn, travel = plan.turns[key], plan.travel_on(key.day)
    rest = [plan.visits[other] for other in plan.route(key) if other != visit]
    after = plan.without_visit(visit)
    day = lane(turn, rest, travel)
    if day.keeps:
        return after
    orders = orders_of(day, min(len(rest), plan.fixed.get(key, 0)))
    order = orders.quickest() if orders else None
    if order is None or not keeps(turn, order, travel):
        return plan
    return after.with_routes({key: tuple(other.id for other in order)})


def expired(plan: Plan, now: int) -> Plan:
    """The plan without the reservations that ran out before `now`."""
    for visit in [
        held for held in plan.visits.values() if held.held_until is not None and held.held_until < now
    ]:
        plan = release(plan, visit.id)
    return plan


def held(board: Board) -> list[Visit]:
    """The reservations in a plan, the one that ends first in front."""
    kept = [visit for visit in board.plan.visits.values() if visit.held_until is not None]
    return sorted(kept, key=lambda visit: (visit.held_until or 0, visit.id))
