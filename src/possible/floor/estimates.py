"""How long somebody will wait, said as honestly as it can be: a median, a P80, or nothing.

Where the same agents serve the same queues (one pool), QLm: the places ahead, the agents, how long a contact
takes, and the patience of those ahead (Whitt 1999). Where agents serve several queues in different ways, HOL:
what the longest waiting of this queue has waited so far (Ibrahim and Whitt 2009), plus one gap between two
connections, which is what it still has to wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from possible.floor.desks import Group
from possible.floor.hall import Hall
from possible.floor.happenings import Estimate, Rules, Want
from possible.floor.pace import P80, Spread, qlm
from possible.floor.places import Queue, Waiting
from possible.values import N_, Refused, sentence

QLM, HOL, OWNER, OFFERED = "QLm", "HOL", "owner", "offered"
NOTHING_HONEST = Estimate(low=None, high=None)
AT_ONCE = Spread(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A spread of waiting times, from so many milliseconds on, and how it was reckoned."""

    spread: Spread
    method: str
    later: int = 0

    @property
    def mean(self) -> float:
        """The mean wait in milliseconds."""
        return self.later + self.spread.mean

    def told(self, later: int = 0) -> Estimate:
        """Return it as it is told: the median and the P80, after so many more milliseconds."""
        start = self.later + later
        return Estimate(
            low=start + self.spread.quantile(0.0),
            high=start + self.spread.quantile(P80),
            method=self.method,
            mean=start + round(self.spread.mean),
        )


def estimate(hall: Hall, contact: str) -> Estimate:
    """Return how long a waiting contact will still wait; `Refused` for one who does not wait.

    As quick as nothing for the last in a queue; else in proportion to how many are before it.
    """
    waiting = hall.waiting.get(contact)
    if waiting is None:
        raise Refused(sentence(N_("Contact `{contact}` does not wait."), contact=contact))
    if waiting.taker:
        return Forecast(AT_ONCE, OFFERED).told()
    return _estimate(hall, waiting)


def estimate_for(hall: Hall, want: Want) -> Estimate:
    """Return how long this want would wait if it joined now."""
    home = hall.queue((want.team, want.language, want.channel, want.skills))
    return _estimate(hall, Waiting(want, hall.sequence + 1, hall.now, home))


def _estimate(hall: Hall, waiting: Waiting) -> Estimate:
    want, now = waiting.want, hall.now
    if not hall.staffed(want):
        return NOTHING_HONEST
    later = max(0, want.not_before - now)
    anyone = _by_anyone(hall, waiting)
    if not waiting.reserved(now):
        return anyone.told(later) if anyone is not None else NOTHING_HONEST
    ways = [_by_owner(hall, waiting)]
    if anyone is not None:
        ways.append(Forecast(anyone.spread, anyone.method, want.owner_until - now))
    best = min((way for way in ways if way is not None), key=lambda way: way.mean, default=None)
    return best.told(later) if best is not None else NOTHING_HONEST


def _by_anyone(hall: Hall, waiting: Waiting) -> Forecast | None:
    """Return the shortest of its own queue and of those that it may turn to, now or later."""
    want = waiting.want
    ways = [_in_queue(hall, waiting, waiting.home)]
    for more in want.relaxations:
        queue = hall.queue((more.team, more.language, want.channel, want.skills))
        way = _in_queue(hall, waiting, queue)
        if way is not None:
            ways.append(Forecast(way.spread, way.method, max(0, more.from_ - hall.now)))
    return min((way for way in ways if way is not None), key=lambda way: way.mean, default=None)


def _in_queue(hall: Hall, waiting: Waiting, queue: Queue) -> Forecast | None:
    groups = [group for _, group in queue.groups if group.working]
    if not groups:
        return None
    pool = _pool(queue, groups)
    if any(group.best_for(waiting) is not None for group in groups):
        return Forecast(AT_ONCE, QLM if pool else HOL)
    slots = sum(group.working * group.capacity[queue.channel] for group in groups)
    if pool:
        ahead = sum(other.ahead_of(waiting) for other in pool)
        left, waited = sum(one.pace.left for one in pool), sum(one.pace.waited for one in pool)
        leaving = left / waited if waited else 0.0
        return Forecast(qlm(ahead, slots / service(pool, hall.rules), leaving), QLM)
    return Forecast(_behind_the_first(hall, waiting, queue, groups, slots), HOL)


def _pool(queue: Queue, groups: list[Group]) -> list[Queue]:
    """Return the queues of the one pool that this queue belongs to; none where agents differ."""
    queues = groups[0].queues
    names = set(map(id, queues))
    if any(set(map(id, group.queues)) != names for group in groups[1:]):
        return []
    members = set(map(id, groups))
    for other in queues:
        working = {id(group) for _, group in other.groups if group.working}
        if other.channel != queue.channel or working != members:
            return []
    return queues


def _behind_the_first(hall: Hall, waiting: Waiting, queue: Queue, groups: list[Group], slots: int) -> Spread:
    pace, now = queue.pace, hall.now
    gap = pace.gaps / pace.taken if pace.taken else service([queue], hall.rules) / slots
    gap = max(gap, 1.0)
    first = _oldest([queue], now) if queue.length else max(_oldest(group.queues, now) for group in groups)
    mean = max(gap, waiting.place - first + gap)
    return Spread(mean, 2 * mean * gap, even=True)


def _oldest(queues: Iterable[Queue], now: int) -> int:
    """Return the first place of all; that of somebody who comes now, where nobody waits."""
    heads = (queue.head() for queue in queues if queue.length)
    return min((head.place for head in heads if head is not None), default=now)


def _by_owner(hall: Hall, waiting: Waiting) -> Forecast | None:
    want = waiting.want
    owner = hall.desks.get(want.owner)
    if owner is None or not owner.open or want.language not in owner.agent.languages:
        return None
    if owner.has_room(want.channel):
        return Forecast(AT_ONCE, OWNER)
    queue = hall.owned.get(want.owner, {}).get((want.language, want.channel))
    ahead = queue.ahead_of(waiting) if queue is not None else 0
    return Forecast(qlm(ahead, 1 / service([waiting.home], hall.rules), 0.0), OWNER)


def service(queues: Iterable[Queue], rules: Rules) -> float:
    """Return the milliseconds that a contact takes an agent: those counted, and one supposed."""
    served, busy = 1, rules.service
    for queue in queues:
        served += queue.pace.served
        busy += queue.pace.busy
    return max(1.0, busy / served)
