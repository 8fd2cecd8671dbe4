"""What reading gathers besides values: faults, places, and the names that other parts may use."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.unreadable import Fault, did_you_mean
from possible.values import N_, Place, Sentence, sentence

if TYPE_CHECKING:
    from possible.charter.domains import Domain
    from possible.charter.facts import Fact
    from possible.charter.nodes import Node, Scalar

Path = tuple[str, ...]
MOST_FAULTS = 200
LONGEST_QUOTED = 200


class Bad(Exception):  # noqa: N818 - internal: a node was refused and the fault is already written down
    """The node could not be read; the fault is in the reader's list."""


class TooMany(Exception):  # noqa: N818 - internal: nobody reads more than two hundred faults
    """So many faults were found that reading stops."""


@dataclass(slots=True)
class Reader:
    """Where reading a charter stands.

    `sections` has the names under each part of the charter, also of what could not be read; None stands for
    a part that is lost as a whole. In the same way `domains` has None for a fact that is declared but not
    readable. So one fault is told once, and not again by all who use the name. `declared` has the facts of
    all files, playbooks included.
    """

    faults: list[Fault] = dataclasses.field(default_factory=list)
    places: dict[Path, Place] = dataclasses.field(default_factory=dict)
    sections: dict[str, frozenset[str] | None] = dataclasses.field(default_factory=dict)
    domains: dict[str, Domain | None] = dataclasses.field(default_factory=dict)
    declared: dict[str, tuple[Fact | None, Place]] = dataclasses.field(default_factory=dict)
    currency: str = ""

    def fault(self, kind: str, place: Place, message: Sentence, attempt: Sentence | None = None) -> None:
        """Write down a fault and go on."""
        if len(self.faults) >= MOST_FAULTS:
            message = sentence(
                N_("More than {count} things are wrong; the rest was not read."), count=MOST_FAULTS
            )
            self.faults.append(Fault("too-many", place, message))
            raise TooMany
        self.faults.append(Fault(kind, place, _short(message), attempt))

    def bad(self, kind: str, place: Place, message: Sentence, attempt: Sentence | None = None) -> Bad:
        """Write down a fault and return the exception to raise."""
        self.fault(kind, place, message, attempt)
        return Bad()

    def place(self, path: Path, node: Node) -> Place:
        """Return the place of the name under which a node stands, or its own."""
        return self.places.get(path, node.place)

    def domain(self, fact: Scalar) -> Domain:
        """Return the domain of a fact by its name, or raise `Bad` with the names that are close."""
        if fact.text in self.domains:
            found = self.domains[fact.text]
            if found is None:
                raise Bad
            return found
        if self.sections.get("facts", frozenset()) is None:
            raise Bad
        message = sentence(N_("The fact `{fact}` is declared nowhere."), fact=fact.text)
        raise self.bad("unknown-name", fact.place, message, did_you_mean(fact.text, self.domains))

    def look_up(self, section: str, name: Scalar) -> None:
        """Write down a fault when a name does not stand in a section of the charter, then raise `Bad`."""
        known = self.sections.get(section, frozenset())
        if known is None or name.text in known:
            return
        message = sentence(N_("There is no `{name}` under `{section}`."), name=name.text, section=section)
        raise self.bad("unknown-name", name.place, message, did_you_mean(name.text, known))


def _short(message: Sentence) -> Sentence:
    """Return the sentence with what it quotes cut short: a file may hold a text of megabytes."""
    cut = LONGEST_QUOTED - 1
    facts = (
        (name, f"{fact[:cut]}…" if isinstance(fact, str) and len(fact) > LONGEST_QUOTED else fact)
        for name, fact in message.facts
    )
    return Sentence(message.text, tuple(facts))
