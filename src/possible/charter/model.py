"""The charter as a typed model; its parts have files of their own."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from possible.charter.declarations import Declarations
from possible.charter.domains import Domain, Sort
from possible.charter.facts import LANGUAGE_FACT, Fact, FactKind
from possible.charter.head import CURRENCY, MARKET, VERSION, ZONE, HolidaysKind, LanguagesKind
from possible.charter.kinds import ListOf, MapOf, Path, Record, key, record
from possible.charter.lines import CHANNELS, Line
from possible.charter.opening import HoursKind
from possible.charter.promises import Cases, Complaints, Credits, Exceptions, Promise, Quotes, Remedy
from possible.charter.quantities import DATE, WORD
from possible.charter.rules import Question, QuestionKind
from possible.charter.steps import Walk
from possible.charter.tariffs import FREE, Tariff
from possible.charter.teams import (
    HandOnInPractice,
    HangUpInPractice,
    Practice,
    Refuse,
    SayInPractice,
    Team,
    Waiting,
)
from possible.values import ALWAYS, NOWHERE, Hours, Language, Place
from possible.values.calendar import Calendar
from possible.values.holidays import holidays

if TYPE_CHECKING:
    from possible.charter.playbooks import Playbook
    from possible.charter.stories import Story
    from possible.charter.words import Words


@dataclass(frozen=True, slots=True)
class Source:
    """Where everything stands: the place of each path of keys, and that of the charter itself."""

    places: dict[Path, Place] = field(default_factory=dict)
    root: Place = NOWHERE

    def place(self, path: Path) -> Place:
        """Return the place of the longest beginning of `path` that is known."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return self.root


@record
class Charter:
    """A company's service promise: one document that can be run, proved and simulated."""

    charter: int = key(VERSION, "the version of the charter language: 1")
    company: str = key(WORD, "the name of the company")
    version: date = key(DATE, "the day from which it is in force")
    market: str = key(
        MARKET, "the country whose standards apply (ISO 3166), or a state of it (`US-NY`)", default=""
    )
    timezone: str = key(ZONE, "the time zone of all hours (IANA)", default="UTC")
    currency: str = key(CURRENCY, "the currency of all sums (ISO 4217)", default="EUR")
    languages: tuple[Language, ...] = key(
        LanguagesKind(), "the languages promised on every line, at every step and in every text"
    )
    standards: tuple[str, ...] = key(
        ListOf(WORD), "the packs of standards that it is held against", default=()
    )
    holidays: str | tuple[date, ...] = key(HolidaysKind(), "the holidays that count", default=())
    hours: dict[str, Hours] = key(MapOf(HoursKind()), "named hours; `always` is built in", default={})
    tariffs: dict[str, Tariff] = key(MapOf(Record(Tariff)), "named tariffs; `free` is built in", default={})
    facts: dict[str, Fact] = key(
        MapOf(FactKind()), "what may have to be known; each is asked once", default={}
    )
    lines: dict[str, Line] = key(MapOf(Record(Line)), "where customers find the company")
    teams: dict[str, Team] = key(MapOf(Record(Team)), "who is there")
    waiting: Waiting = key(Record(Waiting), "how one waits", default=Waiting())
    consents: tuple[str, ...] = key(ListOf(WORD), "what is asked, never assumed", default=())
    paths: dict[str, Walk] = key(
        MapOf(Record(Walk)), "what one goes through; unwritten: default paths", default={}
    )
    questions: dict[str, Question] = key(MapOf(QuestionKind()), "the answers: one for all", default={})
    remedies: dict[str, Remedy] = key(
        MapOf(Record(Remedy)), "what can be done, for how much, how soon", default={}
    )
    quotes: Quotes = key(Record(Quotes), "how long a price holds", default=Quotes())
    exceptions: Exceptions | None = key(Record(Exceptions), "who may depart from the answers", default=None)
    promises: dict[str, Promise] = key(
        MapOf(Record(Promise)), "what is promised, and what is owed else", default={}
    )
    credits: Credits = key(Record(Credits), "how credits are paid", default=Credits())
    cases: Cases = key(Record(Cases), "how a case lives and ends", default=Cases())
    complaints: Complaints = key(
        Record(Complaints), "where a customer goes who disagrees", default=Complaints()
    )
    declarations: Declarations = key(
        Record(Declarations), "facts that only standards ask for", default=Declarations()
    )
    playbooks: dict[str, Playbook] = field(default_factory=dict)
    words: dict[Language, Words] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()
    source: Source = field(default_factory=Source, compare=False)

    def place(self, *path: str) -> Place:
        """Return where a value stands (`"lines", "english", "tariff"`), or the nearest part above it."""
        return self.source.place(path)

    def languages_of(self, line: str) -> tuple[Language, ...]:
        """Return the languages promised on a line."""
        return self.lines[line].languages or self.languages

    def hours_of(self, name: str) -> Hours:
        """Return hours by name; `always` is built in."""
        return ALWAYS if name == "always" and name not in self.hours else self.hours[name]

    def calendar(self, hours: str = "always") -> Calendar:
        """Return the calendar of hours by name, in the time zone of the charter and with its holidays.

        `Refused` for a country whose holidays are not known.
        """
        return Calendar(ZoneInfo(self.timezone), self.hours_of(hours), holidays(self.holidays))

    def tariff_of(self, line: str) -> Tariff:
        """Return the tariff of a line; what is no phone costs nothing."""
        return self.tariffs.get(self.lines[line].tariff, FREE)

    def domain_of(self, fact: str) -> Domain:
        """Return what a fact of the charter can be, `language` included; KeyError when it is not declared."""
        if fact == LANGUAGE_FACT and fact not in self.facts:
            return Domain(Sort.CHOICE, 0, len(self.languages) - 1, self.languages)
        return self.facts[fact].domain

    def with_(self, **changes: Any) -> Charter:
        """Return the charter with parts exchanged; TypeError when there is no such part."""
        return dataclasses.replace(self, **changes)


__all__ = [
    "CHANNELS",
    "Charter",
    "HandOnInPractice",
    "HangUpInPractice",
    "Line",
    "Practice",
    "Refuse",
    "SayInPractice",
    "Source",
    "Team",
    "Waiting",
]
