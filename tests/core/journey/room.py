"""One case on a table: turns are taken one by one, minutes apart, and everything that follows is written down."""

from __future__ import annotations

import copy
from datetime import datetime
from zoneinfo import ZoneInfo

from possible.charter import Charter
from possible.journey import commands as to_do
from possible.journey import turns
from possible.journey.force import InForce
from possible.journey.prompts import prompt
from possible.journey.spots import text_of
from possible.journey.step import opened, step
from possible.values import Language
from possible.values import events as e
from possible.values.instant import MINUTE, Instant, instant

PARIS = ZoneInfo("Europe/Paris")
FR, EN = Language("fr"), Language("en")


def on(day: int, hour: int, minute: int = 0) -> Instant:
    """Return an instant of December 2026 in Paris; the 7th is a Monday."""
    return instant(datetime(2026, 12, day, hour, minute, tzinfo=PARIS))


TEN = on(8, 10)


class Room:
    """A case with its clock; `timers` are those set and neither stopped nor rung."""

    def __init__(self, charter: Charter, now: Instant | None = None, language: Language = FR) -> None:
        self.force, self.now = InForce(charter), now or TEN
        self.case = opened(self.force, "c1", "carter", language, self.now)
        self.events: list[e.Event] = []
        self.commands: list[to_do.Command] = []
        self.timers: dict[str, Instant] = {}

    def does(self, turn: turns.Turn) -> list[e.Event]:
        """Take a turn now; return what happened. The case that was given stays as it was."""
        before = copy.deepcopy(self.case)
        given = self.case
        self.case, events, self.commands = step(self.force, given, turn, self.now)
        assert given == before
        self.events += events
        for command in self.commands:
            if isinstance(command, to_do.SetTimer):
                self.timers[command.timer] = command.due
            elif isinstance(command, to_do.StopTimer):
                self.timers.pop(command.timer, None)
        return events

    def waits(self, minutes: int) -> list[e.Event]:
        """Let minutes pass; what is due rings at its time."""
        until, seen = self.now + minutes * MINUTE, len(self.events)
        while due := [(at, name) for name, at in self.timers.items() if at <= until]:
            at, name = min(due)
            self.now = max(self.now, at)
            del self.timers[name]
            contact = "" if name.split(" ")[0] in ("clock", "case") else name.split(" ")[1]
            self.does(turns.Rings(contact=contact, timer=name))
        self.now = Instant(until)
        return self.events[seen:]

    # ---- what people do, in a word ------------------------------------------------------------------------

    def arrives(self, contact="k1", line="service", language=FR, network="other-network"):
        return self.does(turns.Arrives(contact=contact, line=line, language=language, network=network))

    def says(self, fact, value, contact="k1"):
        return self.does(turns.Says(contact=contact, fact=fact, value=value))

    def knows(self, fact, value, contact="k1"):
        return self.does(turns.Knows(contact=contact, fact=fact, value=value))

    def is_answered(self, team="front-desk", agent="ines", language=FR, contact="k1"):
        return self.does(turns.Answers(contact=contact, agent=agent, team=team, language=language))

    def with_a_person(self, contact="k1", team="front-desk", agent="ines"):
        """Arrive, ask for a person, and be answered."""
        self.arrives(contact)
        self.does(turns.WantsPerson(contact=contact))
        return self.is_answered(team, agent, contact=contact)

    # ---- what stands --------------------------------------------------------------------------------------

    def happened(self, *kinds: type) -> list[e.Event]:
        return [event for event in self.events if isinstance(event, kinds)]

    def last(self, kind):
        return self.happened(kind)[-1]

    def told(self, kind) -> list:
        return [command for command in self.commands if isinstance(command, kind)]

    def spot(self, contact="k1") -> str:
        talk = self.case.talk(contact)
        return text_of(talk.spot) if talk else ""

    def wanted(self, contact="k1"):
        return prompt(self.force.charter, self.case, self.case.talk(contact))

    def promises(self) -> dict[str, Instant | None]:
        return {clock.promise: clock.due for clock in self.case.clocks}


def names(events) -> list[str]:
    return [type(event).__name__ for event in events]
