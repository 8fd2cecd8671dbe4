"""Playbooks as written: guided repair with named steps in reading order."""

from __future__ import annotations

from typing import Any

from possible.charter.domains import Cell
from possible.charter.facts import Fact, FactKind
from possible.charter.kinds import Kind, MapOf, OneOf, Path, Reader, Record, Schema, Text, Way, YesNo, key, record
from possible.charter.nodes import Mapping, Node, Scalar, Sequence
from possible.charter.quantities import CELL_TEXTS, WORD
from possible.charter.steps import AskKind, Ways, declared, main_key
from possible.charter.domains import cell
from possible.values import N_, Refused, sentence

ACTORS = ("customer", "agent", "system")


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
    to: tuple[tuple[Cell, str], ...] = key(Ways(), "a later step for each value; unwritten: the next step", default=())
    again: bool = key(YesNo(), "ask although it is known already (a departure)", default=False)


@record
class Act:
    """Do something, then see whether it happened, then whether it helped."""

    name: str = key(WORD, "the name of the step")
    do: str = key(WORD, "an action of the words, section `do`")
    by: str = key(OneOf(*ACTORS), "who does it")
    minutes: int = key(Text(_minutes, "a number of minutes"), "how long it takes", default=0)
    so_that: dict[str, Cell] = key(FACT_CELLS, "what must then be seen; asked again at most twice", default={})
    sets: dict[str, Cell] = key(FACT_CELLS, "what is set to which value; seen afterwards", default={})
    switches: str = key(WORD, "a fact that is switched over (a departure: nobody knows to what)", default="")
    consent: str = key(WORD, "a consent that is asked before", default="")
    then: str = key(Way(), "a later step; unwritten: the next", default="")
    else_: str = key(Way(), "a later step when it did not happen; unwritten: the next", name="else", default="")


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


PlaybookStep = Observe | Act | Conclude | PassOn

PLAYBOOK_STEPS: dict[str, Kind[Any]] = {
    "ask": AskKind(Observe),
    "do": Record(Act),
    "conclude": Record(Conclude),
    "hand-on": Record(PassOn),
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
    steps: tuple[PlaybookStep, ...] = key(StepsKind(), "the steps in reading order")
