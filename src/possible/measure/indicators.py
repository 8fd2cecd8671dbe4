"""All indicators as one fold over events, live or simulated: per language always, per line and team too."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from possible.measure.figures import Figure, figures_of
from possible.measure.kept import Callbacks, Credits, Promises
from possible.measure.matters import Answers, FirstContact, Questions, Repeats
from possible.measure.periods import UTC
from possible.measure.seen import Sight
from possible.measure.tally import Tally
from possible.measure.waits import InQueue, TimeToHuman
from possible.measure.work import Work
from possible.values.events import Event
from possible.values.instant import SECOND

TWENTY_SECONDS = 20 * SECOND


@dataclass(slots=True)
class Indicators:
    """The fold. `within`: milliseconds of the service level; `each`: the period of promises, in a time zone.

    Two folds over streams of different customers add up: `tally` with `plus`.
    """

    within: int = TWENTY_SECONDS
    each: str = "month"
    zone: ZoneInfo = UTC
    tally: Tally = field(default_factory=Tally)
    sight: Sight = field(default_factory=Sight)
    to_human: TimeToHuman = field(default_factory=TimeToHuman)
    work: Work = field(default_factory=Work)
    callbacks: Callbacks = field(default_factory=Callbacks)
    queue: InQueue = field(init=False)
    others: tuple[Repeats | FirstContact | Questions | Answers | Promises | Credits, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Set up the parts that need a setting."""
        self.queue = InQueue(self.within)
        self.others = (
            Repeats(), FirstContact(), Questions(), Answers(), Promises(self.each, self.zone), Credits(),
        )  # fmt: skip

    def feed(self, event: Event) -> None:
        """Take one more event."""
        seen = self.sight.see(event)
        for part in (self.to_human, self.queue, self.work, self.callbacks, *self.others):
            part.see(seen, self.tally)

    @property
    def now(self) -> Tally:
        """The tally with what is not over: who waits, who works, what is overdue."""
        so_far = self.tally.plus(Tally())
        self.to_human.still(self.sight.now, so_far)
        self.work.still(self.sight.now, so_far)
        self.callbacks.still(self.sight.now, so_far)
        for contact in self.sight.contacts.values():
            self.queue.still(contact, self.sight.now, so_far)
        return so_far

    @property
    def result(self) -> tuple[Figure, ...]:
        """The figures at the last event."""
        return figures_of(self.now, self.within)
