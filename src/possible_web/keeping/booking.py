"""A window is kept for minutes, promised, moved, given up: the rows and the plan, under the lock of its day.

The functions run within an action, after the case (and the pool) was locked. They decide nothing that the
core decides: `possible.dispatch` says what can be had, the case's turns what follows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from possible.charter.promises import Remedy
from possible.dispatch.board import board_of
from possible.dispatch.insertion import narrowed
from possible.dispatch.plan import Plan
from possible.dispatch.reservations import Reserved, confirm, reserve
from possible.dispatch.slots import Possible, slots
from possible.values import N_, Refused, Sentence, sentence, span
from possible.values.calendar import Calendar
from possible.values.instant import HOUR, MINUTE, SECOND, Instant
from possible.values.wall import wall
from possible_web.keeping.plans import seconds, without
from possible_web.keeping.rounds import HELD, Rounds
from possible_web.keeping.slots import LEAST_NOTICE, Ask, windows
from possible_web.keeping.timers import set_timer, stop_timer
from possible_web.records.models import Case, Timer, Visit, WorkOrder

KEPT_FOR = 5 * MINUTE
REMINDER = "visit-reminder"
REMINDED_AT = 10 * HOUR  # on the day before, by the clock on the wall
GONE = N_("This window has just gone.")
CHOOSE = N_("choose another: the list is up to date")
COMING = (Visit.State.BOOKED, Visit.State.ARRIVED)
_DAY_BEFORE = re.compile(r"(\d\d):(\d\d) the (working )?day before")


def gone(why: Sentence | None = None) -> Refused:
    """Return what is said to whoever comes too late for a window; `why`: nobody can keep it, and why not."""
    return Refused(why or sentence(GONE), sentence(CHOOSE))


def held_of(row: Case, quote: str, now: Instant) -> Visit | None:
    """Return the window that is kept for a case under a quote, while it is."""
    return row.visits.filter(quote=quote, state=Visit.State.RESERVED, held_until__gte=now).first()


def window_at(ask: Ask, starts: Instant, now: Instant) -> tuple[Instant, Instant]:
    """Return the window of the team's hours that begins then; `Refused` for no such window."""
    found = next((each for each in windows(ask, now) if each[0] == starts), None)
    if found is None or starts < now + LEAST_NOTICE:
        raise gone()
    return found


def hold(row: Case, ask: Ask, quote: str, starts: Instant, now: Instant, *, foreign: bool = False) -> Visit:
    """Keep a window for a case for some minutes; another one that was kept for it under this quote is let go.

    `foreign`: the customer agrees to somebody who does not speak their language. `Refused` when the window
    has gone (or nobody can keep it, with the reason), and when only such a technician could come.
    """
    window = window_at(ask, starts, now)
    kept = list(row.visits.filter(quote=quote, state=Visit.State.RESERVED))
    calendar = ask.charter.calendar()
    days = {calendar.day(starts), *(each.day for each in kept)}
    rounds = Rounds(ask.team, days, now, ask.charter)
    plan = rounds.plan
    for each in kept:
        plan = without(plan, str(each.pk))
        stop_timer(f"{HELD} {each.pk}")
    made = _row(row, ask, quote, window, now)
    made.held_until = Instant(now + KEPT_FOR)
    made.save()
    name = rounds.add(made)
    plan = _reserved(plan, ask, name, starts, now, foreign=foreign)
    rounds.keep(plan)
    set_timer(f"{HELD} {made.pk}", HELD, Instant(made.held_until + SECOND), {"visit": made.pk}, row.pk)
    return made


def _row(row: Case, ask: Ask, quote: str, window: tuple[Instant, Instant], now: Instant) -> Visit:
    customer, spot = row.customer, ask.spot
    if spot is None:
        raise Refused(sentence(N_("Say at which address we shall come.")))
    return Visit(
        case=row,
        quote=quote,
        team=ask.team,
        state=Visit.State.RESERVED,
        day=ask.charter.calendar().day(window[0]),
        starts=window[0],
        ends=window[1],
        booked_at=now,
        duration=ask.duration,
        north=spot.north,
        east=spot.east,
        address=customer.address,
        postcode=customer.postcode,
        access=customer.access,
        skills=sorted(ask.skills),
        language=ask.language,
    )


def _reserved(plan: Plan, ask: Ask, name: str, starts: Instant, now: Instant, *, foreign: bool) -> Plan:
    plan = without(plan, name) if name in plan.visits else plan
    visit = ask.value(starts, name)
    answer = _possible(plan, ask, name, starts, foreign=foreign)
    found = reserve(plan, visit, answer, seconds(now), seconds(KEPT_FOR))
    if not isinstance(found, Reserved):
        raise gone()
    return found.plan


def _possible(plan: Plan, ask: Ask, name: str, starts: Instant, *, foreign: bool) -> Possible:
    visit = ask.value(starts, name)
    answer = slots(board_of(plan), visit, [visit.window], effort=0)[0]
    if not isinstance(answer, Possible):
        raise gone()
    if not answer.speaks and not foreign:
        raise Refused(
            sentence(
                N_("In this window only somebody who does not speak {language} can come."),
                language=ask.language,
            ),
            sentence(N_("choose another window, or say that this is all right")),
        )
    return answer


