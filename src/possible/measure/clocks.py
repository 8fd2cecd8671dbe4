"""The clocks by which laws measure "waiting": each rule must name its own, for they differ by minutes.

A stretch is (start, end) in instants; end None: no person came. A contact in which nobody wanted a person
has none.
"""

from __future__ import annotations

from collections.abc import Callable

from possible.measure.contacts import Contact
from possible.values.instant import Instant

Stretch = tuple[Instant, Instant | None]
Clock = Callable[[Contact], tuple[Stretch, ...]]


def wanted_person(contact: Contact) -> bool:
    """Tell whether the customer asked or waited for a person, or had one; our own calls are no wait."""
    return not contact.outward and (contact.asked is not None or contact.queued is not None or contact.served)


def from_first_ring(contact: Contact) -> tuple[Stretch, ...]:
    """From the first ring until a person takes charge (the French and the strictest reading)."""
    return ((contact.arrived, contact.person),) if wanted_person(contact) else ()


def from_connected(contact: Contact) -> tuple[Stretch, ...]:
    """From the connection until a person (FCC, 47 CFR 76.309); a call that only a person picks up waits 0."""
    if not wanted_person(contact):
        return ()
    begun = contact.connected if contact.connected is not None else contact.person
    return ((contact.arrived if begun is None else begun, contact.person),)


def from_request(contact: Contact) -> tuple[Stretch, ...]:
    """From the request for a person, spoken or by joining a queue, until one is there (Spain, art. 8.2)."""
    begun = [at for at in (contact.asked, contact.queued) if at is not None]
    return ((min(begun), contact.person),) if begun and not contact.outward else ()


def in_queue(contact: Contact) -> tuple[Stretch, ...]:
    """From joining the queue until a person (the field's service level)."""
    if contact.queued is None or contact.outward:
        return ()
    return ((contact.queued, contact.person),)


def from_each_transfer(contact: Contact) -> tuple[Stretch, ...]:
    """From each transfer asked for until the next person, each counted alone."""
    return tuple((handed.asked, handed.reached) for handed in contact.transfers)


def from_set_up_and_each_transfer(contact: Contact) -> tuple[Stretch, ...]:
    """From the set-up until handling starts, and again after each transfer (Germany, TKG § 3 no. 73)."""
    return (*from_first_ring(contact), *from_each_transfer(contact))


CLOCKS: dict[str, Clock] = {
    "first ring": from_first_ring,
    "connected": from_connected,
    "person asked": from_request,
    "queued": in_queue,
    "transfer asked": from_each_transfer,
    "set-up and each transfer": from_set_up_and_each_transfer,
}
