"""A charter in force: its digest, its calendar, and what is worked out once and asked for at every step."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from possible.answers import decide
from possible.charter.digest import digest
from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Queue
from possible.charter.tariffs import Phase
from possible.charter.unreadable import did_you_mean
from possible.journey.moments import spoken_at
from possible.journey.moves import open_moves
from possible.values import ALWAYS, N_, Language, Refused, sentence
from possible.values.instant import MINUTE, Instant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.answers import Answer
    from possible.charter import Charter
    from possible.charter.tariffs import Meter
    from possible.journey.moments import Spoken
    from possible.journey.spots import Move, Spot
    from possible.values.calendar import Calendar

KEPT = 5_000  # of each kind: two thousand contacts come to a thousand. Past it, all is worked out anew
NEVER = 1 << 62
K = TypeVar("K")
V = TypeVar("V")


class InForce:
    """A charter with everything that a step asks of it; the same for every case opened under it."""

    def __init__(self, charter: Charter) -> None:
        """Work out the digest and the calendar; the rest is remembered as it is asked for."""
        self.charter = charter
        self.digest = digest(charter)
        self.calendar = charter.calendar()
        self._classes: dict[int, int] = {}
        self._numbers: dict[tuple[frozenset[Language], ...], int] = {}
        self._spoken: list[Spoken] = []
        self._moves: dict[tuple[Spot, Language, int], tuple[Move, ...]] = {}
        self._answers: dict[tuple[str, tuple[str | None, ...], str], Answer] = {}
        self._edge = (0, 0)
        self._values: dict[tuple[str, str], int] = {}
        self._meters: dict[tuple[str, str], tuple[Meter, ...]] = {}

    def moves(self, spot: Spot, language: Language, at: Instant) -> tuple[Move, ...]:
        """Return the moves from a spot at an instant, as if no fact were known."""
        key = (spot, language, self._class(at))
        found = self._moves.get(key)
        if found is None:
            found = tuple(open_moves(self.charter, spot, language, self._spoken[key[2]]))
            _remember(self._moves, key, found)
        return found

    def spoken(self, at: Instant) -> Spoken:
        """Return the languages that each team speaks at an instant."""
        return self._spoken[self._class(at)]

    def _class(self, at: Instant) -> int:
        """Return the number of the moment class of an instant, worked out once a minute."""
        minute = at // MINUTE
        found = self._classes.get(minute)
        if found is None:
            spoken = spoken_at(self.charter, self.calendar.moment_of(at))
            found = self._numbers.setdefault(tuple(spoken.values()), len(self._spoken))
            if found == len(self._spoken):
                self._spoken.append(spoken)
            _remember(self._classes, minute, found)
        return found

    def opening(self, team: str, language: Language, at: Instant) -> Instant:
        """Return when somebody of a team next speaks a language (any, where nobody ever does)."""
        spoken = self.charter.teams[team].languages
        names = [spoken[language]] if language in spoken else list(spoken.values())
        found = [self._calendar(name).next_opening(at) for name in names]
        return min((each for each in found if each is not None), default=at)

    def next_edge(self, at: Instant) -> Instant | None:
        """Return the next instant at which some team's hours begin or end; None where all are always open."""
        low, high = self._edge
        if not low <= at < high:
            edges = [
                edge for each in self._calendars for edge in (each.next_closing(at), _later(each, at)) if edge
            ]
            self._edge = (at, min((edge for edge in edges if edge > at), default=NEVER))
        return Instant(self._edge[1]) if self._edge[1] != NEVER else None

    @cached_property
    def _calendars(self) -> tuple[Calendar, ...]:
        names = {name for team in self.charter.teams.values() for name in team.languages.values()}
        return tuple(self._calendar(name) for name in sorted(names) if self.charter.hours_of(name) != ALWAYS)

    def _calendar(self, hours: str) -> Calendar:
        return replace(self.calendar, hours=self.charter.hours_of(hours))

    @cached_property
    def first_team(self) -> str:
        """The team that calls where nothing else says who."""
        return next((name for name, team in self.charter.teams.items() if not team.visits), "")

    @cached_property
    def team_of(self) -> dict[Language, str]:
        """The first team that ever speaks each language, technicians left out."""
        found: dict[Language, str] = {}
        for name, team in self.charter.teams.items():
            for language in team.languages if not team.visits else ():
                found.setdefault(Language(language), name)
        return found

    @cached_property
    def first_line(self) -> str:
        """The line from which we call."""
        return next(iter(self.charter.lines), "")

    @cached_property
    def callback_promise(self) -> str:
        """The promise given to a customer who would rather be called: the first that is kept by calling."""
        found = [name for name, promise in self.charter.promises.items() if promise.until == "called"]
        return next((name for name in found if self.charter.promises[name].from_ == "asked"), "")

    def fits(self, move: Move, facts: Mapping[str, str]) -> bool:
        """Tell whether a move agrees with the facts that are known, as `moves.fits` does with ranges."""
        if move.again or move.unasked in facts:
            return move.again
        if not move.learnt:
            return True
        return all(
            fact not in facts
            or any(low <= number and (high is None or number <= high) for low, high in ranges)
            for fact, ranges in move.learnt
            for number in ((self.number(fact, facts[fact]),) if fact in facts else (0,))
        )

    def number(self, fact: str, value: str) -> int:
        """Return the number behind the value of a fact; `Refused` when the fact cannot be that."""
        key = (fact, value)
        found = self._values.get(key)
        if found is None:
            if fact not in self.charter.facts and fact != LANGUAGE_FACT:
                message = sentence(N_("The charter has no fact `{name}`."), name=fact)
                raise Refused(message, did_you_mean(fact, self.charter.facts))
            found = self.charter.domain_of(fact).number(value)
            _remember(self._values, key, found)
        return found

    def answer(self, question: str, facts: Mapping[str, str], team: str = "") -> Answer:
        """Return the answer to a question; `team` counts only where it depends on who is asked."""
        asks = self.charter.questions[question].asks
        key = (question, tuple(facts.get(fact) for fact in asks), team)
        found = self._answers.get(key)
        if found is None:
            known = {fact: facts[fact] for fact in asks if fact in facts}
            found = decide(self.charter, question, known, team or None)
            _remember(self._answers, key, found)
        return found

    @cached_property
    def counters(self) -> frozenset[str]:
        """The teams of shops: those for which one waits after walking into a place."""
        opened = {line.opens for line in self.charter.lines.values() if line.place}
        steps = (step for path in opened for step in getattr(self.charter.paths.get(path), "steps", ()))
        return frozenset(step.queue for step in steps if isinstance(step, Queue))

    @cached_property
    def reported(self) -> dict[str, tuple[str, ...]]:
        """The promises that begin when a value (a service) is reported."""
        promises = self.charter.promises.items()
        values = {value for _, promise in promises for value in promise.for_}
        return {
            value: tuple(
                name for name, promise in promises if promise.from_ == "reported" and value in promise.for_
            )
            for value in values
        }

    @cached_property
    def with_the_case(self) -> tuple[str, ...]:
        """The promises that begin when a case is opened."""
        promises = self.charter.promises.items()
        return tuple(
            name for name, promise in promises if promise.from_ == "opened" and promise.share is None
        )

    def meters(self, line: str, network: str) -> tuple[Meter, ...]:
        """Return the meters that run when a line is called from a network; none where nothing is charged."""
        key = (line, network)
        found = self._meters.get(key)
        if found is None:
            tariff = self.charter.tariff_of(line)
            meters = (tariff.meters()[network], *((tariff.help_fee,) if tariff.help_fee else ()))
            found = self._meters[key] = tuple(meter for meter in meters if _charges(meter))
        return found

    @cached_property
    def depends_on_who(self) -> frozenset[str]:
        """The questions whose rows name who is asked."""
        return frozenset(
            name
            for name, question in self.charter.questions.items()
            if any(rule.who is not None for rule in question.rules)
        )


def _remember(kept: dict[K, V], key: K, found: V) -> None:
    """Keep what was worked out: a service runs for months, and customers bring ever new facts."""
    if len(kept) >= KEPT:
        kept.clear()
    kept[key] = found


def _charges(meter: Meter) -> bool:
    return bool(meter.per_call) or any(meter.rate(phase) for phase in Phase)


def _later(calendar: Calendar, at: Instant) -> Instant | None:
    """Return the next opening after an instant; what is open now opens after it has closed."""
    closing = calendar.next_closing(at) if calendar.is_open(at) else at
    return calendar.next_opening(closing) if closing is not None else None
