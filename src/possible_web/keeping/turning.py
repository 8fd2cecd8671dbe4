"""One turn of a case within the running action: the core decides, everything that follows is kept.

`Turning` locks the case, takes turns, and carries their commands out: rows of contacts and work, journal,
timers, the floor. A turn that the company itself can answer (a record that is known) is taken at once.
Locks: case, then pool, then days of technicians.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from possible.floor import (
    Accepted,
    Assignment,
    Connected,
    Declined,
    Floor,
    Happening,
    Joined,
    Left,
    Offered,
    OfferOver,
    Released,
    WrappedUp,
)
from possible.journey import commands as to_do
from possible.journey import turns
from possible.journey.case import Callback, Case, CaseState, Talk
from possible.journey.step import step
from possible.playbooks import Reply
from possible.values.events import (
    ContactAnswered,
    ContactArrived,
    ContactEnded,
    Event,
    OfferEnded,
    OfferMade,
    WaitTold,
)
from possible.values.instant import Instant
from possible.values.plain import from_plain, to_plain
from possible_web.keeping import bills, booking, equipment, letters, work
from possible_web.keeping.cases import ChangedMeanwhile, keep_case, locked_case
from possible_web.keeping.force import force_of
from possible_web.keeping.journal import keep_events
from possible_web.keeping.pools import Told
from possible_web.keeping.reach import PHONE, newest
from possible_web.keeping.timers import set_timer, stop_timer
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Staff, Timer

if TYPE_CHECKING:
    from possible.journey.force import InForce

TIMER = "case-timer"
TOPICS = ("desk-cases",)  # whoever looks at lists of cases looks again
OF_CONTACTS = ("limit", "hours", "status")  # timers that ring for a contact; the others ring for the case
LAST = 9_000_000_000_000_000  # behind every moment that was promised
STATUS = {
    CaseState.OPEN: CaseRow.Status.OPEN,
    CaseState.SOLVED: CaseRow.Status.SOLVED,
    CaseState.CLOSED: CaseRow.Status.CLOSED,
}


class Turning:
    """A locked case that takes turns; `keep` writes what became of it, once, at the end of the action."""

    def __init__(self, case_id: int, now: Instant) -> None:
        """Lock the case and read it; Case.DoesNotExist without one."""
        self.row = locked_case(case_id)
        # Who waited for the lock comes after whom they waited for, whatever the clock said when they came.
        self.now = max(now, Instant(self.row.changed_at))
        self.force: InForce = force_of(self.row.charter_id)
        self.case: Case = from_plain(Case, self.row.state)
        self.events: list[Event] = []
        self._told: Told | None = None
        self._called_off: list[str] = []  # their days are locked last

    def must_be(self, version: int) -> None:
        """Refuse to go on when the case is no longer as somebody had read it."""
        if self.row.version != version:
            raise ChangedMeanwhile(self.row.reference)

    # ---- turns ------------------------------------------------------------------------------------------

    def take(self, turn: turns.Turn) -> None:
        """Take a turn, and the turns that the company owes at once; `Refused` when it does not fit."""
        stepped = step(self.force, self.case, turn, self.now)
        self.case = stepped.case
        self.events += stepped.events
        for command in stepped.commands:
            self._carry_out(command)

    def accept(self, contact: str, agent: str) -> None:
        """Let an agent take what was offered to them; a callback is dialled first, all else is answered."""
        self.feed(Accepted(at=self._at(), contact=contact, agent=agent))

    def decline(self, contact: str, agent: str) -> None:
        """Let an agent decline what was offered to them."""
        self.feed(Declined(at=self._at(), contact=contact, agent=agent))

    def release(self, contact: str, agent: str) -> None:
        """Let an agent be free of a contact (a call that reached nobody)."""
        if self.floor.holder(contact) == agent:
            self.feed(Released(at=self._at(), contact=contact, agent=agent))

    def wrap_up(self, contact: str, agent: str) -> None:
        """Let an agent be done with the wrap-up of a contact, where one runs."""
        desk = self.floor.hall.desks.get(agent)
        if desk is not None and contact in desk.wraps:
            self.feed(WrappedUp(at=self._at(), contact=contact, agent=agent))

    # ---- the floor --------------------------------------------------------------------------------------

    @property
    def told(self) -> Told:
        """The pool, locked when it is first needed."""
        if self._told is None:
            self._told = Told(self.now)
            self.now = self._told.now
        return self._told

    @property
    def floor(self) -> Floor:
        """The floor of the pool."""
        return self.told.floor

    def _at(self) -> Instant:
        return self.told.now

    def feed(self, happening: Happening) -> None:
        """Tell the floor, and do what it says about this case; what concerns others is kept for them."""
        for assignment in self.told.feed(happening):
            self._assigned(assignment)

    def _assigned(self, assignment: Assignment) -> None:
        mine = self.case.id
        owner = mine if self._is_mine(assignment.contact) else case_of(assignment.contact)
        self.events += events_of_assignment(assignment, owner, self.now)
        if isinstance(assignment, Connected) and owner == mine:
            self._connected(assignment)

    def _is_mine(self, contact: str) -> bool:
        return self.case.talk(contact) is not None or self._callback(contact)

    def _callback(self, contact: str) -> bool:
        return any(each.contact == contact for each in self.case.callbacks)

    def _connected(self, said: Connected) -> None:
        if not self._callback(said.contact):
            self.take(
                turns.Answers(contact=said.contact, agent=said.agent, team=said.team, language=said.language)
            )

    # ---- commands ---------------------------------------------------------------------------------------

    def _carry_out(self, command: to_do.Command) -> None:  # noqa: C901 - one arm for each command
        match command:
            case to_do.Enqueue(want=want):
                self.feed(Joined(at=self._at(), want=want))
                self._estimate(want.contact)
            case to_do.Withdraw(contact=contact, gave_up=gave_up):
                self._withdraw(contact, gave_up=gave_up)
            case to_do.Release(contact=contact, agent=agent):
                self.release(contact, agent)
            case to_do.SetTimer(timer=timer, due=due):
                payload = {"timer": timer}
                set_timer(key_of(self.row.pk, timer), TIMER, due, payload, case=self.row.pk)
            case to_do.StopTimer(timer=timer):
                stop_timer(key_of(self.row.pk, timer), self.now)
            case to_do.LookUp(fact=fact, source=source, contact=contact):
                self._look_up(fact, source, contact)
            case to_do.HaveDone(contact=contact):
                self._nobody_there(contact, Reply.UNABLE)
            case to_do.FindWindows(quote=quote, remedy=remedy, within=within):
                team = self.force.charter.remedies[remedy].by
                work.order(self.row, remedy, quote, team, self.now, within)
            case to_do.CarryOut(quote=quote, remedy=remedy, team=team):
                work.order(self.row, remedy, quote, team, self.now)
                equipment.agree(self.row, self.case, quote, self.now)
            case to_do.CallOff(visit=visit):
                self._called_off.append(visit)
            case _:
                raise TypeError(command)

    def _withdraw(self, contact: str, *, gave_up: bool) -> None:
        """Take a contact off the floor; whoever is dialling a call that is no longer owed is free again."""
        if self.floor.waits(contact):
            self.feed(Left(at=self._at(), contact=contact, gave_up=gave_up))
        elif agent := self.floor.holder(contact):
            self.release(contact, agent)
            self.wrap_up(contact, agent)

    def _look_up(self, fact: str, source: str, contact: str) -> None:
        """Take the value from the records where they have it; where not, an agent finds out."""
        value = work.known(self.row, self.case, self.force.charter, fact)
        if value is not None:
            self.take(turns.Knows(contact=contact, fact=fact, value=value, source=source))
        else:
            self._nobody_there(contact, Reply.UNKNOWN)

    def _nobody_there(self, contact: str, reply: Reply) -> None:
        """Answer a playbook for systems that are not connected; an agent who is there does it instead."""
        talk = self.case.talk(contact)
        if talk is not None and talk.run is not None and not talk.agent:
            self.take(turns.Replies(contact=contact, observation=reply))

    def _estimate(self, contact: str) -> None:
        """Note what the customer is told about the wait, so that it can be scored against what happens."""
        if not self.floor.waits(contact) or self.floor.offered_to(contact):
            return
        found = self.floor.estimate(contact)
        if found.low is not None and found.high is not None:
            self.events.append(
                WaitTold(at=self.now, case=self.case.id, contact=contact, low=found.low, high=found.high)
            )

    # ---- keeping ----------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write the case, its contacts, the journal and the floor."""
        case = self.case
        owner = Staff.objects.filter(name=case.owner).first() if case.owner else None
        columns = columns_of(case, self.row.team, self.now)
        keep_case(self.row, to_plain(Case, case), self.now, owner=owner, **columns)
        keep_contacts(self.row, case, self.events)
        keep_events(self.events, topics=TOPICS)
        bills.keep_entries(self.events, self.now)
        letters.of_events(self.row, self.force, self.events, self.now)
        if self._told is not None:
            self._told.keep()
        if self._called_off:
            booking.call_off(self.row, self._called_off, self.now)


