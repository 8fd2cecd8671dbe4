"""Where agents sit: what each holds, and in each group of equals who has been free longest.

Agents who can do the same are one group, so that finding somebody costs as many looks as there are groups.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from possible.floor.happenings import Agent
from possible.floor.places import SLACK, Queue, Waiting
from possible.values.instant import Instant

Free = tuple[int, int, "Desk"]


class Desk:
    """An agent at work: open (takes contacts) or not, what is held, offered and wrapped up.

    `load`: how many of these; `alone`: how many of them exclude all others. `stamp`: the number of the moment
    at which the agent became freer last, lower is longer ago; `since`: its instant.
    """

    __slots__ = (
        "agent",
        "alone",
        "came",
        "counts",
        "gone",
        "group",
        "held",
        "load",
        "name",
        "offers",
        "open",
        "own",
        "reason",
        "since",
        "stamp",
        "wraps",
    )

    def __init__(self, agent: Agent, group: Group, came: int) -> None:
        self.agent = agent
        self.name = agent.name
        self.group = group
        self.came = came
        self.open = True
        self.gone = False
        self.reason = ""
        self.stamp = came
        self.since = Instant(0)
        self.load = 0
        self.alone = 0
        self.counts: dict[str, int] = {}
        self.held: dict[str, tuple[Queue, Instant]] = {}
        self.offers: dict[str, Waiting] = {}
        self.wraps: dict[str, tuple[Queue, Instant, Instant]] = {}
        self.own: list[Queue] = []

    def take_over(self, before: Desk) -> None:
        """Go on with what this agent still held after going out."""
        self.held, self.load, self.alone = before.held, before.load, before.alone
        self.counts = before.counts

    def has_room(self, channel: str) -> bool:
        """Whether one more contact of this channel can be taken now."""
        if not self.load:
            return self.open and self.group.capacity.get(channel, 0) > 0
        if self.alone or not self.open or channel in self.group.alone:
            return False
        return self.counts.get(channel, 0) < self.group.capacity.get(channel, 0)

    def take(self, channel: str) -> None:
        """One more."""
        self.load += 1
        if channel in self.group.alone:
            self.alone += 1
        else:
            self.counts[channel] = self.counts.get(channel, 0) + 1
            self.group.enlist(self)

    def drop(self, channel: str) -> None:
        """One less."""
        self.load -= 1
        if channel in self.group.alone:
            self.alone -= 1
        else:
            self.counts[channel] -= 1


class Group:
    """Agents who can do the same: the queues that they serve, and who of them is free, longest first.

    `working`: how many are open. `empty`: those with nothing in their hands. `partly`: by channel, those who
    have something and room for more, fewest first. Both with tombstones, told by the agent's stamp and load.
    """

    __slots__ = (
        "alone",
        "capacity",
        "empty",
        "languages",
        "partly",
        "queues",
        "skills",
        "teams",
        "working",
    )

    def __init__(self, agent: Agent, alone: frozenset[str]) -> None:
        self.teams = agent.teams
        self.languages = agent.languages
        self.skills = agent.skills
        self.capacity = dict(agent.capacity)
        self.alone = alone
        self.working = 0
        self.queues: list[Queue] = []
        self.empty: list[Free] = []
        self.partly: dict[str, list[Free]] = {name: [] for name in self.capacity if name not in alone}

    def serves(self, queue: Queue) -> bool:
        """Whether its agents have the team, the language, the skills and the channel."""
        return (
            queue.team in self.teams
            and queue.language in self.languages
            and queue.skills <= self.skills
            and self.capacity.get(queue.channel, 0) > 0
        )

    def enlist(self, desk: Desk) -> None:
        """Let an agent stand among the free, wherever there is room."""
        if desk.alone or not desk.open:
            return
        entry = (desk.load, desk.stamp, desk)
        if not desk.load:
            self._push(self.empty, entry)
        else:
            for channel, heap in self.partly.items():
                if desk.has_room(channel):
                    self._push(heap, entry)

    def _push(self, heap: list[Free], entry: Free) -> None:
        heappush(heap, entry)
        if len(heap) > 2 * self.working + SLACK:
            heap[:] = list(
                {
                    id(desk): (load, stamp, desk) for load, stamp, desk in heap if _holds(load, stamp, desk)
                }.values()
            )
            heapify(heap)

    def best(self, channel: str) -> Free | None:
        """Return who has least in hands and has been free longest, of those with room for this channel."""
        heap = self.empty
        while heap:
            entry = heap[0]
            desk = entry[2]
            if entry[1] == desk.stamp and not desk.load and desk.open:
                return entry
            heappop(heap)
        return self._partly_free(channel) if channel in self.partly else None

    def _partly_free(self, channel: str) -> Free | None:
        heap = self.partly[channel]
        while heap:
            load, stamp, desk = heap[0]
            if _holds(load, stamp, desk) and desk.has_room(channel):
                return heap[0]
            heappop(heap)
        return None

    def best_for(self, waiting: Waiting) -> Free | None:
        """Return the best agent who has not been asked for this contact, nor holds it."""
        channel, passed = waiting.want.channel, []
        best = self.best(channel)
        while best is not None and not _new_to(waiting, best[2].name):
            passed.append(heappop(self.partly[channel] if best[0] else self.empty))
            best = self.best(channel)
        for entry in passed:
            heappush(self.partly[channel] if entry[0] else self.empty, entry)
        return best


def _holds(load: int, stamp: int, desk: Desk) -> bool:
    return desk.open and desk.load == load and desk.stamp == stamp


def _new_to(waiting: Waiting, agent: str) -> bool:
    return waiting.want.holder != agent and (waiting.asked is None or agent not in waiting.asked)
