"""Where a visit or a home is, in integers."""

from __future__ import annotations

from dataclasses import dataclass

MICRODEGREES = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place on the ground: micro-degrees north and east on a globe, metres north and east on a flat map."""

    north: int
    east: int

    @staticmethod
    def at_degrees(north: float, east: float) -> Spot:
        """The spot at these degrees, rounded to the micro-degree (11 cm); refuses what is not on the
        globe.
        """
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            raise ValueError(f"no such place on the globe: {north} north, {east} east")
        return Spot(round(north * MICRODEGREES), round(east * MICRODEGREES))
