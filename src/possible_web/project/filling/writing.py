"""What was written in the chats, from what happened in them: the charter's words, and people's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from possible.answers import window_in_language
from possible.playbooks import Voice
from possible.simulate.streams import stream
from possible.values import Language
from possible.values.events import (
    AnswerGiven,
    ContactAnswered,
    ContactEnded,
    ContactQueued,
    Event,
    FactAsked,
    FactLearnt,
    NewsTold,
    QuoteAccepted,
    QuoteDeclined,
    SentenceSaid,
    VisitBooked,
)
from possible.values.instant import SECOND, Instant
from possible_web.keeping import letters
from possible_web.project.filling.phrases import LINES, OPENINGS
from possible_web.records.models import Case as CaseRow

if TYPE_CHECKING:
    from possible_web.project.filling.life import Life

CUSTOMER, AGENT, COMPANY = "customer", "agent", "company"
READS = 4 * SECOND


@dataclass(frozen=True, slots=True)
class Written:
    """A message: when, in which case and contact (nothing: in none), by whom, in which language."""

    at: Instant
    case: str
    contact: str
    by: str
    agent: str
    language: str
    text: str


@dataclass(slots=True)
class Chat:
    """A chat as it goes on: who serves, whether the customer has begun to write, or is doing something."""

    language: Language
    agent: str = ""
    begun: bool = False
    doing: bool = False
    end: int = 0
    facts: dict[str, str] = field(default_factory=dict)


class Writer:
    """Writes down what was said in the chats of a life."""

    def __init__(self, life: Life, shown: dict[str, str], seed: int, now: Instant) -> None:
        """Take the life, and the names of the staff as customers see them."""
        self.life, self.shown, self.seed, self.now = life, shown, seed, now
        self.town, self.force = life.town, life.town.force
        self.names = {person.token: person.name for person in life.people}
        self.voices = {tag: Voice(self.force.charter, tag) for tag in self.force.charter.words}
        self.chats: dict[str, Chat] = {}

    @cached_property
    def _ends(self) -> dict[str, int]:
        return {event.contact: event.at for event in self.town.events if isinstance(event, ContactEnded)}

    def written(self) -> list[Written]:
        """Return all messages in the order of time."""
        found = [message for event in self.town.events for message in self._of(event)]
        return sorted(found, key=lambda message: message.at)

    def _of(self, event: Event) -> Iterator[Written]:
        if isinstance(event, NewsTold) and event.agent in self.shown and not event.contact:
            language = self.town.cases[event.case].language
            yield self._line(event, Chat(language, event.agent), "news", AGENT)
            return
        talk = self.town.talks.get(event.contact) if event.contact else None
        if talk is None or talk.channel != "chat":
            return
        chat = self.chats.get(event.contact)
        if chat is None:
            end = self._ends.get(event.contact, self.now)
            chat = self.chats[event.contact] = Chat(talk.language, end=end)
        yield from self._in(chat, event)

    def _in(self, chat: Chat, event: Event) -> Iterator[Written]:
        match event:
            case FactLearnt(fact=fact, value=value, source="customer"):
                chat.facts[fact] = value
                if chat.agent and (text := self._word(chat, "ask", fact, value)):
                    yield self._says(event, chat, CUSTOMER, text)
            case ContactQueued() if not chat.begun:
                yield from self._begins(event, chat)
            case ContactAnswered(agent=agent):
                yield from self._begins(event, chat)
                if agent != chat.agent:
                    chat.agent = agent
                    yield self._line(event, chat, "greeting", AGENT, READS)
            case ContactEnded(by="agent") if chat.agent:
                yield self._line(event, chat, "bye", AGENT)
            case _ if chat.agent:
                yield from self._with_agent(chat, event)

    def _begins(self, event: Event, chat: Chat) -> Iterator[Written]:
        if chat.begun:
            return
        chat.begun = True
        facts = {**self.town.cases[event.case].facts, **chat.facts}
        matter = facts.get("problem", "")
        matter = facts.get("service", "") if matter == "fault" else matter
        known = OPENINGS.get(chat.language, OPENINGS["en"])
        text = self._draw(event).choice(known.get(matter, known[""]))
        yield self._says(event, chat, CUSTOMER, text, READS // 2)

    def _with_agent(self, chat: Chat, event: Event) -> Iterator[Written]:
        if chat.doing and isinstance(event, FactAsked | SentenceSaid):
            chat.doing = False
            yield self._line(event, chat, "done", CUSTOMER)
        match event:
            case FactAsked(fact=fact):
                if text := self._word(chat, "ask", fact, "ask"):
                    yield self._says(event, chat, AGENT, text)
            case SentenceSaid(sentence=said) if said.startswith("do."):
                if text := self._word(chat, *said.split(".", 1)):
                    chat.doing = True
                    yield self._says(event, chat, AGENT, text)
            case AnswerGiven():
                yield self._says(event, chat, AGENT, self._answer(chat, event))
            case QuoteAccepted():
                yield self._line(event, chat, "thanks", CUSTOMER)
            case QuoteDeclined():
                yield self._line(event, chat, "no", CUSTOMER)
            case VisitBooked(starts=starts, ends=ends):
                zone = self.force.calendar.zone
                text = window_in_language(starts, ends, zone, chat.language)
                yield self._says(event, chat, AGENT, f"{text[:1].upper()}{text[1:]}.")
            case _:
                pass

    # ---- words ------------------------------------------------------------------------------------------

    def _answer(self, chat: Chat, event: AnswerGiven) -> str:
        """Return an answer in the charter's words, an exception in the words of whoever grants it."""
        row = CaseRow(reference=self.town.cases[event.case].reference, language=chat.language)
        with letters.speaking(chat.language):
            return letters.answer_told(self.force, row, event, event.at)

    def _word(self, chat: Chat, *key: str) -> str:
        words = self.force.charter.words.get(chat.language)
        if words is None or words.text(*key) is None:
            return ""
        return self.voices[chat.language].text(*key)

    def _line(self, event: Event, chat: Chat, kind: str, by: str, after: int = 0) -> Written:
        known = LINES.get(chat.language, LINES["en"])
        person = self.names.get(self.town.cases[event.case].customer, "")
        text = self._draw(event).choice(known[kind])
        agent = self.shown.get(chat.agent, chat.agent)
        said = text.format(name=person, agent=agent, company=self.force.charter.company)
        return self._says(event, chat, by, said, after)

    def _says(self, event: Event, chat: Chat, by: str, text: str, after: int = 0) -> Written:
        """Return a message some milliseconds after an event, and before the end of the chat."""
        at = min(event.at + after, max(event.at, chat.end - 1)) if event.contact else event.at
        agent = chat.agent if by == AGENT else ""
        return Written(Instant(at), event.case, event.contact, by, agent, chat.language, text)

    def _draw(self, event: Event) -> Random:
        return stream(self.seed, "words", event.at, event.case)
