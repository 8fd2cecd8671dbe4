"""What a standard is: somebody else's promise or fact, its citation, its dates, how sure we are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from possible.charter.kinds import Kind, ListOf, OneOf, Path, Reader, Record, Schema, Text, key, record
from possible.charter.nodes import Mapping, Node, Sequence
from possible.charter.quantities import DATE, WORD
from possible.charter.unreadable import did_you_mean
from possible.check.standards.facts import FACTS, Fact
from possible.measure.samples import MEASURES
from possible.promises import AmountsByDate, Owes
from possible.values import N_, Refused, Sentence, sentence


class Status(StrEnum):
    """What a standard is in the world."""

    IN_FORCE = "in force"
    ADOPTED = "adopted"
    LOCAL = "local"
    VOLUNTARY = "voluntary"
    NORM = "norm"
    BENCHMARK = "benchmark"
    CONTESTED = "contested"
    HISTORIC = "historic"
    REPEALED = "repealed"
    OURS = "ours"


class Seen(StrEnum):
    """How we know its text; `press` and `memory` are unverified and only warn."""

    TEXT = "text"
    OFFICIAL = "official"
    SECONDARY = "secondary"
    PRESS = "press"
    MEMORY = "memory"
    OURS = "ours"


BINDING = (Status.IN_FORCE, Status.ADOPTED, Status.LOCAL, Status.OURS)
UNVERIFIED = (Seen.PRESS, Seen.MEMORY)
STATUS_SAID: dict[Status, str] = {
    Status.IN_FORCE: N_("in force"),
    Status.ADOPTED: N_("adopted, firms have time to comply"),
    Status.LOCAL: N_("local law"),
    Status.VOLUNTARY: N_("voluntary"),
    Status.NORM: N_("norm"),
    Status.BENCHMARK: N_("benchmark"),
    Status.CONTESTED: N_("contested reading"),
    Status.HISTORIC: N_("historic"),
    Status.REPEALED: N_("repealed"),
    Status.OURS: N_("our own bar"),
}
SEEN_SAID: dict[Seen, str] = {
    Seen.TEXT: N_("text read"),
    Seen.OFFICIAL: N_("official page read"),
    Seen.SECONDARY: N_("trade or lawyer's page read"),
    Seen.PRESS: N_("press only, unverified"),
    Seen.MEMORY: N_("from memory, unverified"),
    Seen.OURS: N_("our own"),
}


@record
class Told:
    """One sentence in the languages that we ship; it stands in the data beside what it explains."""

    en: str = key(WORD, "in English")
    fr: str = key(WORD, "in French")

    def said(self, language: str) -> str:
        """Return it in a language; English for one that we do not speak."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Demand:
    """One static fact that a standard asks for, from one day until another (that day excluded)."""

    fact: Fact
    want: Any
    written: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is asked for on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def written(node: Node) -> str:
    """Return a node as a charter would write it on one line."""
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{name}: {written(item)}" for name, item in node.items.items()) + "}"
    if isinstance(node, Sequence):
        return "[" + ", ".join(written(item) for item in node.items) + "]"
    return node.text


class DemandKind(Kind[Demand]):
    """A mapping with the name of one fact, and the days between which it is asked for."""

    def read(self, node: Node, path: Path, reader: Reader) -> Demand:
        """Return the demand; its argument is read by the kind of the fact."""
        names = [name for name in node.items if name in FACTS] if isinstance(node, Mapping) else []
        if not isinstance(node, Mapping) or len(names) != 1 or set(node.items) - {*names, "since", "until"}:
            message = sentence(
                N_("A demand names one static fact, and `since` and `until` where they are known.")
            )
            given = next((name for name in getattr(node, "items", ()) if name not in FACTS), "")
            raise reader.bad("unknown-key", node.place, message, did_you_mean(str(given), FACTS))
        fact = FACTS[names[0]]
        want = fact.kind.read(node.items[names[0]], (*path, names[0]), reader)
        since, until = (
            DATE.read(node.items[end], path, reader) if end in node.items else None
            for end in ("since", "until")
        )
        return Demand(fact, want, f"{fact.name}: {written(node.items[fact.name])}", since, until)

    def schema(self) -> Schema:
        """Return an object with one of the facts."""
        return {"type": "object", "properties": {name: fact.kind.schema() for name, fact in FACTS.items()}}

    def words(self) -> str:
        """Return the facts."""
        return "a static fact: " + ", ".join(f"`{name}`" for name in FACTS)


