"""How an operator lived until now: who came when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from possible.simulate.streams import stream
from possible.values.instant import HOUR, Instant
from possible_web.project.filling.odds import HOURS
from possible_web.project.filling.people import Person, people, references
from possible_web.project.filling.residents import Resident
from possible_web.project.filling.scenes import DAY, carter_comes, happens_now
from possible_web.project.filling.staff import WORKERS
from possible_web.project.filling.town import Town
from possible_web.project.filling.workers import Workers
from possible_web.project.filling.world import Back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.journey.force import InForce

BUSIER = 1.6  # a Monday against a Sunday
STORM, STORMY = 4.0, 2  # there was a storm in the last two days: the technicians have their hands full


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many customers, and from which seed."""

    customers: int = 2500
    seed: int = 1


@dataclass(frozen=True)
class Life:
    """What happened: the town as it is now, everybody who came, and Ms Carter."""

    town: Town
    people: tuple[Person, ...]
    carter: Person

    @cached_property
    def phones(self) -> dict[str, str]:
        """The telephone number of each customer who said one."""
        return {person.token: person.phone for person in self.people if person.phone}


def lived(force: InForce, size: Size, start: Instant, now: Instant) -> Life:
    """Return how it would have been from `start` to `now`; the same for the same charter, size, times."""
    workers, back = Workers(force, size.seed, WORKERS), Back(force, size.seed, WORKERS)
    town = Town(force, workers, back, start, references(size.seed))
    workers.open(town)
    crowd = people(size.seed, tuple(force.charter.languages))
    known: list[Person] = []
    for number, when in enumerate(sorted(_arrivals(force, size, start, now))):
        person = next(crowd)
        known.append(person)
        resident = Resident(force, size.seed, number, person)
        town.at(when, lambda resident=resident: resident.calls(town))  # type: ignore[misc]
    carter = carter_comes(town, size.seed, now)
    known += happens_now(town, size.seed, crowd, now)
    town.run(now)
    return Life(town, (*known, carter), carter)


def _arrivals(force: InForce, size: Size, start: Instant, now: Instant) -> Iterator[Instant]:
    """Yield when each customer comes first: more on working days and after a storm, most of them by day."""
    draw, calendar = stream(size.seed, "arrivals"), force.calendar
    days = [Instant(start + day * DAY) for day in range(max(1, (now - start) // DAY))]
    weights = [BUSIER if calendar.works_on(calendar.day(day)) else 1.0 for day in days]
    weights[-STORMY:] = [weight * STORM for weight in weights[-STORMY:]]
    for day in draw.choices(days, weights, k=size.customers):
        midnight = calendar.starts(calendar.day(day))
        hour = draw.choices(range(len(HOURS)), HOURS)[0]
        yield Instant(min(max(start, midnight + hour * HOUR + draw.randrange(HOUR)), now - HOUR))
