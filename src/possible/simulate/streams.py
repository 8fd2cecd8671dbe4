"""Streams of random numbers: one for each purpose, so that what one person does moves no other's numbers."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from possible.charter import Domain

SMALL = (0, 0, 0, 1, 1, 2, 3, 5, 8, 40, 400)


def stream(seed: int, *purpose: object) -> Random:
    """Return the random numbers of one purpose: the same for equal seeds and purposes, in any process.

    Two charters that are played with one seed meet the same people with the same problems (common random
    numbers): what differs is what the charters do.
    """
    return Random(f"{seed} {' '.join(map(str, purpose))}")  # noqa: S311 - a simulation, not a secret


def drawn(rng: Random, domain: Domain) -> str:
    """Return a value that a fact can have: any of a list, mostly a small number where there is no end."""
    high = domain.high
    if high is None or high - domain.low > max(SMALL):
        return domain.text(domain.low + rng.choice(SMALL))
    return domain.text(rng.randint(domain.low, high))


def lasting(rng: Random, mean: int) -> int:
    """Return a length of time in milliseconds, memoryless around a mean, at least one second."""
    return max(1000, int(rng.expovariate(1 / mean)))
