"""A team's days under their lock: read as a plan, decided by `possible.dispatch`, written back.

    rounds = Rounds(team, [day], now, charter)          # in an action, after the case and the pool
    answer = slots(board_of(rounds.plan), visit, [window])[0]
    rounds.keep(accepted(rounds.plan, visit, answer))

Nothing else writes a visit's plan: technician, day, place, window, `held_until`, `planned_at`. Who only
looks reads `seen` (no lock, and nothing is made).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from possible.charter import Charter
from possible.dispatch.plan import Plan, TurnKey
from possible.dispatch.reservations import expired
from possible.dispatch.timetable import Timetable
from possible.values.instant import MINUTE, Instant
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.plans import (
    Days,
    expected_of,
    millis,
    read_days,
    seconds,
    table_of,
    visit_value,
)
from possible_web.keeping.pokes import poke
from possible_web.keeping.shifts import keep_turns, technicians_of
from possible_web.keeping.timers import stop_timer
from possible_web.records.models import Round, Staff, Turn, Visit, VisitReport

HELD = "visit-held"  # the timer of a reservation
QUARTER = 15 * MINUTE


def seen(team: str, days: Iterable[date], now: Instant, charter: Charter | None = None) -> Days:
    """Return the days of a team as they are, without a lock: to show them, and to ask for slots.

    Reservations that ran out are left out of the plan. `charter`: for the hours of turns that nobody has
    entered (unless given: the one in force).
    """
    found = read_days(team, days, now, charter or charter_in_force().charter)
    return _fresh(found, now)


def _fresh(found: Days, now: Instant) -> Days:
    plan = expired(found.plan, seconds(now))
    return Days(found.team, found.days, plan, found.visits, found.turns, found.technicians)


class Rounds:
    """Some days of a team that nobody else changes until the transaction ends.

    `plan`: what they are at `now`; `visits`, `turns`, `technicians`: the rows, by the plan's names.
    """

    def __init__(self, team: str, days: Iterable[date], now: Instant, charter: Charter | None = None) -> None:
        """Lock the days in their order, make the turns that are missing, and read the plan."""
        self.now = now
        self.locks = {day: locked_round(team, day) for day in sorted(set(days))}
        in_force = charter or charter_in_force().charter
        self._as_read = read_days(team, self.locks, now, in_force)
        if keep_turns(self._as_read.turns.values()):
            self._as_read = read_days(team, self.locks, now, in_force)
        self.team = team
        self.plan = expired(self._as_read.plan, seconds(now))
        self.visits = dict(self._as_read.visits)
        self.turns = self._as_read.turns
        self.technicians = self._as_read.technicians

    def add(self, row: Visit) -> str:
        """Take a saved row into what `keep` writes; returns its name in the plan."""
        self.visits[str(row.pk)] = row
        return str(row.pk)

    def keep(self, plan: Plan, done: Collection[str] = (), away: str = "") -> list[Visit]:
        """Write what differs from the rows, raise the version of each day that changed; returns those visits.

        Turns that the plan no longer has become `away`, with this reason. A visit that is gone from the plan
        loses its technician (a reservation is cancelled), unless it is named in `done`: those that a repair
        calls begun. Pages of the board and of the cases are poked. ValueError for a route that the judge
        refuses, if it is not the one that was read; then nothing is to be committed.
        """
        before, wanted = self._as_read.plan, self._placed(plan, set(done))
        days = self._turned_away(plan, away) | self._slowed(plan)
        changed = []
        for name, row in self.visits.items():
            if name in done and name not in plan.visits:
                continue
            fresh = self._columns(before, plan, name, wanted.get(name))
            differ = {column: value for column, value in fresh.items() if getattr(row, column) != value}
            if differ:
                if fresh.get("state") == Visit.State.CANCELLED:
                    stop_timer(f"{HELD} {row.pk}")
                days |= {row.day, fresh.get("day", row.day)}
                _save(row, differ)
                changed.append(row)
        self._raise(days)
        self._poke(days, changed)
        self.plan = plan
        return changed

    def _placed(self, plan: Plan, done: set[str]) -> dict[str, dict[str, Any]]:
        """The columns of every visit on a route that is not as it was read."""
        found: dict[str, dict[str, Any]] = {}
        for key in sorted(plan.turns):
            route = plan.route(key)
            if self._same(plan, key):
                continue
            table = table_of(plan, plan.turns[key], route)
            if table is None:
                if not set(route) < set(self._as_read.plan.route(key)):
                    raise ValueError(f"the route of {key.technician} on {key.day} cannot be kept")
                table = expected_of(plan, key)  # a day that is late already, with one visit less
            first = self._first_place(key, done - set(route))
            staff = self.technicians[key.technician].staff
            for number, name in enumerate(route):
                found[name] = {
                    "technician": staff,
                    "day": date.fromisoformat(key.day),
                    "place": first + number,
                    "planned_at": millis(table.start_of(name)),
                }
        return found

    def _same(self, plan: Plan, key: TurnKey) -> bool:
        before = self._as_read.plan
        route = plan.route(key)
        if route != before.route(key):
            return False
        same_visits = all(plan.visits[name].window == before.visits[name].window for name in route)
        return same_visits and plan.travel_on(key.day) == before.travel_on(key.day)

    def _first_place(self, key: TurnKey, done: Collection[str]) -> int:
        """The places before it belong to what is over on that day, or has begun by the plan."""
        rows = Visit.objects.filter(
            team=self.team, day=date.fromisoformat(key.day), technician__name=key.technician
        )
        begun = rows.filter(Q(state=Visit.State.DONE) | Q(pk__in=[int(name) for name in done]))
        places = [place for place in begun.values_list("place", flat=True) if place is not None]
        return max(places, default=-1) + 1

    def _columns(self, before: Plan, plan: Plan, name: str, placed: dict[str, Any] | None) -> dict[str, Any]:
        row, visit, was = self.visits[name], plan.visits.get(name), before.visits.get(name)
        if visit is None:
            gone: dict[str, Any] = {"technician": None, "place": None, "planned_at": None}
            held = row.state == Visit.State.RESERVED
            return {**gone, "held_until": None, "state": Visit.State.CANCELLED} if held else gone
        columns = dict(placed or {})
        if placed is None and plan.home_of(name) is None:
            columns = {"technician": None, "place": None, "planned_at": None}
        if was is None or visit.window != was.window:
            columns |= {"starts": millis(visit.window.start), "ends": millis(visit.window.end)}
        if was is None or visit.held_until != was.held_until:
            columns["held_until"] = None if visit.held_until is None else millis(visit.held_until)
        return columns

    def _turned_away(self, plan: Plan, reason: str) -> set[date]:
        gone = [self.turns[key] for key in self._as_read.plan.turns if key not in plan.turns]
        for turn in gone:
            turn.state, turn.reason = Turn.State.AWAY, reason[:200]
            turn.save(update_fields=["state", "reason"])
        return {turn.day for turn in gone}

    def _slowed(self, plan: Plan) -> set[date]:
        slowed = {
            day: plan.traffic.get(day.isoformat(), 100)
            for day, lock in self.locks.items()
            if plan.traffic.get(day.isoformat(), 100) != lock.traffic
        }
        for day, percent in slowed.items():
            self.locks[day].traffic = percent
        return set(slowed)

    def _raise(self, days: Iterable[date]) -> None:
        for day in days:
            lock = self.locks.get(day)
            if lock is not None:
                lock.version += 1
                lock.save(update_fields=["version", "traffic"])

    def _poke(self, days: Iterable[date], changed: Iterable[Visit]) -> None:
        cases = sorted({row.case_id for row in changed})
        topics = [topic_of(day) for day in sorted(days)] + [f"case-{case}" for case in cases]
        poke(self.now, *topics)


def _save(row: Visit, columns: dict[str, Any]) -> None:
    for column, value in columns.items():
        setattr(row, column, value)
    if columns.keys() & {"technician", "day", "starts"}:  # whoever had set out for it comes no more
        VisitReport.objects.filter(visit=row, set_out_at__isnull=False).update(set_out_at=None)
    row.save(update_fields=list(columns))


def topic_of(day: date) -> str:
    """Return the topic of pokes for whoever looks at a day (staff only)."""
    return f"board-{day.isoformat()}"


def topics_of_route(team: str, day: date, technician: Staff | None = None) -> list[str]:
    """Return the topics of the cases to which somebody is to come on a day (to which this technician is).

    Their customers look at a time that changes with what happens at the visits before theirs.
    """
    rows = Visit.objects.filter(team=team, day=day, state=Visit.State.BOOKED, technician__isnull=False)
    rows = rows.filter(technician=technician) if technician else rows
    return [f"case-{case}" for case in sorted(set(rows.values_list("case_id", flat=True)))]


def locked_round(team: str, day: date) -> Round:
    """Lock a team's day, making its row where there is none."""
    found = Round.objects.select_for_update().filter(team=team, day=day).first()
    if found is None:
        Round.objects.get_or_create(team=team, day=day)
        found = Round.objects.select_for_update().get(team=team, day=day)
    return found


