"""Which turns could serve a visit if they had nothing else to do: asked so often that it is remembered."""

from __future__ import annotations

from collections import defaultdict

from possible.dispatch.board import missing
from possible.dispatch.plan import Plan, Turn, TurnKey, Visit, Window


class Able:
    """A plan's turns by time, and the technicians by need."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        days: dict[str, list[Turn]] = defaultdict(list)
        for key in sorted(plan.turns):
            days[key.day].append(plan.turns[key])
        self._days = [
            (min(turn.start for turn in turns), max(turn.end for turn in turns), turns)
            for turns in days.values()
        ]
        self._fit: dict[object, frozenset[str]] = {}
        self._keys: dict[object, frozenset[TurnKey]] = {}

    def turns_in(self, window: Window) -> list[Turn]:
        """The turns that are at work at some instant of the window, in the plan's order."""
        return [
            turn
            for start, end, turns in self._days
            if start <= window.end and end >= window.start
            for turn in turns
            if turn.start <= window.end and turn.end >= window.start
        ]

    def technicians(self, visit: Visit) -> frozenset[str]:
        """Those with the skills, the equipment and the territory."""
        needs = (visit.skills, visit.equipment, visit.territory)
        known = self._fit.get(needs)
        if known is None:
            people = self.plan.technicians.items()
            known = frozenset(name for name, who in people if missing(who, visit) is None)
            self._fit[needs] = known
        return known

    def keys(self, visit: Visit) -> frozenset[TurnKey]:
        """The turns at work in the visit's window whose technician has what it needs (parts aside)."""
        needs = (visit.skills, visit.equipment, visit.territory, visit.window)
        known = self._keys.get(needs)
        if known is None:
            fit = self.technicians(visit)
            turns = self.turns_in(visit.window)
            known = frozenset(turn.key for turn in turns if turn.key.technician in fit)
            self._keys[needs] = known
        return known

    def promised(self) -> list[Visit]:
        """The promised visits on routes, in the plan's order."""
        plan = self.plan
        placed = (plan.visits[visit] for _, route in sorted(plan.routes.items()) for visit in route)
        return [visit for visit in placed if visit.promised]
