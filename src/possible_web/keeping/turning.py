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
from possible.journey.case import Case, CaseState
from possible.journey.endings import away_timer
from possible.journey.step import step
from possible.playbooks import Reply
from possible.values.events import (
    Event,
    OfferEnded,
    OfferMade,
    WaitTold,
)
from possible.values.instant import Instant
from possible.values.plain import from_plain, to_plain
from possible_web.keeping import bills, booking, equipment, letters, work
from possible_web.keeping.cases import ChangedMeanwhile, keep_case, locked_case
from possible_web.keeping.contacts import Contacts, case_of
from possible_web.keeping.force import force_of
from possible_web.keeping.journal import append, entry_of
from possible_web.keeping.pools import LockedFloor
from possible_web.keeping.timers import Due, set_timers, stop_timers
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact, Staff, Timer
from possible_web.records.prepared import Prepared

if TYPE_CHECKING:
    from possible.journey.force import InForce

TIMER = "case-timer"
TOPICS = ("desk-cases",)  # whoever looks at lists of cases looks again
OF_CONTACTS = (
    "limit",
    "hours",
    "status",
    "away",
)  # timers that ring for a contact; the others ring for the case
LAST = 9_000_000_000_000_000  # behind every moment that was promised
STATUS = {
    CaseState.OPEN: CaseRow.Status.OPEN,
    CaseState.SOLVED: CaseRow.Status.SOLVED,
    CaseState.CLOSED: CaseRow.Status.CLOSED,
}


class Turning:
    """A locked case that takes turns; `keep` writes what became of it, once, at the end of the action."""

    def __init__(self, case_id: int, now: Instant, new: tuple[CaseRow, Case] | None = None) -> None:
        """Lock the case and read it; Case.DoesNotExist without one.

        `new`: the row and the value of a case that this transaction has made, which nobody else knows.
        """
        self.row = new[0] if new else locked_case(case_id)
        # Who waited for the lock comes after whom they waited for, whatever the clock said when they came.
        self.now = max(now, Instant(self.row.changed_at))
        self.force: InForce = force_of(self.row.charter_id)
        self.case: Case = new[1] if new else from_plain(Case, self.row.state)
        self.events: list[Event] = []
        self._before = self.case
        # Read before the pool is locked: everybody waits for that lock.
        self.contacts = {} if new else {row.token: row for row in _going_on(case_id)}
        self._staff: dict[str, int | None] = {"": None}
        self._timers: dict[str, Instant | None] = {}  # None: it is stopped
        self._locked_floor: LockedFloor | None = None
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
    def locked_floor(self) -> LockedFloor:
        """The pool, locked when it is first needed."""
        if self._locked_floor is None:
            self._locked_floor = LockedFloor(self.now)
            self.now = self._locked_floor.now
        return self._locked_floor

    @property
    def floor(self) -> Floor:
        """The floor of the pool."""
        return self.locked_floor.floor

    def _at(self) -> Instant:
        return self.locked_floor.now

    def feed(self, happening: Happening) -> None:
        """Tell the floor, and do what it says about this case; what concerns others is kept for them."""
        for assignment in self.locked_floor.feed(happening):
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
                self._timers[timer] = due
            case to_do.StopTimer(timer=timer):
                self._timers[timer] = None
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
        columns = columns_of(case, self.row.team, self.now)
        if case.owner != self._before.owner:
            columns["owner_id"] = self._staff_of(case.owner)
        keep_case(self.row, to_plain(Case, case), self.now, **columns)
        self._keep_contacts()
        self._keep_timers()
        self._before = case
        bills.keep_entries(self.events, self.now)
        letters.of_events(self.row, self.force, self.events, self.now)
        entries = [entry_of(event, TOPICS) for event in self.events]
        if self._locked_floor is not None:
            self._locked_floor.keep(entries)
        else:
            append(entries, numbered=True)
        if self._called_off:
            booking.call_off(self.row, self._called_off, self.now)

    def knows(self, staff: Staff) -> None:
        """Remember who somebody of the staff is, so that nobody asks while the pool is locked."""
        self._staff[staff.name] = staff.pk

    def _staff_of(self, name: str) -> int | None:
        if name not in self._staff:
            self._staff[name] = _number.first(name)
        return self._staff[name]

    def _keep_timers(self) -> None:
        ours = self.row.pk
        set_timers(
            Due(key_of(ours, timer), TIMER, due, case=ours)
            for timer, due in self._timers.items()
            if due is not None
        )
        stop_timers([key_of(ours, timer) for timer, due in self._timers.items() if due is None])
        self._timers = {}

    def _keep_contacts(self) -> None:
        rows, case = Contacts(self.row, self.contacts), self.case
        for talk in case.talks:
            before = self._before.talk(talk.id)
            same = before is not None and before.agent == talk.agent
            rows.talks(talk, {} if same else {"agent_id": self._staff_of(talk.agent)})
        for owed in case.callbacks:
            rows.owes(owed)
        rows.owes_no_other({*(talk.id for talk in case.talks), *(each.contact for each in case.callbacks)})
        for event in self.events:
            rows.heard(event)
        rows.keep()


_going_on = Prepared(lambda case: Contact.objects.filter(case=case).exclude(state=Contact.State.ENDED))
_number = Prepared(lambda name: Staff.objects.filter(name=name).values_list("pk", flat=True)[:1])


def key_of(case_id: int, timer: str) -> str:
    """Return the key of a case's timer: the same timer again moves it."""
    return f"case {case_id} {timer}"


def held_of(contacts: Iterable[Contact]) -> dict[int | None, int]:
    """Return until when contacts are held whose customer is away, by the number of their case."""
    keys = [key_of(each.case_id or 0, away_timer(each.token)) for each in contacts]
    return {timer.case: timer.due for timer in _set(keys)}


_set = Prepared(lambda keys: Timer.objects.filter(key__in=keys, done_at=None, stopped_at=None))


def name_of(timer: Timer) -> str:
    """Return what a case's timer is called in the case: its key says so (its payload did before)."""
    return timer.key.removeprefix(key_of(timer.case or 0, ""))


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


def events_of_assignment(said: Assignment, case: str, now: Instant) -> list[Event]:
    """Return what a word of the floor is as an event."""
    match said:
        case Offered(contact=contact, agent=agent, team=team, expires=expires):
            return [OfferMade(at=now, case=case, contact=contact, agent=agent, team=team, expires=expires)]
        case OfferOver(contact=contact, agent=agent, how=how):
            return [OfferEnded(at=now, case=case, contact=contact, agent=agent, how=how)]
        case Connected(contact=contact, agent=agent):
            return [OfferEnded(at=now, case=case, contact=contact, agent=agent, how="accepted")]


def ring(timer: Timer, now: Instant) -> None:
    """Let a timer of a case ring: the effect that the worker runs in the transaction which marks it."""
    if timer.case is None:
        return
    turning = Turning(timer.case, now)
    name = name_of(timer)
    kind, _, contact = name.partition(" ")
    turning.take(turns.Rings(contact=contact if kind in OF_CONTACTS else "", timer=name))
    turning.keep()
