"""The charter as a typed model: the head, the lines, the teams, the waiting; the other parts have files of their own."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from possible.charter.declarations import Declarations
from possible.charter.domains import Domain, Sort
from possible.charter.facts import Fact, FactKind
from possible.charter.kinds import Kind, ListOf, MapOf, NameOf, OneOf, Path, Reader, Record, Schema, Text, Way, YesNo, key, record
from possible.charter.nodes import Mapping, Node, Sequence
from possible.charter.promises import Cases, Complaints, Credits, Exceptions, Promise, Quotes, Remedy
from possible.charter.quantities import DATE, LANGUAGE, SPAN, WORD, HoursKind
from possible.charter.rules import Question, QuestionKind
from possible.charter.steps import Walk
from possible.charter.tariffs import FREE, PHASE, Tariff
from possible.values import ALWAYS, NOWHERE, Hours, Language, N_, Place, Refused, Span, sentence

if TYPE_CHECKING:
    from possible.charter.playbooks import Playbook
    from possible.charter.stories import Story
    from possible.charter.words import Words

CHANNELS = ("phone", "chat", "video", "mail", "place")


class LanguagesKind(Kind[tuple[Language, ...]]):
    """The promised languages; the fact `language` gets them as its domain."""

    def read(self, node: Node, path: Path, reader: Reader) -> tuple[Language, ...]:
        """Return the languages, each once."""
        found = ListOf(LANGUAGE).read(node, path, reader)
        if not found or len(set(found)) != len(found):
            raise reader.bad("wrong-value", node.place, sentence(N_("Write each promised language once, and one at least.")))
        reader.domains["language"] = Domain(Sort.CHOICE, 0, len(found) - 1, found)
        return found

    def schema(self) -> Schema:
        """Return an array of tags."""
        return {"type": "array", "items": LANGUAGE.schema(), "minItems": 1, "uniqueItems": True}

    def words(self) -> str:
        """Return the description."""
        return "list of language tags"


class HolidaysKind(Kind["str | tuple[date, ...]"]):
    """A country whose public holidays count, or a list of dates."""

    def read(self, node: Node, path: Path, reader: Reader) -> str | tuple[date, ...]:
        """Return the name of the country or the dates."""
        if isinstance(node, Sequence):
            return ListOf(DATE).read(node, path, reader)
        return WORD.read(node, path, reader)

    def schema(self) -> Schema:
        """Return a name or dates."""
        return {"anyOf": [{"type": "string"}, {"type": "array", "items": DATE.schema()}]}

    def words(self) -> str:
        """Return the description."""
        return "a country, or a list of dates"


@record
class Line:
    """A published number or address where customers find the company."""

    phone: str = key(WORD, "a telephone number in international form", default="")
    chat: str = key(WORD, "an address of a chat", default="")
    video: str = key(WORD, "an address of a video or relay service", default="")
    mail: str = key(WORD, "an address for letters, mail or a form", default="")
    place: str = key(WORD, "a place to go to", default="")
    tariff: str = key(NameOf("tariffs"), "what a call costs (phone only)", default="")
    languages: tuple[Language, ...] = key(ListOf(LANGUAGE), "the languages promised here; unwritten: those of the charter", default=())
    for_: tuple[str, ...] = key(ListOf(WORD), "what it is for", name="for", default=())
    printed: tuple[str, ...] = key(ListOf(WORD), "where it is printed", default=())
    opens: str = key(Way(), "the path that it opens; unwritten: `welcome`", default="welcome")
    picks_up: str = key(OneOf("at once", "person"), "`person`: the call is not answered, so not charged, until a person takes it", default="at once")
    at_most: Span | None = key(SPAN, "how long the network lets it ring unanswered (110 s unless written)", default=None)
    early_keys: bool = key(YesNo(), "keys work before the call is answered (it depends on the network)", default=False)
    refunds: tuple[str, ...] = key(ListOf(PHASE), "the phases whose charge is credited unasked, in full", default=())

    def __post_init__(self) -> None:
        """Refuse a line without an address, with two, or without a price for calls."""
        found = [channel for channel in CHANNELS if getattr(self, channel)]
        if len(found) != 1:
            raise Refused(sentence(N_("A line has one address: `phone`, `chat`, `video`, `mail` or `place`.")))
        if self.phone and not self.tariff:
            raise Refused(sentence(N_("A phone line says what a call costs: `tariff`.")), sentence(N_("`tariff: free` when it costs nothing")))
        if self.phone and not (self.phone.startswith("+") and len(self.digits) >= 7):  # noqa: PLR2004 - a short number
            raise Refused(sentence(N_("`{phone}` is no number in international form; write `+33 1 99 00 00 39`."), phone=self.phone))
        if not self.phone and (self.tariff or self.refunds or self.picks_up != "at once" or self.at_most or self.early_keys):
            raise Refused(sentence(N_("Only a phone line has a tariff, a way of picking up, keys or refunds.")))

    @property
    def channel(self) -> str:
        """The kind of address: `phone`, `chat`, `video`, `mail` or `place`."""
        return next(channel for channel in CHANNELS if getattr(self, channel))

    @property
    def address(self) -> str:
        """The address itself, as printed."""
        found: str = getattr(self, self.channel)
        return found

    @property
    def digits(self) -> str:
        """The digits of a phone number, country code first."""
        return "".join(sign for sign in self.phone if sign.isdecimal())


@record
class Refuse:
    """People refuse what a question asks for, outside every table."""

    refuse: str = key(NameOf("questions"), "the question")
    say: str = key(WORD, "the sentence that they say", default="")


@record
class SayInPractice:
    """People say a sentence; each line that it names is a way on."""

    say: str = key(WORD, "the sentence")


@record
class HandOnInPractice:
    """People hand the customer on."""

    hand_on: str = key(NameOf("teams"), "the team that gets the customer")
    case: str = key(OneOf("travels", "stays behind"), "whether the case goes along", default="travels")


@record
class HangUpInPractice:
    """People end the contact."""

    hang_up: str = key(WORD, "when or why")


Practice = Refuse | SayInPractice | HandOnInPractice | HangUpInPractice


class PracticeKind(Kind[Practice]):
    """What people really do, told apart by its main key."""

    kinds = {
        "refuse": Record(Refuse),
        "hand-on": Record(HandOnInPractice),
        "hang-up": Record(HangUpInPractice),
        "say": Record(SayInPractice),
    }

    def read(self, node: Node, path: Path, reader: Reader) -> Practice:
        """Return the act."""
        names = node.items if isinstance(node, Mapping) else {}
        found = next((kind for name, kind in self.kinds.items() if name in names), None)
        if not found:
            message = sentence(N_("What people do is one of: `refuse`, `say`, `hand-on`, `hang-up`."))
            raise reader.bad("unknown-key", node.place, message)
        act: Practice = found.read(node, path, reader)  # type: ignore[assignment] - one of the four
        return act

    def schema(self) -> Schema:
        """Return the alternatives."""
        return {"anyOf": [kind.schema() for kind in self.kinds.values()]}

    def words(self) -> str:
        """Return the main keys."""
        return "an act: " + ", ".join(f"`{name}`" for name in self.kinds)


def _people(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:  # noqa: PLR2004 - a million people
        raise Refused(sentence(N_("`{text}` is no number of people."), text=text))
    return int(text)


@record
class Team:
    """People with a queue: what they can do, the languages they speak and when, how many they are."""

    skills: tuple[str, ...] = key(ListOf(WORD), "what they can do", default=())
    languages: dict[str, str] = key(MapOf(NameOf("hours"), keys=LANGUAGE), "each language with the hours in which somebody speaks it")
    people: dict[str, int] = key(MapOf(Text(_people, "a number of people"), keys=LANGUAGE), "how many speak each language", default={})
    visits: bool = key(YesNo(), "they go to customers' homes", default=False)
    in_practice: tuple[Practice, ...] = key(ListOf(PracticeKind()), "what they really do where it departs from the charter", default=())


@record
class Waiting:
    """How one waits for any team, unless a step says otherwise."""

    status_every: Span | None = key(SPAN, "how often one hears how long it will take", default=None)
    plays: tuple[str, ...] = key(ListOf(OneOf("music", "information", "advertising", "nothing"), single=True), "what one hears meanwhile", default=())
    at_most: Span | None = key(SPAN, "the longest wait", default=None)
    then: str = key(Way(), "what follows the longest wait", default="")
    closed: str = key(Way(), "what follows when nobody is there", default="")
    no_speaker: str = key(Way(), "what follows when nobody there speaks the language", default="")


def _one(text: str) -> int:
    if text != "1":
        raise Refused(sentence(N_("This is version 1 of the charter language.")), sentence(N_("write `charter: 1`")))
    return 1


@record
class Charter:
    """A company's service promise: one document that can be run, proved and simulated."""

    charter: int = key(Text(_one, "1"), "the version of the charter language: 1")
    company: str = key(WORD, "the name of the company")
    version: date = key(DATE, "the day from which it is in force")
    market: str = key(Text(lambda text: _market(text), "a country code"), "the country whose standards apply (ISO 3166), or a state of it (`US-NY`)", default="")
    timezone: str = key(Text(lambda text: _zone(text), "a time zone"), "the time zone of all hours (IANA)", default="UTC")
    currency: str = key(Text(lambda text: _currency(text), "a currency code"), "the currency of all sums (ISO 4217)", default="EUR")
    languages: tuple[Language, ...] = key(LanguagesKind(), "the languages promised on every line, at every step and in every text")
    standards: tuple[str, ...] = key(ListOf(WORD), "the packs of standards that it is held against", default=())
    holidays: str | tuple[date, ...] = key(HolidaysKind(), "the holidays that count", default=())
    hours: dict[str, Hours] = key(MapOf(HoursKind()), "named hours; `always` is built in", default={})
    tariffs: dict[str, Tariff] = key(MapOf(Record(Tariff)), "named tariffs; `free` is built in", default={})
    facts: dict[str, Fact] = key(MapOf(FactKind()), "what may have to be known; each is asked once", default={})
    lines: dict[str, Line] = key(MapOf(Record(Line)), "where customers find the company")
    teams: dict[str, Team] = key(MapOf(Record(Team)), "who is there")
    waiting: Waiting = key(Record(Waiting), "how one waits", default=Waiting())
    consents: tuple[str, ...] = key(ListOf(WORD), "what is asked, never assumed", default=())
    paths: dict[str, Walk] = key(MapOf(Record(Walk)), "what one goes through; unwritten: default paths", default={})
    questions: dict[str, Question] = key(MapOf(QuestionKind()), "the answers: one for all", default={})
    remedies: dict[str, Remedy] = key(MapOf(Record(Remedy)), "what can be done, for how much, how soon", default={})
    quotes: Quotes = key(Record(Quotes), "how long a price holds", default=Quotes())
    exceptions: Exceptions | None = key(Record(Exceptions), "who may depart from the answers", default=None)
    promises: dict[str, Promise] = key(MapOf(Record(Promise)), "what is promised, and what is owed else", default={})
    credits: Credits = key(Record(Credits), "how credits are paid", default=Credits())
    cases: Cases = key(Record(Cases), "how a case lives and ends", default=Cases())
    complaints: Complaints = key(Record(Complaints), "where a customer goes who disagrees", default=Complaints())
    declarations: Declarations = key(Record(Declarations), "facts that only standards ask for", default=Declarations())
    playbooks: dict[str, Playbook] = field(default_factory=dict)
    words: dict[Language, Words] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()
    source: Source = field(default_factory=lambda: Source(), compare=False)

    def place(self, *path: str) -> Place:
        """Return where a value stands (`"lines", "english", "tariff"`), or where the nearest part above it does."""
        return self.source.place(path)

    def languages_of(self, line: str) -> tuple[Language, ...]:
        """Return the languages promised on a line."""
        return self.lines[line].languages or self.languages

    def hours_of(self, name: str) -> Hours:
        """Return hours by name; `always` is built in."""
        return ALWAYS if name == "always" and name not in self.hours else self.hours[name]

    def tariff_of(self, line: str) -> Tariff:
        """Return the tariff of a line; what is no phone costs nothing."""
        name = self.lines[line].tariff
        return self.tariffs.get(name, FREE)

    def with_(self, **changes: object) -> Charter:
        """Return the charter with parts exchanged."""
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type] - any part


@dataclass(frozen=True, slots=True)
class Source:
    """Where everything stands: the place of each path of keys, and the files read."""

    places: dict[Path, Place] = field(default_factory=dict)
    root: Place = NOWHERE

    def place(self, path: Path) -> Place:
        """Return the place of the longest beginning of `path` that is known."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return self.root


def _market(text: str) -> str:
    country, _, state = text.partition("-")
    if not (len(country) == 2 and country.isalpha() and country.isupper() and state.isalnum() == bool(state)):  # noqa: PLR2004
        raise Refused(sentence(N_("`{text}` is no country; write `FR` or `US-NY`."), text=text))
    return text


def _zone(text: str) -> str:
    from zoneinfo import available_timezones  # noqa: PLC0415 - reads the disk only when a zone is written

    if text not in available_timezones():
        raise Refused(sentence(N_("`{text}` is no time zone; write `Europe/Paris`."), text=text))
    return text


def _currency(text: str) -> str:
    if not (len(text) == 3 and text.isalpha() and text.isupper()):  # noqa: PLR2004 - ISO 4217
        raise Refused(sentence(N_("`{text}` is no currency; write `EUR`."), text=text))
    return text
