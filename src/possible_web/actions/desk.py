"""What agents do besides talking: come, pause, go, take what is offered or not, and report a call."""

from __future__ import annotations

from possible.floor import Agent, CameIn, Happening, Paused, Resumed, Ticked, WentOut
from possible.journey import turns
from possible.journey.case import Case
from possible.values import N_, Language, Refused, sentence
from possible.values.events import Event, PresenceChanged
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.keeping.contacts import case_of
from possible_web.keeping.journal import entry_of
from possible_web.keeping.pools import LockedFloor
from possible_web.keeping.turning import Turning, events_of_assignment
from possible_web.records.models import Contact, Journal, Staff

CHOSEN = ("available", "break", "offline")
WRAPPED_UP = "shell-wrapped-up"


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
    """Let an agent be `available`, on a `break` (with a reason) or `offline`; the floor offers at once.

    What somebody is already, nothing happens for. `Refused` for a state that nobody can choose.
    """
    if state not in CHOSEN:
        raise Refused(sentence(N_("`{state}` is nothing that one can choose to be."), state=state[:20]))
    locked = LockedFloor(now)
    events: list[Event] = []
    for happening in _on_the_way(locked, staff, state, reason):
        for said in locked.feed(happening):
            events += events_of_assignment(said, case_of(said.contact), locked.now)
    if events or locked.entries:
        events.insert(0, PresenceChanged(at=locked.now, agent=staff.name, state=state, reason=reason))
    locked.keep(map(entry_of, events))


def _on_the_way(locked: LockedFloor, staff: Staff, state: str, reason: str) -> list[Happening]:
    """Return what happens between how somebody is now and how they want to be."""
    desk, at = locked.floor.hall.desks.get(staff.name), locked.now
    comes = [] if desk is not None and not desk.gone else [CameIn(at=at, agent=agent_of(staff))]
    if state == "available":
        resumes = Resumed(at=at, agent=staff.name)
        return [*comes] or ([] if desk is None or desk.open else [resumes])
    if state == "break":
        pauses = Paused(at=at, agent=staff.name, reason=reason)
        return [*comes, pauses] if comes or (desk is not None and desk.open) else []
    return [] if comes else [WentOut(at=at, agent=staff.name)]


@action
def do_accept_offer(contact: str, staff: Staff, now: Instant) -> Contact:
    """Let an agent take a contact that is offered to them; `Refused` when the offer is over."""
    row = Contact.objects.get(token=contact)
    turning = Turning(row.case_id or 0, now)
    turning.knows(staff)
    turning.accept(contact, staff.name)
    turning.keep()
    return turning.contacts.get(contact, row)


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
    if turning.floor.holder(contact) != staff.name:
        raise Refused(sentence(N_("This call is not yours.")), sentence(N_("look at what rings now")))
    if not reached:
        turning.release(contact, staff.name)
        turning.wrap_up(contact, staff.name)
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


@action
def do_take_agents_turn(
    contact: str, staff: Staff, turn: turns.Turn, now: Instant, version: int | None = None
) -> Case:
    """Take a turn on a contact that an agent has; `version`: the case must still be as the agent saw it.

    `Refused` when the contact is over or with somebody else, `ChangedMeanwhile` when the case has changed.
    """
    row = Contact.objects.get(token=contact)
    turning = Turning(row.case_id or 0, now)
    talk = turning.case.talk(contact)
    if talk is None or talk.agent != staff.name:
        raise Refused(
            sentence(N_("This contact is not with you (any more).")),
            sentence(N_("look at the case as it is now")),
        )
    if version is not None:
        turning.must_be(version)
    turning.take(turn)
    turning.keep()
    return turning.case


@action
def do_wrap_up(contact: str, staff: Staff, disposition: str, now: Instant) -> None:
    """Note how a contact ended, and be free for the next one; wrapped up already, only the note is kept."""
    row = Contact.objects.get(token=contact)
    turning = Turning(row.case_id or 0, now)
    turning.wrap_up(contact, staff.name)
    turning.keep()
    body = {"contact": contact, "agent": staff.name, "disposition": disposition}
    noted = Journal.objects.filter(case=row.case_id, kind=WRAPPED_UP, contact=contact).last()
    if noted is not None and noted.body == body:
        return  # the click was repeated
    topics = (f"agent-{staff.name}", f"case-{row.case_id}")
    append([Entry(at=now, kind=WRAPPED_UP, body=body, case=row.case_id, contact=contact, topics=topics)])


def tick(pool: str, now: Instant) -> None:
    """Let time pass on a floor: the effect of its timer."""
    locked = LockedFloor(now, pool)
    events: list[Event] = []
    for said in locked.feed(Ticked(at=locked.now)):
        events += events_of_assignment(said, case_of(said.contact), locked.now)
    locked.keep(map(entry_of, events))
