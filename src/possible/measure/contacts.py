"""One contact as its events tell it: raw moments, and how long it was in each phase.

At every millisecond between the first ring and the end a contact is in exactly one phase (those of the
tariffs: connect, menu, queue, talk, hold, transfer), so that the phases add up to the duration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from possible.charter.facts import LANGUAGE_FACT
from possible.charter.tariffs import Phase
from possible.journey.spots import With, text_of
from possible.values import events as happened
from possible.values.events import ContactArrived, Event
from possible.values.instant import Instant
from possible.values.language import Language

START = Instant(0)
UNSERVED = (Phase.CONNECT, Phase.MENU, Phase.QUEUE, Phase.HOLD, Phase.TRANSFER)


@dataclass(frozen=True, slots=True)
class Answered:
    """A person was there: when, who, of which team, in which language."""

    at: Instant
    agent: str
    team: str
    language: Language


@dataclass(slots=True)
class Handed:
    """A transfer: when it was asked for, to which team, and when the next person was there (None: never)."""

    asked: Instant
    team: str
    case_travels: bool
    reached: Instant | None = None


@dataclass(slots=True)
class Contact:
    """A contact so far; instants are None until they come. `spent`: milliseconds by phase."""

    id: str
    case: str
    customer: str
    line: str
    channel: str
    language: Language
    network: str
    outward: bool
    arrived: Instant
    phase: Phase = Phase.CONNECT
    since: Instant = START
    spent: dict[Phase, int] = field(default_factory=dict)
    connected: Instant | None = None
    asked: Instant | None = None
    queued: Instant | None = None
    team: str = ""
    answers: list[Answered] = field(default_factory=list)
    transfers: list[Handed] = field(default_factory=list)
    ended: Instant | None = None
    by: str = ""
    how: str = ""
    last: Instant = START

    @classmethod
    def began(cls, event: ContactArrived) -> Contact:
        """Return the contact that arrives with an event."""
        return cls(
            event.contact, event.case, event.customer, event.line, event.channel, event.language,
            event.network, event.outward, event.at, since=event.at, last=event.at,
        )  # fmt: skip

    @property
    def served(self) -> bool:
        """Tell whether a person has been there."""
        return bool(self.answers)

    @property
    def person(self) -> Instant | None:
        """When the first person was there."""
        return self.answers[0].at if self.answers else None

    @property
    def open(self) -> bool:
        """Tell whether it is not over."""
        return self.ended is None

    @property
    def duration(self) -> int:
        """Milliseconds from the first ring to the end, or to the last event so far."""
        return (self.last if self.ended is None else self.ended) - self.arrived

    def in_phases(self, *phases: Phase) -> int:
        """Return how many milliseconds it spent in phases, until the end or the last event so far."""
        running = self.last - self.since if self.open and self.phase in phases else 0
        return running + sum(self.spent.get(phase, 0) for phase in phases)

    def feed(self, event: Event) -> None:
        """Take an event of this contact."""
        self.case = event.case or self.case
        if self.open:
            self.last = event.at
        step = _STEPS.get(type(event))
        if step:
            step(self, event)

    def _enter(self, phase: Phase, at: Instant) -> None:
        if self.open:
            self.spent[self.phase] = self.spent.get(self.phase, 0) + at - self.since
            self.phase, self.since = phase, at

    def _learn(self, event: happened.FactLearnt) -> None:
        if event.fact == LANGUAGE_FACT:
            self.language = Language(event.value)

    def _connect(self, event: happened.ContactConnected) -> None:
        self.connected = event.at if self.connected is None else self.connected
        if self.phase is Phase.CONNECT:
            self._enter(Phase.MENU, event.at)

    def _ask(self, event: happened.PersonAsked) -> None:
        self.asked = event.at if self.asked is None else self.asked
        self.team = self.team or event.team
        if not self.served:
            self._enter(Phase.QUEUE, event.at)

    def _queue(self, event: happened.ContactQueued) -> None:
        self.queued = event.at if self.queued is None else self.queued
        self.team = event.team if self.queued == event.at else self.team
        self._enter(Phase.TRANSFER if self.served else Phase.QUEUE, event.at)

    def _answer(self, event: happened.ContactAnswered) -> None:
        self.answers.append(Answered(event.at, event.agent, event.team, event.language))
        self.team = self.team or event.team
        if self.transfers and self.transfers[-1].reached is None:
            self.transfers[-1].reached = event.at
        self._enter(Phase.TALK, event.at)

    def _hold(self, event: happened.HoldStarted) -> None:
        if self.phase is Phase.TALK:
            self._enter(Phase.HOLD, event.at)

    def _unhold(self, event: happened.HoldEnded) -> None:
        if self.phase is Phase.HOLD:
            self._enter(Phase.TALK, event.at)

    def _transfer(self, event: happened.TransferAsked) -> None:
        self.transfers.append(Handed(event.at, event.to_team, event.case_travels))
        if self.served:
            self._enter(Phase.TRANSFER, event.at)

    def _move(self, event: happened.MoveTaken) -> None:
        """Note that a transfer came to nothing: the person who had the customer has never let go."""
        if self.phase is Phase.TRANSFER and event.to == text_of(With(self.answers[-1].team)):
            if self.transfers and self.transfers[-1].reached is None:
                self.transfers[-1].reached = event.at
            self._enter(Phase.TALK, event.at)

    def _lose(self, event: happened.ConnectionLost) -> None:
        self._end(event.at, "network", "lost")

    def _over(self, event: happened.ContactEnded) -> None:
        self._end(event.at, event.by, event.how)

    def _end(self, at: Instant, by: str, how: str) -> None:
        if self.open:
            self._enter(self.phase, at)
            self.ended, self.by, self.how = at, by, how


_STEPS: dict[type[Event], Callable[[Contact, Any], None]] = {
    happened.FactLearnt: Contact._learn,  # noqa: SLF001 - a table of its own methods
    happened.ContactConnected: Contact._connect,  # noqa: SLF001
    happened.PersonAsked: Contact._ask,  # noqa: SLF001
    happened.ContactQueued: Contact._queue,  # noqa: SLF001
    happened.ContactAnswered: Contact._answer,  # noqa: SLF001
    happened.HoldStarted: Contact._hold,  # noqa: SLF001
    happened.HoldEnded: Contact._unhold,  # noqa: SLF001
    happened.TransferAsked: Contact._transfer,  # noqa: SLF001
    happened.MoveTaken: Contact._move,  # noqa: SLF001
    happened.ConnectionLost: Contact._lose,  # noqa: SLF001
    happened.ContactEnded: Contact._over,  # noqa: SLF001
}