def key_of(case_id: int, timer: str) -> str:
    """Return the key of a case's timer: the same timer again moves it."""
    return f"case {case_id} {timer}"


def columns_of(case: Case, team: str, now: Instant) -> dict[str, Any]:
    """Return the columns of a case's row that its lists read, all but the owner; `team`: the one it had."""
    dues = [clock.due for clock in case.clocks if clock.due is not None and not clock.broken]
    waits = case.state is CaseState.OPEN and not case.talks
    return {
        "status": CaseRow.Status.WAITS if waits else STATUS[case.state],
        "team": team_of(case, team),
        "problem": " · ".join(value for fact, value in case.facts.items() if fact in ("problem", "service")),
        "language": case.talks[0].language if case.talks else case.language,
        "priority": min(case.contacts, 9),
        "due": min(dues, default=None),
        "place": min(dues, default=LAST) if case.state is CaseState.OPEN else None,
        "closed_at": now if case.state is not CaseState.OPEN else None,
    }


def team_of(case: Case, team: str) -> str:
    """Return the team that has a case: of who talks or waits, else of a call that is owed, else as it was."""
    for talk in case.talks:
        if found := talk.team or getattr(talk.spot, "team", ""):
            return found
    return next((each.waited.team for each in case.callbacks), team)


def contact_of_talk(talk: Talk) -> dict[str, Any]:
    """Return the columns of a contact that goes on, all but its case, its customer and the agent."""
    connected = Contact.State.CONNECTED if talk.agent else Contact.State.ARRIVED
    return {
        "state": Contact.State.WAITING if talk.queued and not talk.agent else connected,
        "line": talk.line,
        "channel": talk.channel,
        "language": talk.language,
        "outward": talk.out,
        "team": talk.team or getattr(talk.spot, "team", ""),
        "arrived_at": talk.began,
        "since": talk.place,
    }


