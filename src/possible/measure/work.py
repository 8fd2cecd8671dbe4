"""How people work: handling time, occupancy, transfers."""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.charter.tariffs import Phase
from possible.measure.contacts import START
from possible.measure.seen import Seen
from possible.measure.tally import ALL, Group, Tally
from possible.values.events import ContactAnswered, PresenceChanged, TransferAsked
from possible.values.instant import Instant

BUSY = ("busy", "wrap-up")
IDLE = "available"


@dataclass(slots=True)
class Person:
    """An agent now: in a state since an instant, and the groups of the last contact."""

    state: str = ""
    since: Instant = START
    groups: tuple[Group, ...] = (ALL,)


@dataclass(slots=True)
class Work:
    """Talking and holding by contact, wrap-up and idle time by agent (counted with the agent's last contact).

    Occupancy is of agents, so it is told for all and by team, never by language.
    """

    people: dict[str, Person] = field(default_factory=dict)

    def see(self, seen: Seen, tally: Tally) -> None:
        """Count what an event tells of work."""
        event = seen.event
        if isinstance(event, PresenceChanged):
            self._presence(event, tally)
        elif isinstance(event, ContactAnswered):
            self.people.setdefault(event.agent, Person()).groups = seen.groups
        elif isinstance(event, TransferAsked):
            tally.count("transfers", seen.groups)
            tally.count("transfers-bare", seen.groups, int(not event.case_travels))
        elif seen.over and seen.contact and seen.contact.served:
            tally.count("answered-contacts", seen.groups)
            tally.count("talking", seen.groups, seen.contact.in_phases(Phase.TALK))
            tally.count("holding", seen.groups, seen.contact.in_phases(Phase.HOLD))

    def _presence(self, event: PresenceChanged, tally: Tally) -> None:
        person = self.people.setdefault(event.agent, Person())
        self._until(person, event.at, tally)
        person.state, person.since = event.state, event.at

    def _until(self, person: Person, now: Instant, tally: Tally) -> None:
        """Count the stretch of a state that ends."""
        teams = [group for group in person.groups if group.by in ("all", "team")]
        if person.state in BUSY:
            tally.count("busy", teams, now - person.since)
        elif person.state == IDLE:
            tally.count("idle", teams, now - person.since)
        if person.state == "wrap-up":
            tally.count("wrapping-up", person.groups, now - person.since)

    def still(self, now: Instant, tally: Tally) -> None:
        """Add the stretches that run now."""
        for person in self.people.values():
            self._until(person, now, tally)
