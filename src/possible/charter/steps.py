"""The steps of a path: what a contact goes through on the phone, in the chat and in a call-back alike."""

from __future__ import annotations

from typing import Any

from possible.charter.kinds import Bad, FirstOf, Kind, ListOf, NameOf, OneOf, Path, Reader, Record, Schema, Way, YesNo, key, record
from possible.charter.nodes import Mapping, Node, Scalar
from possible.charter.quantities import SPAN, WORD
from possible.charter.domains import Cell, Domain, Sort, cell
from possible.charter.unreadable import did_you_mean
from possible.values import N_, Refused, Span, sentence

NEXT = "next"
LANGUAGE_FACT = "language"


class Ways(Kind[tuple[tuple[Cell, str], ...]]):
    """`to`: one way on for all, or a way for each value: `{yes: known-outage, no: next}`, `{0: light, 1 or more: line}`.

    The values are held against the domain of the fact that the same step asks, so this kind is read by `AskKind`.
    """

    def __init__(self, domain: Domain | None = None) -> None:
        """Keep the domain of the fact asked."""
        self.domain = domain

    def read(self, node: Node, path: Path, reader: Reader) -> tuple[tuple[Cell, str], ...]:
        """Return cells with their ways, in the order written."""
        if isinstance(node, Scalar):
            found = Way().read(node, path, reader)
            return ((Cell(((self.domain.low, self.domain.high),), "any"), found),) if self.domain else ()
        return tuple(self._ways(node, path, reader))

    def _ways(self, node: Node, path: Path, reader: Reader) -> list[tuple[Cell, str]]:
        if not isinstance(node, Mapping):
            raise reader.bad("wrong-type", node.place, sentence(N_("Write a way on for each value: `{yes: …, no: next}`.")))
        found: list[tuple[Cell, str]] = []
        for text, item in node.items.items():
            here = (*path, text)
            reader.places[here] = node.places[text]
            way = Way().read(item, here, reader)
            try:
                if self.domain:
                    found.append((cell((text,), self.domain), way))
            except Refused as refused:
                raise reader.bad("wrong-value", node.places[text], refused.why, refused.attempt) from None
        return found

    def schema(self) -> Schema:
        """Return a way, or ways by value."""
        return {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}

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
    to: tuple[tuple[Cell, str], ...] = key(Ways(), "a way on for each value; unwritten: the next step", default=())
    again: bool = key(YesNo(), "ask although it is known already (a departure)", default=False)


@record
class Play:
    """Play a playbook: solved ends the path, not solved goes on."""

    play: str = key(Way(), "a playbook")
    solved: str = key(Way(), "a way on when it is solved; unwritten: the customer agrees and it ends", default="")


@record
class Decide:
    """Tell the answer to a question, with its reason and price."""

    decide: str = key(Way(), "a question")
    agreed: str = key(Way(), "a way on when the customer agrees; unwritten: the promise of the remedy", default="")
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

STEP_KINDS: dict[str, Record[Any]] = {
    "say": Record(Say),
    "ask": Record(Ask),
    "play": Record(Play),
    "decide": Record(Decide),
    "queue": Record(Queue),
    "go": Record(Go),
    "hand-on": Record(HandOn),
    "send-to": Record(SendTo),
    "promise": Record(PromiseStep),
    "hang-up": Record(HangUp),
}


def declared(fact: Scalar, reader: Reader) -> Domain:
    """Return the domain of a fact by its name, or raise `Bad` with the names that are close."""
    if fact.text in reader.domains:
        found: Domain = reader.domains[fact.text]
        return found
    message = sentence(N_("The fact `{fact}` is declared nowhere."), fact=fact.text)
    raise reader.bad("unknown-name", fact.place, message, did_you_mean(fact.text, reader.domains))


class AskKind(Kind[Any]):
    """A record with `ask` and `to`, whose ways are held against the domain of the fact asked."""

    def __init__(self, cls: type[Any]) -> None:
        """Keep the record class: a step of a path or of a playbook."""
        self.record = Record(cls)

    def read(self, node: Node, path: Path, reader: Reader) -> Any:  # noqa: ANN401 - the class given
        """Return the record; `language` is always known as a fact."""
        found = self.record.read(node, path, reader)
        if not isinstance(node, Mapping) or "to" not in node.items:
            if found.ask != LANGUAGE_FACT and isinstance(node, Mapping):
                asked = node.items["ask"]
                declared(asked if isinstance(asked, Scalar) else Scalar("", node.place), reader)
            return found
        asked = node.items["ask"]
        domain = declared(Scalar(found.ask, asked.place), reader)
        ways = Ways(domain).read(node.items["to"], (*path, "to"), reader)
        return type(found)(**{field: getattr(found, field) for field in found.__dataclass_fields__} | {"to": ways})

    def schema(self) -> Schema:
        """Return the record's schema."""
        return self.record.schema()

    def words(self) -> str:
        """Return the record's keys."""
        return self.record.words()


def main_key(node: Mapping, kinds: dict[str, Any], reader: Reader) -> str:
    """Return the one key that says what a step does, or raise `Bad`."""
    found = [name for name in node.items if name in kinds]
    if found:
        return found[0]
    known = ", ".join(f"`{name}`" for name in kinds)
    message = sentence(N_("This step does nothing that is known; a step has one of {known}."), known=known)
    close = next((hint for name in node.items if (hint := did_you_mean(name, kinds))), None)
    raise reader.bad("unknown-key", node.place, message, close)


class StepKind(Kind[Step]):
    """A step, told apart by its main key."""

    kinds: dict[str, Kind[Any]] = {**STEP_KINDS, "ask": AskKind(Ask)}

    def read(self, node: Node, path: Path, reader: Reader) -> Step:
        """Return the step."""
        if not isinstance(node, Mapping):
            message = sentence(N_("A step is a mapping, such as `say: greeting`."))
            raise reader.bad("wrong-type", node.place, message)
        found: Step = self.kinds[main_key(node, self.kinds, reader)].read(node, path, reader)
        return found

    def schema(self) -> Schema:
        """Return the alternatives."""
        return {"anyOf": [kind.schema() for kind in self.kinds.values()]}

    def words(self) -> str:
        """Return the main keys."""
        return "a step: " + ", ".join(f"`{name}`" for name in self.kinds)


@record
class Walk:
    """A path: what a contact walks through, and who is a person there."""

    person: str = key(Way(), "the team to which `a person, please` leads from every step", default="")
    steps: tuple[Step, ...] = key(ListOf(StepKind()), "the steps in order")


__all__ = ["NEXT", "STEP_KINDS", "Ask", "AskKind", "Bad", "Decide", "FirstOf", "Go", "HandOn", "HangUp", "NameOf", "Play", "PromiseStep", "Queue", "Say", "SendTo", "Sort", "Step", "StepKind", "Walk", "declared", "main_key"]
