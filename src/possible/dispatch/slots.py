"""Which windows can be had: answered in tiers, each yes with its proof, each no with its certificate or none.

`possible` names the routes that keep it. `not found yet` says what was searched, and is never called
impossible.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice

from possible.dispatch.able import Able
from possible.dispatch.board import Board, speaks
from possible.dispatch.certificates import Certificate, NobodyCan, simple_certificate, within
from possible.dispatch.crowding import too_full
from possible.dispatch.day import day_problem, refusal
from possible.dispatch.exchange import Routes, exchanges, in_any_order
from possible.dispatch.exhaust import no_arrangement
from possible.dispatch.improver import Improver, Progress
from possible.dispatch.insertion import Found, cheapest, narrowed, route_with
from possible.dispatch.memory import able_of
from possible.dispatch.plan import Plan, TurnKey, Visit, Window


class Tier(IntEnum):
    """How far a search goes; each tier includes those before it."""

    INSERTION = 1
    ANY_ORDER = 2
    EXCHANGE = 3
    DEEP = 4


@dataclass(frozen=True, slots=True)
class Possible:
    """The window can be kept: by this turn, with these routes instead of the plan's (the proof).

    `speaks`: the technician speaks the customer's language; if not, the customer is told before choosing.
    `travel` and `version` name the travel times and the plan that the proof was made with.
    """

    window: Window
    key: TurnKey
    extra: int
    speaks: bool
    tier: Tier
    routes: Routes
    travel: str
    version: int


@dataclass(frozen=True, slots=True)
class NotFoundYet:
    """Nobody has found a way, and nobody has proved that there is none; what was searched."""

    window: Window
    searched: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Impossible:
    """No plan that keeps every promise has this window, and here is why."""

    window: Window
    certificate: Certificate


Answer = Possible | NotFoundYet | Impossible
ENOUGH = 8
"""Exchanges that are compared; a busy day has hundreds, and somebody is on the line."""

Insertion = Callable[[Board, Visit, Sequence[Window]], list[Found | None]]


def slots(
    board: Board,
    visit: Visit,
    windows: Sequence[Window],
    tier: Tier = Tier.EXCHANGE,
    insertion: Insertion = cheapest,
    *,
    effort: int = 50_000,
) -> list[Answer]:
    """An answer for each window, at most `tier` deep (`deeper` goes on from there).

    A technician who speaks the customer's language comes first, whatever the detour; so a higher tier is
    asked as well where a lower one found only somebody who does not. `effort` bounds the search for
    certificates (0: none).
    """
    answers: list[Answer | None] = [
        _by_insertion(board, visit, window, found) if found else None
        for window, found in zip(windows, insertion(board, visit, windows), strict=True)
    ]
    if tier >= Tier.ANY_ORDER:
        _by_any_order(board, visit, windows, answers)
    if tier >= Tier.EXCHANGE:
        for number in _open(answers):
            answers[number] = _by_exchange(board, visit, windows[number])
    searched = tuple(known for known in Tier if known <= min(tier, Tier.EXCHANGE))
    return [
        answer or refusal_of(board, visit, window, searched, effort)
        for window, answer in zip(windows, answers, strict=True)
    ]


def _by_insertion(board: Board, visit: Visit, window: Window, found: Found) -> Possible:
    routes = ((found.key, route_with(board, found, visit.id)),)
    return _possible(board, window, found.key, found.extra, Tier.INSERTION, routes, foreign=found.foreign)


def _possible(  # noqa: PLR0913 - gathers what the tiers found, in one place
    board: Board, window: Window, key: TurnKey, extra: int, tier: Tier, routes: Routes, *, foreign: bool
) -> Possible:
    plan = board.plan
    return Possible(window, key, extra, not foreign, tier, routes, plan.travel_on(key.day).name, plan.version)


def _open(answers: Sequence[Answer | None]) -> list[int]:
    return [number for number, answer in enumerate(answers) if answer is None]


def _by_any_order(
    board: Board, visit: Visit, windows: Sequence[Window], answers: list[Answer | None]
) -> None:
    wanted = [
        number
        for number, answer in enumerate(answers)
        if not isinstance(answer, Possible) or not answer.speaks
    ]
    for key in board.keys:
        turn = board.plan.turns[key]
        mine = [n for n in wanted if windows[n].start <= turn.end and windows[n].end >= turn.start]
        if not mine:
            continue
        for number, taken in in_any_order(board, key, visit, [windows[n] for n in mine]).items():
            known = answers[mine[number]]
            if isinstance(known, Possible) and (not known.speaks, known.extra) <= (
                taken.foreign,
                taken.extra,
            ):
                continue
            if isinstance(known, Possible) and known.tier is Tier.INSERTION and taken.foreign:
                continue
            answers[mine[number]] = _possible(
                board,
                windows[mine[number]],
                key,
                taken.extra,
                Tier.ANY_ORDER,
                ((key, taken.route),),
                foreign=taken.foreign,
            )


def _by_exchange(board: Board, visit: Visit, window: Window) -> Possible | None:
    if within(visit, window) is None:
        return None
    best = None
    for any_order in (False, True):
        if best is None:
            best = min(islice(exchanges(board, visit, window, any_order=any_order), ENOUGH), default=None)
    if best is None:
        return None
    return _possible(board, window, best.key, best.extra, Tier.EXCHANGE, best.routes, foreign=best.foreign)


def refusal_of(
    board: Board, visit: Visit, window: Window, searched: tuple[Tier, ...], effort: int = 50_000
) -> Answer:
    """`impossible` if that can be proved, else `not found yet`."""
    certificate = certify(able_of(board), visit, window, effort) if effort else None
    return NotFoundYet(window, searched) if certificate is None else Impossible(window, certificate)


def certify(able: Able, visit: Visit, window: Window, effort: int = 50_000) -> Certificate | None:
    """A proof that no plan that keeps every promise has this visit in this window, if one is found.

    `effort` bounds the part arrangements that the exhaustive proof may look at (50,000 take some 50 ms).
    """
    asked = within(visit, window)
    if asked is None:
        return NobodyCan(())
    return simple_certificate(able, asked) or too_full(able, asked) or no_arrangement(able, asked, effort)


def deeper(board: Board, visit: Visit, window: Window, rng: random.Random, progress: Progress) -> Answer:
    """The background search for one window: its days are rearranged, one by one, until the visit has a place.

    Every promise is kept on the way. The visit counts as the last to be served, so nobody is put out for it.
    """
    asked = within(visit, window)
    days = sorted({turn.key.day for turn in able_of(board).turns_in(window)})
    for number, day in enumerate(days if asked is not None else ()):
        found = _rearranged(board, asked or visit, day, rng, _part(progress, number, len(days)))
        if found is not None:
            return replace(found, window=window)
    return refusal_of(board, visit, window, tuple(Tier))


def _part(progress: Progress, number: int, parts: int) -> Progress:
    """The budget of one of several searches that share it evenly."""
    return lambda: progress() * parts - number


def _rearranged(
    board: Board, asked: Visit, day: str, rng: random.Random, progress: Progress
) -> Possible | None:
    problem = day_problem(board.plan, day, [asked])
    improver = Improver(problem, rng)
    orders = improver.search(progress, lambda best: not best.absent)
    if improver.best.absent or refusal(problem, orders):
        return None
    named = problem.named(orders)
    routes = tuple((key, route) for key, route in named.items() if route != board.plan.route(key))
    key = next(key for key, route in routes if asked.id in route)
    extra = problem.cost(orders) - problem.cost(problem.routes)
    foreign = not speaks(board.plan.technicians[key.technician], asked)
    return _possible(board, asked.window, key, extra, Tier.DEEP, routes, foreign=foreign)


def accepted(plan: Plan, visit: Visit, answer: Possible) -> Plan:
    """The plan with the visit promised in the answer's window, on the answer's routes."""
    promised = replace(narrowed(visit, answer.window), promised=True)
    return plan.with_visits([promised]).with_routes(dict(answer.routes))
