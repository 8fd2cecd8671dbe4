"""How good the estimates were: what was told against what happened.

Live, only who was served is scored, because nobody knows how long those who left would have waited; the twin
knows, and scores them too (`stayed`), which is the honest figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

from possible.floor.happenings import Estimate
from possible.values.instant import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`rase`: root of the mean squared error over the mean wait; `bias`: mean error over the mean wait.

    Above nothing, more was told than came. `within_low`, `within_high`: shares that waited no longer than the
    median and the P80 that were told. `unscored`: estimates whose outcome nobody knows (yet).
    """

    scored: int
    unscored: int
    mean_wait: float
    rase: float
    bias: float
    within_low: float
    within_high: float


@dataclass(slots=True)
class Scores:
    """A fold of told estimates and of what became of them, in whole milliseconds."""

    scored: int = 0
    left: int = 0
    waits: int = 0
    errors: int = 0
    squares: int = 0
    low: int = 0
    high: int = 0
    open: dict[str, tuple[Instant, Estimate]] = field(default_factory=dict)

    def told(self, contact: str, at: Instant, estimate: Estimate) -> None:
        """Note what was told; the last estimate counts, and where nothing was told nothing is scored."""
        if estimate.low is not None and estimate.high is not None:
            self.open[contact] = (at, estimate)

    def connected(self, contact: str, at: Instant) -> None:
        """Score a contact that somebody took at an instant."""
        if contact in self.open:
            since, estimate = self.open.pop(contact)
            self._score(estimate, at - since)

    def gave_up(self, contact: str) -> None:
        """Drop a contact that left, whose wait nobody will know."""
        if self.open.pop(contact, None) is not None:
            self.left += 1

    def stayed(self, contact: str, wait: int) -> None:
        """Score a contact that left by the milliseconds that it would have waited, once told (the twin)."""
        if contact in self.open:
            self._score(self.open.pop(contact)[1], wait)

    def _score(self, estimate: Estimate, wait: int) -> None:
        low, high = estimate.low or 0, estimate.high or 0
        error = (estimate.mean if estimate.mean is not None else low) - wait
        self.scored += 1
        self.waits += wait
        self.errors += error
        self.squares += error * error
        self.low += wait <= low
        self.high += wait <= high

    def score(self) -> Score:
        """Return the figures up to now; all nothing where nothing was scored or nobody waited."""
        count = self.scored
        mean = self.waits / count if count else 0.0
        return Score(
            scored=count,
            unscored=self.left + len(self.open),
            mean_wait=mean,
            rase=sqrt(self.squares / count) / mean if mean else 0.0,
            bias=self.errors / count / mean if mean else 0.0,
            within_low=self.low / count if count else 0.0,
            within_high=self.high / count if count else 0.0,
        )
