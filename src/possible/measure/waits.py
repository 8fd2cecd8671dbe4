"""How long customers wait: from the first ring over all tries of a day, and in the queue."""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.measure.contacts import Contact
from possible.measure.seen import Seen
from possible.measure.tally import ALL, Group, Tally
from possible.values.events import ContactAnswered, ContactArrived, ContactEnded
from possible.values.instant import HOUR, Instant

DAY = 24 * HOUR


@dataclass(slots=True)
class TimeToHuman:
    """The headline: the tries of a customer are one, from the first ring until a person is there.

    A try that nobody has taken within a day has failed; the next ring begins another. Callbacks by us end a
    try like any person. Groups are the language and the line of the first ring.
    """

    tries: dict[str, tuple[Instant, tuple[Group, ...]]] = field(default_factory=dict)

    def see(self, seen: Seen, tally: Tally) -> None:
        """Begin a try, or end it."""
        event = seen.event
        if isinstance(event, ContactArrived | ContactAnswered):
            self._give_up(seen.at, tally)
        if isinstance(event, ContactArrived) and not event.outward and event.customer not in self.tries:
            groups: tuple[Group, ...] = (ALL, Group("language", event.language), Group("line", event.line))
            self.tries[event.customer] = (event.at, groups)
            tally.count("tries", groups)
        elif isinstance(event, ContactAnswered) and seen.customer in self.tries:
            begun, groups = self.tries.pop(seen.customer)
            tally.span("to-human", groups, seen.at - begun)

    def _give_up(self, now: Instant, tally: Tally) -> None:
        """Close the tries of more than a day ago: they stand first."""
        while self.tries:
            customer, (begun, groups) = next(iter(self.tries.items()))
            if now - begun <= DAY:
                return
            del self.tries[customer]
            tally.count("no-human", groups)

    def still(self, now: Instant, tally: Tally) -> None:
        """Add tries that failed; those of less than a day ago may yet succeed and do not count."""
        for begun, groups in self.tries.values():
            tally.count("no-human" if now - begun > DAY else "tries", groups, 1 if now - begun > DAY else -1)


@dataclass(slots=True)
class InQueue:
    """Contacts that joined a queue: offered = answered + gave up + left otherwise (a callback, hours)."""

    within: int

    def see(self, seen: Seen, tally: Tally) -> None:
        """Count a contact when it is over; callbacks by us are not offered, they are owed."""
        contact = seen.contact
        if contact is None or not seen.over:
            return
        if contact.queued is None or contact.outward:
            return
        waited = (contact.person or contact.ended or seen.at) - contact.queued
        kind = "answered" if contact.served else "gave-up" if _gave_up(contact) else "left"
        tally.count("offered", seen.groups)
        tally.count(kind, seen.groups)
        tally.count(f"{kind}-in-time", seen.groups, int(waited <= self.within))
        tally.span("queued", seen.groups, waited)
        if contact.served:
            tally.span("wait", seen.groups, waited)

    def still(self, contact: Contact, now: Instant, tally: Tally) -> None:
        """Add the wait of a contact that is in the queue now."""
        if contact.queued is not None and not contact.outward:
            groups = Seen(
                _NOTHING, contact, contact.case, contact.customer, contact.language, over=False
            ).groups
            tally.span("queued", groups, (contact.person or now) - contact.queued)


def _gave_up(contact: Contact) -> bool:
    return contact.how == "abandoned" or (contact.by == "customer" and contact.how == "done")


_NOTHING = ContactEnded(at=Instant(0), by="", how="")
