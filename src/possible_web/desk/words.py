"""The charter's words as an agent reads them, and moments on the wall of the company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from markupsafe import Markup

from possible.answers import (
    domain_of,
    hours_in_language,
    in_language,
    length_in_language,
    moment_in_language,
    named,
    number_in_language,
    reason_told,
    time_in_language,
    value_in_language,
)
from possible.charter import Charter, Sort
from possible.charter.domains import Cell, Domain
from possible.playbooks import Voice
from possible.playbooks.interpreter import fact_of
from possible.values import N_, Language, Money, Sentence, sentence
from possible.values.instant import HOUR, MINUTE, Instant, local
from possible_web.pages.said import bdi, interface_language, say_html

YES_NO = {"yes": N_("yes"), "no": N_("no")}
SHOWN_FACTS = ("service", "problem")


@dataclass(frozen=True)
class Words:
    """A charter's words in one language: its own name for each thing, the thing's key where it has none."""

    charter: Charter
    language: Language

    def text(self, *key: str) -> str:
        """Return a wording; empty where the charter has none."""
        words = self.charter.words.get(self.language)
        return (words.text(*key) if words else None) or ""

    def fact(self, name: str) -> str:
        """Return what a fact is called."""
        return self.text("facts", name) or self._asked(name, "ask") or name.replace("-", " ")

    def _asked(self, *key: str) -> str:
        """Return a wording of `ask` with the words of the glossary in it; empty where there is none."""
        return Voice(self.charter, self.language).text("ask", *key) if self.text("ask", *key) else ""

    def value(self, fact: str, value: str) -> str:
        """Return what a value of a fact is called."""
        domain = self.domain(fact)
        if domain is not None and domain.sort is not Sort.CHOICE:
            return value_in_language(domain, value, self.language)
        said = self._asked(fact, value)
        return said or (str(say_html(YES_NO[value])) if value in YES_NO else _unhyphened(value))

    def test(self, fact: str, cell: Cell) -> str:
        """Return what a row of a table asks of a fact."""
        domain = domain_of(self.charter, fact)
        if domain.sort is Sort.CHOICE:
            values = [value for number, value in enumerate(domain.values) if cell.holds(number)]
            return ", ".join(self.value(fact, value) for value in (*values, *cell.outside))
        ranges = [self._range(domain, *ends) for ends in cell.ranges]
        return ", ".join(str(say_html(each)) for each in ranges) or cell.text

    def _range(self, domain: Domain, low: int, high: int | None) -> Sentence | str:
        first = number_in_language(domain, low, self.language)
        if low == high:
            return first
        if high in {None, domain.high}:
            return sentence(N_("from {value}"), value=first)
        last = number_in_language(domain, high, self.language)
        if low == domain.low:
            return sentence(N_("up to {value}"), value=last)
        return sentence(N_("{low} to {high}"), low=first, high=last)

    def domain(self, fact: str, playbook: str = "") -> Domain | None:
        """Return what a fact can be, as a playbook or the charter declares it."""
        declared = fact_of(self.charter, playbook, fact) if playbook else self.charter.facts.get(fact)
        return declared.domain if declared else None

    def choices(self, fact: str, playbook: str = "") -> tuple[tuple[str, str], ...]:
        """Return the values of a fact with their names; none where it is a number, a sum or a date."""
        domain = self.domain(fact, playbook)
        if domain is None or domain.sort is not Sort.CHOICE:
            return ()
        return tuple((value, self.value(fact, value)) for value in domain.values)

    def team(self, name: str) -> str:
        """Return what a team is called."""
        return self.text("teams", name) or name

    def line(self, name: str) -> str:
        """Return what a line is called."""
        return self.text("lines", name) or name

    def question(self, name: str) -> str:
        """Return what a question is about."""
        return self.text("questions", name) or name

    def answer(self, name: str) -> str:
        """Return what an answer or a remedy is called."""
        return self.text("remedies", name, "name") or self.text("answers", name) or name

    def reason(self, because: str) -> str:
        """Return a reason as a sentence of its own."""
        return reason_told(self.charter, because, self.language) if because else ""

    def named(self, name: str) -> str:
        """Return what is offered instead of a no."""
        return named(self.charter, name, self.language) if name else ""

    def sum(self, amount: Money | None) -> Markup:
        """Return a sum of money; nothing for none."""
        return bdi(in_language(amount, self.language)) if amount is not None else Markup("")

    def in_order(self, facts: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return facts in the order in which the charter declares them; others come last."""
        place = {fact: number for number, fact in enumerate(self.charter.facts)}
        return sorted(facts.items(), key=lambda each: place.get(each[0], len(place)))

    def problem(self, facts: dict[str, str]) -> str:
        """Return what a case is about, as far as it was said."""
        return " · ".join(self.value(fact, facts[fact]) for fact in SHOWN_FACTS if fact in facts)


def _unhyphened(value: str) -> str:
    """Return a word of the charter as words; a number or a date stays."""
    return value.replace("-", " ") if value[:1].isalpha() else value


def words_of(charter: Charter) -> Words:
    """Return a charter's words in the language of this page; in its first one where it has not this."""
    page = interface_language()
    return Words(charter, Language(page) if page in charter.words else charter.languages[0])


@dataclass(frozen=True)
class Times:
    """Moments as they are read now, in the company's time zone."""

    now: Instant
    zone: ZoneInfo
    language: Language

    @cached_property
    def today(self) -> object:
        """The day on the wall."""
        return local(self.now, self.zone).date()

    def at(self, moment: int | None) -> str:
        """Return a moment: only the time today, the day with it else."""
        if moment is None:
            return ""
        at = Instant(moment)
        if local(at, self.zone).date() == self.today:
            return time_in_language(at, self.zone, self.language)
        return moment_in_language(at, self.zone, self.language)

    def window(self, starts: int, ends: int) -> str:
        """Return a window of one day."""
        day = moment_in_language(Instant(starts), self.zone, self.language).rpartition(", ")[0]
        return f"{day}, {hours_in_language(Instant(starts), Instant(ends), self.zone, self.language)}"

    def lasted(self, milliseconds: int) -> str:
        """Return a length of time, without seconds where it is longer than a few minutes."""
        length = max(0, milliseconds)
        rounded = length - length % MINUTE if 5 * MINUTE <= length < HOUR else length
        return length_in_language(rounded, self.language)

    def day(self, moment: int) -> str:
        """Return the day and the time."""
        said = moment_in_language(Instant(moment), self.zone, self.language)
        return said[:1].upper() + said[1:]

    def ago(self, moment: int) -> str:
        """Return how long ago something was."""
        return self.lasted(self.now - moment)

    def local(self, moment: int) -> str:
        """Return a moment as a form field wants it (`2026-12-04T14:05`)."""
        return f"{local(Instant(moment), self.zone):%Y-%m-%dT%H:%M}"