def contact_of_callback(owed: Callback) -> dict[str, Any]:
    """Return the columns of a call that we owe, all but its case, its customer and when it began."""
    return {
        "state": Contact.State.WAITING,
        "line": owed.line,
        "channel": "phone",
        "language": owed.language,
        "outward": True,
        "team": owed.waited.team,
        "since": owed.since,
        "not_before": owed.not_before,
    }


def case_of(contact: str) -> str:
    """Return the name of the case to which a contact belongs; nothing where it has none (yet)."""
    found = Contact.objects.filter(token=contact).values_list("case_id", flat=True).first()
    return str(found) if found else ""


def events_of_assignment(said: Assignment, case: str, now: Instant) -> list[Event]:
    """Return what a word of the floor is as an event."""
    match said:
        case Offered(contact=contact, agent=agent, team=team, expires=expires):
            return [OfferMade(at=now, case=case, contact=contact, agent=agent, team=team, expires=expires)]
        case OfferOver(contact=contact, agent=agent, how=how):
            return [OfferEnded(at=now, case=case, contact=contact, agent=agent, how=how)]
        case Connected(contact=contact, agent=agent):
            return [OfferEnded(at=now, case=case, contact=contact, agent=agent, how="accepted")]


def keep_contacts(row: CaseRow, case: Case, events: Iterable[Event]) -> None:
    """Bring the rows of a case's contacts up to date: those that go on, those owed, those that have ended."""
    there = {contact.token: contact for contact in row.contacts.exclude(state=Contact.State.ENDED)}
    owed_now = {*(talk.id for talk in case.talks), *(each.contact for each in case.callbacks)}
    for talk in case.talks:
        agent = Staff.objects.filter(name=talk.agent).first() if talk.agent else None
        _keep_contact(there, row, talk.id, {**contact_of_talk(talk), "agent": agent}, {})
    for owed in case.callbacks:
        new = {} if owed.contact in there else {"number": newest(row.customer, PHONE)[:32]}
        values = contact_of_callback(owed)
        _keep_contact(there, row, owed.contact, values, {"arrived_at": owed.since, **new})
    for contact in there.values():
        if contact.outward and contact.state == Contact.State.WAITING and contact.token not in owed_now:
            _save(contact, {"state": Contact.State.ENDED, "since": None})
    for event in events:
        match event:
            case ContactArrived():
                _arrived(there, row, event)
            case ContactAnswered():
                answered = Contact.objects.filter(token=event.contact, answered_at=None)
                answered.update(answered_at=event.at)
            case ContactEnded():
                Contact.objects.filter(token=event.contact).update(
                    state=Contact.State.ENDED, ended_at=event.at, since=None
                )
            case _:
                pass


def _keep_contact(
    there: dict[str, Contact], row: CaseRow, token: str, values: dict[str, Any], new: dict[str, Any]
) -> None:
    """Save the columns of a contact that changed; one that is not there is made, with those of `new`."""
    found = there.get(token) or Contact.objects.filter(token=token).first()
    if found is None:
        own = {"token": token, "case": row, "customer_id": row.customer_id}
        found = Contact.objects.create(**own, **new, **values)
    else:
        _save(found, {**values, "case_id": row.pk, "customer_id": row.customer_id})
    there[token] = found


def _save(contact: Contact, values: dict[str, Any]) -> None:
    changed = [name for name, value in values.items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, values[name])
    if changed:
        contact.save(update_fields=changed)


def _arrived(there: dict[str, Contact], row: CaseRow, event: ContactArrived) -> None:
    """Note when a contact arrived; one that ended in the same turn (a letter) is made here: it is no talk."""
    made = {
        "state": Contact.State.ARRIVED,
        "line": event.line,
        "channel": event.channel,
        "language": event.language,
        "outward": event.outward,
    }
    _keep_contact(there, row, event.contact, {"arrived_at": event.at}, made)


def ring(timer: Timer, now: Instant) -> None:
    """Let a timer of a case ring: the effect that the worker runs in the transaction which marks it."""
    if timer.case is None:
        return
    turning = Turning(timer.case, now)
    name = str(timer.payload["timer"])
    kind, _, contact = name.partition(" ")
    turning.take(turns.Rings(contact=contact if kind in OF_CONTACTS else "", timer=name))
    turning.keep()
