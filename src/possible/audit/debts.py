"""What must have happened by an instant: a breach that is certain once its time has passed unsettled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from possible.audit.breach import Breach
from possible.values import Money
from possible.values.instant import Instant

FEW = 64


@dataclass(slots=True, eq=False)
class Debt:
    """Something that is owed until an instant; once settled it is nothing. `left`: the sum still owed."""

    due: Instant
    breach: Breach
    left: Money | None = None
    open: bool = True


@dataclass(slots=True)
class Debts:
    """All debts, the next due first. Settled ones are swept out before they outnumber the open."""

    heap: list[tuple[Instant, int, Debt]] = field(default_factory=list)
    made: int = 0
    settled: int = 0

    def owe(self, due: Instant, breach: Breach, left: Money | None = None) -> Debt:
        """Note that something is owed until an instant, that instant included."""
        debt = Debt(due, breach, left)
        self.made += 1
        heappush(self.heap, (due, self.made, debt))
        return debt

    def settle(self, debt: Debt) -> None:
        """Note that it happened in time."""
        if debt.open:
            debt.open = False
            self.settled += 1
            if self.settled > FEW + len(self.heap) // 2:
                self.heap = [entry for entry in self.heap if entry[2].open]
                heapify(self.heap)
                self.settled = 0

    def overdue(self, now: Instant) -> Iterator[Breach]:
        """Yield what was due before an instant and has not been settled; each once."""
        while self.heap and self.heap[0][0] < now:
            debt = heappop(self.heap)[2]
            if debt.open:
                debt.open = False
                yield debt.breach
            else:
                self.settled -= 1
