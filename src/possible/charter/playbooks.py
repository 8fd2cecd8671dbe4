"""Playbooks as written: guided repair with named steps in reading order.

A step looks, does, plays another playbook, looks a policy up, or ends; `possible.playbooks` runs them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import Any

from possible.charter.cells import FACT_CELLS
from possible.charter.domains import Cell
from possible.charter.facts import Fact, FactKind
from possible.charter.kinds import (
    Kind,
    ListOf,
    MapOf,
    NameOf,
    OneOf,
    OneRecordOf,
    Path,
    Reader,
    Record,
    Text,
    Way,
    YesNo,
    key,
    name,
    record,
)
from possible.charter.nodes import Mapping, Node, Scalar
from possible.charter.quantities import MONEY, NAME, SPAN, WORD, whole
from possible.charter.steps import NEXT, AskKind, Ways
from possible.values import N_, Money, Refused, Span, sentence

ACTORS = ("customer", "agent", "system")
UNKNOWN = "unknown"  # "I don't know", and no answer at all


def _step_name(text: str) -> str:
    if text == NEXT:
        raise Refused(sentence(N_("`next` always means the step that follows; it cannot be a name.")))
    return name(text)


STEP_NAME = Text(_step_name, "a name")
MINUTES = whole(9999, "a number of minutes")


@record
class Observe:
    """Ask for a fact, unless it is known, and go on by its value."""

    name: str = key(STEP_NAME, "the name of the step")
    ask: str = key(WORD, "a fact")
    to: tuple[tuple[Cell, str], ...] = key(
        Ways(),
        'a later step for each value, and for `unknown` ("I don\'t know"); unwritten: the next step',
        default=(),
    )
    else_: str = key(
        Way(), "a later step for each value not in `to`, and for `unknown`", name="else", default=""
    )
    again: bool = key(YesNo(), "ask although it is known already (a departure)", default=False)
    unknown: str = field(
        default="", metadata={}
    )  # the way of `unknown` in `to`, where the fact has no such value


@record
class Act:
    """Do something, then see whether it happened, then whether it helped."""

    name: str = key(STEP_NAME, "the name of the step")
    do: str = key(WORD, "an action of the words, section `do`")
    with_: dict[str, str] = key(
        MapOf(WORD),
        "what fills the gaps of its sentence; a word of the glossary is said in the language spoken",
        name="with",
        default={},
    )
    by: str = key(OneOf(*ACTORS), "who does it")
    minutes: int = key(MINUTES, "how long it takes", default=0)
    so_that: dict[str, Cell] = key(
        FACT_CELLS, "what must then be seen; asked again at most twice", default={}
    )
    sets: dict[str, Cell] = key(FACT_CELLS, "what is set to which value; seen afterwards", default={})
    switches: str = key(WORD, "a fact that is switched over (a departure: nobody knows to what)", default="")
    consent: str = key(
        NameOf("consents"), "a consent that is asked before: it costs, or it uses data", default=""
    )
    price: Money | None = key(MONEY, "what it costs; said in the question for the consent", default=None)
    then: str = key(Way(), "a later step; unwritten: the next", default="")
    else_: str = key(
        Way(),
        "a later step when it did not happen; needed where `so-that`, `sets` or `consent` can fail",
        name="else",
        default="",
    )

    @property
    def seen(self) -> dict[str, Cell]:
        """What must be seen for it to have happened."""
        return self.so_that | self.sets

    @property
    def otherwise(self) -> str | None:
        """Where it leads when it did not happen: nowhere where that can be seen and `else` is not written."""
        return self.else_ or (None if self.seen or self.consent else self.then or NEXT)


@record
class PlayOther:
    """Play another playbook: it comes back solved or not solved, or it hands on and ends this one too."""

    name: str = key(STEP_NAME, "the name of the step")
    play: str = key(Way(), "a playbook")
    solved: str = key(Way(), "a later step when it is solved; unwritten: the next", default="")
    else_: str = key(Way(), "a later step when it is not; unwritten: the next", name="else", default="")


@record
class LookUp:
    """Look a policy up: the answer to a question of the charter, and go on by it."""

    name: str = key(STEP_NAME, "the name of the step")
    decide: str = key(Way(), "a question; the facts that it lacks are asked")
    to: dict[str, str] = key(
        MapOf(Way()), "a later step for each answer; unwritten: the next step", default={}
    )
    else_: str = key(
        Way(),
        "a later step for each answer not in `to`, and when a fact stays unknown",
        name="else",
        default="",
    )


@record
class Conclude:
    """End: not solved, and this is known."""

    name: str = key(STEP_NAME, "the name of the step")
    conclude: dict[str, Cell] = key(FACT_CELLS, "the facts that are now known")


@record
class PassOn:
    """End: a team takes over, with all that was learnt."""

    name: str = key(STEP_NAME, "the name of the step")
    hand_on: str = key(Way(), "a team")


@record
class End:
    """End: solved, as was just seen. Where there is a goal it ends by itself and this is not needed."""

    name: str = key(STEP_NAME, "the name of the step")
    end: str = key(OneOf("solved"), "`solved`")


PlaybookStep = Observe | Act | PlayOther | LookUp | Conclude | PassOn | End


class ObserveKind(AskKind):
    """A question of a playbook: `to` may also say where `unknown` leads."""

    def __init__(self) -> None:
        """Read `Observe`."""
        super().__init__(Observe)

    def read(self, node: Node, path: Path, reader: Reader, /, **instead: Kind[Any]) -> Observe:
        """Return the step, the way of `unknown` kept apart where the fact itself is never `unknown`."""
        way, rest = self._unknown(node, reader)
        found: Observe = super().read(rest, path, reader, **instead)
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
        domain = reader.domains.get(asked.text)
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


@record
class Playbook:
    """Guided repair: the goal is asked first and after each action, and a goal met ends the run."""

    playbook: str = key(NAME, "the name of the playbook")
    facts: dict[str, Fact] = key(MapOf(FactKind()), "what can be observed", default={})
    for_: dict[str, Cell] = key(FACT_CELLS, "the facts for which it is meant", name="for", default={})
    goal: dict[str, Cell] = key(FACT_CELLS, "what must be seen for the fault to be solved", default={})
    at_most: Span | None = key(SPAN, "the longest that a run may take (an hour unless written)", default=None)
    steps: tuple[PlaybookStep, ...] = key(
        ListOf(OneRecordOf(PLAYBOOK_STEPS), unique="name"), "the steps in reading order"
    )
