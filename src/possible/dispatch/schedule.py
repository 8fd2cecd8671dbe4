"""The judge: can this technician keep these visits in this order, and when is each?

Nothing enters a plan unless it says yes. One rule of breaks: a break is taken where the technician is, before
or after a journey, never during one; the judge finds the place. Journeys take constant time, so leaving later
never means arriving earlier, and the earliest departures and latest starts below are exact, not bounds
(Savelsbergh's forward and backward slack, carried once per number of breaks already taken).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

from possible.dispatch.plan import Break, Turn, Visit
from possible.dispatch.travel import Point, Travel

NEVER = 1 << 60
"""Later than any instant; its negative is earlier than any."""

Labels = tuple[int, ...]
"""One instant per number of breaks taken so far: NEVER (or -NEVER, looking back) where that cannot be."""


def advance(ready: Labels, seconds: int, breaks: tuple[Break, ...]) -> Labels:
    """Earliest instants at the far end of a journey, when it can be left at `ready`."""
    if not breaks:
        return (ready[0] + seconds,)
    if len(breaks) == 1:
        return (ready[0] + seconds, min(ready[1] + seconds, _pause_and_go(ready[0], seconds, breaks[0])))
    return tuple(
        min(over(ready[taken], seconds, breaks[taken:after]) for taken in range(after + 1))
        for after in range(len(breaks) + 1)
    )


def retreat(latest: Labels, seconds: int, breaks: tuple[Break, ...]) -> Labels:
    """Latest instants at which a journey can be left to be at its far end by `latest`."""
    if not breaks:
        return (latest[0] - seconds,)
    if len(breaks) == 1:
        return (
            max(latest[0] - seconds, _leave_and_pause(latest[1], seconds, breaks[0])),
            latest[1] - seconds,
        )
    return tuple(
        max(under(latest[after], seconds, breaks[taken:after]) for after in range(taken, len(breaks) + 1))
        for taken in range(len(breaks) + 1)
    )


def over(depart: int, seconds: int, breaks: tuple[Break, ...]) -> int:
    """Earliest instant at the far end when exactly these breaks are taken on the way (NEVER: too late for
    one).
    """
    if not breaks:
        return depart + seconds
    if len(breaks) == 1:
        return _pause_and_go(depart, seconds, breaks[0])
    return min(
        _take(_take(depart, breaks[:split]) + seconds, breaks[split:]) for split in range(len(breaks) + 1)
    )


def under(arrive: int, seconds: int, breaks: tuple[Break, ...]) -> int:
    """Latest departure that is at the far end by `arrive` with exactly these breaks taken (-NEVER: none)."""
    if not breaks:
        return arrive - seconds
    if len(breaks) == 1:
        return _leave_and_pause(arrive, seconds, breaks[0])
    return max(
        _untake(_untake(arrive, breaks[split:]) - seconds, breaks[:split]) for split in range(len(breaks) + 1)
    )


def _pause_and_go(depart: int, seconds: int, pause: Break) -> int:
    """Pausing on arrival is never worse, unless it is then too late to begin."""
    if depart + seconds <= pause.latest:
        return max(depart + seconds, pause.earliest) + pause.duration
    if depart <= pause.latest:
        return max(depart, pause.earliest) + pause.duration + seconds
    return NEVER


def _leave_and_pause(arrive: int, seconds: int, pause: Break) -> int:
    on_arrival = min(arrive - pause.duration, pause.latest)
    before = min(arrive - seconds - pause.duration, pause.latest)
    later = on_arrival - seconds if on_arrival >= pause.earliest else -NEVER
    return max(later, before) if before >= pause.earliest else later


def _take(instant: int, breaks: tuple[Break, ...]) -> int:
    for pause in breaks:
        if instant > pause.latest:
            return NEVER
        instant = max(instant, pause.earliest) + pause.duration
    return instant


def _untake(instant: int, breaks: tuple[Break, ...]) -> int:
    for pause in reversed(breaks):
        instant = min(instant - pause.duration, pause.latest)
        if instant < pause.earliest:
            return -NEVER
    return instant


def serve(arrive: Labels, visit: Visit) -> Labels:
    """Earliest instants at which the visit is done, when it is reached at `arrive`."""
    opens, closes = visit.window.start, visit.window.end
    return tuple(max(at, opens) + visit.duration if at <= closes else NEVER for at in arrive)


def begin(leave: Labels, visit: Visit) -> Labels:
    """Latest instants at which the visit can start, when it must be left by `leave`."""
    opens, closes, duration = visit.window.start, visit.window.end, visit.duration
    return tuple(latest if (latest := min(at - duration, closes)) >= opens else -NEVER for at in leave)


@dataclass(frozen=True, slots=True)
class Lane:
    """A turn with its visits in order, and what inserting a visit needs to know.

    Position 0 is the origin, then the visits, then the finish. `ready[p][k]`: earliest departure from p with
    k breaks taken; `latest[p][k]`: latest start at p with k breaks taken before it so that the rest is kept.
    """

    turn: Turn
    travel: Travel
    visits: tuple[Visit, ...]
    points: tuple[Point, ...]
    legs: tuple[int, ...]
    ready: tuple[Labels, ...]
    latest: tuple[Labels, ...]
    keeps: bool

    @property
    def seconds(self) -> int:
        """Seconds on the road."""
        return sum(self.legs)


def lane(turn: Turn, visits: Sequence[Visit], travel: Travel) -> Lane:
    """The turn with these visits in this order; its `keeps` is the judge's word."""
    point, breaks = travel.point, turn.breaks
    points = (point(turn.origin), *(point(visit.spot) for visit in visits), point(turn.finish))
    legs = tuple(map(travel.seconds, points, points[1:]))
    ready: list[Labels] = [(turn.start,) + (NEVER,) * len(breaks)]
    for visit, leg in zip(visits, legs, strict=False):
        ready.append(serve(advance(ready[-1], leg, breaks), visit))
    latest: list[Labels] = [(-NEVER,) * len(breaks) + (turn.end,)]
    for visit, leg in zip(reversed(visits), reversed(legs), strict=False):
        latest.append(begin(retreat(latest[-1], leg, breaks), visit))
    latest.reverse()
    keeps = True  # nobody is let down by a day without visits, even if its technician is late home
    if visits:
        home = advance(ready[-1], legs[-1], breaks)
        keeps = home[-1] <= turn.end and _short_enough(turn, visits, legs)
    return Lane(turn, travel, tuple(visits), points, legs, tuple(ready), ((-NEVER,), *latest), keeps)


