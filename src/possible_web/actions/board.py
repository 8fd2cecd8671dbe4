"""The board: who takes which visit, and a broken day repaired, each with one click.

Many cases in one transaction: their rows are locked first, by number ascending; then the pool, if any case
may need it; then the day. Whoever else holds several of them takes them in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from possible.dispatch.fits import Fit, fit_at, fits, taken
from possible.dispatch.plan import Plan, TurnKey
from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append, locked_case
from possible_web.keeping.deciding import DayHasGoneOn, difference, plan_after, who_comes
from possible_web.keeping.decisions import PART, SICK, Decision, Happening
from possible_web.keeping.owing import if_late
from possible_web.keeping.plans import expected_of, seconds
from possible_web.keeping.repairs import COMES_LATE
from possible_web.keeping.rounds import Rounds, locked_round
from possible_web.keeping.turning import Turning
from possible_web.keeping.visit_news import VisitNews, reason_for, tell
from possible_web.records.models import Staff, Technician, Turn, Visit

REPAIRED, PLACED, UNDONE = "shell-day-repaired", "shell-visit-placed", "shell-day-undone"


@dataclass(frozen=True, slots=True)
class Undo:
    """What puts assignments back: the routes before, by technician; who was away; who was told of somebody.

    `version`: of the day as the repair left it; on any other it cannot be undone.
    """

    team: str
    day: str
    version: int
    routes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    away: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


# ---- one visit -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit is wanted: with whom, and at about which time (None: when it fits best)."""

    technician: str
    at: Instant | None = None


@action
def do_place_visit(visit_id: int, place: Place, by: Staff, now: Instant) -> Visit:
    """Give a visit to a technician, within the window that was promised; the customer is told the name.

    `Refused` when its window would move, when the technician lacks something, or when another promise would
    break.
    """
    row, rounds = _locked(visit_id, now)
    name = str(row.pk)
    if name not in rounds.plan.visits:
        raise Refused(sentence(N_("This visit is not to come any more.")))
    _in_window(row, place.at)
    key = TurnKey(row.day.isoformat(), place.technician)
    if key not in rounds.plan.turns:
        raise Refused(sentence(N_("This technician does not work on that day.")))
    _movable(rounds, row)
    before = who_comes(rounds).get(name, "")
    fit = _fit(rounds.plan, name, key, place.at)
    rounds.keep(taken(rounds.plan, rounds.plan.visits[name], fit))
    if before != place.technician and row.state == Visit.State.BOOKED:
        told = "other" if fit.speaks else "other-language"
        tell(row, VisitNews(told, f"v{rounds.locks[row.day].version}", place.technician), now)
    body = {"visit": row.name, "agent": by.name, "before": before, "after": place.technician}
    append([Entry(at=now, kind=PLACED, body=body, case=row.case_id)])
    row.refresh_from_db()
    return row


def _locked(visit_id: int, now: Instant) -> tuple[Visit, Rounds]:
    """Lock a visit's case, then its day; `Refused` for a visit that is over."""
    case = Visit.objects.values_list("case_id", flat=True).get(pk=visit_id)
    locked_case(case)
    row = Visit.objects.select_related("case__customer", "technician").get(pk=visit_id)
    if row.state not in (Visit.State.BOOKED, Visit.State.RESERVED):
        raise Refused(sentence(N_("This visit is not to come any more.")))
    return row, Rounds(row.team, [row.day], now)


def _in_window(row: Visit, at: Instant | None) -> None:
    if at is not None and not row.starts <= at <= row.ends:
        raise Refused(
            sentence(N_("The customer was promised another window, and it does not move without them.")),
            sentence(N_("ask them for another window on the page of the visit")),
        )


def _movable(rounds: Rounds, row: Visit) -> None:
    """Refuse to give away what somebody is on the road to: `fixed` are the first of a route."""
    key = rounds.plan.home_of(str(row.pk))
    if key is not None and str(row.pk) in rounds.plan.route(key)[: rounds.plan.fixed.get(key, 0)]:
        raise Refused(
            sentence(N_("Somebody is on the road to this visit already.")),
            sentence(N_("if they cannot get there, say that they are ill: the day is repaired then")),
        )


