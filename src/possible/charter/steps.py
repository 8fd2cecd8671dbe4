"""The steps of a path: what a contact goes through on the phone, in the chat and in a call-back alike."""

from __future__ import annotations

from typing import Any

from possible.charter.cells import as_cell
from possible.charter.domains import Cell, Domain, anything
from possible.charter.facts import LANGUAGE_FACT
from possible.charter.kinds import (
    TEXT,
    Bad,
    Kind,
    ListOf,
    OneOf,
    OneRecordOf,
    Path,
    Reader,
    Record,
    Schema,
    Way,
    YesNo,
    key,
    record,
    wrong_type,
)
from possible.charter.nodes import Mapping, Node, Scalar
from possible.charter.quantities import SPAN, WORD
from possible.values import N_, Span, sentence

NEXT = "next"


class Ways(Kind[tuple[tuple[Cell, str], ...]]):
    """`to`: one way on for all, or a way for each value: `{yes: known-outage, no: next}`.

    The values are tests of the fact that the same step asks: `AskKind` gives its domain.
    """

    def __init__(self, fact: Domain | None = None) -> None:
        """Keep the domain of the fact asked; None when it could not be read."""
        self.fact = fact

    def read(self, node: Node, path: Path, reader: Reader, /) -> tuple[tuple[Cell, str], ...]:
        """Return cells with their ways, in the order written."""
        if isinstance(node, Scalar):
            way = Way().read(node, path, reader)
            return ((anything(self.fact), way),) if self.fact else ()
        if not isinstance(node, Mapping):
            wanted = sentence(
                N_("a way on for each value, such as {example},"), example="`{yes: …, no: next}`"
            )
            raise wrong_type(node, wanted, reader)
        found: list[tuple[Cell, str]] = []
        failed = False
        for text, item in node.items.items():
            reader.places[(*path, text)] = node.places[text]
            try:
                found += self._way(Scalar(text, node.places[text]), item, (*path, text), reader)
            except Bad:
                failed = True
        if failed:
            raise Bad
        return tuple(found)

    def _way(self, value: Scalar, node: Node, path: Path, reader: Reader) -> list[tuple[Cell, str]]:
        test = as_cell((value.text,), self.fact, value, reader) if self.fact else None
        way = Way().read(node, path, reader)
        return [(test, way)] if test else []

    def schema(self) -> Schema:
        """Return a way, or ways by value."""
        return {"anyOf": [TEXT, {"type": "object", "additionalProperties": TEXT}]}

    def words(self) -> str:
        """Return the description."""
        return "a way on for each value, or one for all; `next` is the step that follows"


@record
class Say:
    """Say a sentence of the words; each line that it names is a way on."""

    say: str = key(WORD, "a sentence of `words/*.yaml`, section `say`")


@record
class Ask:
    """Ask for a fact, unless it is known."""

    ask: str = key(WORD, "a fact, or `language`")
    to: tuple[tuple[Cell, str], ...] = key(
        Ways(), "a way on for each value; unwritten: the next step", default=()
    )
    again: bool = key(YesNo(), "ask although it is known already (a departure)", default=False)


@record
class Play:
    """Play a playbook: solved ends the path, not solved goes on."""

    play: str = key(Way(), "a playbook")
    solved: str = key(
        Way(), "a way on when it is solved; unwritten: the customer agrees and it ends", default=""
    )


@record
class Decide:
    """Tell the answer to a question, with its reason and price."""

    decide: str = key(Way(), "a question")
    agreed: str = key(
        Way(), "a way on when the customer agrees; unwritten: the promise of the remedy", default=""
    )
    declined: str = key(Way(), "a way on when the customer declines; unwritten: a person", default="")


@record
class Queue:
    """Wait for a person of a team."""

    queue: str = key(Way(), "a team")
    status_every: Span | None = key(SPAN, "how often one hears how long it will take", default=None)
    at_most: Span | None = key(SPAN, "the longest wait", default=None)
    then: str = key(Way(), "what follows the longest wait", default="")
    closed: str = key(Way(), "what follows when nobody is there", default="")
    no_speaker: str = key(Way(), "what follows when nobody there speaks the language", default="")


@record
class Go:
    """Go on in another path."""

    go: str = key(Way(), "a path")


@record
class HandOn:
    """Take the customer to another team, with the case."""

    hand_on: str = key(Way(), "a team")
    case: str = key(OneOf("travels", "stays behind"), "whether the case goes along", default="travels")


@record
class SendTo:
    """Tell the customer to call another line themselves."""

    send_to: str = key(Way(), "a line")


@record
class PromiseStep:
    """Give a dated promise; a good end."""

    promise: str = key(Way(), "a promise")


@record
class HangUp:
    """End the contact without the customer; a bad end."""

    hang_up: str = key(WORD, "why")


Step = Say | Ask | Play | Decide | Queue | Go | HandOn | SendTo | PromiseStep | HangUp


class AskKind(Record[Any]):
    """A record with `ask` and `to`, whose ways test the fact asked; `language` is a fact known to all."""

    def read(self, node: Node, path: Path, reader: Reader, /, **instead: Kind[Any]) -> Any:
        """Return the record."""
        asked = node.items.get("ask") if isinstance(node, Mapping) else None
        fact, failed = None, False
        try:
            fact = reader.domain(asked) if isinstance(asked, Scalar) else None
        except Bad:
            failed = True
        found = super().read(node, path, reader, **instead, to=Ways(fact))
        if failed:
            raise Bad
        return found


STEP_KINDS: dict[str, Kind[Any]] = {
    "say": Record(Say),
    "ask": AskKind(Ask),
    "play": Record(Play),
    "decide": Record(Decide),
    "queue": Record(Queue),
    "go": Record(Go),
    "hand-on": Record(HandOn),
    "send-to": Record(SendTo),
    "promise": Record(PromiseStep),
    "hang-up": Record(HangUp),
}


@record
class Walk:
    """A path: what a contact walks through, and who is a person there."""

    person: str = key(Way(), "the team to which `a person, please` leads from every step", default="")
    steps: tuple[Step, ...] = key(ListOf(OneRecordOf(STEP_KINDS)), "the steps in order")


__all__ = [
    "LANGUAGE_FACT",
    "NEXT",
    "STEP_KINDS",
    "Ask",
    "AskKind",
    "Decide",
    "Go",
    "HandOn",
    "HangUp",
    "Play",
    "PromiseStep",
    "Queue",
    "Say",
    "SendTo",
    "Step",
    "Walk",
    "Ways",
]