def timetable_of_day(days: Days | Rounds, key: TurnKey) -> Timetable | None:
    """Return when somebody is where on a day, in seconds; nothing where the judge refuses the route."""
    return table_of(days.plan, days.plan.turns[key], days.plan.route(key))


def expected(days: Days | Rounds, key: TurnKey) -> Timetable:
    """Return when somebody is where if they just go on, whatever is late by then, in seconds."""
    return expected_of(days.plan, key)


# ---- what the customer sees on the day ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Eta:
    """When a technician comes by the plan as it is: between `low` and `high`, after `before` other visits.

    `there`: they are at the door. `late`: not before the end of the window that was promised.
    """

    before: int
    low: Instant
    high: Instant
    there: bool = False
    late: bool = False


def eta(days: Days | Rounds, row: Visit) -> Eta | None:
    """Return when the technician of a visit comes; nothing where no technician comes by this plan.

    From the planned start, in quarters of an hour, to one quarter more for each visit before; never past the
    window, while that can be kept.
    """
    name = str(row.pk)
    if row.state == Visit.State.ARRIVED:
        at = Instant(row.arrived_at or row.starts)
        return Eta(0, at, at, there=True)
    key = days.plan.home_of(name)
    if key is None:
        return None
    before = days.plan.route(key).index(name)
    start = millis(expected(days, key).start_of(name))
    low = start - start % QUARTER
    high = low + QUARTER * (1 + before)
    late = start > row.ends
    if not late:
        low, high = max(low, row.starts), min(max(high, row.starts + QUARTER), row.ends)
    return Eta(before, Instant(low), Instant(high), late=late)


__all__ = [
    "Days",
    "Eta",
    "Rounds",
    "eta",
    "expected",
    "locked_round",
    "seen",
    "technicians_of",
    "timetable_of_day",
    "topic_of",
    "topics_of_route",
    "visit_value",
]
