"""From people on paper to places that are staffed, and to the contacts that they can carry."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from possible.forecast.erlang import answered_within


@dataclass(frozen=True, slots=True)
class Week:
    """What one person gives in a week: the hours of the contract, and the percentage not at the desk.

    Unwritten: 35 hours (France, Code du travail L3121-27) less a fifth, which is what the law alone takes:
    five weeks of leave and eleven holidays (36 of 260 days), and 20 minutes of break in six hours. Illness
    and training come on top, so that whoever is too few by this is too few by any plan.
    """

    hours: int = 35
    away: int = 20

    @property
    def minutes(self) -> int:
        """Minutes a week at the desk."""
        return self.hours * 60 * (100 - self.away) // 100


@dataclass(frozen=True, slots=True)
class Service:
    """What is promised: the share answered within so many seconds; and the seconds that a contact takes."""

    share: float
    within: int
    each: int = 360


def places(people: int, minutes: int, week: Week) -> float:
    """Return how many of these people are there at a time, on average, in hours of so many minutes a week."""
    return people * week.minutes / minutes if minutes else float(people)


def people_for(count: int, minutes: int, week: Week) -> int:
    """Return how many people it takes for `count` to be there in all hours of so many minutes a week."""
    return max(count, ceil(count * minutes / week.minutes))


def carried(people: int, service: Service) -> float:
    """Return how many contacts an hour so many people can carry and keep the share (Erlang C, bisected)."""
    low, high = 0.0, float(people)
    for _ in range(60):
        load = (low + high) / 2
        kept = answered_within(people, load, service.each, service.within) >= service.share
        low, high = (load, high) if kept else (low, load)
    return low * 3600 / service.each
