"""A small twin: random callers and agents who accept at once, driving the floor on virtual time."""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random

from possible.floor import Accepted, Agent, CameIn, Floor, Joined, Left, Offered, Released, Rules, Want
from possible.floor.scores import Scores

UNIT = 60_000  # milliseconds in the unit of time of the formulas
ARRIVES, GIVES_UP, ENDS = 0, 1, 2


@dataclass(frozen=True)
class Stream:
    """Calls of one kind: rates per unit of time of arriving, being served and giving up."""

    name: str
    arriving: float
    serving: float
    leaving: float = 0.0
    credit: int = 0
    skills: frozenset = frozenset()
    team: str = "team"


@dataclass
class Seen:
    """What came of the calls of one stream, after the warm-up; times in milliseconds."""

    arrived: int = 0
    waited: int = 0  # how many had to wait
    answered: int = 0
    left: int = 0
    late: int = 0  # of those who left: after the target
    waits: int = 0
    in_target: int = 0


@dataclass
class Twin:
    streams: list[Stream]
    agents: list[Agent]
    seed: int
    target: int = 20_000
    warm_up: int = 0
    until: int = 0
    estimators: dict = field(default_factory=dict)  # name -> function of the floor and the want
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self):
        self.floor = Floor(self.rules)
        self.random = Random(self.seed)
        self.events = []
        self.number = 0
        self.kind = {}
        self.arrived = {}
        self.seen = {stream.name: Seen() for stream in self.streams}
        self.scores = {name: Scores() for name in self.estimators}
        self.ghosts = []  # (place, contact): those who left, whose wait is not known yet
        self.people = {agent.name: agent for agent in self.agents}
        for agent in self.agents:
            self.floor.feed(CameIn(at=0, agent=agent))

    def later(self, at, kind, contact):
        self.number += 1
        heappush(self.events, (at, self.number, kind, contact))

    def drawn(self, rate):
        return round(self.random.expovariate(rate) * UNIT)

    def run(self):
        for stream in self.streams:
            if stream.arriving:
                self.later(self.drawn(stream.arriving), ARRIVES, stream)
        while self.events:
            at, _, kind, what = heappop(self.events)
            self.comes(at, kind, what)
        return self

    def comes(self, at, kind, what):
        if kind == ARRIVES:
            if at < self.until:
                self.later(at + self.drawn(what.arriving), ARRIVES, what)
                self.arrives(at, what)
        elif kind == ENDS:
            agent, contact = what
            said = self.floor.feed(Released(at=at, contact=contact, agent=agent))
            self.took(at, said, freed=agent)
        elif what in self.floor.hall.waiting:
            self.gives_up(at, what)

    def arrives(self, at, stream):
        self.number += 1
        contact = f"{stream.name} {self.number}"
        self.kind[contact], self.arrived[contact] = stream, at
        want = Want(
            contact=contact,
            team=stream.team,
            language="fr",
            channel="phone",
            since=at,
            credit=stream.credit,
            skills=stream.skills,
        )
        counted = at >= self.warm_up
        if counted:
            self.seen[stream.name].arrived += 1
        told = {name: say(self.floor, want) for name, say in self.estimators.items() if counted}
        said = self.floor.feed(Joined(at=at, want=want))
        if said:
            self.took(at, said)
            return
        for name, estimate in told.items():
            self.scores[name].told(contact, at, estimate)
        self.seen[stream.name].waited += counted
        if stream.leaving:
            self.later(at + self.drawn(stream.leaving), GIVES_UP, contact)

    def gives_up(self, at, contact):
        self.floor.feed(Left(at=at, contact=contact))
        if self.estimators:
            self.ghosts.append((self.arrived[contact], contact))
        if self.arrived[contact] >= self.warm_up:
            seen = self.seen[self.kind[contact].name]
            seen.left += 1
            seen.late += at - self.arrived[contact] >= self.target
            seen.waits += at - self.arrived[contact]

    def lay_ghosts(self, at, agent, before):
        """Who left and stood before a place, and whom this agent could serve, would be taken just now."""
        agent = self.people[agent]
        laid = [
            (place, contact)
            for place, contact in self.ghosts
            if place < before and self.kind[contact].skills <= agent.skills
        ]
        for place, contact in laid:
            for scores in self.scores.values():
                scores.stayed(contact, at - place)
        if laid:
            self.ghosts = [ghost for ghost in self.ghosts if ghost not in laid]

    def took(self, at, said, freed=None):
        """Accept what is offered."""
        offers = [one for one in said if isinstance(one, Offered)]
        if freed and not offers:
            self.lay_ghosts(at, freed, at + 1)
        for one in offers:
            self.lay_ghosts(at, one.agent, one.since)
            self.floor.feed(Accepted(at=at, contact=one.contact, agent=one.agent))
            stream = self.kind[one.contact]
            self.later(at + self.drawn(stream.serving), ENDS, (one.agent, one.contact))
            for scores in self.scores.values():
                scores.connected(one.contact, at)
            if self.arrived[one.contact] >= self.warm_up:
                seen, wait = self.seen[stream.name], at - self.arrived[one.contact]
                seen.answered += 1
                seen.waits += wait
                seen.in_target += wait <= self.target


def people(count, name="a", skills=frozenset()):
    return [
        Agent(name=f"{name}{number}", teams=("team",), languages=frozenset({"fr"}), skills=skills)
        for number in range(count)
    ]
