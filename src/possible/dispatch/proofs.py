"""Checks certificates and routes again, slowly and with code of its own.

Nothing here uses the judge, the searches or the bounds: a naive walk through the day decides. It is what
`possible slots --verify` runs, and what the tests hold the quick code against.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from possible.dispatch.certificates import Certificate, Full, NoArrangement, NobodyCan, PartsGone, Reason
from possible.dispatch.metric import no_short_cuts
from possible.dispatch.plan import Plan, Turn, TurnKey, Visit


def walks(plan: Plan, turn: Turn, visits: Sequence[Visit]) -> bool:
    """Whether the technician can walk through the day: every choice of where to pause is tried, and of when
    to leave if the day's length is bounded (only departures at which something changes matter).
    """
    if not turn.longest:
        return _walk(plan, turn, visits, turn.start, turn.end)
    waits = {visit.window.start for visit in visits} | {rest.earliest for rest in turn.breaks}
    shifts = [
        plan.travel_on(turn.key.day).seconds(*_ends(plan, turn.key.day, leg)) for leg in _legs(turn, visits)
    ]
    sums = _sums([*shifts, *(visit.duration for visit in visits), *(rest.duration for rest in turn.breaks)])
    departures = {turn.start} | {wait - some for wait in waits for some in sums}
    departures |= {turn.end - turn.longest, turn.end}
    departures |= {visit.window.end - some for visit in visits for some in sums}
    departures |= {rest.latest - some for rest in turn.breaks for some in sums}
    return any(
        _walk(plan, turn, visits, leave, min(turn.end, leave + turn.longest))
        for leave in departures
        if turn.start <= leave <= turn.end
    )


def _legs(turn: Turn, visits: Sequence[Visit]) -> list[tuple[object, object]]:
    spots = [turn.origin, *(visit.spot for visit in visits), turn.finish]
    return list(pairwise(spots))


def _ends(plan: Plan, day: str, leg: tuple[object, object]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    travel = plan.travel_on(day)
    return travel.point(leg[0]), travel.point(leg[1])  # type: ignore[arg-type]


def _sums(parts: Sequence[int]) -> set[int]:
    found = {0}
    for part in parts:
        found |= {known + part for known in found}
    return found


def _walk(plan: Plan, turn: Turn, visits: Sequence[Visit], leave: int, back_by: int) -> bool:
    travel = plan.travel_on(turn.key.day)
    spots = [turn.origin, *(visit.spot for visit in visits), turn.finish]

    def on(now: int, stop: int, paused: int, *, driving: bool) -> bool:
        """At stop `stop` and ready to leave (or just arrived from a drive), `paused` breaks behind."""
        if paused < len(turn.breaks):
            rest = turn.breaks[paused]
            if now <= rest.latest:
                fed = max(now, rest.earliest) + rest.duration
                if on(fed, stop, paused + 1, driving=driving):
                    return True
        if not driving:
            leg = travel.seconds(travel.point(spots[stop]), travel.point(spots[stop + 1]))
            return on(now + leg, stop + 1, paused, driving=True)
        if stop == len(visits) + 1:
            return paused == len(turn.breaks) and now <= back_by
        visit = visits[stop - 1]
        if now > visit.window.end:
            return False
        return on(max(now, visit.window.start) + visit.duration, stop, paused, driving=False)

    return not visits or on(leave, 0, 0, driving=False)


def holds(plan: Plan, asked: Visit, certificate: Certificate) -> bool:
    """Whether the certificate proves that no plan keeping all promises has this visit (in its own window)."""
    if isinstance(certificate, NobodyCan):
        against = {reason.key: reason for reason in certificate.reasons}
        working = [turn for turn in plan.turns.values() if _at_work(turn, asked)]
        return all(turn.key in against and _reason_holds(plan, asked, against[turn.key]) for turn in working)
    if isinstance(certificate, PartsGone):
        return _parts_hold(plan, asked, certificate)
    if isinstance(certificate, Full):
        return _full_holds(plan, asked, certificate)
    return _arrangement_holds(plan, asked, certificate)


def _at_work(turn: Turn, visit: Visit) -> bool:
    return not (turn.end < visit.window.start or turn.start > visit.window.end)


def _reason_holds(plan: Plan, asked: Visit, reason: Reason) -> bool:
    who = plan.technicians[reason.key.technician]
    if reason.rule == "skill":
        return reason.about in asked.skills and reason.about not in who.skills
    if reason.rule == "equipment":
        return reason.about in asked.equipment and reason.about not in who.equipment
    if reason.rule == "territory":
        return (
            asked.territory == reason.about and bool(who.territories) and reason.about not in who.territories
        )
    if reason.rule == "part":
        need, day = dict(asked.parts).get(reason.about, 0), plan.resupply.get(reason.about)
        return need > who.stock.get(reason.about, 0) and (day is None or reason.key.day < day)
    return reason.rule == "reach" and _out_of_reach(plan, plan.turns[reason.key], asked)


def _out_of_reach(plan: Plan, turn: Turn, asked: Visit) -> bool:
    travel = plan.travel_on(turn.key.day)
    first = [plan.visits[name] for name in plan.route(turn.key)[: plan.fixed.get(turn.key, 0)]]
    if no_short_cuts(travel):
        return not walks(plan, turn, [*first, asked])
    spots = {visit.spot for visit in plan.visits.values()} | {turn.origin, turn.finish, asked.spot}
    points = {spot: travel.point(spot) for spot in spots}
    least = {(a, b): travel.seconds(points[a], points[b]) for a in spots for b in spots}
    for way in spots:
        for a in spots:
            for b in spots:
                least[a, b] = min(least[a, b], least[a, way] + least[way, b])
    soonest = turn.start + sum(visit.duration for visit in first)
    here = first[-1].spot if first else turn.origin
    start = max(soonest + least[here, asked.spot], asked.window.start)
    rests = 0 if first else sum(rest.duration for rest in turn.breaks)
    home = least[asked.spot, turn.finish]
    too_long = turn.start + rests + least[here, asked.spot] + asked.duration + home > turn.end
    return start > asked.window.end or start + asked.duration + home > turn.end or too_long


def _parts_hold(plan: Plan, asked: Visit, claim: PartsGone) -> bool:
    need = dict(asked.parts).get(claim.part, 0)
    day = plan.resupply.get(claim.part)
    if any(_at_work(turn, asked) and day is not None and turn.key.day >= day for turn in plan.turns.values()):
        return False
    taken = 0
    for route in plan.routes.values():
        for visit in (plan.visits[name] for name in route):
            late = any(
                _at_work(turn, visit) and day is not None and turn.key.day >= day
                for turn in plan.turns.values()
            )
            if visit.promised and not late:
                taken += dict(visit.parts).get(claim.part, 0)
    stock = sum(who.stock.get(claim.part, 0) for who in plan.technicians.values())
    return need > stock - taken


def _serves(plan: Plan, key: TurnKey, visit: Visit) -> bool:
    who = plan.technicians[key.technician]
    here = not visit.territory or not who.territories or visit.territory in who.territories
    return here and visit.skills <= who.skills and visit.equipment <= who.equipment


def _only_these(plan: Plan, keys: set[TurnKey], visit: Visit) -> bool:
    others = (turn for key, turn in plan.turns.items() if key not in keys)
    return not any(_at_work(turn, visit) and _serves(plan, turn.key, visit) for turn in others)


def _full_holds(plan: Plan, asked: Visit, claim: Full) -> bool:
    visits = [plan.visits[name] for name in claim.visits]
    keys = set(claim.turns)
    if len(set(claim.visits)) != len(visits) or not all(visit.promised for visit in visits):
        return False
    for visit in [*visits, asked]:
        if not (claim.start <= visit.window.start and visit.window.end <= claim.end):
            return False
        if not _only_these(plan, keys, visit):
            return False
    loads = []
    for visit in [*visits, asked]:
        leave = 0
        if all(no_short_cuts(plan.travel_on(day)) for day in plan.days()):
            others = [other for other in [*visits, asked] if other is not visit]
            here = plan.travel.point(visit.spot)
            leave = min(
                (plan.travel.seconds(here, plan.travel.point(other.spot)) for other in others), default=0
            )
        loads.append(visit.duration + leave)
    loads.sort(reverse=True)
    if sum(loads[len(keys) :]) > len(keys) * (claim.end - claim.start):
        return True
    per_turn = -(-len(loads) // len(keys)) if keys else 1
    shortest = loads[::-1][: per_turn - 1]
    return bool(keys) and per_turn > 1 and sum(shortest) > claim.end - claim.start


def _arrangement_holds(plan: Plan, asked: Visit, claim: NoArrangement) -> bool:
    """Gives each visit to each turn in every way, and asks the naive walk about every order."""
    keys = set(claim.turns)
    visits = [plan.visits[name] for name in claim.visits]
    if not all(visit.promised and _only_these(plan, keys, visit) for visit in visits):
        return False
    outside = (turn for key, turn in plan.turns.items() if key not in keys)
    alone = [turn for turn in outside if _at_work(turn, asked) and _serves(plan, turn.key, asked)]
    if any(walks(plan, turn, [asked]) for turn in alone):
        return False
    return not _shared_out(plan, [asked, *visits], {plan.turns[key]: () for key in sorted(keys)}, {})


def _carries(plan: Plan, turn: Turn, visits: Sequence[Visit]) -> bool:
    """Whether the van's whole stock, nothing taken by other days, has the parts for these visits."""
    stock = dict(plan.technicians[turn.key.technician].stock)
    for visit in visits:
        for part, count in visit.parts:
            day = plan.resupply.get(part)
            if day is None or turn.key.day < day:
                stock[part] = stock.get(part, 0) - count
    return all(left >= 0 for left in stock.values())


def _shared_out(
    plan: Plan,
    visits: Sequence[Visit],
    given: dict[Turn, tuple[Visit, ...]],
    known: dict[tuple[TurnKey, frozenset[str]], bool],
) -> bool:
    if not visits:
        return True
    first, rest = visits[0], visits[1:]
    for turn, mine in given.items():
        if _serves(plan, turn.key, first) and _at_work(turn, first):
            more = (*mine, first)
            name = (turn.key, frozenset(visit.id for visit in more))
            if name not in known:
                known[name] = _carries(plan, turn, more) and any(
                    walks(plan, turn, order) for order in permutations(more)
                )
            if known[name] and _shared_out(plan, rest, {**given, turn: more}, known):
                return True
    return False
