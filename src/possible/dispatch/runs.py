"""Routes as the own improver sees them: immutable, with what each visit's best insertion would cost.

A run that did not change keeps what is known about it, also when a try is rejected: that is what makes plain
Python quick enough. Same arithmetic as `schedule`, written out for at most one break; other turns ask the
judge.
"""

# ruff: noqa: C901
# One loop runs a hundred thousand times a second: a call of min() there costs as much as the rest.

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from possible.dispatch.day import DayProblem
from possible.dispatch.insertion import inserted, openings
from possible.dispatch.plan import Turn
from possible.dispatch.schedule import NEVER, keeps, lane


class Place(NamedTuple):
    """A position in a run and what it costs."""

    extra: int
    position: int


Gap = tuple[int, int, int, int, int, int, int, int, int, int]
"""Earliest ready, latest latest; position; point before, after; ready with the break owed, taken; latest with
it owed, taken; leg. Gaps are kept from the last to the first."""


class Run:
    """A turn's visits in order, ready for questions; `known` remembers the answers."""

    __slots__ = ("gaps", "known", "load", "order", "seconds", "turn")

    def __init__(
        self, turn: int, order: tuple[int, ...], gaps: list[Gap], seconds: int, load: tuple[int, ...]
    ) -> None:
        self.turn = turn
        self.order = order
        self.gaps = gaps
        self.seconds = seconds
        self.load = load
        self.known: dict[int, Place | None] = {}


@dataclass(frozen=True, slots=True)
class Shape:
    """A turn in numbers. No break is a break of no length at any time; `simple`: labels tell everything."""

    start: int
    end: int
    early: int
    late: int
    rest: int
    origin: int
    finish: int
    fixed: int
    simple: bool


