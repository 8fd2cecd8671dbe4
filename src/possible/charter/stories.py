"""Stories as tests: who, what is known, what she does, and what must hold."""

from __future__ import annotations

from dataclasses import field

from possible.charter.facts import FACT_VALUES
from possible.charter.kinds import (
    Kind,
    ListOf,
    NameOf,
    OneOf,
    Path,
    Reader,
    Record,
    Schema,
    key,
    keys_of,
    record,
)
from possible.charter.nodes import Mapping, Node
from possible.charter.quantities import LANGUAGE, MOMENT, MONEY, WORD
from possible.charter.unreadable import close_to
from possible.values import Language, Moment, Money

NEVER = ("paid", "loop", "refused", "asked twice", "hung up on", "lost language", "waited without a clock")


@record
class Who:
    """The caller: the line dialled, the language wanted, the moment."""

    line: str = key(NameOf("lines"), "the line that is dialled")
    language: Language = key(LANGUAGE, "the language wanted")
    at: Moment = key(MOMENT, "when")


@record
class Does:
    """What happens next, as far as it is the caller's or chance's to choose."""

    says: dict[str, str] = key(FACT_VALUES, "facts that the customer gives when asked", default={})
    play: str = key(NameOf("playbooks"), "a playbook is played", default="")
    ends: dict[str, str] = key(FACT_VALUES, "how the playbook ends: the facts that it concludes", default={})
    solved: str = key(NameOf("playbooks"), "a playbook solves it", default="")
    agrees: str = key(NameOf("remedies"), "the customer agrees to a remedy", default="")
    declines: str = key(NameOf("remedies"), "the customer declines a remedy", default="")
    waits: str = key(OneOf("too long", "for a person"), "how a wait ends", default="")
    asks: str = key(OneOf("for a person"), "the customer asks for a person", default="")
    asks_about: str = key(NameOf("questions"), "the customer puts a question to the person there", default="")
    dials: str = key(NameOf("lines"), "the customer dials the line that was named", default="")
    they: str = key(
        OneOf("hand on", "hang up"), "what the person there does, as `in-practice` says", default=""
    )

    @property
    def said(self) -> str:
        """The act in a word or two, for sentences."""
        return (
            self.play or self.solved or self.agrees or self.declines or self.waits
            or self.asks or self.asks_about or self.dials or self.they
        )  # fmt: skip


class DoesKind(Kind[Does]):
    """An act: by its key, or as plain facts that the customer gives: `{problem: fault}`."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> Does:
        """Return the act."""
        if isinstance(node, Mapping) and self._only_facts(node, reader):
            return Does(says=FACT_VALUES.read(node, path, reader))
        return Record(Does).read(node, path, reader)

    def _only_facts(self, node: Mapping, reader: Reader) -> bool:
        """Tell whether no key is one of ours, or nearly so."""
        ours = keys_of(Does)
        return not any(
            name in ours or (name not in reader.domains and close_to(name, ours)) for name in node.items
        )

    def schema(self) -> Schema:
        """Return the record's schema, or free facts."""
        return {"anyOf": [Record(Does).schema(), FACT_VALUES.schema()]}

    def words(self) -> str:
        """Return the record's keys."""
        return Record(Does).words() + ", or facts with their values"


@record
class Then:
    """What must hold at the end."""

    answer: str = key(WORD, "the answer told", default="")
    price: Money | None = key(MONEY, "its price", default=None)
    because: str = key(WORD, "its reason", default="")
    waits_with: str = key(NameOf("promises"), "a promise that runs then", default="")
    person: str = key(NameOf("teams"), "the team of the person who is there", default="")
    solved: str = key(OneOf("yes", "no"), "whether it is solved", default="")


@record
class Story:
    """One story, played by `check` along the same moves."""

    name: str = key(WORD, "what the story is called")
    who: Who = key(Record(Who), "the caller")
    known: dict[str, str] = key(FACT_VALUES, "facts that the records hold", default={})
    does: tuple[Does, ...] = key(ListOf(DoesKind()), "what happens, in order", default=())
    then: Then | None = key(Record(Then), "what must hold at the end", default=None)
    never: tuple[str, ...] = key(ListOf(OneOf(*NEVER)), "what must not happen", default=())
    path: tuple[str, ...] = field(default=(), compare=False)
