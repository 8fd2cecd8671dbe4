"""The floor: a multi-skill day of 50,000 calls beside SimPy driving the same floor; offers as queues grow.

Both drivers get the same floor and the same drawn numbers, and must count the same totals to the millisecond.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Mapping
from heapq import heappop, heappush
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from bench.floor_day import BITS, OFFER_CALLBACK, Call, Totals, day, staffed
from bench.timing import Row, seconds, table
from possible.floor import (
    Accepted,
    Agent,
    Assignment,
    CameIn,
    Floor,
    Joined,
    Left,
    Offered,
    Released,
    Rules,
    Want,
)
from possible.values import Language
from possible.values.instant import Instant

if TYPE_CHECKING:
    import simpy

ARRIVES, GIVES_UP, ENDS, CALLBACK = range(4)


def moment(at: int, call: int, kind: int) -> int:
    """Return an instant, a call and what happens to it as one number: no two things fall together."""
    return at << BITS | call << 2 | kind


class Driven:
    """A floor whose agents accept at once, and what is counted; a driver says when calls end."""

    def __init__(self, calls: list[Call]) -> None:
        self.floor = staffed()
        self.calls = calls
        self.by_contact = {call.contact: call for call in calls}
        self.totals = Totals()
        self.agents: dict[str, str] = {}

    def accept(self, offer: Assignment, at: Instant) -> Call:
        """Let an agent take the call that is offered; every assignment here is an offer."""
        if not isinstance(offer, Offered):
            raise TypeError(offer)
        contact, agent = offer.contact, offer.agent
        self.floor.feed(Accepted(at=at, contact=contact, agent=agent))
        self.agents[contact] = agent
        call = self.by_contact[contact]
        self.totals.answer(call, at)
        return call

    def ends(self, call: Call, at: Instant) -> list[Assignment]:
        """Let a call be over."""
        contact = call.contact
        return self.floor.feed(Released(at=at, contact=contact, agent=self.agents.pop(contact)))

    def joins(self, call: Call) -> list[Assignment]:
        """Let a call wait."""
        self.totals.arrived += 1
        return self.floor.feed(Joined(at=call.want.since, want=call.want))

    def gives_up(self, call: Call, at: Instant) -> None:
        """Let a call wait no more."""
        self.totals.gave_up += 1
        self.floor.feed(Left(at=at, contact=call.contact))

    def called_back(self, call: Call, at: Instant) -> list[Assignment]:
        """Let a caller hang up, and their place wait on."""
        self.totals.called_back += 1
        self.floor.feed(Left(at=at, contact=call.contact, gave_up=False))
        return self.floor.feed(Joined(at=at, want=call.again))


class ByHeap(Driven):
    """One heap for all that is to come beside the sorted arrivals: how the twin does it."""

    def run(self) -> Totals:
        """Play the day."""
        heap: list[int] = []
        self.heap, waiting = heap, self.floor.hall.waiting
        for call in self.calls:
            arrival = moment(call.arrives, call.number, ARRIVES)
            while heap and heap[0] < arrival:
                self.comes(heappop(heap), waiting)
            self.arrives(call)
        while heap:
            self.comes(heappop(heap), waiting)
        return self.totals

    def arrives(self, call: Call) -> None:
        """A call comes; if it is not offered at once its patience begins."""
        said = self.joins(call)
        if said:
            self.take(said, call.want.since)
        elif call.takes_callback and call.patience > OFFER_CALLBACK:
            heappush(self.heap, moment(call.arrives + OFFER_CALLBACK, call.number, CALLBACK))
        else:
            heappush(self.heap, moment(call.arrives + call.patience, call.number, GIVES_UP))

    def comes(self, key: int, waiting: Mapping[str, object]) -> None:
        """Something that was to come is there."""
        at, kind = Instant(key >> BITS), key & 3
        call = self.calls[(key & (1 << BITS) - 1) >> 2]
        if kind == ENDS:
            self.take(self.ends(call, at), at)
        elif call.contact in waiting:
            if kind == CALLBACK:
                self.take(self.called_back(call, at), at)
            else:
                self.gives_up(call, at)

    def take(self, said: list[Assignment], at: Instant) -> None:
        """Accept, and set the end of each call."""
        for offer in said:
            call = self.accept(offer, at)
            heappush(self.heap, moment(at + call.service, call.number, ENDS))


class BySimPy(Driven):
    """A process for each call, as SimPy's own examples do it; its clock counts our whole numbers."""

    def run(self) -> Totals:
        """Play the day."""
        import simpy

        self.environment = simpy.Environment()
        self.answered: dict[str, simpy.Event] = {}
        self.environment.process(self.source())
        self.environment.run()
        return self.totals

    def until(self, at: int, call: Call, kind: int) -> simpy.Timeout:
        """Return the time-out that ends at a moment."""
        return self.environment.timeout(moment(at, call.number, kind) - self.environment.now)

    def source(self) -> Generator[simpy.Event, object, None]:
        """Let calls arrive."""
        for call in self.calls:
            yield self.until(call.arrives, call, ARRIVES)
            self.environment.process(self.caller(call))

    def caller(self, call: Call) -> Generator[simpy.Event, object, None]:
        """Wait, give up or be called back, be served, end."""
        answered = self.answered[call.contact] = self.environment.event()
        self.take(self.joins(call), call.want.since)
        if not answered.triggered:
            wants = call.takes_callback and call.patience > OFFER_CALLBACK
            limit = OFFER_CALLBACK if wants else call.patience
            yield answered | self.until(call.arrives + limit, call, CALLBACK if wants else GIVES_UP)
            if not answered.triggered:
                at = Instant(call.arrives + limit)
                if not wants:
                    self.gives_up(call, at)
                    return
                self.take(self.called_back(call, at), at)
        yield answered
        at = Instant((int(self.environment.now) >> BITS) + call.service)
        yield self.until(at, call, ENDS)
        self.take(self.ends(call, at), at)

    def take(self, said: list[Assignment], at: Instant) -> None:
        """Accept, and tell the calls."""
        for offer in said:
            self.answered.pop(self.accept(offer, at).contact).succeed()


