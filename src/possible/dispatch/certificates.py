"""Why a window is impossible, in a form that somebody else can check.

There is no "impossible" without one. Each certificate speaks of promised visits only: what nobody was
promised could be moved, and so proves nothing. `proofs` checks certificates with code of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from possible.dispatch.able import Able
from possible.dispatch.board import missing
from possible.dispatch.metric import least_from, least_to, no_short_cuts
from possible.dispatch.plan import Plan, Turn, TurnKey, Visit, Window
from possible.dispatch.schedule import NEVER, keeps, lane
from possible.dispatch.spots import Spot
from possible.dispatch.travel import TableTravel


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one turn cannot take the visit: `skill`, `equipment`, `territory`, `part` or `reach`, and what of
    it.
    """

    key: TurnKey
    rule: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class NobodyCan:
    """Every turn that works in the window has its own reason (no turns: nobody works then)."""

    reasons: tuple[Reason, ...]

    @property
    def rule(self) -> str:
        rules = {reason.rule for reason in self.reasons}
        if not rules:
            return "nobody-works"
        return f"no-{rules.pop()}" if len(rules) == 1 else "nobody-fits"


@dataclass(frozen=True, slots=True)
class PartsGone:
    """Nearly all of a part that is in the vans is promised, until its resupply (empty: none is planned)."""

    part: str
    in_vans: int
    promised: int
    until: str
    rule: str = "no-part"


@dataclass(frozen=True, slots=True)
class Full:
    """These visits all start within [start, end] and only these turns can serve them: it is too much work.

    A turn that serves some of them is busy from its first start to its last start: with all of them but the
    last, and a journey after each. So all but the longest one per turn must fit into (end - start) × turns
    (`work` into `room`), and no turn serves more than `most`: one, and as many of the shortest as fit.
    """

    start: int
    end: int
    turns: tuple[TurnKey, ...]
    visits: tuple[str, ...]
    work: int
    room: int
    most: int
    rule: str = "full"


@dataclass(frozen=True, slots=True)
class NoArrangement:
    """Every way to give these visits and the new one to these turns, in every order, was tried."""

    turns: tuple[TurnKey, ...]
    visits: tuple[str, ...]
    rule: str = "no-arrangement"


Certificate = NobodyCan | PartsGone | Full | NoArrangement


def within(visit: Visit, window: Window) -> Visit | None:
    """The visit as it would be promised in this window; nothing if its own window excludes it."""
    start, end = max(visit.window.start, window.start), min(visit.window.end, window.end)
    return replace(visit, window=Window(start, end), promised=True) if start <= end else None


def simple_certificate(able: Able, asked: Visit) -> NobodyCan | PartsGone | None:
    """The certificates that need no look at other visits' times."""
    turns = able.turns_in(asked.window)
    reasons = []
    for turn in turns:
        reason = reason_against(able.plan, turn, asked)
        if reason is None:
            return parts_gone(able, asked, max(turn.key.day for turn in turns)) if asked.parts else None
        reasons.append(reason)
    return NobodyCan(tuple(reasons))


def reason_against(plan: Plan, turn: Turn, visit: Visit) -> Reason | None:
    """Why this turn could not take the visit even if it had nothing else to do (nothing: it might)."""
    technician = plan.technicians[turn.key.technician]
    lack = missing(technician, visit)
    if lack is not None:
        return Reason(turn.key, *lack)
    for part, count in visit.parts:
        if technician.stock.get(part, 0) < count and plan.scarce(part, turn.key.day):
            return Reason(turn.key, "part", part)
    return None if fits_alone(plan, turn, visit) else Reason(turn.key, "reach")


def fits_alone(plan: Plan, turn: Turn, visit: Visit) -> bool:
    """Whether the turn keeps this visit if, of the others, it only has what is under way.

    Where a table of travel times may hold short cuts over other places, shortest journeys are taken.
    """
    travel = plan.travel_on(turn.key.day)
    fixed = plan.fixed.get(turn.key, 0)
    first = [plan.visits[other] for other in plan.route(turn.key)[:fixed]]
    if no_short_cuts(travel):
        return keeps(turn, [*first, visit], travel)
    begun = lane(turn, first, travel)
    start = min(*begun.ready[fixed], NEVER - 1)
    if start > turn.end:
        return False
    others = {other.spot for other in plan.visits.values()}
    spots = [first[-1].spot if first else turn.origin, visit.spot, turn.finish, *sorted(others)]
    points = [travel.point(spot) for spot in spots]
    come, go = least_from(travel, points, 0)[1], least_to(travel, points, 2)[1]
    small = TableTravel("shortest", {Spot(n, 0): n for n in range(3)}, ((0, come, 0), (0, 0, go), (0, 0, 0)))
    bare = Turn(turn.key, start, turn.end, Spot(0, 0), Spot(2, 0), () if first else turn.breaks)
    return keeps(bare, [replace(visit, spot=Spot(1, 0))], small)


def parts_gone(able: Able, visit: Visit, day: str) -> PartsGone | None:
    """The part of which, over all vans and days until its resupply, too few are left beside the promises."""
    plan = able.plan
    for part, count in visit.parts:
        if not plan.scarce(part, day):
            continue
        in_vans = sum(technician.stock.get(part, 0) for technician in plan.technicians.values())
        promised = sum(
            dict(other.parts).get(part, 0) for other in able.promised() if tied_before(able, other, part)
        )
        if in_vans - promised < count:
            return PartsGone(part, in_vans, promised, plan.resupply.get(part, ""))
    return None


def tied_before(able: Able, promised: Visit, part: str) -> bool:
    """Whether no turn after the part's resupply can keep the promise."""
    return all(able.plan.scarce(part, turn.key.day) for turn in able.turns_in(promised.window))
