"""Travel times, in whole seconds: the protocol, and the three providers that need nothing from outside.

Everything is an integer, so that plain Python and numpy (see `fast`) give the very same seconds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from possible.dispatch.spots import MICRODEGREES, Spot

Point = tuple[int, ...]
"""What a provider makes of a spot once, so that each question about it is quick."""

EARTH_RADIUS = 6_371_009  # metres, mean radius (IUGG)


class UnknownSpot(LookupError):  # noqa: N818 - it says what is the matter
    """A table of travel times was asked about a spot that it does not hold."""

    def __init__(self, spot: Spot) -> None:
        super().__init__(f"no travel times are known for the spot {spot.north}, {spot.east}")
        self.spot = spot


class Travel(Protocol):
    """Seconds of travel between two spots; `name` (provider and version) is kept with every quote."""

    @property
    def name(self) -> str: ...

    def point(self, spot: Spot) -> Point: ...

    def seconds(self, start: Point, end: Point) -> int: ...


@dataclass(frozen=True, slots=True)
class GreatCircle:
    """Straight line over the globe × detour (percent) ÷ speed (metres an hour) + parking and stairs
    (seconds).

    Points are metres on the globe's three axes, distances the chord between them: 1 m short of the great
    circle at 100 km, and exact in integers, which haversine is not. The default detour is what a street
    network of a town centre gave at the median; `calibrated` fits it to one's own trips.
    """

    detour: int = 145
    speed: int = 28_000
    parking: int = 180

    @property
    def name(self) -> str:
        return f"great-circle/1 detour {self.detour} % speed {self.speed} m/h parking {self.parking} s"

    def point(self, spot: Spot) -> Point:
        north = math.radians(spot.north / MICRODEGREES)
        east = math.radians(spot.east / MICRODEGREES)
        flat = EARTH_RADIUS * math.cos(north)
        return (
            round(flat * math.cos(east)),
            round(flat * math.sin(east)),
            round(EARTH_RADIUS * math.sin(north)),
        )

    def seconds(self, start: Point, end: Point) -> int:
        if start == end:
            return 0
        x, y, z = start[0] - end[0], start[1] - end[1], start[2] - end[2]
        return self.parking + math.isqrt(x * x + y * y + z * z) * self.detour * 36 // self.speed


@dataclass(frozen=True, slots=True)
class FlatMap:
    """Along the blocks of a flat map in metres: (north + east) ÷ speed (metres a second) + parking
    (seconds).
    """

    speed: int = 7
    parking: int = 120

    @property
    def name(self) -> str:
        return f"flat-map/1 speed {self.speed} m/s parking {self.parking} s"

    def point(self, spot: Spot) -> Point:
        return (spot.north, spot.east)

    def seconds(self, start: Point, end: Point) -> int:
        if start == end:
            return 0
        return self.parking + (abs(start[0] - end[0]) + abs(start[1] - end[1])) // self.speed


@dataclass(frozen=True, slots=True)
class TableTravel:
    """Travel times read from a table: what an OSRM server, a CSV file or a benchmark gives."""

    name: str
    index: Mapping[Spot, int]
    rows: Sequence[Sequence[int]]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.rows) for row in self.rows):
            raise ValueError("a travel table must be square")
        if any(seconds < 0 for row in self.rows for seconds in row):
            raise ValueError("a travel table holds no negative seconds")

    def point(self, spot: Spot) -> Point:
        number = self.index.get(spot)
        if number is None:
            raise UnknownSpot(spot)
        return (number,)

    def seconds(self, start: Point, end: Point) -> int:
        return self.rows[start[0]][end[0]]


@dataclass(frozen=True, slots=True)
class Slowed:
    """Another provider's travel on a day of heavy traffic: `percent` of its seconds, rounded up."""

    under: Travel
    percent: int
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", f"{self.under.name} at {self.percent} %")

    def point(self, spot: Spot) -> Point:
        return self.under.point(spot)

    def seconds(self, start: Point, end: Point) -> int:
        return (self.under.seconds(start, end) * self.percent + 99) // 100


@dataclass(frozen=True, slots=True)
class Trip:
    """A trip as it was driven: from, to, and the seconds from leaving to being at the door."""

    start: Spot
    end: Spot
    seconds: int


def calibrated(travel: GreatCircle, trips: Sequence[Trip], percentile: int = 50) -> GreatCircle:
    """The same travel with the detour that `percentile` % of the trips stayed within; at least 100 %.

    Use the median to plan and the 90th percentile where a promise hangs on one trip.
    """
    needed = sorted(_detour(travel, trip) for trip in trips if trip.start != trip.end)
    if not needed:
        return travel
    place = min(len(needed) - 1, max(0, -(-len(needed) * percentile // 100) - 1))
    return GreatCircle(max(100, needed[place]), travel.speed, travel.parking)


def _detour(travel: GreatCircle, trip: Trip) -> int:
    straight = GreatCircle(100, 3600, 0).seconds(travel.point(trip.start), travel.point(trip.end))
    driving = max(0, trip.seconds - travel.parking)
    return -(-driving * travel.speed // (36 * max(1, straight)))
