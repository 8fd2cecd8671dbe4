"""A crowd: random customers and the planned people under any charter, for tests of every law at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from possible.journey.force import InForce
from possible.simulate.anybody import DAY, Anybody, Habits
from possible.simulate.anywhere import Anywhere, Luck
from possible.simulate.crew import Crew, Ways
from possible.simulate.streams import stream
from possible.simulate.twin import Twin
from possible.values.instant import HOUR, Instant, instant

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values.events import Event

A_MONDAY = instant(datetime(2026, 12, 7, 6, 0, tzinfo=UTC))


def crowd(  # noqa: PLR0913 - a crowd has a size, a time and a share of people, each with its usual
    charter: Charter | InForce,
    seed: int,
    *,
    contacts: int = 50,
    start: Instant = A_MONDAY,
    days: int = 40,
    share: float = 0.1,
    habits: Habits | None = None,
) -> list[Event]:
    """Return what happens to so many customers who come within two days, and to their cases in so many days.

    The same charter and seed give the same events, in any process. `share`: the part of the planned people
    who are there, at least one for each team and language.
    """
    return twin_of(
        charter, seed, contacts=contacts, start=start, days=days, share=share, habits=habits
    ).events


def twin_of(  # noqa: PLR0913 - as `crowd`
    charter: Charter | InForce,
    seed: int,
    *,
    contacts: int = 50,
    start: Instant = A_MONDAY,
    days: int = 40,
    share: float = 0.1,
    habits: Habits | None = None,
) -> Twin:
    """Return the twin in which a crowd has lived: its cases and events, and its floor as it was left."""
    force = charter if isinstance(charter, InForce) else InForce(charter)
    crew = Crew(force, seed, share, Ways())
    twin = Twin(force, crew, Anywhere(force, seed, Luck()), start)
    crew.open(twin)
    arrivals = stream(seed, "arrivals")
    for number in range(contacts):
        customer = Anybody(force, seed, number, habits or Habits())
        twin.at(start + arrivals.randrange(48 * HOUR), lambda customer=customer: customer.calls(twin))  # type: ignore[misc]
    twin.run(Instant(start + days * DAY))
    return twin