def _fit(plan: Plan, name: str, key: TurnKey, at: Instant | None) -> Fit:
    visit = plan.visits[name]
    found = fit_at(plan, visit, key, seconds(at)) if at is not None else None
    found = found or next((fit for fit in fits(plan, visit, key.day) if fit.key == key), None)
    if found is None:
        raise Refused(
            sentence(N_("This technician cannot take it and keep every other promise.")),
            sentence(N_("choose one of those who can: they are listed with the visit")),
        )
    return found


@action
def do_call_off_visit(visit_id: int, reason: str, by: Staff, now: Instant) -> Visit:
    """Say that nobody can come in the window: what is owed is given now, another window is to be chosen."""
    case = Visit.objects.values_list("case_id", flat=True).get(pk=visit_id)
    turning = Turning(case, now)
    _ = turning.locked_floor  # the pool, before the day
    row = Visit.objects.select_related("case").get(pk=visit_id)
    _call_off(turning, row, reason)
    turning.keep()  # and the visit is off its round
    append([Entry(at=now, kind=PLACED, body={"visit": row.name, "agent": by.name}, case=row.case_id)])
    row.refresh_from_db()
    return row


def _call_off(turning: Turning, row: Visit, reason: str) -> None:
    said = reason_for(turning.row.language, reason)
    turning.take(turns.CallsOff(visit=row.name, reason=said))


@action
def do_ask_for_window(visit_id: int, reason: str, now: Instant) -> Visit:
    """Ask a customer whether we may come at another time: nothing moves unless they choose so themselves."""
    row, rounds = _locked(visit_id, now)
    if row.state != Visit.State.BOOKED:
        raise Refused(sentence(N_("This visit is not to come any more.")))
    tell(row, VisitNews("asked", f"asked {rounds.locks[row.day].version}", reason=reason), now)
    return row


# ---- a broken day ----------------------------------------------------------------------------------------


@action
def do_repair_day(decision: Decision, by: Staff, now: Instant) -> Undo:
    """Do what was decided: others take over, windows are called off with what is owed, customers are told.

    All of it or nothing. `DayHasGoneOn` with the difference when the day is not the one it was decided on.
    """
    turnings = _turnings(decision, now)
    if decision.gone:
        _ = next(iter(turnings.values())).locked_floor if turnings else None  # the pool, before the day
    _must_be(Rounds(decision.team, [decision.date], now), decision)
    _call_all_off(turnings, decision)
    _part_used_up(decision)
    rounds = Rounds(decision.team, [decision.date], now)  # without those that were called off
    plan, done = plan_after(rounds, decision, now)
    before = rounds.plan
    rounds.keep(plan, done, reason_key(decision))
    version = rounds.locks[decision.date].version
    _tell_all(rounds, decision, f"v{version}", now)
    body = {"team": decision.team, "day": decision.day, "agent": by.name, "what": decision.happening.kind}
    append([Entry(at=now, kind=REPAIRED, body=body)])
    return _undo(decision, before, set(done), version)


def reason_key(decision: Decision) -> str:
    """Return why somebody is away, as the turn keeps it."""
    return decision.happening.reason if decision.happening.kind == SICK else ""


def _turnings(decision: Decision, now: Instant) -> dict[int, Turning]:
    """Lock the cases of all who are concerned, by number ascending."""
    rows = Visit.objects.filter(pk__in=decision.concerned()).values_list("case_id", flat=True)
    return {case: Turning(case, now) for case in sorted(set(rows))}


def _must_be(rounds: Rounds, decision: Decision) -> None:
    if rounds.locks[decision.date].version == decision.version:
        return
    names = dict(Staff.objects.values_list("name", "shown_name"))
    found = [
        f"{row.case.reference} {names.get(before, '–')} → {names.get(after, '–')}"
        for row, before, after in difference(rounds, decision)
    ]
    raise DayHasGoneOn(", ".join(found))


