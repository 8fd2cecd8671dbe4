"""What agents do besides talking: come, pause, go, take what is offered or not, and report a call."""

from __future__ import annotations

from possible.floor import Agent, CameIn, Paused, Resumed, Ticked, WentOut
from possible.journey import turns
from possible.values import Language
from possible.values.events import Event, PresenceChanged
from possible.values.instant import Instant
from possible_web.keeping import action, keep_events
from possible_web.keeping.pools import Told
from possible_web.keeping.turning import Turning, case_of, events_of_assignment
from possible_web.records.models import Contact, Staff


def agent_of(staff: Staff) -> Agent:
    """Return somebody who works here as the floor knows them."""
    known = Agent(
        name=staff.name,
        teams=tuple(staff.teams),
        languages=frozenset(map(Language, staff.languages)),
        skills=frozenset(staff.skills),
    )
    capacity = tuple((str(channel), int(count)) for channel, count in staff.capacity.items())
    return (
        known
        if not capacity
        else Agent(
            name=known.name,
            teams=known.teams,
            languages=known.languages,
            skills=known.skills,
            capacity=capacity,
        )
    )


@action
def do_change_presence(staff: Staff, state: str, now: Instant, reason: str = "") -> None:
    """Let an agent be `available`, on a `break` (with a reason) or `offline`; the floor offers at once."""
    told = Told(now)
    present = staff.name in told.floor.hall.desks
    happening: CameIn | Paused | Resumed | WentOut
    match state, present:
        case "available", False:
            happening = CameIn(at=told.now, agent=agent_of(staff))
        case "available", True:
            happening = Resumed(at=told.now, agent=staff.name)
        case "break", _:
            happening = Paused(at=told.now, agent=staff.name, reason=reason)
        case _:
            happening = WentOut(at=told.now, agent=staff.name)
    events: list[Event] = [PresenceChanged(at=now, agent=staff.name, state=state, reason=reason)]
    for said in told.feed(happening):
        events += events_of_assignment(said, case_of(said.contact), now)
    keep_events(events)
    told.keep()


@action
def do_accept_offer(contact: str, staff: Staff, now: Instant) -> Contact:
    """Let an agent take a contact that is offered to them; `Refused` when the offer is over."""
    row = Contact.objects.get(token=contact)
    turning = Turning(row.case_id or 0, now)
    turning.accept(contact, staff.name)
    turning.keep()
    row.refresh_from_db()
    return row


@action
def do_decline_offer(contact: str, staff: Staff, now: Instant) -> None:
    """Let an agent decline; the customer keeps the place and is offered to another."""
    row = Contact.objects.get(token=contact)
    turning = Turning(row.case_id or 0, now)
    turning.decline(contact, staff.name)
    turning.keep()


@action
def do_report_call(contact: str, staff: Staff, now: Instant, *, reached: bool) -> None:
    """Report a call that we owed: reached, the customer is there; not reached, we try again later."""
    row = Contact.objects.get(token=contact)
    turning = Turning(row.case_id or 0, now)
    if not reached:
        turning.release(contact, staff.name)
    turning.take(
        turns.Calls(
            contact=contact,
            agent=staff.name,
            team=row.team,
            language=Language(row.language),
            reached=reached,
        )
    )
    turning.keep()


def tick(pool: str, now: Instant) -> None:
    """Let time pass on a floor: the effect of its timer."""
    told = Told(now, pool)
    events: list[Event] = []
    for said in told.feed(Ticked(at=told.now)):
        events += events_of_assignment(said, case_of(said.contact), now)
    keep_events(events)
    told.keep()