class OwesKind(Record[Owes]):
    """What a breach owes, which remembers how it was written."""

    def read(self, node: Node, path: Path, reader: Reader, /, **instead: Kind[Any]) -> Owes:
        """Return the parameters."""
        return replace(super().read(node, path, reader, **instead), written=written(node))


@record
class Live:
    """What is measured on the events of a live or simulated floor: the quantity, its limit, its period."""

    what: Told = key(Record(Told), "the quantity, in words")
    how: str = key(
        OneOf("each", "share", "mean", "percentile", "exists"), "how it is taken together", default="each"
    )
    limit: str = key(WORD, "the bound", default="")
    share: str = key(WORD, "in how many of a hundred", default="")
    each: str = key(WORD, "the period over which it is taken", default="")
    clock: Told | None = key(
        Record(Told), "from when until when, where there is more than one reading", default=None
    )
    events: tuple[str, ...] = key(ListOf(WORD), "the recorded moments that it needs")
    by: str = key(
        OneOf(*MEASURES), "the measure that reckons it from events; unwritten: none does", default=""
    )


def _status(text: str) -> Status:
    if text not in list(Status):
        raise Refused(sentence(N_("`{word}` is not one of the words that can stand here."), word=text))
    return Status(text)


def _seen(text: str) -> Seen:
    if text not in list(Seen):
        raise Refused(sentence(N_("`{word}` is not one of the words that can stand here."), word=text))
    return Seen(text)


@record
class Standard:
    """One rule of a pack: what it asks, where it is written, since when, for whom, and how we know."""

    id: str = key(WORD, "its stable name, which begins with that of its pack")
    cite: str = key(WORD, "where it is written")
    title: Told = key(Record(Told), "what it asks, in our own words")
    status: Status = key(Text(_status, "a status"), "what it is in the world")
    since: date | None = key(DATE, "the day from which it is in force; unwritten: not known", default=None)
    until: date | None = key(DATE, "the day from which it is no longer in force", default=None)
    due: date | None = key(DATE, "the day by which firms must comply, when later", default=None)
    market: str = key(WORD, "a part of the pack's market where alone it holds (`US-NY`)", default="")
    version: str = key(WORD, "the version of the text that was seen", default="")
    seen: Seen = key(Text(_seen, "how it was seen"), "how we know its text")
    certainty: str = key(OneOf("high", "medium", "low"), "how sure we are of our reading")
    subject: str = key(WORD, "what it is about")
    asks: tuple[Demand, ...] = key(
        ListOf(DemandKind()), "the static facts that it asks of a charter", default=()
    )
    owes: tuple[Owes, ...] = key(
        ListOf(OwesKind(Owes)),
        "what a breach owes, as it is reckoned, with the days between which it holds",
        default=(),
    )
    live: Live | None = key(Record(Live), "what is measured live", default=None)
    not_mechanical: Told | None = key(
        Record(Told), "what no machine can decide of it, or what a charter has no words for", default=None
    )
    unless: Told | None = key(Record(Told), "its exceptions", default=None)
    note: Told | None = key(Record(Told), "what one should know when reading it", default=None)
    source: str = key(WORD, "where its text was seen", default="")

    @property
    def pack(self) -> str:
        """The pack that it belongs to."""
        return self.id.split(".")[0]

    @property
    def amounts(self) -> AmountsByDate:
        """What a breach owes by the day on which the matter began."""
        return AmountsByDate(self.owes)

    @property
    def verified(self) -> bool:
        """Tell whether its text, or a page about it, was read."""
        return self.seen not in UNVERIFIED

    @property
    def binding(self) -> bool:
        """Tell whether breaking it is an error: it binds, and its text is verified."""
        return self.status in BINDING and self.verified

    @property
    def basis(self) -> Sentence:
        """Where it is written, and how sure we are of the text: `TKG § 115; text read`."""
        return sentence(N_("{cite}; {seen}"), cite=self.cite, seen=sentence(SEEN_SAID[self.seen]))


@record
class Pack:
    """A set of standards with one scope."""

    pack: str = key(WORD, "its name")
    title: Told = key(Record(Told), "whose standards they are")
    scope: Told = key(Record(Told), "what they cover")
    read_on: date = key(DATE, "the day on which we last went through it")
    rules: tuple[Standard, ...] = key(ListOf(Record(Standard)), "its rules")