def _call_all_off(turnings: Mapping[int, Turning], decision: Decision) -> None:
    """Call visits off, case by case in their order; who only holds a reservation loses it with the plan."""
    rows = Visit.objects.filter(pk__in=map(int, decision.gone), state=Visit.State.BOOKED).order_by("pk")
    for case, turning in turnings.items():
        booked = [row for row in rows if row.case_id == case]
        for row in booked:
            _call_off(turning, row, decision.happening.reason)
        if booked:
            turning.keep()


def _part_used_up(decision: Decision) -> None:
    happening = decision.happening
    if happening.kind == PART:
        who = Technician.objects.select_for_update().get(staff__name=happening.technician)
        who.stock = {**who.stock, happening.part: happening.left}
        who.save(update_fields=["stock"])


def _tell_all(rounds: Rounds, decision: Decision, key: str, now: Instant) -> None:
    plan = rounds.plan
    for name, sentence_ in decision.told.items():
        home = plan.home_of(name)
        if home is None:
            continue
        row = rounds.visits[name]
        told = VisitNews(sentence_, key, home.technician, decision.happening.reason)
        if sentence_ == COMES_LATE:
            comes = Instant(expected_of(plan, home).start_of(name) * 1000)
            told = replace(told, comes=comes, credit=if_late(row).credit)
        tell(row, told, now)


def _undo(decision: Decision, before: Plan, done: set[str], version: int) -> Undo:
    over = done | set(decision.gone)
    routes = {
        key.technician: tuple(name for name in route if name not in over)
        for key, route in before.routes.items()
        if key.technician in (*decision.routes, decision.happening.technician)
    }
    told = {name: how for name, how in decision.told.items() if how != COMES_LATE}
    away = decision.happening.technician if decision.happening.kind == SICK else ""
    return Undo(decision.team, decision.day, version, routes, away, told)


@action
def do_undo_repair(undo: Undo, by: Staff, now: Instant) -> None:
    """Put assignments back as they were; those who were told of somebody else are told who comes after all.

    Windows that were called off stay so, and what was credited stays theirs. `DayHasGoneOn` when the day has
    changed since, or the old routes can no longer be kept.
    """
    decision = Decision(undo.team, undo.day, undo.version, Happening(), told=undo.told)
    _turnings(decision, now)
    locked_round(undo.team, decision.date)
    if undo.away:
        back = Turn.objects.filter(technician__staff__name=undo.away, day=decision.date)
        back.update(state=Turn.State.PLANNED, reason="")
    rounds = Rounds(undo.team, [decision.date], now)
    if rounds.locks[decision.date].version != undo.version:
        raise DayHasGoneOn
    plan = _put_back(rounds.plan, undo)
    try:
        rounds.keep(plan)
    except ValueError:
        raise DayHasGoneOn from None
    for name in undo.told:
        home = plan.home_of(name)
        if home is not None:
            key = f"v{rounds.locks[decision.date].version}"
            tell(rounds.visits[name], VisitNews("after-all", key, home.technician), now)
    body = {"team": undo.team, "day": undo.day, "agent": by.name}
    append([Entry(at=now, kind=UNDONE, body=body)])


def _put_back(plan: Plan, undo: Undo) -> Plan:
    routes = {
        TurnKey(undo.day, name): tuple(visit for visit in route if visit in plan.visits)
        for name, route in undo.routes.items()
    }
    if not routes.keys() <= plan.turns.keys():
        raise DayHasGoneOn
    mine = {visit for route in routes.values() for visit in route}
    others = {
        key: tuple(visit for visit in route if visit not in mine)
        for key, route in plan.routes.items()
        if key not in routes
    }
    before = {visit for route in plan.routes.values() for visit in route}
    after = {visit for route in (*routes.values(), *others.values()) for visit in route}
    if not before <= after:
        raise DayHasGoneOn
    return plan.with_routes({**others, **routes})
