"""What is promised in so many cases of a hundred came true in each period: measured, hence an estimate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import Handlers, Here, Watch
from possible.charter import Charter
from possible.measure.periods import period_of
from possible.values import N_, Level, sentence
from possible.values.events import PromiseBroken, PromiseKept
from possible.values.instant import Instant

MISSED = LiveRule(
    "keepable",
    "share-missed-live",
    N_("a promise with a share was kept too seldom in a period"),
    Level.ESTIMATE,
)


@dataclass(slots=True)
class Count:
    """How often a promise was kept and broken in one period; `last`: where it was last broken."""

    period: str
    kept: int = 0
    broken: int = 0
    last: Here[PromiseBroken] | None = None


class Keepable(Watch):
    """Counts the promises that the charter makes with a share, period by period."""

    RULES = (MISSED,)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember one period of each promise."""
        super().__init__(charter, debts)
        self.counts: dict[str, Count] = {}
        self.zone = ZoneInfo(charter.timezone if charter else "UTC")

    def handlers(self) -> Handlers:
        """Look at promises kept and broken."""
        return {PromiseKept: self.kept_one, PromiseBroken: self.broke_one}

    def kept_one(self, here: Here[PromiseKept]) -> Iterable[Breach]:
        """Count one kept."""
        count, over = self._count(here.event.promise, here.event.at)
        if count:
            count.kept += 1
        return over

    def broke_one(self, here: Here[PromiseBroken]) -> Iterable[Breach]:
        """Count one broken."""
        count, over = self._count(here.event.promise, here.event.at)
        if count:
            count.broken += 1
            count.last = Here(
                here.index, here.event, here.contact, here.case, here.customer, here.recent.copy()
            )
        return over

    def finish(self, now: Instant) -> Iterable[Breach]:
        """Judge the periods that are over."""
        return [breach for promise in list(self.counts) for breach in self._count(promise, now)[1]]

    def _count(self, promise: str, at: Instant) -> tuple[Count | None, tuple[Breach, ...]]:
        """Return the count of the period of an instant, and what was missed in the one before."""
        found = self.charter.promises.get(promise) if self.charter else None
        if found is None or found.share is None:
            return None, ()
        period = period_of(at, found.each, self.zone)
        before = self.counts.get(promise)
        if before and before.period == period:
            return before, ()
        self.counts[promise] = Count(period)
        return self.counts[promise], tuple(self._missed(promise, before)) if before else ()

    def _missed(self, promise: str, count: Count) -> Iterable[Breach]:
        share = self.charter.promises[promise].share if self.charter else None
        of = count.kept + count.broken
        if share is None or count.last is None or count.kept >= share * of:
            return
        text = N_("{promise} was kept {kept} times of {of} in {period}; promised are {share} %.")
        facts = {
            "promise": promise,
            "kept": count.kept,
            "of": of,
            "period": count.period,
            "share": share * 100,
        }
        attempt = sentence(N_("plan more people for these hours, or promise what can be kept"))
        yield self.breach(count.last, MISSED, sentence(text, **facts), attempt)