def keeps(turn: Turn, visits: Sequence[Visit], travel: Travel) -> bool:
    """Whether the turn keeps every window, break and limit with these visits in this order."""
    return lane(turn, visits, travel).keeps


def _short_enough(turn: Turn, visits: Sequence[Visit], legs: Sequence[int]) -> bool:
    return not turn.longest or shortest_day(turn, visits, legs) <= turn.longest


@dataclass(frozen=True, slots=True)
class Pause:
    """Where a break lies: on which leg, and on which side of its journey."""

    leg: int
    on_arrival: bool


def placements(legs: int, breaks: int) -> list[tuple[Pause, ...]]:
    """Every way to place the breaks, in order, on the legs."""
    sides = [Pause(leg, on_arrival) for leg, on_arrival in product(range(legs), (False, True))]
    return list(combinations_with_replacement(sides, breaks))


Step = tuple[int, int, int]
"""Earliest start, latest start, and how long until the next step can start."""


def steps(turn: Turn, visits: Sequence[Visit], legs: Sequence[int], pauses: Sequence[Pause]) -> list[Step]:
    """The day as a chain of steps, the last of which is being back."""
    chain: list[Step] = []
    for number, leg in enumerate(legs):
        opens, closes, stay = (
            (turn.start, turn.end, 0)
            if number == 0
            else (visits[number - 1].window.start, visits[number - 1].window.end, visits[number - 1].duration)
        )
        pairs = list(zip(pauses, turn.breaks, strict=True))
        before = [rest for pause, rest in pairs if pause.leg == number and not pause.on_arrival]
        after = [rest for pause, rest in pairs if pause.leg == number and pause.on_arrival]
        chain.append((opens, closes, stay if before else stay + leg))
        for place, rest in enumerate(before):
            chain.append(
                (rest.earliest, rest.latest, rest.duration + (leg if place == len(before) - 1 else 0))
            )
        chain.extend((rest.earliest, rest.latest, rest.duration) for rest in after)
    return [*chain, (turn.start, turn.end, 0)]


def walk(chain: Sequence[Step], depart: int) -> list[int] | None:
    """When each step starts if the first starts at `depart` and none waits longer than it must."""
    starts, at = [], depart
    for opens, closes, then in chain:
        at = max(at, opens)
        if at > closes:
            return None
        starts.append(at)
        at += then
    return starts


def latest_departure(chain: Sequence[Step]) -> int:
    """The latest start of the first step with which the chain can be kept (-NEVER: it cannot)."""
    at = NEVER
    for opens, closes, then in reversed(chain):
        at = min(at - then, closes)
        if at < opens:
            return -NEVER
    return at


def shortest_day(turn: Turn, visits: Sequence[Visit], legs: Sequence[int]) -> int:
    """Seconds from leaving to being back, with the best departure and places of breaks (NEVER: cannot be).

    For a fixed chain the end is max(earliest end, departure + what takes time), so the best departure is the
    latest one that does not move the end, or the latest one that is possible.
    """
    best = NEVER
    for pauses in placements(len(legs), len(turn.breaks)):
        chain = steps(turn, visits, legs, pauses)
        starts = walk(chain, turn.start)
        if starts is not None:
            busy = sum(then for _, _, then in chain)
            best = min(best, max(busy, starts[-1] - latest_departure(chain)))
    return best