def promise(ask: Ask, held: Visit, now: Instant, *, foreign: bool = False) -> None:
    """Make a window that is kept a promise; one that ran out is asked for again, `Refused` if it has gone."""
    rounds = Rounds(ask.team, [held.day], now, ask.charter)
    name = str(held.pk)
    if name in rounds.plan.visits:
        plan = confirm(rounds.plan, name, seconds(now))
    else:
        plan = _reserved(rounds.plan, ask, name, Instant(held.starts), now, foreign=foreign)
        plan = confirm(plan, name, seconds(now))
        rounds.add(held)
    rounds.keep(plan)
    stop_timer(f"{HELD} {held.pk}")


def booked(held: Visit, order: WorkOrder, name: str, calendar: Calendar, now: Instant) -> Visit:
    """Note in the row that the case has booked it, under the name that the case gave it."""
    held.state, held.order, held.name, held.booked_at = Visit.State.BOOKED, order, name, now
    held.held_until = None
    held.save(update_fields=["state", "order", "name", "booked_at", "held_until"])
    remind(held, calendar, now)
    return held


def move(
    visit: Visit, ask: Ask, starts: Instant, now: Instant, *, foreign: bool = False
) -> tuple[Instant, Instant]:
    """Give a visit another window in the plan and its row; `Refused` as `hold`."""
    window = window_at(ask, starts, now)
    calendar = ask.charter.calendar()
    kept = list(visit.case.visits.filter(quote=visit.quote, state=Visit.State.RESERVED))
    days = {visit.day, calendar.day(starts), *(each.day for each in kept)}
    rounds = Rounds(ask.team, days, now, ask.charter)
    name = rounds.add(visit)
    plan = without(rounds.plan, name)
    for each in kept:
        plan = without(plan, str(each.pk))
        stop_timer(f"{HELD} {each.pk}")
    answer = _possible(plan, ask, name, starts, foreign=foreign)
    moved = replace(narrowed(ask.value(starts, name), answer.window), promised=True)
    moved = replace(moved, parts=tuple(sorted(visit.parts.items())), priority=visit.priority)
    visit.moves += 1
    visit.save(update_fields=["moves"])
    rounds.keep(plan.with_visits([moved]).with_routes(dict(answer.routes)))
    remind(visit, calendar, now)
    return window


def take_off(visits: list[Visit], now: Instant) -> None:
    """Take visits that nobody need come to off the plan: their windows can be had by others."""
    days: dict[str, set[date]] = {}
    for visit in visits:
        days.setdefault(visit.team, set()).add(visit.day)
    for team in sorted(days):
        rounds = Rounds(team, days[team], now)
        plan = rounds.plan
        for visit in visits:
            if visit.team == team:
                plan = without(plan, rounds.add(visit))
        rounds.keep(plan)
    for visit in visits:
        visit.state, visit.held_until = Visit.State.CANCELLED, None
        visit.save(update_fields=["state", "held_until"])
        stop_timer(f"{HELD} {visit.pk}")
        stop_timer(f"{REMINDER} {visit.pk}")


def call_off(row: Case, names: list[str], now: Instant) -> None:
    """Let nobody come to visits of a case, by their names in it."""
    take_off(list(row.visits.filter(name__in=names, state__in=COMING).order_by("pk")), now)


def remind(visit: Visit, calendar: Calendar, now: Instant) -> None:
    """Let the customer be reminded on the day before, where that is still to come."""
    at = wall(visit.day - timedelta(days=1), REMINDED_AT, calendar.zone)
    if at > now:
        set_timer(f"{REMINDER} {visit.pk}", REMINDER, at, {"visit": visit.pk}, visit.case_id)
    else:
        stop_timer(f"{REMINDER} {visit.pk}")


def lapse(timer: Timer, now: Instant) -> None:
    """Let a window go that nobody took in its minutes (the effect of a timer)."""
    found = Visit.objects.filter(pk=timer.payload["visit"]).first()
    if found is None:
        return
    Case.objects.select_for_update().get(pk=found.case_id)
    found.refresh_from_db()
    if found.state == Visit.State.RESERVED and (found.held_until or 0) < now:
        take_off([found], now)


def notice_until(remedy: Remedy, visit: Visit, calendar: Calendar) -> Instant | None:
    """Return until when (`cancel-until`) a visit is given up so early that others can have its window."""
    if found := _DAY_BEFORE.fullmatch(remedy.cancel_until):
        day = visit.day - timedelta(days=1)
        return wall(day, int(found[1]) * HOUR + int(found[2]) * MINUTE, calendar.zone)
    words = remedy.cancel_until.partition(" before")[0]
    try:
        return Instant(visit.starts - span(words).about * SECOND)
    except Refused:
        return None


__all__ = [
    "HELD",
    "KEPT_FOR",
    "REMINDER",
    "booked",
    "call_off",
    "held_of",
    "hold",
    "lapse",
    "move",
    "notice_until",
    "promise",
    "take_off",
]
