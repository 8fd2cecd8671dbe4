"""A fold: fed one event after the other, in the order of time, it has a result at any moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from possible.values.events import Event

R_co = TypeVar("R_co", covariant=True)


class Fold(Protocol[R_co]):
    """What is fed with events, live or from a list; its result may be asked for at any time."""

    def feed(self, event: Event) -> None:
        """Take one more event."""

    @property
    def result(self) -> R_co:
        """What the events so far come to."""


def folded(fold: Fold[R_co], events: Iterable[Event]) -> R_co:
    """Feed all events, and return the result."""
    for event in events:
        fold.feed(event)
    return fold.result
