"""The twin: `journey.step` and the floor on virtual time, with customers and agents who are played.

It carries commands out as the shell does, writes the same events, and has no clock but the one that it moves
itself. The same people, records and seeds give the same events.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from possible.floor import (
    Accepted,
    CameIn,
    Connected,
    Declined,
    Floor,
    Joined,
    Left,
    Offered,
    OfferOver,
    Paused,
    Released,
    Resumed,
    Rules,
    Ticked,
    WentOut,
)
from possible.journey import commands as to_do
from possible.journey import turns
from possible.journey.case import CaseState
from possible.journey.joining import joining
from possible.journey.prompts import prompt
from possible.journey.step import opened, step
from possible.values import Refused
from possible.values.events import MoveTaken, OfferEnded, OfferMade, PresenceChanged
from possible.values.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from possible.floor import Agent, Assignment, Happening
    from possible.journey.case import Case, Talk
    from possible.journey.force import InForce
    from possible.journey.prompts import Prompt
    from possible.journey.step import Stepped
    from possible.simulate.people import Customer, Staff, World
    from possible.values import Language
    from possible.values.events import Event

NEVER = 1 << 62
RULES = Rules()
NO_TIMER = (0, Instant(0))


class Twin:
    """A charter that runs on virtual time; `events` is what happened, in order."""

    def __init__(
        self, force: InForce, staff: Staff, world: World, start: Instant, rules: Rules = RULES
    ) -> None:
        """Begin at an instant with nobody there; `rules`: the numbers of the floor."""
        self.force = force
        self.staff = staff
        self.world = world
        self.now = start
        self.floor = Floor(rules)
        self.cases: dict[str, Case] = {}
        self.events: list[Event] = []
        self._customers: dict[str, Customer] = {}
        self._by_customer: dict[str, list[str]] = {}
        self._heap: list[tuple[int, int, Callable[[], object]]] = []
        self._timers: dict[tuple[str, str], tuple[int, Instant]] = {}
        self._asked: dict[str, tuple[int, Prompt | None]] = {}
        self._contacts: dict[str, str] = {}
        self._serial = 0
        self._tick = NEVER

    # ---- time -------------------------------------------------------------------------------------------

    def at(self, when: int, do: Callable[[], object]) -> None:
        """Do something at an instant (now, where that is past); equal instants in the order they were set."""
        self._serial += 1
        heappush(self._heap, (max(when, self.now), self._serial, do))

    def run(self, until: Instant | None = None) -> None:
        """Let time pass until an instant, or until nothing is left to happen."""
        while self._heap and (until is None or self._heap[0][0] <= until):
            when, _, do = heappop(self._heap)
            self.now = Instant(when)
            do()
        if until is not None:
            self.now = max(self.now, until)

    # ---- contacts ---------------------------------------------------------------------------------------

    def arrive(
        self,
        customer: Customer,
        line: str,
        language: Language,
        network: str = "other-network",
        *,
        goes_on: bool = False,
    ) -> str:
        """Let a customer reach a line (`goes_on`: where a call is owed, in its stead); return the contact."""
        name = customer.name
        self._customers[name] = customer
        mine = [self.cases[each] for each in self._by_customer.get(name, ())]
        case = joining(self.force, mine, self.now)
        if case is None:
            case = self.opens(name, language)
            self._by_customer.setdefault(name, []).append(case.id)
            self.cases[case.id] = case
        contact = f"{case.id}-k{case.contacts + 1}"
        turn = turns.Arrives(contact=contact, line=line, language=language, network=network, goes_on=goes_on)
        self.turn(case.id, turn)
        return contact

    def opens(self, customer: str, language: Language) -> Case:
        """Return a customer's next case; whoever keeps cases gives it their own name and reference."""
        number = len(self._by_customer.get(customer, ())) + 1
        return opened(self.force, f"{customer}-{number}", customer, language, self.now)

    def turn(self, case: str, turn: turns.Turn) -> None:
        """Take one step of a case, and carry out what follows; `Refused` when the turn does not fit."""
        self._follow(case, turn, step(self.force, self.cases[case], turn, self.now))

    def tries(self, case: str, turn: turns.Turn) -> bool:
        """Take one step of a case if it fits; tell whether it did."""
        try:
            stepped = step(self.force, self.cases[case], turn, self.now)
        except Refused:
            return False
        self._follow(case, turn, stepped)
        return True

    def _follow(self, case: str, turn: turns.Turn, stepped: Stepped) -> None:
        after, events, commands = stepped
        self.cases[case] = after
        self.events += events
        if turn.contact:
            self._contacts[turn.contact] = case
        for command in commands:
            self._carry_out(case, command)
        self._notify(case, events)

    def reply(self, case: str, contact: str, after: int, turn: turns.Turn) -> None:
        """Let a turn follow some milliseconds later, unless the talk has moved on by then."""
        self._soon(case, contact, after, lambda: self.turn(case, turn))

    def may_reply(self, case: str, contact: str, after: int, turn: turns.Turn) -> None:
        """Let a turn follow some milliseconds later, unless the talk has moved on, or it does not fit."""
        self._soon(case, contact, after, lambda: self.tries(case, turn))

    def _soon(self, case: str, contact: str, after: int, do: Callable[[], object]) -> None:
        serial = self._asked.get(contact, (0, None))[0]

        def unless_over() -> None:
            if self.talk(case, contact) and self._asked.get(contact, (0, None))[0] == serial:
                do()

        self.at(self.now + after, unless_over)

    def talk(self, case: str, contact: str) -> Talk | None:
        """Return a contact that goes on."""
        return self.cases[case].talk(contact)

    def open_cases(self, customer: str) -> list[Case]:
        """Return the cases of a customer that are not over."""
        found = [self.cases[name] for name in self._by_customer.get(customer, ())]
        return [case for case in found if case.state is CaseState.OPEN]

    def _notify(self, case: str, events: list[Event]) -> None:
        """Tell customers and staff what is wanted of them now, once for each time it is wanted.

        While a customer is away nothing is: whoever was about to do something does it when they are back.
        """
        customer = self._customers[self.cases[case].customer]
        for talk in self.cases[case].talks:
            away = talk.away is not None
            wanted = None if away else prompt(self.force.charter, self.cases[case], talk)
            serial, before = self._asked.get(talk.id, (0, None))
            moved = any(isinstance(each, MoveTaken) and each.contact == talk.id for each in events)
            if wanted != before or moved:
                self._asked[talk.id] = (serial + 1, wanted)
                if wanted is not None:
                    self._wanted(case, talk, wanted, customer)
        customer.hears(self, self.cases[case], events)
        self.staff.hears(self, self.cases[case], events)

    def _wanted(self, case: str, talk: Talk, wanted: Prompt, customer: Customer) -> None:
        if self.staff.sees(self, self.cases[case], talk, wanted):
            return
        customer.sees(self, self.cases[case], talk, wanted)

    # ---- commands ---------------------------------------------------------------------------------------

    def _carry_out(self, case: str, command: to_do.Command) -> None:  # noqa: C901, PLR0912 - one arm for each command
        match command:
            case to_do.Enqueue(want=want):
                self._contacts[want.contact] = case
                self.feed(Joined(at=self.now, want=want))
                self.staff.wanted(self, want)
            case to_do.Withdraw(contact=contact, gave_up=gave_up):
                if self.floor.waits(contact):
                    self.feed(Left(at=self.now, contact=contact, gave_up=gave_up))
            case to_do.Release(contact=contact, agent=agent):
                if self.floor.holder(contact) == agent:
                    self.feed(Released(at=self.now, contact=contact, agent=agent))
                self.staff.released(self, agent)
            case to_do.SetTimer(timer=timer, due=due):
                self._set_timer(case, timer, due)
            case to_do.StopTimer(timer=timer):
                self._timers.pop((case, timer), None)
            case to_do.LookUp(fact=fact, source=source, contact=contact):
                value = self.world.look_up(self, self.cases[case], fact)
                known = turns.Knows(contact=contact, fact=fact, value=value, source=source)
                self.at(self.now, lambda: self._known(case, contact, known))
            case to_do.HaveDone(contact=contact):
                action = command.action  # once it is wanted: who is asked before answers a question of before
                self.at(self.now, lambda: self.world.do(self, self.cases[case], contact, action))
            case to_do.FindWindows(quote=quote, within=within):
                self.world.find_windows(self, self.cases[case], quote, within)
            case to_do.CarryOut(quote=quote):
                self.world.carry_out(self, self.cases[case], quote)
            case to_do.CallOff():
                pass  # whoever would come finds the visit cancelled
            case _:
                raise TypeError(command)

    def _known(self, case: str, contact: str, turn: turns.Knows) -> None:
        if self.talk(case, contact):
            self.turn(case, turn)

    def _set_timer(self, case: str, timer: str, due: Instant) -> None:
        self._serial += 1
        serial = self._serial
        self._timers[case, timer] = serial, due

        def ring() -> None:
            if self._timers.get((case, timer), NO_TIMER)[0] == serial:
                del self._timers[case, timer]
                kind, _, name = timer.partition(" ")
                contact = "" if kind in ("clock", "case") else name
                self.turn(case, turns.Rings(contact=contact, timer=timer))

        self.at(due, ring)

    def timers(self) -> list[tuple[str, str, Instant]]:
        """Return what is still to ring: the case, the timer's name, and when, as they were set."""
        return [(case, timer, due) for (case, timer), (_, due) in self._timers.items()]

    # ---- the floor --------------------------------------------------------------------------------------

    def feed(self, happening: Happening) -> None:
        """Tell the floor what happened, and do what it says."""
        for assignment in self.floor.feed(happening):
            self._assigned(assignment)
        due = self.floor.next_time()
        if due is not None and due < self._tick:
            self._tick = due
            self.at(due, self._ticks)

    def _ticks(self) -> None:
        self._tick = NEVER
        self.feed(Ticked(at=self.now))

    def _assigned(self, assignment: Assignment) -> None:
        contact = assignment.contact
        case = self._contacts[contact]
        match assignment:
            case Offered(agent=agent, team=team, expires=expires):
                self._note(OfferMade, case, contact, agent=agent, team=team, expires=expires)
                self.staff.offered(self, assignment)
            case OfferOver(agent=agent, how=how):
                self._note(OfferEnded, case, contact, agent=agent, how=how)
            case Connected(agent=agent, team=team, language=language):
                self._note(OfferEnded, case, contact, agent=agent, how="accepted")
                self._connected(case, contact, agent, team, language)
                if assignment.released:
                    self.staff.released(self, assignment.released)

    def _connected(self, case: str, contact: str, agent: str, team: str, language: Language) -> None:
        callback = next((each for each in self.cases[case].callbacks if each.contact == contact), None)
        if callback is None:
            self.turn(case, turns.Answers(contact=contact, agent=agent, team=team, language=language))
            return
        name = self.cases[case].customer
        engaged = any(each.talks for each in self.open_cases(name))
        reached = not engaged and self._customers[name].picks_up(self)
        self.turn(
            case,
            turns.Calls(contact=contact, agent=agent, team=team, language=language, reached=reached),
        )

    def accept(self, offer: Offered) -> None:
        """Let an agent take what was offered, if it still stands."""
        if self.floor.offered_to(offer.contact) == offer.agent:
            self.feed(Accepted(at=self.now, contact=offer.contact, agent=offer.agent))

    def decline(self, offer: Offered) -> None:
        """Let an agent decline what was offered, if it still stands."""
        if self.floor.offered_to(offer.contact) == offer.agent:
            self.feed(Declined(at=self.now, contact=offer.contact, agent=offer.agent))

    def comes_in(self, agent: Agent) -> None:
        """Let an agent come to work."""
        self.events.append(PresenceChanged(at=self.now, agent=agent.name, state="available"))
        self.feed(CameIn(at=self.now, agent=agent))

    def goes_out(self, agent: str) -> None:
        """Let an agent go."""
        self.events.append(PresenceChanged(at=self.now, agent=agent, state="offline"))
        self.feed(WentOut(at=self.now, agent=agent))

    def pauses(self, agent: str, reason: str) -> None:
        """Let an agent have a break."""
        self.events.append(PresenceChanged(at=self.now, agent=agent, state="break", reason=reason))
        self.feed(Paused(at=self.now, agent=agent, reason=reason))

    def resumes(self, agent: str) -> None:
        """Let an agent be back from a break."""
        self.events.append(PresenceChanged(at=self.now, agent=agent, state="available"))
        self.feed(Resumed(at=self.now, agent=agent))

    def _note(self, cls: type[Event], case: str, contact: str, **fields: object) -> None:
        self.events.append(cls(at=self.now, case=case, contact=contact, **fields))