class Workshop:
    """Makes runs of one day's problem and finds the best place of a visit in one."""

    def __init__(self, problem: DayProblem) -> None:
        self.problem = problem
        self.seconds = problem.seconds
        self.opens = [visit.window.start for visit in problem.visits]
        self.closes = [visit.window.end for visit in problem.visits]
        self.stays = [visit.duration for visit in problem.visits]
        self.shapes = [_shape(problem, number, turn) for number, turn in enumerate(problem.turns)]
        self.counts_parts = bool(problem.parts)
        self.plain = not self.counts_parts and all(shape.simple for shape in self.shapes)

    def run(self, turn: int, order: tuple[int, ...]) -> Run:
        """The run of an order that the judge accepts."""
        shape, table, needs = self.shapes[turn], self.seconds, self.problem.needs
        load: tuple[int, ...] = ()
        if self.counts_parts:
            load = tuple(
                sum(needs[number][part] for number in order) for part in range(len(self.problem.parts))
            )
        if not shape.simple:
            return Run(turn, order, [], self.problem.route_cost(turn, order), load)
        legs = [table[one][other] for one, other in zip((shape.origin, *order), order, strict=False)]
        legs.append(table[order[-1] if order else shape.origin][shape.finish])
        owed, taken = self._forward(shape, order, legs)
        return Run(turn, order, self._gaps(shape, order, legs, owed, taken), sum(legs), load)

    def _forward(self, shape: Shape, order: tuple[int, ...], legs: list[int]) -> tuple[list[int], list[int]]:
        """Earliest departures from each point, with the break owed and taken."""
        opens, closes, stays = self.opens, self.closes, self.stays
        early, late, rest = shape.early, shape.late, shape.rest
        owed, taken = shape.start, NEVER
        all_owed, all_taken = [owed], [taken]
        for number, leg in zip(order, legs, strict=False):
            at = owed + leg
            if at <= late:
                fed = (at if at > early else early) + rest
            elif owed <= late:
                fed = (owed if owed > early else early) + rest + leg
            else:
                fed = NEVER
            if taken + leg < fed:
                fed = taken + leg
            opening, closing, stay = opens[number], closes[number], stays[number]
            owed = NEVER if at > closing else (at if at > opening else opening) + stay
            taken = NEVER if fed > closing else (fed if fed > opening else opening) + stay
            all_owed.append(owed)
            all_taken.append(taken)
        return all_owed, all_taken

    def _gaps(
        self, shape: Shape, order: tuple[int, ...], legs: list[int], owed: list[int], taken: list[int]
    ) -> list[Gap]:
        """Latest starts, from the end backwards, beside the earliest departures."""
        opens, closes, stays = self.opens, self.closes, self.stays
        early, late, rest = shape.early, shape.late, shape.rest
        hungry, fed, after = -NEVER, shape.end, shape.finish
        gaps: list[Gap] = []
        for position in range(len(order), shape.fixed - 1, -1):
            leg = legs[position]
            before = order[position - 1] if position else shape.origin
            ready, full = owed[position], taken[position]
            soonest, latest = (ready if ready < full else full), (hungry if hungry > fed else fed)
            gaps.append((soonest, latest, position, before, after, ready, full, hungry, fed, leg))
            if not position:
                break
            opening, closing, stay = opens[before], closes[before], stays[before]
            leave = hungry - leg
            paused = fed - rest if fed - rest < late else late
            if paused >= early and paused - leg > leave:
                leave = paused - leg
            paused = fed - leg - rest if fed - leg - rest < late else late
            if paused >= early and paused > leave:
                leave = paused
            hungry = leave - stay if leave - stay < closing else closing
            if hungry < opening:
                hungry = -NEVER
            fed = fed - leg - stay if fed - leg - stay < closing else closing
            if fed < opening:
                fed = -NEVER
            after = before
        return gaps

    def place(self, run: Run, number: int) -> Place | None:
        """The cheapest position of the visit in the run, if there is one."""
        if self.plain:
            return self.quick_place(run, number)
        if self.counts_parts:
            stock, needs = self.problem.stock[run.turn], self.problem.needs[number]
            if any(load + need > most for load, need, most in zip(run.load, needs, stock, strict=True)):
                return None
        shape = self.shapes[run.turn]
        return self.quick_place(run, number) if shape.simple else self._judged(run, number, shape)

    def quick_place(self, run: Run, number: int) -> Place | None:
        """`place` for a simple turn, parts aside: refuses each gap by time, then by price, then exactly."""
        shape = self.shapes[run.turn]
        row, table = self.seconds[number], self.seconds
        opening, closing, stay = self.opens[number], self.closes[number], self.stays[number]
        early, late, rest = shape.early, shape.late, shape.rest
        best, where = NEVER, -1
        done = opening + stay
        for soonest, last, position, before, after, owed, taken, hungry, fed, leg in run.gaps:
            if soonest > closing:
                continue
            if last < done:
                break  # both only fall from here on
            come = table[before][number]
            extra = come + row[after] - leg
            if extra >= best:
                continue
            at, go = owed + come, row[after]
            if at <= closing:
                end = (at if at > opening else opening) + stay
                there = end + go
                if there > hungry:  # the break is then taken on the way out
                    if there <= late:
                        there = (there if there > early else early) + rest
                    elif end <= late:
                        there = (end if end > early else early) + rest + go
                    else:
                        there = NEVER
                    if there > fed:
                        there = NEVER
                if there < NEVER:
                    best, where = extra, position
                    continue
            at = _fed(owed, taken, come, shape)
            if at <= closing and (at if at > opening else opening) + stay + go <= fed:
                best, where = extra, position
        return Place(best, where) if where >= 0 else None

    def _judged(self, run: Run, number: int, shape: Shape) -> Place | None:
        """For turns with several breaks or a bounded length: the judge's lane, cheapest opening first."""
        turn, visit = self.problem.turns[run.turn], self.problem.visits[number]
        visits = tuple(self.problem.visits[other] for other in run.order)
        day = lane(turn, visits, self.problem.travel)
        for opening in sorted(openings(day, visit, shape.fixed)):
            if keeps(turn, inserted(visits, visit, opening.position), self.problem.travel):
                return Place(opening.extra, opening.position)
        return None


def _fed(owed: int, taken: int, come: int, shape: Shape) -> int:
    """The arrival with the break taken: on the way in, on either side of the journey, or before."""
    at = owed + come
    if at <= shape.late:
        at = (at if at > shape.early else shape.early) + shape.rest
    elif owed <= shape.late:
        at = (owed if owed > shape.early else shape.early) + shape.rest + come
    else:
        at = NEVER
    return at if at < taken + come else taken + come


def _shape(problem: DayProblem, number: int, turn: Turn) -> Shape:
    rest = turn.breaks[0] if turn.breaks else None
    return Shape(
        turn.start,
        turn.end,
        rest.earliest if rest else -NEVER,
        rest.latest if rest else NEVER >> 1,
        rest.duration if rest else 0,
        problem.origin(number),
        problem.finish(number),
        problem.fixed[number],
        len(turn.breaks) < 2 and not turn.longest,
    )
