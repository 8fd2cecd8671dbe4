"""Where contacts wait: one place each, oldest first, in a heap per queue with tombstones.

An offer is no removal: the contact is taken out of the heap while it is offered, and comes back at the same
place, because its place is its instant and its number and never the moment at which it was put there.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from possible.floor.happenings import NOBODY, Want
from possible.floor.pace import Pace
from possible.values import Language
from possible.values.instant import Instant

if TYPE_CHECKING:
    from possible.floor.desks import Group

SLACK = 16


class Waiting:
    """A contact that waits: its place, whom it is offered to, and who was asked before.

    `place`: since less credit. `token`: not 0 while it stands in queues; entries with another token are
    tombstones. `home`: the queue of its own team and language; `offer`: the one for which it is offered.
    `asked`: who declined it or let it pass, and until when they are not asked again.
    """

    __slots__ = (
        "asked",
        "expires",
        "home",
        "joined",
        "offer",
        "place",
        "queues",
        "sequence",
        "taker",
        "token",
        "want",
    )

    def __init__(self, want: Want, sequence: int, joined: Instant, home: Queue) -> None:
        self.want = want
        self.home = home
        self.place = want.since - want.credit
        self.sequence = sequence
        self.joined = joined
        self.taker = NOBODY
        self.expires = joined
        self.offer = home
        self.asked: dict[str, Instant] | None = None
        self.token = 0
        self.queues: Sequence[Queue] = ()

    def before(self, other: Waiting) -> bool:
        """Whether it stands before another."""
        return self.place < other.place or (self.place == other.place and self.sequence < other.sequence)

    def may_ask(self, agent: str, now: Instant) -> bool:
        """Whether this agent may be asked: no holder of it, and not one who has just declined it."""
        return self.want.holder != agent and (self.asked is None or self.asked.get(agent, now) <= now)

    def reserved(self, now: Instant) -> bool:
        """Whether it waits for its owner alone."""
        return bool(self.want.owner) and self.want.owner_until > now

    def languages(self, now: Instant) -> list[tuple[str, Language]]:
        """Return the teams and languages that may serve it by now: its own first, then what was agreed to."""
        want = self.want
        routes = [(want.team, want.language)]
        routes += [(more.team, more.language) for more in want.relaxations if more.from_ <= now]
        return list(dict.fromkeys(routes))

    def wakes(self) -> set[Instant]:
        """Return the instants at which somebody else may become able to take it."""
        want = self.want
        instants = {want.not_before, want.owner_until, *(more.from_ for more in want.relaxations)}
        return instants.union(self.asked.values()) if self.asked else instants


Entry = tuple[int, int, int, Waiting]


class Queue:
    """Those who wait for one team in one language, on one channel and with one set of skills.

    `groups`: who can serve it, with the rank of the team among theirs, lowest first. `length`: how many wait
    here un-offered; `last`: the last place that was ever taken, `tied` the highest
    number there or before. An owner's queue has the owner's name for its
    team, and no groups.
    """

    __slots__ = ("channel", "groups", "heap", "language", "last", "length", "pace", "skills", "team", "tied")

    def __init__(self, team: str, language: Language, channel: str, skills: frozenset[str]) -> None:
        self.team = team
        self.language = language
        self.channel = channel
        self.skills = skills
        self.heap: list[Entry] = []
        self.length = 0
        self.last = self.tied = 0
        self.groups: list[tuple[int, Group]] = []
        self.pace = Pace()

    def put(self, waiting: Waiting) -> None:
        """Let a contact stand at its place."""
        place = waiting.place
        heappush(self.heap, (place, waiting.sequence, waiting.token, waiting))
        self.length += 1
        if place >= self.last:
            self.last = place
            self.tied = max(self.tied, waiting.sequence)

    def gone(self) -> None:
        """Count one less; its entry has become a tombstone. Sweeps when most entries are tombstones."""
        self.length -= 1
        if len(self.heap) > 2 * self.length + SLACK:
            self.heap = [entry for entry in self.heap if entry[2] == entry[3].token]
            heapify(self.heap)

    def head(self) -> Waiting | None:
        """Return who waits longest, tombstones swept aside."""
        heap = self.heap
        while heap:
            entry = heap[0]
            if entry[2] == entry[3].token:
                return entry[3]
            heappop(heap)
        return None

    def first_for(self, agent: str, now: Instant) -> Waiting | None:
        """Return who waits longest of those that this agent may be asked for."""
        head = self.head()
        if head is None or (head.asked is None and head.want.holder != agent) or head.may_ask(agent, now):
            return head
        passed = []
        while head is not None and not head.may_ask(agent, now):
            passed.append(heappop(self.heap))
            head = self.head()
        for entry in passed:
            heappush(self.heap, entry)
        return head

    def ahead_of(self, waiting: Waiting) -> int:
        """Count who stands before a contact: at once for the last, else as long as those before are many."""
        here = (waiting.place, waiting.sequence)
        if here >= (self.last, self.tied):
            return self.length - (waiting.token != 0 and self in waiting.queues)
        heap, count, look = self.heap, 0, [0]
        while look:
            at = look.pop()
            if at < len(heap) and heap[at][:2] < here:
                count += heap[at][2] == heap[at][3].token
                look += (2 * at + 1, 2 * at + 2)
        return count
