"""A floor as rows that a table can keep, and a floor from such rows: equal to the one they are from."""

from __future__ import annotations

from dataclasses import dataclass

from possible.floor.desks import Desk
from possible.floor.floor import Floor
from possible.floor.hall import WRAP_ENDS, Hall
from possible.floor.happenings import AT_ONCE, NOBODY, Agent, Rules, Want
from possible.floor.pace import Pace
from possible.floor.places import Queue, Waiting
from possible.values import Language
from possible.values.instant import Instant

NONE = Language("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A waiting contact. `team`, `language`, `expires`: those of the offer to `taker`, if there is one.

    `asked`: who declined it or let it pass, and the instant from which they may be asked again.
    """

    want: Want
    sequence: int
    joined: Instant
    taker: str = NOBODY
    team: str = ""
    language: Language = NONE
    expires: Instant = AT_ONCE
    asked: tuple[tuple[str, Instant], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A contact in an agent's hands since an instant, served as one of a queue; `until`: in wrap-up until."""

    contact: str
    team: str
    language: Language
    channel: str
    skills: frozenset[str]
    since: Instant
    until: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """An agent at work (`open`: takes contacts), or gone and still with a contact.

    `since`: the instant at which the agent became freer last, `stamp` its number, `came` that of coming in.
    """

    agent: Agent
    came: int
    open: bool
    gone: bool
    reason: str
    since: Instant
    stamp: int
    hands: tuple[Hand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured at a queue: the numbers of `Pace`, in its order."""

    team: str
    language: Language
    channel: str
    skills: frozenset[str]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A whole floor: equal parts, equal behaviour."""

    now: Instant
    sequence: int
    places: tuple[Place, ...]
    presences: tuple[Presence, ...]
    measured: tuple[Measured, ...]


def parts(floor: Floor) -> Parts:
    """Return the rows of a floor, each kind in an order of its own (places and agents as they came)."""
    hall = floor.hall
    return Parts(
        now=hall.now,
        sequence=hall.sequence,
        places=tuple(sorted(map(place, hall.waiting.values()), key=lambda row: row.sequence)),
        presences=tuple(sorted(map(presence, hall.desks.values()), key=lambda row: row.came)),
        measured=measures(floor),
    )


def measures(floor: Floor) -> tuple[Measured, ...]:
    """Return the rows of what was measured, queue by queue, in an order of their own."""
    found = (_measured(queue) for queue in floor.hall.queues.values() if any(queue.pace.row()))
    return tuple(sorted(found, key=lambda row: (row.team, row.language, row.channel, sorted(row.skills))))


def place(waiting: Waiting) -> Place:
    """Return the row of a waiting contact."""
    offer = waiting.offer if waiting.taker else None
    return Place(
        want=waiting.want,
        sequence=waiting.sequence,
        joined=waiting.joined,
        taker=waiting.taker,
        team=offer.team if offer else "",
        language=offer.language if offer else NONE,
        expires=waiting.expires if offer else AT_ONCE,
        asked=tuple(sorted(waiting.asked.items())) if waiting.asked else (),
    )


def presence(desk: Desk) -> Presence:
    """Return the row of an agent, with all that is held or wrapped up (what is offered is told by places)."""
    held = [_hand(contact, queue, since, None) for contact, (queue, since) in desk.held.items()]
    wraps = [_hand(contact, queue, since, until) for contact, (queue, since, until) in desk.wraps.items()]
    return Presence(
        agent=desk.agent,
        came=desk.came,
        open=desk.open,
        gone=desk.gone,
        reason=desk.reason,
        since=desk.since,
        stamp=desk.stamp,
        hands=(*held, *wraps),
    )


def _hand(contact: str, queue: Queue, since: Instant, until: Instant | None) -> Hand:
    return Hand(
        contact=contact,
        team=queue.team,
        language=queue.language,
        channel=queue.channel,
        skills=queue.skills,
        since=since,
        until=until,
    )


def _measured(queue: Queue) -> Measured:
    return Measured(
        team=queue.team,
        language=queue.language,
        channel=queue.channel,
        skills=queue.skills,
        numbers=queue.pace.row(),
    )


def from_parts(rules: Rules, rows: Parts) -> Floor:
    """Return the floor that has these parts; it goes on as the one did from which they were taken."""
    floor = Floor(rules)
    hall = floor.hall
    hall.now, hall.sequence = rows.now, rows.sequence
    for numbers in rows.measured:
        queue = hall.queue((numbers.team, numbers.language, numbers.channel, numbers.skills))
        queue.pace = Pace(*numbers.numbers)
    for agent in rows.presences:
        _sit(hall, agent)
    for row in sorted(rows.places, key=lambda row: (row.expires, row.sequence)):
        _stand(hall, row)
    for desk in hall.desks.values():
        desk.group.enlist(desk)
    return floor


def _sit(hall: Hall, row: Presence) -> None:
    desk = Desk(row.agent, hall.group(row.agent), row.came)
    desk.open, desk.gone, desk.reason = row.open, row.gone, row.reason
    desk.since, desk.stamp = row.since, row.stamp
    desk.group.working += row.open
    hall.seat(desk)
    for hand in row.hands:
        queue = hall.queue((hand.team, hand.language, hand.channel, hand.skills))
        if hand.until is None:
            desk.held[hand.contact] = (queue, hand.since)
            hall.holders[hand.contact] = desk
        else:
            desk.wraps[hand.contact] = (queue, hand.since, hand.until)
            hall.set_timer(hand.until, WRAP_ENDS, desk.name, hand.contact)
        desk.take(hand.channel)


def _stand(hall: Hall, row: Place) -> None:
    want = row.want
    waiting = hall.joined(want, row.sequence, row.joined)
    waiting.asked = dict(row.asked) or None
    hall.wake_later(waiting)
    if not row.taker:
        hall.stand(waiting)
        return
    waiting.taker, waiting.expires = row.taker, row.expires
    waiting.offer = hall.queue((row.team, row.language, want.channel, want.skills))
    hall.offers[want.contact] = waiting
    hall.due = min(hall.due, row.expires)
    desk = hall.desks[row.taker]
    desk.offers[want.contact] = waiting
    desk.take(want.channel)