def played(driven: ByHeap | BySimPy, spent: list[float]) -> Totals:
    """Play a day, note the CPU seconds that it took, and return the totals."""
    gc.collect()
    gc.freeze()  # the day itself is no garbage, whoever drives
    begun = process_time()
    totals = driven.run()
    spent.append(process_time() - begun)
    gc.unfreeze()
    return totals


def multi_skill_day(days: int) -> None:
    """The same days, driven in turns; CPU seconds, because a neighbour on the machine would count twice."""
    ours: list[float] = []
    peer: list[float] = []
    rates: list[float] = []
    for seed in range(days):
        calls = day(seed)
        counted = played(ByHeap(calls), ours)
        if counted != played(BySimPy(calls), peer):
            raise SystemExit(f"day {seed}: SimPy counts otherwise than {counted}")
        rates.append(len(calls) / ours[-1])
        both = f"{rates[-1]:,.0f} and {len(calls) / peer[-1]:,.0f}/s"
        print(f"  day {seed}: {told(counted)}; {both}")
    ratios = [theirs / mine for mine, theirs in zip(ours, peer, strict=True)]
    print(table([Row(f"a day, the same floor ({days} days)", median(ours), median(peer))], "SimPy"))
    print(f"  {median(rates):,.0f} contacts/s; {median(ratios):.2f} x SimPy (target 2)")


def told(totals: Totals) -> str:
    """Return what is counted in a few words."""
    per_cent = 100 / totals.arrived
    return (
        f"{totals.arrived} calls, {totals.in_target * per_cent:.1f} % in 20 s, gave up "
        f"{totals.gave_up * per_cent:.1f} %, {totals.called_back} called back, "
        f"mean wait {totals.waited / totals.answered / 1000:.1f} s"
    )


def growing(waiting: int, turns: int = 2_000) -> dict[str, float]:
    """Return the seconds that each kind of happening takes with so many waiting (median)."""
    floor, fr = Floor(Rules()), Language("fr")
    agent = Agent(name="ada", teams=("tech",), languages=frozenset({fr}))
    floor.feed(CameIn(at=Instant(0), agent=agent))
    number = 0

    def want() -> Want:
        nonlocal number
        number += 1
        return Want(contact=str(number), team="tech", language=fr, channel="phone", since=Instant(number))

    for _ in range(waiting + 1):
        floor.feed(Joined(at=Instant(0), want=want()))
    spent: dict[str, list[float]] = {
        name: [] for name in ("join", "accept", "free and offer", "leave", "estimate")
    }
    gc.disable()
    for _ in range(turns):
        taken, last = next(iter(floor.hall.offers)), want()
        for name, work in (
            ("join", lambda last=last: floor.feed(Joined(at=Instant(0), want=last))),
            ("estimate", lambda last=last: floor.estimate(last.contact)),
            ("accept", lambda taken=taken: floor.feed(Accepted(at=Instant(0), contact=taken, agent="ada"))),
            (
                "free and offer",
                lambda taken=taken: floor.feed(Released(at=Instant(0), contact=taken, agent="ada")),
            ),
        ):
            begun = perf_counter()
            work()
            spent[name].append(perf_counter() - begun)
        leaver, again = str(number - waiting // 2), want()
        if leaver in floor.hall.waiting:
            gone = Left(at=Instant(0), contact=leaver)
            begun = perf_counter()
            floor.feed(gone)
            spent["leave"].append(perf_counter() - begun)
            floor.feed(Joined(at=Instant(0), want=again))
    gc.enable()
    return {name: median(times) for name, times in spent.items()}


def main() -> None:
    """Print the day and the growth."""
    multi_skill_day(5)
    sizes = (10, 1_000, 100_000)
    found = [growing(size) for size in sizes]
    print("  one happening, by how many wait: " + ", ".join(f"{size:,}" for size in sizes))
    for name in found[0]:
        print(f"    {name:<16}" + "  ".join(f"{seconds(one[name]):>9}" for one in found))


if __name__ == "__main__":
    main()
