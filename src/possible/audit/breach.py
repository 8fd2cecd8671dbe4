"""What the audit finds: the law, the rule, the event that broke it, and the events that led there."""

from __future__ import annotations

from dataclasses import dataclass

from possible.measure.happened import told
from possible.values import Finding, Level, Place, Sentence
from possible.values.events import Event
from possible.values.instant import Instant


@dataclass(frozen=True, slots=True)
class LiveRule:
    """A rule of a law that events can break; its name is stable, ends in `-live` and is never reused."""

    law: str
    name: str
    title: str
    level: Level = Level.ERROR

    @property
    def id(self) -> str:
        """The stable name: `law/rule`."""
        return f"{self.law}/{self.name}"


@dataclass(frozen=True, slots=True)
class Breach:
    """One event that broke a rule. `index`: its place in the stream, from 0. `trail`: the events up to it."""

    rule: LiveRule
    index: int
    event: Event
    message: Sentence
    trail: tuple[Event, ...] = ()
    attempt: Sentence | None = None

    @property
    def at(self) -> Instant:
        """When it happened."""
        return self.event.at

    @property
    def path(self) -> tuple[Sentence, ...]:
        """The contact's (else the case's) own events up to the one that broke the rule."""
        return tuple(told(event) for event in self.trail)

    def finding(self, place: Place) -> Finding:
        """Return it as a finding at a place: the line of a file on which its event stands."""
        rule = self.rule
        return Finding(rule.law, rule.name, rule.level, place, self.message, self.path, self.attempt)
