"""A broken day repaired: what can be done, with its consequences, before anything is done.

`possible.dispatch` decides who can take what; this turns its answers into options that people compare, and
puts a decision into the plan as it is when it is done.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from possible.dispatch.board import board_of
from possible.dispatch.events import shake
from possible.dispatch.fits import fits, taken
from possible.dispatch.improver import tries
from possible.dispatch.plan import Plan
from possible.dispatch.repair import Change as Handed
from possible.dispatch.repair import Repaired, changes, repair, search_on
from possible.dispatch.slots import Tier
from possible.dispatch.timetable import Timetable
from possible.values import Money
from possible.values.instant import Instant
from possible_web.keeping.deciding import who_comes, without_begun
from possible_web.keeping.decisions import LEAVE, RISK, Decision, Happening
from possible_web.keeping.owing import NOTHING, Owed, if_called_off, if_late, total
from possible_web.keeping.plans import expected_of, millis, seconds, table_of
from possible_web.keeping.risks import Risk, in_danger, risks_of
from possible_web.keeping.rounds import Days
from possible_web.records.models import Round, Visit

SEED, TRIES = 1, 200
FEW = 30  # visits of a day that are searched through while somebody waits for the page: a second at most
TIGHT = 600  # seconds before the latest start: from here on, one more delay is one too many
MOST = 5
KEPT, GONE, LATE, RELEASED = "kept", "gone", "late", "released"
OTHER, OTHER_LANGUAGE, COMES_LATE = "other", "other-language", "late"


@dataclass(frozen=True, slots=True)
class Change:
    """What an option means for one customer: `kept` by another, `gone` (called off), `late`, `released`.

    `starts`: when somebody comes then. `before`, `after`: technicians by name (empty: nobody).
    """

    row: Visit
    kind: str
    before: str
    after: str = ""
    starts: Instant | None = None
    owed: Owed = NOTHING
    loses_language: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on: `credit` owed in all, `seconds` more on the road, whose time gets tight."""

    decision: Decision
    changes: tuple[Change, ...]
    credit: Money | None
    seconds: int
    tighter: tuple[Visit, ...]
    plan: Plan

    @property
    def put_off(self) -> int:
        """How many windows are not kept."""
        return sum(change.kind in (GONE, LATE, RELEASED) for change in self.changes)

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The better, the less: nobody put off or late, little owed, few told, short ways."""
        owed = self.credit.cents if self.credit else 0
        return self.put_off, owed, len(self.changes), self.seconds


def version_of(team: str, day: date) -> int:
    """Return how often a day changed: read it before the day, so that no change in between goes unseen."""
    return Round.objects.filter(team=team, day=day).values_list("version", flat=True).first() or 0


def options_of(
    days: Days, happening: Happening, now: Instant, version: int, *, search: bool = False
) -> list[Option]:
    """Return the ways to go on after what has happened to one day, the best first; none where all is well.

    `version`: of the day, read before it (`version_of`). `search`: the whole day is searched through for
    visits that find no place, which takes seconds on a large one; a small one always is.
    `Refused` when it cannot have happened (somebody who does not work on that day).
    """
    base, _ = without_begun(days, now)
    danger = in_danger(risks_of(days, now))
    if happening.kind == RISK and not danger:
        return []
    maker = _Maker(days, base, happening, now, version)
    found = [maker.of(each) for each in _repairs(base, happening, days, now, search=search)]
    if happening.kind == RISK:
        if len(danger) == 1:
            found += maker.by_hand(danger[0])
        found.append(maker.leave(danger))
    distinct = {_what(option): option for option in reversed(found)}
    return sorted(distinct.values(), key=lambda option: option.order)[:MOST]


def _what(option: Option) -> object:
    decision = option.decision
    return tuple(sorted(decision.routes.items())), decision.gone, decision.happening.kind


def _repairs(
    base: Plan, happening: Happening, days: Days, now: Instant, *, search: bool
) -> Iterator[Repaired]:
    at, day = seconds(now), days.days[0].isoformat()
    event = happening.event(base, day)
    full = repair(base, event, at)
    yield full
    wanted = search or len(base.visits) <= FEW
    if wanted and any(name not in full.broken for name in full.open):
        yield search_on(full, random.Random(SEED), tries(TRIES))  # noqa: S311 - a search, no secret
    yield repair(base, event, at, tier=Tier.INSERTION)
    if happening.kind != RISK:
        shaken = shake(base, event, at)
        yield Repaired(base, shaken.plan, (), shaken.released, shaken.broken, shaken.done)


class _Maker:
    """Makes options of one day after one happening."""

    def __init__(self, days: Days, base: Plan, happening: Happening, now: Instant, version: int) -> None:
        self.version = version
        self.days, self.base, self.happening, self.now = days, base, happening, now
        self.day = days.days[0].isoformat()
        self.before = who_comes(days)

    def of(self, repaired: Repaired) -> Option:
        """Return an option from the core's answer: who is handed on, and who is called off."""
        handed = {change.visit: change for change in changes(repaired)}
        gone = [name for name in repaired.open if name not in repaired.done]
        plan = repaired.plan
        for name in gone:
            plan = plan.without_visit(name)
        found = [self._handed(plan, change) for change in handed.values()]
        found += [self._gone(name) for name in gone]
        return self._option(self.happening, plan, repaired.done, found)

    def by_hand(self, risk: Risk) -> Iterator[Option]:
        """Yield one option for each technician who can take a visit in danger and keep all else."""
        name = str(risk.stay.row.pk)
        for fit in fits(self.base, self.base.visits[name], self.day):
            plan = taken(self.base, self.base.visits[name], fit)
            handed = Handed(name, risk.stay.key, fit.key, loses_language=not fit.speaks)
            found = [self._handed(plan, handed)] if fit.key != risk.stay.key else []
            if not _late_after(plan, self.base, self.day):
                yield self._option(self.happening, plan, (), found)

    def leave(self, danger: list[Risk]) -> Option:
        """Return the option in which nothing changes but what the customers know."""
        found = [
            Change(
                risk.stay.row,
                LATE,
                risk.stay.key.technician,
                risk.stay.key.technician,
                risk.stay.starts,
                if_late(risk.stay.row),
            )
            for risk in danger
        ]
        happening = replace(self.happening, kind=LEAVE)
        return self._option(happening, self.base, (), found)

    def _option(self, happening: Happening, plan: Plan, done: Iterable[str], found: list[Change]) -> Option:
        gone_by = set(done)
        routes = {
            key.technician: plan.route(key)
            for key in sorted(plan.turns)
            if plan.route(key) != tuple(name for name in self.base.route(key) if name not in gone_by)
        }
        decision = Decision(
            self.days.team,
            self.day,
            self.version,
            happening,
            routes,
            tuple(str(change.row.pk) for change in found if change.kind in (GONE, RELEASED)),
            {str(change.row.pk): told for change in found if (told := _told(change))},
            self.before,
        )
        credit = total(change.owed.credit for change in found)
        further = board_of(plan).seconds - board_of(self.base).seconds
        ordered = tuple(sorted(found, key=lambda change: (change.row.starts, change.row.pk)))
        return Option(decision, ordered, credit, further, self._tighter(plan, found), plan)

    def _handed(self, plan: Plan, change: Handed) -> Change:
        row = self.days.visits[change.visit]
        starts = millis(expected_of(plan, change.after).start_of(change.visit))
        after = change.after.technician
        before = change.before.technician if change.before else self.before.get(change.visit, "")
        if row.state == Visit.State.RESERVED:
            return Change(row, KEPT, before, after, starts)
        return Change(row, KEPT, before, after, starts, NOTHING, change.loses_language)

    def _gone(self, name: str) -> Change:
        row, before = self.days.visits[name], self.before.get(name, "")
        if row.state == Visit.State.RESERVED:
            return Change(row, RELEASED, before)
        return Change(row, GONE, before, owed=if_called_off(row, self.now))

    def _tighter(self, plan: Plan, found: list[Change]) -> tuple[Visit, ...]:
        moved = {str(change.row.pk) for change in found}
        tight = _tight(plan) - _tight(self.base) - moved
        return tuple(self.days.visits[name] for name in sorted(tight, key=int))


def _told(change: Change) -> str:
    """Return which sentence a customer is told; nothing for who has only a reservation, or is called off."""
    if change.row.state != Visit.State.BOOKED or change.kind in (GONE, RELEASED):
        return ""
    if change.kind == LATE:
        return COMES_LATE
    return OTHER_LANGUAGE if change.loses_language else OTHER


def _tight(plan: Plan) -> set[str]:
    tables = (table_of(plan, turn, plan.route(key)) for key, turn in plan.turns.items())
    return {name for table in tables if table for name in _tight_in(table)}


def _tight_in(table: Timetable) -> Iterator[str]:
    return (stop.visit for stop in table.stops if stop.visit and stop.latest - stop.start < TIGHT)


def _late_after(plan: Plan, before: Plan, day: str) -> bool:
    """Whether some turn that was changed is still late."""
    changed = (turn.key for turn in plan.turns_on(day) if plan.route(turn.key) != before.route(turn.key))
    return any(table_of(plan, plan.turns[key], plan.route(key)) is None for key in changed)
