"""What was promised and what came of it: callbacks, promises by name and period, credits."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from possible.measure.periods import UTC, period_of
from possible.measure.seen import Seen
from possible.measure.tally import ALL, Group, Tally
from possible.values.events import CallbackMade, CallbackPromised, CreditGiven, PromiseBroken, PromiseKept
from possible.values.instant import Instant


@dataclass(slots=True)
class Owed:
    """A callback that is promised: for when, and in which groups it counts."""

    due: Instant | None
    groups: tuple[Group, ...]
    settled: bool = False


@dataclass(slots=True)
class Callbacks:
    """A callback is kept when we called by its time, whether the customer was reached or not."""

    owed: dict[str, list[Owed]] = field(default_factory=dict)

    def see(self, seen: Seen, tally: Tally) -> None:
        """Note a callback, or settle the oldest of this contact or case."""
        event = seen.event
        if isinstance(event, CallbackPromised):
            debt = Owed(event.due, seen.groups)
            for name in seen.names:
                self.owed.setdefault(f"{name} {event.promise}", []).append(debt)
        elif isinstance(event, CallbackMade):
            keys = [f"{name} {event.promise}" for name in reversed(seen.names)]
            debts = [debt for key in keys for debt in self.owed.get(key, ()) if not debt.settled]
            if debts:
                self._settle(debts[0], seen.at, tally)
            for key in keys:
                self._tidy(key)

    def _settle(self, debt: Owed, at: Instant, tally: Tally) -> None:
        debt.settled = True
        tally.count("callbacks-settled", debt.groups)
        tally.count("called-in-time", debt.groups, int(debt.due is None or at <= debt.due))

    def _tidy(self, key: str) -> None:
        left = [debt for debt in self.owed.pop(key, ()) if not debt.settled]
        if left:
            self.owed[key] = left

    def still(self, now: Instant, tally: Tally) -> None:
        """Add the callbacks whose time has passed: not made."""
        open_now = {id(debt): debt for debts in self.owed.values() for debt in debts if not debt.settled}
        for debt in open_now.values():
            if debt.due is not None and debt.due < now:
                tally.count("callbacks-settled", debt.groups)


@dataclass(slots=True)
class Promises:
    """Promises kept and broken: by name and period, by name, by language, and of all."""

    each: str = "month"
    zone: ZoneInfo = UTC

    def see(self, seen: Seen, tally: Tally) -> None:
        """Count a promise that was kept or broken."""
        event = seen.event
        if isinstance(event, PromiseKept | PromiseBroken):
            period = period_of(event.at, self.each, self.zone)
            groups = [ALL, Group("promise", event.promise), Group("promise in", f"{event.promise} {period}")]
            groups += [Group("language", seen.language)] if seen.language else []
            tally.count("kept" if isinstance(event, PromiseKept) else "broken", groups)


@dataclass(slots=True)
class Credits:
    """Credits: how many, how many unasked, how much in each currency."""

    def see(self, seen: Seen, tally: Tally) -> None:
        """Count a credit."""
        event = seen.event
        if isinstance(event, CreditGiven):
            groups = [ALL, Group("credit", event.credit)]
            groups += [Group("language", seen.language)] if seen.language else []
            tally.count("credits", groups)
            tally.count("credits-unasked", groups, int(event.unasked))
            sums = [Group("currency", event.amount.currency)]
            sums += [Group("credit in", f"{event.credit} {event.amount.currency}")]
            tally.count("credited", sums, event.amount.cents)
