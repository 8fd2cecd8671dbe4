"""A decision about a broken day, put into the plan as it is by then, or refused with the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from possible.dispatch.board import faults
from possible.dispatch.events import shake
from possible.dispatch.plan import Plan, Turn, TurnKey
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping.decisions import LEAVE, Decision
from possible_web.keeping.plans import seconds
from possible_web.keeping.rounds import Days, Rounds
from possible_web.records.models import Visit


def without_begun(days: Days | Rounds, now: Instant) -> tuple[Plan, tuple[str, ...]]:
    """Return the plan after the visits at which somebody is just now, and those visits.

    What has begun is not given to anybody else: who is there says how it ends.
    """
    plan, begun = days.plan, list[str]()
    for key, turn in sorted(plan.turns.items()):
        route = plan.route(key)
        if not route or days.visits[route[0]].state != Visit.State.ARRIVED:
            continue
        begun.append(route[0])
        plan = _after_first(plan, turn, seconds(now))
    return plan, tuple(begun)


def _after_first(plan: Plan, turn: Turn, now: int) -> Plan:
    name, *rest = plan.route(turn.key)
    there = plan.visits[name]
    free = max(now, there.window.start + there.duration)
    turn = replace(turn, start=min(free, turn.end), origin=there.spot)
    kept = {other: visit for other, visit in plan.visits.items() if other != name}
    fixed = {key: count for key, count in plan.fixed.items() if key != turn.key}
    return replace(plan, visits=kept, fixed=fixed).with_routes({turn.key: tuple(rest)}).with_turn(turn)


def who_comes(days: Days | Rounds) -> dict[str, str]:
    """Return the technician of every visit of some days, by its name; empty for nobody."""
    found = dict.fromkeys(days.visits, "")
    for key, route in days.plan.routes.items():
        found |= dict.fromkeys(route, key.technician)
    return {name: found[name] for name in days.visits if name in days.plan.visits}


class DayHasGoneOn(Refused):
    """What was decided can no longer be done: the day is another one by now; nothing was changed."""

    def __init__(self, difference: str = "") -> None:
        text = N_("The day has changed meanwhile: {difference}.")
        gone_on = N_("The day has gone on meanwhile.")
        said = sentence(text, difference=difference) if difference else sentence(gone_on)
        super().__init__(said, sentence(N_("look at the proposal as it is now, and decide again")))


def plan_after(rounds: Rounds, decision: Decision, now: Instant) -> tuple[Plan, tuple[str, ...]]:
    """Return the plan with a decision in it, and the visits that have begun; `DayHasGoneOn` if it cannot be.

    `Rounds.keep` writes both. The judge looks at every route that changes, at the present moment.
    """
    base, begun = without_begun(rounds, now)
    happening = decision.happening
    if happening.kind == LEAVE:
        return rounds.plan, ()
    shaken = shake(base, happening.event(base, decision.day), seconds(now))
    done = {*begun, *shaken.done}
    routes = {
        TurnKey(decision.day, name): tuple(visit for visit in route if visit not in done)
        for name, route in decision.routes.items()
    }
    named = {visit for route in routes.values() for visit in route}
    if not named <= shaken.plan.visits.keys() or not routes.keys() <= shaken.plan.turns.keys():
        raise DayHasGoneOn
    plan = shaken.plan.with_routes(routes)
    for name in decision.gone:
        plan = plan.without_visit(name)
    _check(base, plan, decision, done)
    return plan, tuple(sorted(done))


def _check(base: Plan, plan: Plan, decision: Decision, done: set[str]) -> None:
    """Nobody is lost, nobody is planned twice, and no route is late that was not so before."""
    before = {name for route in base.routes.values() for name in route} - done
    after = {name for route in plan.routes.values() for name in route}
    late = {fault.key for fault in faults(base)}
    wrong = [fault for fault in faults(plan) if fault.rule != "not-kept" or fault.key not in late]
    if not before <= after | set(decision.gone) or wrong:
        raise DayHasGoneOn


def difference(rounds: Rounds, decision: Decision) -> Iterator[tuple[Visit, str, str]]:
    """Yield each visit that has another technician than when it was decided: from whom, to whom.

    A visit that is new, or over, or gone has nobody on one side.
    """
    now = who_comes(rounds)
    names = sorted({*now, *decision.before}, key=int)
    rows = Visit.objects.select_related("case").in_bulk([int(name) for name in names])
    for name in names:
        before, after = decision.before.get(name, ""), now.get(name, "")
        if before != after and int(name) in rows:
            yield rows[int(name)], before, after
