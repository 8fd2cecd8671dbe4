"""Playbooks as written: guided repair with named steps in reading order.

A step looks, does, plays another playbook, looks a policy up, or ends. What a run means is in `possible.playbooks`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import Any

from possible.charter.domains import Cell, Domain, cell
from possible.charter.facts import Fact, FactKind
from possible.charter.kinds import (
    Bad,
    Kind,
    MapOf,
    NameOf,
    OneOf,
    Path,
    Reader,
    Record,
    Schema,
    Text,
    Way,
    YesNo,
    key,
    record,
)
from possible.charter.nodes import Mapping, Node, Scalar, Sequence
from possible.charter.quantities import CELL_TEXTS, MONEY, SPAN, WORD
from possible.charter.steps import AskKind, Ways, declared, main_key
from possible.values import Money, N_, Refused, Span, sentence

ACTORS = ("customer", "agent", "system")
UNKNOWN = "unknown"  # "I don't know", and no answer at all


def _minutes(text: str) -> int:
    if not text.isdecimal() or len(text) > 4:  # noqa: PLR2004 - a week has five digits of minutes
        raise Refused(sentence(N_("`{text}` is no number of minutes."), text=text))
    return int(text)


class FactCells(Kind[dict[str, Cell]]):
    """Facts with cells: `{box-light: steady}`, held against the facts' domains."""

    def read(self, node: Node, path: Path, reader: Reader) -> dict[str, Cell]:
        """Return the cells by fact."""
        texts = MapOf(CELL_TEXTS).read(node, path, reader)
        found: dict[str, Cell] = {}
        for fact, words in texts.items():
            place = reader.places[(*path, fact)]
            domain = declared(Scalar(fact, place), reader)
            try:
                found[fact] = cell(words, domain)
            except Refused as refused:
                raise reader.bad("wrong-value", place, refused.why, refused.attempt) from None
        return found

    def schema(self) -> Schema:
        """Return an object of cells."""
        return MapOf(CELL_TEXTS).schema()

    def words(self) -> str:
        """Return the description."""
        return "facts with a cell each, such as `{box-light: steady}`"


FACT_CELLS = FactCells()


@record
class Observe:
    """Ask for a fact, unless it is known, and go on by its value."""

    name: str = key(WORD, "the name of the step")
    ask: str = key(WORD, "a fact")
    to: tuple[tuple[Cell, str], ...] = key(
        Ways(), "a later step for each value, and for `unknown` (\"I don't know\"); unwritten: the next step", default=()
    )
    else_: str = key(
        Way(), "a later step for each value not in `to`, and for `unknown`", name="else", default=""
    )
    again: bool = key(YesNo(), "ask although it is known already (a departure)", default=False)
    unknown: str = field(default="", metadata={})  # the way of `unknown` in `to`, where the fact has no such value


@record
class Act:
    """Do something, then see whether it happened, then whether it helped."""

    name: str = key(WORD, "the name of the step")
    do: str = key(WORD, "an action of the words, section `do`")
    with_: dict[str, str] = key(
        MapOf(WORD), "what fills the gaps of its sentence; a word of the glossary is said in the language spoken",
        name="with", default={},
    )  # fmt: skip
    by: str = key(OneOf(*ACTORS), "who does it")
    minutes: int = key(Text(_minutes, "a number of minutes"), "how long it takes", default=0)
    so_that: dict[str, Cell] = key(FACT_CELLS, "what must then be seen; asked again at most twice", default={})
    sets: dict[str, Cell] = key(FACT_CELLS, "what is set to which value; seen afterwards", default={})
    switches: str = key(WORD, "a fact that is switched over (a departure: nobody knows to what)", default="")
    consent: str = key(NameOf("consents"), "a consent that is asked before: it costs, or it uses data", default="")
    price: Money | None = key(MONEY, "what it costs; said in the question for the consent", default=None)
    then: str = key(Way(), "a later step; unwritten: the next", default="")
    else_: str = key(Way(), "a later step when it did not happen; unwritten: the next", name="else", default="")

    def __post_init__(self) -> None:
        """Refuse a price that nobody agrees to."""
        if self.price and self.price.cents and not self.consent:
            message = sentence(N_("The step `{name}` has a price, and nobody is asked for it."), name=self.name)
            raise Refused(message, sentence(N_("name the consent that is asked before: `consent: …`")))

    @property
    def seen(self) -> dict[str, Cell]:
        """What must be seen for it to have happened."""
        return self.so_that | self.sets


@record
class PlayOther:
    """Play another playbook: it comes back solved or not solved, or it hands on and ends this one too."""

    name: str = key(WORD, "the name of the step")
    play: str = key(Way(), "a playbook")
    solved: str = key(Way(), "a later step when it is solved; unwritten: the next", default="")
    else_: str = key(Way(), "a later step when it is not; unwritten: the next", name="else", default="")


@record
class LookUp:
    """Look a policy up: the answer to a question of the charter, and go on by it."""

    name: str = key(WORD, "the name of the step")
    decide: str = key(Way(), "a question; the facts that it lacks are asked")
    to: dict[str, str] = key(
        MapOf(Way()), "a later step for each answer; unwritten: the next step", default={}
    )
    else_: str = key(
        Way(), "a later step for each answer not in `to`, and when a fact stays unknown", name="else", default=""
    )


