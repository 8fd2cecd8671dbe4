"""How a charter speaks on a page: its words, names, sums and times in the visitor's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from possible.answers import (
    date_in_language,
    day_in_language,
    hours_in_language,
    in_language,
    length_in_language,
    moment_in_language,
    named,
    time_in_language,
    value_in_language,
    window_in_language,
)
from possible.charter import Charter, Sort
from possible.charter.domains import Domain
from possible.charter.facts import LANGUAGE_FACT
from possible.cli.say import spoken
from possible.playbooks import Voice
from possible.playbooks.interpreter import fact_of
from possible.values import N_, Language, Money, Sentence, sentence
from possible.values.instant import HOUR, Instant, local

YES, NO = N_("yes"), N_("no")
SOURCES = {
    "customer": N_("you said so"),
    "records": N_("from our records"),
    "playbook": N_("found while repairing"),
    "system": N_("measured"),
}


@dataclass(frozen=True)
class Speech:
    """A charter in one language."""

    charter: Charter
    language: Language

    @cached_property
    def voice(self) -> Voice:
        """The charter's words for playbooks."""
        return Voice(self.charter, self.language)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clock on the charter's wall."""
        return ZoneInfo(self.charter.timezone)

    def text(self, *key: str) -> str:
        """Return a wording without its gaps filled; empty where there is none."""
        words = self.charter.words.get(self.language)
        return (words.text(*key) if words else None) or ""

    def name(self, what: str) -> str:
        """Return how a remedy, question, team or line is called, as it begins a sentence."""
        found = named(self.charter, what, self.language)
        return found[:1].upper() + found[1:]

    def money(self, amount: Money) -> str:
        """Return a sum."""
        return in_language(amount, self.language)

    def time(self, at: int) -> str:
        """Return the time of day."""
        return time_in_language(Instant(at), self.zone, self.language)

    def moment(self, at: int) -> str:
        """Return day and time."""
        return moment_in_language(Instant(at), self.zone, self.language)

    def window(self, starts: int, ends: int) -> str:
        """Return the window of a visit."""
        return window_in_language(Instant(starts), Instant(ends), self.zone, self.language)

    def day(self, at: int) -> str:
        """Return the day of an instant."""
        return day_in_language(Instant(at), self.zone, self.language)

    def date(self, day: date) -> str:
        """Return a date with its year."""
        return date_in_language(day, self.language)

    def hours(self, starts: int, ends: int) -> str:
        """Return the hours of a window, without its day."""
        return hours_in_language(Instant(starts), Instant(ends), self.zone, self.language)

    def length(self, milliseconds: int) -> str:
        """Return a length of time."""
        return length_in_language(max(0, milliseconds), self.language)

    def ago(self, at: int, now: Instant) -> Sentence | str:
        """Return when something was: the time alone for today, then yesterday, then the day."""
        day, today = (local(Instant(each), self.zone).date() for each in (at, now))
        if day == today:
            return sentence(N_("Today, {time}"), time=self.time(at))
        if (today - day).days == 1:
            return sentence(N_("Yesterday, {time}"), time=self.time(at))
        found = self.moment(at)
        return found[:1].upper() + found[1:]

    def fact(self, name: str) -> str:
        """Return the name of a fact; its question where it has none, and the charter's own word at last."""
        return self.text("facts", name) or self._asked(name, "ask") or name

    def _asked(self, *key: str) -> str:
        """Return a wording of `ask` with the words of the glossary in it; empty where there is none."""
        return self.voice.text("ask", *key) if self.text("ask", *key) else ""

    def value(self, name: str, value: str, playbook: str = "") -> str | Sentence:
        """Return the name of a value of a fact."""
        if name == LANGUAGE_FACT:
            return self.text("ask", name, value) or value
        if found := self._asked(name, value):
            return found
        domain = self.domain(name, playbook)
        if domain is not None and domain.sort is not Sort.CHOICE:
            return value_in_language(domain, value, self.language)
        if domain is not None and value in ("yes", "no"):
            return sentence(YES if value == "yes" else NO)
        return value

    def domain(self, name: str, playbook: str = "") -> Domain | None:
        """Return what a fact can be, of the charter or of a playbook."""
        if playbook:
            declared = fact_of(self.charter, playbook, name)
            return declared.domain if declared else None
        return self.charter.facts[name].domain if name in self.charter.facts else None

    def choices(self, name: str, playbook: str = "") -> tuple[tuple[str, str | Sentence], ...]:
        """Return the values of a fact with their names; none where it is a number, a sum or a date."""
        if name == LANGUAGE_FACT:
            return tuple((tag, self.value(name, tag)) for tag in self.charter.languages)
        domain = self.domain(name, playbook)
        if domain is None or domain.sort is not Sort.CHOICE:
            return ()
        return tuple((value, self.value(name, value, playbook)) for value in domain.values)


def language_here(charter: Charter, other: str = "") -> Language:
    """Return the language of the page where the charter speaks it, else another one, else its first."""
    for tag in (spoken(), other):
        if tag in charter.words:
            return Language(tag)
    return charter.languages[0]


HALF_HOUR = HOUR // 2
