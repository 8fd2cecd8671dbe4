"""What was promised in a language holds at every step, unless the customer consents to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debt, Debts
from possible.audit.watch import NOTHING, Handlers, Here, Watch
from possible.charter import Charter
from possible.charter.facts import LANGUAGE_FACT
from possible.values import N_, Language, Sentence, sentence
from possible.values.events import (
    CaseOpened,
    ContactAnswered,
    ContactArrived,
    Event,
    FactLearnt,
    LanguageChanged,
    SentenceSaid,
    VisitBooked,
)

LAW = "language-kept"
ANSWERED = LiveRule(LAW, "answered-live", N_("somebody answered in another language, without consent"))
SAID = LiveRule(LAW, "said-live", N_("a sentence was said in another language only"))
DROPPED = LiveRule(LAW, "dropped-live", N_("the language was changed without consent"))
VISIT = LiveRule(LAW, "visit-live", N_("a visit was booked in another language, without consent"))


@dataclass(slots=True)
class Strange:
    """A sentence said in another language, which may yet be said in the language wanted."""

    sentence: str
    debt: Debt


class LanguageKept(Watch):
    """Knows the language that each contact and case wants."""

    RULES = (ANSWERED, SAID, DROPPED, VISIT)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember the language wanted, and what was just said, by contact and case."""
        super().__init__(charter, debts)
        self.wanted: dict[str, Language] = {}
        self.strange: dict[str, Strange] = {}
        self.heard: dict[str, str] = {}
        self.kept = (self.wanted, self.strange, self.heard)

    def handlers(self) -> Handlers:
        """Look at languages wanted, spoken and changed."""
        return {
            ContactArrived: self.wants, CaseOpened: self.wants, FactLearnt: self.learnt,
            LanguageChanged: self.changed, ContactAnswered: self.answered, SentenceSaid: self.said,
            VisitBooked: self.booked,
        }  # fmt: skip

    def _want(self, here: Here[Event], language: Language) -> None:
        for name in here.names:
            self.wanted[name] = language

    def _wanted(self, here: Here[Event]) -> Language | None:
        return next((self.wanted[name] for name in here.names if name in self.wanted), None)

    def wants(self, here: Here[ContactArrived | CaseOpened]) -> Iterable[Breach]:
        """Note the language with which it began."""
        self._want(here, here.event.language)
        return NOTHING

    def learnt(self, here: Here[FactLearnt]) -> Iterable[Breach]:
        """Note the language that the customer chose."""
        if here.event.fact == LANGUAGE_FACT:
            self._want(here, Language(here.event.value))
        return NOTHING

    def changed(self, here: Here[LanguageChanged]) -> Iterable[Breach]:
        """Find a change without consent; after one with consent, the other language is the one wanted."""
        event, wanted = here.event, self._wanted(here)
        if event.consent or wanted is None:
            self._want(here, event.language)
        elif event.language != wanted:
            text = N_("The contact goes on in {found} instead of {wanted}, without the customer's consent.")
            yield self.breach(here, DROPPED, sentence(text, found=event.language, wanted=wanted), _ASK)

    def answered(self, here: Here[ContactAnswered]) -> Iterable[Breach]:
        """Find a person who speaks another language than the one wanted."""
        event, wanted = here.event, self._wanted(here)
        if wanted is not None and event.language != wanted:
            text = N_("{agent} answers in {found} instead of {wanted}, without the customer's consent.")
            message = sentence(text, agent=event.agent, found=event.language, wanted=wanted)
            yield self.breach(here, ANSWERED, message, _ASK)

    def said(self, here: Here[SentenceSaid]) -> Iterable[Breach]:
        """Find a sentence in another language that is not said in the one wanted just before or after."""
        event, wanted = here.event, self._wanted(here)
        if wanted is None:
            return NOTHING
        if event.language == wanted:
            self._also_said(here.matter, event.sentence)
        elif self.heard.get(here.matter) != f"{event.sentence} {event.at}":
            text = N_("`{sentence}` was said in {found}, and not in {wanted}.")
            message = sentence(text, sentence=event.sentence, found=event.language, wanted=wanted)
            debt = self.owe(event.at, self.breach(here, SAID, message, _SAY))
            self.strange[here.matter] = Strange(event.sentence, debt)
        self.heard[here.matter] = f"{event.sentence} {event.at}"
        return NOTHING

    def _also_said(self, matter: str, spoken: str) -> None:
        found = self.strange.pop(matter, None)
        if found and found.sentence == spoken:
            self.settle([found.debt])

    def booked(self, here: Here[VisitBooked]) -> Iterable[Breach]:
        """Find a visit in another language than the case wants."""
        event, wanted = here.event, self._wanted(here)
        if wanted is not None and event.language != wanted:
            text = N_("Visit {visit} is in {found} instead of {wanted}, without the customer's consent.")
            message = sentence(text, visit=event.visit, found=event.language, wanted=wanted)
            yield self.breach(here, VISIT, message, _ASK)


_ASK: Sentence = sentence(N_("send somebody who speaks it, or ask for consent before"))
_SAY: Sentence = sentence(N_("say it in the language wanted too"))