@record
class Conclude:
    """End: not solved, and this is known."""

    name: str = key(WORD, "the name of the step")
    conclude: dict[str, Cell] = key(FACT_CELLS, "the facts that are now known")


@record
class PassOn:
    """End: a team takes over, with all that was learnt."""

    name: str = key(WORD, "the name of the step")
    hand_on: str = key(Way(), "a team")


@record
class End:
    """End: solved, as was just seen. Where there is a goal it ends by itself and this is not needed."""

    name: str = key(WORD, "the name of the step")
    end: str = key(OneOf("solved"), "`solved`")


PlaybookStep = Observe | Act | PlayOther | LookUp | Conclude | PassOn | End


class ObserveKind(AskKind):
    """A question of a playbook: `to` may also say where `unknown` leads."""

    def __init__(self) -> None:
        """Read `Observe`."""
        super().__init__(Observe)

    def read(self, node: Node, path: Path, reader: Reader) -> Observe:
        """Return the step, the way of `unknown` kept apart where the fact itself is never `unknown`."""
        way, rest = self._unknown(node, reader)
        found: Observe = super().read(rest, path, reader)
        if way is None:
            return found
        reader.places[(*path, "to", UNKNOWN)] = way.place
        return dataclasses.replace(found, unknown=Way().read(way, path, reader))

    def _unknown(self, node: Node, reader: Reader) -> tuple[Node | None, Node]:
        """Return the node of the way of `unknown`, and the step without it."""
        ways = node.items.get("to") if isinstance(node, Mapping) else None
        asked = node.items.get("ask") if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or not isinstance(ways, Mapping) or not isinstance(asked, Scalar):
            return None, node
        domain: Domain | None = reader.domains.get(asked.text)
        if UNKNOWN not in ways.items or domain is None or UNKNOWN in domain.values:
            return None, node
        others = {text: item for text, item in ways.items.items() if text != UNKNOWN}
        rest = dataclasses.replace(ways, items=others)
        return ways.items[UNKNOWN], dataclasses.replace(node, items=node.items | {"to": rest})


PLAYBOOK_STEPS: dict[str, Kind[Any]] = {
    "ask": ObserveKind(),
    "do": Record(Act),
    "play": Record(PlayOther),
    "decide": Record(LookUp),
    "conclude": Record(Conclude),
    "hand-on": Record(PassOn),
    "end": Record(End),
}


class PlaybookStepKind(Kind[PlaybookStep]):
    """A step of a playbook, told apart by its main key."""

    def read(self, node: Node, path: Path, reader: Reader) -> PlaybookStep:
        """Return the step."""
        if not isinstance(node, Mapping):
            raise reader.bad("wrong-type", node.place, sentence(N_("A step of a playbook is a mapping with a `name`.")))
        found: PlaybookStep = PLAYBOOK_STEPS[main_key(node, PLAYBOOK_STEPS, reader)].read(node, path, reader)
        return found

    def schema(self) -> Schema:
        """Return the alternatives."""
        return {"anyOf": [kind.schema() for kind in PLAYBOOK_STEPS.values()]}

    def words(self) -> str:
        """Return the main keys."""
        return "a step: " + ", ".join(f"`{name}`" for name in PLAYBOOK_STEPS)


class StepsKind(Kind[tuple[PlaybookStep, ...]]):
    """The steps of a playbook; a name may stand once."""

    def read(self, node: Node, path: Path, reader: Reader) -> tuple[PlaybookStep, ...]:
        """Return the steps in reading order."""
        if not isinstance(node, Sequence):
            raise reader.bad("wrong-type", node.place, sentence(N_("The steps are a list.")))
        found: dict[str, PlaybookStep] = {}
        for index, item in enumerate(node.items):
            here = (*path, str(index))
            reader.places[here] = item.place
            step = PlaybookStepKind().read(item, here, reader)
            if step.name in found:
                raise reader.bad("duplicate-name", item.place, sentence(N_("The step `{name}` is here twice."), name=step.name))
            found[step.name] = step
        return tuple(found.values())

    def schema(self) -> Schema:
        """Return an array of steps."""
        return {"type": "array", "items": PlaybookStepKind().schema()}

    def words(self) -> str:
        """Return the description."""
        return "list of named steps"


@record
class Playbook:
    """Guided repair: the goal is asked first and after each action, and a goal met ends the run."""

    playbook: str = key(WORD, "the name of the playbook")
    facts: dict[str, Fact] = key(MapOf(FactKind()), "what can be observed", default={})
    for_: dict[str, Cell] = key(FACT_CELLS, "the facts for which it is meant", name="for", default={})
    goal: dict[str, Cell] = key(FACT_CELLS, "what must be seen for the fault to be solved", default={})
    at_most: Span | None = key(SPAN, "the longest that a run may take (an hour unless written)", default=None)
    steps: tuple[PlaybookStep, ...] = key(StepsKind(), "the steps in reading order")
