"""What a floor knows at an instant: who waits where, who sits at which desk, and who could take whom.

No happening is understood here; `floor` does that. Everything that is chosen is chosen by a total order
(places by instant and number, agents by rank, load and stamp), so no heap's inner form can be seen outside.
"""

from __future__ import annotations

from collections import OrderedDict
from heapq import heappop, heappush

from possible.floor.desks import Desk, Free, Group
from possible.floor.happenings import AT_ONCE, Agent, Rules, Want
from possible.floor.places import Queue, Waiting
from possible.values import Language
from possible.values.instant import Instant

QueueKey = tuple[str, Language, str, frozenset[str]]
Timer = tuple[Instant, int, str, str]
EXPIRES, WRAP_ENDS, WAKES = -1, 0, 1
NEVER = Instant(2**63)


class Hall:
    """Waiting contacts, desks, queues and groups, with the timers that concern them."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.now = AT_ONCE
        self.sequence = 0
        self.waiting: dict[str, Waiting] = {}
        self.offers: OrderedDict[str, Waiting] = OrderedDict()
        self.desks: dict[str, Desk] = {}
        self.holders: dict[str, Desk] = {}
        self.queues: dict[QueueKey, Queue] = {}
        self.groups: dict[tuple[object, ...], Group] = {}
        self.owned: dict[str, dict[tuple[Language, str], Queue]] = {}
        self.timers: list[Timer] = []
        self.due = NEVER
        self._tokens = 0
        self._wraps = dict(rules.wrap_up)

    # ---- numbers and names ------------------------------------------------------------------------------

    def ticket(self) -> int:
        """Return the next number of the one sequence that orders whatever happens at the same instant."""
        self.sequence += 1
        return self.sequence

    def wrap_up(self, channel: str) -> int:
        """Return the milliseconds of wrap-up after a contact of this channel."""
        return self._wraps.get(channel, 0)

    def queue(self, key: QueueKey) -> Queue:
        """Return the queue of this key, made and linked to its groups where it is new."""
        found = self.queues.get(key)
        if found is None:
            found = self.queues[key] = Queue(*key)
            for group in self.groups.values():
                _link(found, group)
        return found

    def group(self, agent: Agent) -> Group:
        """Return the group of those who can do what this agent can, made and linked where it is new."""
        key = (agent.teams, agent.languages, agent.skills, agent.capacity)
        found = self.groups.get(key)
        if found is None:
            found = self.groups[key] = Group(agent, self.rules.alone)
            for queue in self.queues.values():
                _link(queue, found)
        return found

    def joined(self, want: Want, sequence: int, joined: Instant) -> Waiting:
        """Let a contact be one of those who wait; it stands nowhere yet."""
        home = self.queue((want.team, want.language, want.channel, want.skills))
        waiting = self.waiting[want.contact] = Waiting(want, sequence, joined, home)
        return waiting

    def routes(self, waiting: Waiting) -> list[Queue]:
        """Return the queues that may serve a contact by now, its own first."""
        want = waiting.want
        if not want.relaxations:
            return [waiting.home]
        pairs = waiting.languages(self.now)
        return [self.queue((team, language, want.channel, want.skills)) for team, language in pairs]

    def _owned_queue(self, owner: str, language: Language, channel: str) -> Queue:
        queues = self.owned.setdefault(owner, {})
        found = queues.get((language, channel))
        if found is None:
            found = queues[language, channel] = Queue(owner, language, channel, frozenset())
            desk = self.desks.get(owner)
            if desk is not None and language in desk.agent.languages:
                desk.own.append(found)
        return found

    def seat(self, desk: Desk) -> None:
        """Let an agent be there, with the queues of their own."""
        self.desks[desk.name] = desk
        owned = self.owned.get(desk.name, {})
        desk.own = [queue for (language, _), queue in owned.items() if language in desk.agent.languages]

    # ---- places -----------------------------------------------------------------------------------------

    def stand(self, waiting: Waiting) -> None:
        """Let a contact that nobody is asked for stand where those who may take it look, if it is time."""
        want = waiting.want
        if want.not_before > self.now:
            return
        self._tokens += 1
        waiting.token = self._tokens
        queues = self.routes(waiting)
        if want.owner:
            spoken = dict.fromkeys(queue.language for queue in queues)
            own = [self._owned_queue(want.owner, language, want.channel) for language in spoken]
            queues = own if waiting.reserved(self.now) else queues + own
        waiting.queues = queues
        for queue in queues:
            queue.put(waiting)

    def step_out(self, waiting: Waiting) -> None:
        """Let a contact stand nowhere: it is offered, or gone."""
        if waiting.token:
            waiting.token = 0
            for queue in waiting.queues:
                queue.gone()

    def wake_later(self, waiting: Waiting) -> None:
        """Set the timers of all that is still to come for a contact."""
        for instant in waiting.wakes():
            if instant > self.now:
                self.set_timer(instant, WAKES, waiting.want.contact)

    # ---- timers -----------------------------------------------------------------------------------------

    def set_timer(self, instant: Instant, kind: int, name: str, contact: str = "") -> None:
        """Let something happen at an instant, unless it means nothing any more by then."""
        heappush(self.timers, (instant, kind, name, contact))
        self.due = min(self.due, instant)

    def due_by(self, at: Instant) -> list[Timer]:
        """Take out what is due up to an instant, offers that expire among it, in the order of happening.

        `due` is a lower bound: nothing is due before it, and often nothing is due then either.
        """
        found: list[Timer] = []
        while self.timers and self.timers[0][0] <= at:
            found.append(heappop(self.timers))
        first = self.timers[0][0] if self.timers else NEVER
        for contact, waiting in self.offers.items():
            if waiting.expires > at:
                first = min(first, waiting.expires)
                break
            found.append((waiting.expires, EXPIRES, contact, ""))
        self.due = first
        return sorted(found)

    def next_timer(self) -> Instant | None:
        """Return the instant of the first timer that still means something; others are swept aside."""
        while self.timers:
            if self._means_something(self.timers[0]):
                return self.timers[0][0]
            heappop(self.timers)
        return None

    def _means_something(self, timer: Timer) -> bool:
        instant, kind, name, contact = timer
        if kind == WAKES:
            waiting = self.waiting.get(name)
            return waiting is not None and instant in waiting.wakes()
        desk = self.desks.get(name)
        return desk is not None and contact in desk.wraps and desk.wraps[contact][2] == instant

    # ---- who takes whom ---------------------------------------------------------------------------------

    def choose(self, waiting: Waiting) -> tuple[Desk, Queue] | None:
        """Return who takes a contact, and for which queue: its owner, then who serves its own queue, then
        who serves what was agreed to; those who declined it come last, in the order of their declining.
        """
        want = waiting.want
        if not (want.owner or want.relaxations or waiting.asked):
            desk = _first_free(waiting.home, waiting)
            return (desk, waiting.home) if desk is not None else None
        routes = self.routes(waiting)
        owner = self.desks.get(want.owner) if want.owner else None
        if owner is not None and not (waiting.asked and owner.name in waiting.asked):
            queue = self.suits(waiting, owner, routes)
            if queue is not None:
                return owner, queue
        if not waiting.reserved(self.now):
            for queue in routes:
                desk = _first_free(queue, waiting)
                if desk is not None:
                    return desk, queue
        return self._ask_again(waiting, routes) if waiting.asked else None

    def _ask_again(self, waiting: Waiting, routes: list[Queue]) -> tuple[Desk, Queue] | None:
        asked = waiting.asked or {}
        for _, name in sorted((until, name) for name, until in asked.items() if until <= self.now):
            desk = self.desks.get(name)
            queue = self.suits(waiting, desk, routes) if desk is not None else None
            if desk is not None and queue is not None:
                return desk, queue
        return None

    def suits(self, waiting: Waiting, desk: Desk, routes: list[Queue]) -> Queue | None:
        """Return the first of the queues for which this agent can take this contact now, or None.

        An owner needs the language and room; team and skills are asked of all others.
        """
        want = waiting.want
        if want.holder == desk.name or not desk.has_room(want.channel):
            return None
        if want.owner == desk.name:
            return next((queue for queue in routes if queue.language in desk.agent.languages), None)
        if waiting.reserved(self.now):
            return None
        return next((queue for queue in routes if desk.group.serves(queue)), None)

    def first_for(self, desk: Desk) -> Waiting | None:
        """Return who has waited longest of all whom this agent can take now."""
        if not desk.open or desk.alone:
            return None
        now, name, load, first = self.now, desk.name, desk.load, None
        queues = desk.group.queues + desk.own if desk.own else desk.group.queues
        for queue in queues:
            if queue.length and (not load or desk.has_room(queue.channel)):
                head = queue.first_for(name, now)
                if head is not None and (first is None or head.before(first)):
                    first = head
        return first

    def staffed(self, want: Want) -> bool:
        """Whether anybody is at work, and not on a break, who could serve this want now or later."""
        pairs = [(want.team, want.language)] + [(more.team, more.language) for more in want.relaxations]
        queues = [self.queue((team, language, want.channel, want.skills)) for team, language in pairs]
        if any(group.working for queue in queues for _, group in queue.groups):
            return True
        owner = self.desks.get(want.owner)
        return (
            owner is not None
            and owner.open
            and owner.group.capacity.get(want.channel, 0) > 0
            and any(queue.language in owner.agent.languages for queue in queues)
        )


def _link(queue: Queue, group: Group) -> None:
    if group.serves(queue):
        group.queues.append(queue)
        queue.groups.append((group.teams.index(queue.team), group))
        queue.groups.sort(key=_rank)


def _rank(pair: tuple[int, Group]) -> int:
    return pair[0]


def _first_free(queue: Queue, waiting: Waiting) -> Desk | None:
    """Return who is free: those whose team it is first, then the least busy, then the longest idle."""
    channel, choosy = queue.channel, bool(waiting.asked or waiting.want.holder)
    best: Free | None = None
    best_rank = 0
    for rank, group in queue.groups:
        if best is not None and rank > best_rank:
            break
        if group.empty or channel in group.partly:
            free = group.best_for(waiting) if choosy else group.best(channel)
            if free is not None and (best is None or free[:2] < best[:2]):
                best, best_rank = free, rank
    return best[2] if best is not None else None
