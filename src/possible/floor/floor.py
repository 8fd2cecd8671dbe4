"""The floor: one decision-maker for who takes which contact, a deterministic fold of what happens.

After each happening, as long as somebody waits whom nobody is asked for and somebody free could take it: the
one of these who has waited longest is offered, to the agent whom `Hall.choose` names.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import Any

from possible.floor import checks, estimates
from possible.floor.desks import Desk
from possible.floor.hall import EXPIRES, WAKES, WRAP_ENDS, Hall
from possible.floor.happenings import (
    NOBODY,
    Accepted,
    Assignment,
    CameIn,
    Connected,
    Declined,
    Estimate,
    Happening,
    Joined,
    Left,
    Offered,
    OfferOver,
    Paused,
    Released,
    Resumed,
    Rules,
    Ticked,
    Want,
    WentOut,
    WrappedUp,
)
from possible.floor.places import Queue, Waiting
from possible.values.instant import Instant

DECLINED, EXPIRED, WITHDRAWN = "declined", "expired", "withdrawn"


class Floor:
    """Who takes which contact of one pool of teams; fed happenings in order, gives back assignments."""

    def __init__(self, rules: Rules) -> None:
        self.hall = Hall(rules)
        self._said: list[Assignment] = []
        self._woken: list[Waiting] = []
        self._freed: list[Desk] = []
        self._rested: list[str] = []
        self._last: Happening | None = None
        self._ways: dict[type, tuple[Callable[[Hall, Any], object], Callable[[Any, Any], None]]] = {
            Joined: (checks.can_join, self._joined),
            Left: (checks.can_leave, self._left),
            CameIn: (checks.can_come_in, self._came_in),
            Paused: (checks.can_pause, self._paused),
            Resumed: (checks.can_resume, self._resumed),
            WentOut: (checks.can_go_out, self._went_out),
            Accepted: (checks.is_offered, self._accepted),
            Declined: (checks.is_offered, self._declined),
            Released: (checks.can_release, self._released),
            WrappedUp: (checks.can_wrap_up, self._wrapped_up),
            Ticked: (checks.anything_goes, self._ticked),
        }

    @property
    def now(self) -> Instant:
        """The instant up to which the floor has been told."""
        return self.hall.now

    def feed(self, happening: Happening) -> list[Assignment]:
        """Take in what happened; return what follows, in order.

        What cannot be is `Refused` and changes nothing: an earlier instant than the last, a contact or agent
        that is unknown or not in the state that the happening supposes. Happenings of one instant count in
        the order in which they are fed.
        """
        hall, at = self.hall, happening.at
        check, take_in = self._ways[type(happening)]
        if at < hall.now:
            checks.in_order(hall, at)
        about = check(hall, happening)
        said: list[Assignment] = []
        self._said, self._last = said, happening
        if self._rested:
            self._rested = []
        hall.now = at
        if hall.due <= at:
            self._pass_time(at)
        take_in(happening, about)
        if self._freed or self._woken:
            self._settle()
        return said

    def next_time(self) -> Instant | None:
        """Return when the floor wants to be told `Ticked`, if nothing else happens before; None: never."""
        hall = self.hall
        timer = hall.next_timer()
        if not hall.offers:
            return timer
        expires = next(iter(hall.offers.values())).expires
        return expires if timer is None else min(expires, timer)

    def waits(self, contact: str) -> bool:
        """Tell whether a contact waits, offered or not."""
        return contact in self.hall.waiting

    def offered_to(self, contact: str) -> str:
        """Return the agent to whom a contact is offered now; nothing where it is not."""
        waiting = self.hall.offers.get(contact)
        return waiting.taker if waiting else ""

    def holder(self, contact: str) -> str:
        """Return the agent who has a contact; nothing where nobody has."""
        desk = self.hall.holders.get(contact)
        return desk.name if desk else ""

    def touched(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the contacts and the agents whose rows the last happening changed, made or ended.

        What `parts` measures changes besides, with each contact that is connected, left or over.
        """
        last, said = self._last, self._said
        named = [one.released for one in said if isinstance(one, Connected)] + self._rested
        agents = {one.agent for one in said if not isinstance(one, Offered)}.union(named)
        contacts = {one.contact for one in said}
        if isinstance(last, Joined):
            contacts.add(last.want.contact)
        elif isinstance(last, CameIn):
            agents.add(last.agent.name)
        elif last is not None:
            contacts.add(getattr(last, "contact", ""))
            agents.add(getattr(last, "agent", ""))
        return frozenset(contacts - {""}), frozenset(agents - {NOBODY})

    def estimate(self, contact: str) -> Estimate:
        """Return how long a waiting contact will still wait, from now on; `Refused` for one who does not."""
        return estimates.estimate(self.hall, contact)

    def estimate_for(self, want: Want) -> Estimate:
        """Return how long this want would wait if it joined now."""
        return estimates.estimate_for(self.hall, want)

    def staffed(self, want: Want) -> bool:
        """Whether anybody is at work, and not on a break, who could serve this want now or later."""
        return self.hall.staffed(want)

    # ---- what happened ----------------------------------------------------------------------------------

    def _joined(self, happening: Joined, _: None) -> None:
        hall, want = self.hall, happening.want
        waiting = hall.joined(want, hall.ticket(), hall.now)
        if want.relaxations or want.not_before > hall.now or want.owner_until > hall.now:
            hall.wake_later(waiting)
            if want.not_before > hall.now:
                return
        if not self._freed and not self._woken:
            chosen = hall.choose(waiting)
            if chosen is not None:
                self._offer(waiting, *chosen)
                return
        hall.stand(waiting)
        if self._freed or self._woken:
            self._woken.append(waiting)

    def _left(self, happening: Left, waiting: Waiting) -> None:
        del self.hall.waiting[happening.contact]
        if waiting.taker:
            self._end_offer(waiting, WITHDRAWN)
        else:
            self.hall.step_out(waiting)
        self._count_wait(waiting, left=int(happening.gave_up))

    def _came_in(self, happening: CameIn, before: Desk | None) -> None:
        hall, agent = self.hall, happening.agent
        group = hall.group(agent)
        desk = Desk(agent, group, hall.ticket())
        if before is not None:
            desk.take_over(before)
            hall.holders.update(dict.fromkeys(desk.held, desk))
        hall.seat(desk)
        self._open(desk)

    def _paused(self, happening: Paused, desk: Desk) -> None:
        desk.reason = happening.reason
        self._close(desk)

    def _resumed(self, _: Resumed, desk: Desk) -> None:
        desk.reason = ""
        self._open(desk)

    def _went_out(self, _: WentOut, desk: Desk) -> None:
        if desk.open:
            self._close(desk)
        for contact in list(desk.wraps):
            self._end_wrap_up(desk, contact)
        desk.gone = True
        desk.reason = ""
        if not desk.held:
            del self.hall.desks[desk.name]

    def _accepted(self, happening: Accepted, waiting: Waiting) -> None:
        hall, contact = self.hall, happening.contact
        del hall.offers[contact], hall.waiting[contact]
        desk, holder = hall.desks[happening.agent], waiting.want.holder
        if contact in desk.wraps:
            self._end_wrap_up(desk, contact)
        if holder:
            self._let_go(hall.holders[contact], contact)
        del desk.offers[contact]
        queue = waiting.offer
        desk.held[contact] = (queue, hall.now)
        hall.holders[contact] = desk
        self._count_wait(waiting, left=0)
        queue.pace.connected(hall.now, more=queue.length > 0)
        self._said.append(
            Connected(
                contact=contact, agent=desk.name, team=queue.team, language=queue.language, released=holder
            )
        )

    def _declined(self, _: Declined, waiting: Waiting) -> None:
        self._end_offer(waiting, DECLINED)

    def _released(self, happening: Released, desk: Desk) -> None:
        self._let_go(desk, happening.contact)

    def _wrapped_up(self, happening: WrappedUp, desk: Desk) -> None:
        self._end_wrap_up(desk, happening.contact)

    def _ticked(self, _: Ticked, about: None) -> None:
        """Nothing more than that time has passed."""

    # ---- time -------------------------------------------------------------------------------------------

    def _pass_time(self, at: Instant) -> None:
        """Let all that was due happen, in the order of instants; names decide between equal ones."""
        hall = self.hall
        for instant, kind, name, contact in hall.due_by(at):
            if kind == WAKES:
                self._wake(name)
            elif kind == EXPIRES:
                self._end_offer(hall.offers[name], EXPIRED)
            else:
                desk = hall.desks.get(name)
                if desk is not None and contact in desk.wraps and desk.wraps[contact][2] == instant:
                    self._end_wrap_up(desk, contact)
                    self._rested.append(name)

    def _wake(self, contact: str) -> None:
        waiting = self.hall.waiting.get(contact)
        if waiting is not None and not waiting.taker:
            self.hall.step_out(waiting)
            self._stand(waiting)

    # ---- contacts and agents ----------------------------------------------------------------------------

    def _stand(self, waiting: Waiting) -> None:
        self.hall.stand(waiting)
        self._woken.append(waiting)

    def _open(self, desk: Desk) -> None:
        desk.open = True
        desk.group.working += 1
        self._freer(desk, self.hall.now)

    def _close(self, desk: Desk) -> None:
        """Nothing new: what was offered is taken back."""
        desk.open = False
        desk.group.working -= 1
        for waiting in sorted(desk.offers.values(), key=lambda one: (one.expires, one.sequence)):
            self._end_offer(waiting, WITHDRAWN)

    def _freer(self, desk: Desk, since: Instant) -> None:
        """An agent has less in hands than before, from now on the last among the free."""
        hall = self.hall
        desk.stamp = hall.sequence = hall.sequence + 1
        desk.since = since
        self._freed.append(desk)

    def _let_go(self, desk: Desk, contact: str) -> None:
        hall = self.hall
        queue, since = desk.held.pop(contact)
        del hall.holders[contact]
        wrap_up = hall.wrap_up(queue.channel)
        if wrap_up and not desk.gone:
            until = Instant(hall.now + wrap_up)
            desk.wraps[contact] = (queue, since, until)
            hall.set_timer(until, WRAP_ENDS, desk.name, contact)
            return
        queue.pace.ended(hall.now - since)
        desk.drop(queue.channel)
        self._freer(desk, hall.now)
        if desk.gone and not desk.held:
            del hall.desks[desk.name]

    def _end_wrap_up(self, desk: Desk, contact: str) -> None:
        queue, since, until = desk.wraps.pop(contact)
        ended = min(until, self.hall.now)
        queue.pace.ended(ended - since)
        desk.drop(queue.channel)
        self._freer(desk, ended)

    def _count_wait(self, waiting: Waiting, left: int) -> None:
        want = waiting.want
        if not want.out and not want.holder:
            waiting.home.pace.waited_for(self.hall.now - waiting.joined, left)

    # ---- offers -----------------------------------------------------------------------------------------

    def _offer(self, waiting: Waiting, desk: Desk, queue: Queue) -> None:
        hall, want = self.hall, waiting.want
        hall.step_out(waiting)
        expires = Instant(hall.now + hall.rules.offer_stands)
        waiting.taker = desk.name
        waiting.expires = expires
        waiting.offer = queue
        hall.offers[want.contact] = waiting
        hall.due = min(hall.due, expires)
        desk.offers[want.contact] = waiting
        desk.take(want.channel)
        self._said.append(
            Offered(
                contact=want.contact,
                agent=desk.name,
                team=queue.team,
                language=queue.language,
                expires=expires,
                since=want.since,
            )
        )

    def _end_offer(self, waiting: Waiting, how: str) -> None:
        """Take an offer back; a contact that still waits stands at its place again."""
        hall, want = self.hall, waiting.want
        desk = hall.desks[waiting.taker]
        del hall.offers[want.contact], desk.offers[want.contact]
        waiting.taker, waiting.offer = NOBODY, waiting.home
        desk.drop(want.channel)
        self._said.append(OfferOver(contact=want.contact, agent=desk.name, how=how))
        if how != WITHDRAWN:
            again = Instant(hall.now + hall.rules.asked_again)
            waiting.asked = {**(waiting.asked or {}), desk.name: again}
            hall.set_timer(again, WAKES, want.contact)
            self._freer(desk, hall.now)
        else:
            self._freed.append(desk)
        if want.contact in hall.waiting:
            self._stand(waiting)

    def _settle(self) -> None:
        """Offer, the longest waiting first, until nobody free could take anybody who waits un-offered.

        Before the happening there was no such pair, so each pair has one who is freed or woken by it.
        """
        hall, freed, woken = self.hall, self._freed, self._woken
        if len(freed) == 1 and not woken:
            self._fill(freed.pop())
            return
        heads: list[tuple[int, int, int, Waiting, Desk | None]] = [
            (waiting.place, waiting.sequence, -1 - index, waiting, None)
            for index, waiting in enumerate(woken)
        ]
        for desk in freed:
            desk.group.enlist(desk)
        for index, desk in enumerate(freed):
            heads += self._head(index, desk)
        freed.clear()
        woken.clear()
        heapify(heads)
        while heads:
            _, _, index, waiting, free = heappop(heads)
            chosen = hall.choose(waiting) if waiting.token else None
            if chosen is not None:
                self._offer(waiting, *chosen)
            if free is not None:
                for head in self._head(index, free):
                    if head[3] is not waiting:
                        heappush(heads, head)

    def _head(self, index: int, desk: Desk) -> list[tuple[int, int, int, Waiting, Desk | None]]:
        waiting = self.hall.first_for(desk)
        return [] if waiting is None else [(waiting.place, waiting.sequence, index, waiting, desk)]

    def _fill(self, desk: Desk) -> None:
        """Offer to the only one who is freed, as long as there is room."""
        hall = self.hall
        while (waiting := hall.first_for(desk)) is not None:
            home = waiting.home
            queue = hall.suits(waiting, desk, hall.routes(waiting)) if waiting.want.relaxations else home
            self._offer(waiting, desk, queue or home)
        desk.group.enlist(desk)
