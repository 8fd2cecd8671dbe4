"""The plan: technicians, their days, the visits, and who goes where in which order.

Instants are seconds since 1970 in UTC, durations seconds, days ISO dates. A plan is a value: what changes it
gives another plan. It does not say whether it can be kept; only `schedule` says that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from possible.dispatch.spots import Spot
from possible.dispatch.travel import Slowed, Travel

Parts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The interval in which a visit starts, both ends included."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a window cannot end ({self.end}) before it starts ({self.start})")


@dataclass(frozen=True, slots=True)
class Break:
    """A pause of `duration` that starts between `earliest` and `latest`, where the technician then is."""

    earliest: int
    latest: int
    duration: int

    def __post_init__(self) -> None:
        if self.latest < self.earliest or self.duration < 0:
            raise ValueError("a break needs earliest ≤ latest and no negative duration")


@dataclass(frozen=True, slots=True)
class Technician:
    """Who goes: skills, languages, equipment; parts in the van; an empty set of territories means all."""

    id: str
    home: Spot
    name: str = ""
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    equipment: frozenset[str] = frozenset()
    stock: Mapping[str, int] = field(default_factory=dict)
    territories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class TurnKey:
    """Names a technician's day (an ISO date); plans are ordered by day, then technician."""

    day: str
    technician: str

    def __post_init__(self) -> None:
        date.fromisoformat(self.day)


@dataclass(frozen=True, slots=True)
class Turn:
    """One technician's working day: from `origin` not before `start`, back at `finish` by `end`.

    `longest` bounds the time from leaving to being back (0: only start and end bound it). Breaks are owed,
    in this order, on a day with at least one visit.
    """

    key: TurnKey
    start: int
    end: int
    origin: Spot
    finish: Spot
    breaks: tuple[Break, ...] = ()
    longest: int = 0

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"the day of {self.key.technician} on {self.key.day} ends before it starts")


@dataclass(frozen=True, slots=True)
class Visit:
    """What is asked: where, how long, when it may start, and what it needs.

    `promised`: the customer has been told this window, and nobody moves it without them. `held_until`: a
    reservation, promised only until that instant. `language`: the customer's, a wish and not a need.
    """

    id: str
    spot: Spot
    duration: int
    window: Window
    skills: frozenset[str] = frozenset()
    equipment: frozenset[str] = frozenset()
    parts: Parts = ()
    language: str = ""
    territory: str = ""
    priority: int = 0
    promised: bool = True
    held_until: int | None = None

    def __post_init__(self) -> None:
        if self.duration < 0 or any(count <= 0 for _, count in self.parts):
            raise ValueError(f"visit {self.id}: no negative duration, and parts are counted from one")


Route = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Technicians, turns, visits, and each turn's route (visit ids in order; turns without one are free).

    `resupply` tells from which day vans can carry any number of a part; before it, and for parts it does not
    name, only what is in the van. `traffic` slows a day's travel (percent). `fixed` counts the first visits
    of a route that nobody moves any more: started, or about to. `version` rises with every change.
    """

    technicians: Mapping[str, Technician]
    turns: Mapping[TurnKey, Turn]
    visits: Mapping[str, Visit]
    routes: Mapping[TurnKey, Route]
    travel: Travel
    resupply: Mapping[str, str] = field(default_factory=dict)
    traffic: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[TurnKey, int] = field(default_factory=dict)
    version: int = 0

    def route(self, key: TurnKey) -> Route:
        return self.routes.get(key, ())

    def travel_on(self, day: str) -> Travel:
        percent = self.traffic.get(day, 100)
        return self.travel if percent == 100 else Slowed(self.travel, percent)

    def scarce(self, part: str, day: str) -> bool:
        """Whether a van has only what is in it of this part on this day."""
        until = self.resupply.get(part)
        return until is None or day < until

    def home_of(self, visit: str) -> TurnKey | None:
        """The turn whose route has this visit, if any has."""
        return next((key for key, route in self.routes.items() if visit in route), None)

    def unserved(self) -> tuple[str, ...]:
        """Visits on no route, in the plan's order."""
        served = {visit for route in self.routes.values() for visit in route}
        return tuple(visit for visit in self.visits if visit not in served)

    def days(self) -> tuple[str, ...]:
        return tuple(sorted({key.day for key in self.turns}))

    def turns_on(self, day: str) -> tuple[Turn, ...]:
        """That day's turns, by technician."""
        return tuple(self.turns[key] for key in sorted(key for key in self.turns if key.day == day))

    def with_routes(self, routes: Mapping[TurnKey, Route]) -> Plan:
        """The plan with these turns' routes instead of theirs."""
        return replace(self, routes={**self.routes, **routes}, version=self.version + 1)

    def with_visits(self, visits: Iterable[Visit]) -> Plan:
        """The plan with these visits added or changed."""
        return replace(
            self, visits={**self.visits, **{visit.id: visit for visit in visits}}, version=self.version + 1
        )

    def without_visit(self, visit: str) -> Plan:
        """The plan without this visit, on its route and in its list."""
        routes = {
            key: tuple(other for other in route if other != visit) if visit in route else route
            for key, route in self.routes.items()
        }
        kept = {name: other for name, other in self.visits.items() if name != visit}
        return replace(self, visits=kept, routes=routes, version=self.version + 1)

    def with_turn(self, turn: Turn) -> Plan:
        return replace(self, turns={**self.turns, turn.key: turn}, version=self.version + 1)
