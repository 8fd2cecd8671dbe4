"""Waiting for people: Erlang B and C (A. K. Erlang 1917), Erlang A for callers who lose patience (Palm 1946).

Loads are in erlangs (contacts an hour times hours each takes); times are in whatever unit the caller uses, as
long as it is the same one throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from possible.values import N_, Refused, sentence

NEGLIGIBLE = 1e-18
LARGEST = 1e200


def erlang_b(people: int, load: float) -> float:
    """Return the share of contacts that find everybody busy when nobody waits (by the usual recursion)."""
    _sensible(people, load)
    blocked = 1.0
    for count in range(1, people + 1):
        blocked = load * blocked / (count + load * blocked)
    return blocked


def erlang_c(people: int, load: float) -> float:
    """Return the share of contacts that have to wait when nobody gives up; 1 when the load is too much."""
    _sensible(people, load)
    if load >= people:
        return 1.0
    blocked = erlang_b(people, load)
    return blocked / (1 - load / people * (1 - blocked))


def answered_within(people: int, load: float, each: float, within: float) -> float:
    """Return the share of contacts answered within a time when nobody gives up; `each`: a mean contact."""
    if load >= people:
        return 0.0
    return 1 - erlang_c(people, load) * exp(-(people - load) * within / each)


def mean_wait(people: int, load: float, each: float) -> float:
    """Return the mean wait over all contacts when nobody gives up; infinite when the load is too much."""
    if load >= people:
        return float("inf")
    return erlang_c(people, load) * each / (people - load)


@dataclass(frozen=True, slots=True)
class Abandoning:
    """A queue whose callers lose patience: shares who wait and give up, wait, queue, share of time busy."""

    waits: float
    gives_up: float
    mean_wait: float
    queue: float
    busy: float


def erlang_a(people: int, arrivals: float, served: float, impatience: float) -> Abandoning:
    """Return the steady state of M/M/n+M: rates per unit of time of arriving, serving one, giving up.

    Birth and death, scaled down before it can overflow; the tail is cut where one state weighs less than
    1e-18 of the likeliest.
    """
    _sensible(people, arrivals / served)
    if impatience <= 0:
        raise Refused(sentence(N_("Impatience is a rate above nothing.")))
    weights = _weights(people, arrivals, served, impatience)
    total = sum(weights)
    queue = sum((count - people) * weight for count, weight in enumerate(weights) if count > people) / total
    gives_up = impatience * queue / arrivals if arrivals else 0.0
    return Abandoning(
        waits=sum(weights[people:]) / total,
        gives_up=gives_up,
        mean_wait=queue / arrivals if arrivals else 0.0,
        queue=queue,
        busy=arrivals * (1 - gives_up) / (people * served),
    )


def _weights(people: int, arrivals: float, served: float, impatience: float) -> list[float]:
    """Return how likely each number of contacts is, up to one factor."""
    weights = [1.0]
    count, top = 0, 1.0
    while count < people or weights[-1] > NEGLIGIBLE * top:
        count += 1
        leaving = min(count, people) * served + max(count - people, 0) * impatience
        weights.append(weights[-1] * arrivals / leaving)
        top = max(top, weights[-1])
        if top > LARGEST:
            weights, top = [weight / top for weight in weights], 1.0
    return weights


def _sensible(people: int, load: float) -> None:
    if people < 1 or load < 0:
        raise Refused(sentence(N_("A queue has one person at least, and no load below nothing.")))
