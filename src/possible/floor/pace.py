"""How fast it goes: whole numbers counted as it happens, and Whitt's estimate from them.

Old contacts weigh less: whenever a count is full, count and sum are halved. How long contacts take and how
patient people are changes from week to week; how fast a queue moves changes within the day, so it is counted
over fewer.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import log, sqrt

FULL, FULL_OF_GAPS = 2048, 128
EXACT = 32
P80 = 0.8416212335729143  # the standard normal quantile at 0.8


@dataclass(slots=True)
class Pace:
    """What was measured at one queue, in milliseconds and contacts.

    `served`, `busy`: contacts that were served, and how long agents were busy with them, wrap-up included.
    `left`, `waited`: contacts that gave up, and the waiting of all who could have. `taken`, `gaps`: contacts
    connected while others waited, and the time from one to the next. `last`: when one was connected last.
    """

    served: int = 0
    busy: int = 0
    left: int = 0
    waited: int = 0
    taken: int = 0
    gaps: int = 0
    last: int = 0

    def ended(self, busy: int) -> None:
        """Count a contact that was served to its end."""
        self.served += 1
        self.busy += busy
        if self.served >= FULL:
            self.served //= 2
            self.busy //= 2

    def waited_for(self, wait: int, left: int) -> None:
        """Count the wait of one who could give up, and did (1) or did not (0)."""
        self.waited += wait
        self.left += left
        if self.left >= FULL:
            self.left //= 2
            self.waited //= 2

    def connected(self, now: int, *, more: bool) -> None:
        """Count the time since the last one was connected, if more were waiting all the while."""
        if self.last:
            self.taken += 1
            self.gaps += now - self.last
            if self.taken >= FULL_OF_GAPS:
                self.taken //= 2
                self.gaps //= 2
        self.last = now if more else 0

    def row(self) -> tuple[int, ...]:
        """Return the numbers in the order of the fields."""
        return tuple(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Spread:
    """A waiting time by mean and variance; its quantiles by the distribution that has both.

    Gamma for a sum of exponential times (Wilson and Hilferty 1931: the cube root of a gamma variable is
    nearly normal); normal where it is `even`, the errors around the mean being of many kinds.
    """

    mean: float
    variance: float
    even: bool = False

    def quantile(self, normal: float) -> int:
        """Return the milliseconds at the quantile that is `normal` standard deviations off for a normal."""
        if self.variance <= 0:
            return round(self.mean)
        if self.even:
            return round(self.mean + normal * sqrt(self.variance))
        ninth = self.variance / (9 * self.mean * self.mean)
        root = max(0.0, 1 - ninth + normal * sqrt(ninth))
        return round(self.mean * root * root * root)


def qlm(ahead: int, serving: float, leaving: float) -> Spread:
    """Return the wait with so many ahead: the QLm of Whitt (Improving service by informing customers, 1999).

    `serving`: contacts that all agents together end in a millisecond; `leaving`: the rate at which one
    waiting contact gives up. The wait is a sum of exponential times with rates serving + i x leaving for
    i = 0 … ahead. Long sums: the first 32 one by one, the rest by Euler and Maclaurin.
    """
    exact = min(ahead + 1, EXACT)
    rates = [serving + step * leaving for step in range(exact)]
    mean = sum(1 / rate for rate in rates)
    variance = sum(1 / (rate * rate) for rate in rates)
    if ahead < EXACT:
        return Spread(mean, variance)
    first, last = serving + EXACT * leaving, serving + ahead * leaving
    ends = 1 / first + 1 / last, 1 / first**2 + 1 / last**2
    if leaving <= 0:
        return Spread((ahead + 1) / serving, (ahead + 1) / serving**2)
    mean += log(last / first) / leaving + ends[0] / 2 + leaving * (1 / first**2 - 1 / last**2) / 12
    variance += (1 / first - 1 / last) / leaving + ends[1] / 2 + leaving * (1 / first**3 - 1 / last**3) / 6
    return Spread(mean, variance)
