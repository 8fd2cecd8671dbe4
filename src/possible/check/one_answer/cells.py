"""Cells that ask for what their fact cannot be: in tables, in the ways on of a step, and in playbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from possible.answers import domain_of
from possible.charter import Cell, Charter, Domain
from possible.charter.kinds import keys_of
from possible.charter.unreadable import did_you_mean
from possible.check.law import Broken
from possible.values import N_, sentence

if TYPE_CHECKING:
    from possible.check.subject import Subject

Key = tuple[str, ...]
Placed = tuple[Key, str, Cell]  # where it stands, the fact, the cell


def outside_domain(subject: Subject) -> Iterator[Broken]:
    """Find cells that ask for a value that the fact cannot have."""
    charter = subject.charter
    for key, fact, cell in cells(charter):
        domain = _domain(charter, key, fact)
        for value in cell.outside:
            message = sentence(
                N_("`{fact}` is never `{value}`: it is {domain}."), fact=fact, value=value, domain=domain
            )
            yield Broken(charter.place(*key), message, (), did_you_mean(value, domain.values))


def cells(charter: Charter) -> Iterator[Placed]:
    """Yield every cell of a charter with its place."""
    for name, question in charter.questions.items():
        for row, rule in enumerate(question.rules):
            yield from _of_record(rule, ("questions", name, "rules", str(row)))
    for name, walk in charter.paths.items():
        for index, step in enumerate(walk.steps):
            yield from _of_record(step, ("paths", name, "steps", str(index)))
    for name, playbook in charter.playbooks.items():
        yield from _of_record(playbook, ("playbooks", name))
        for index, part in enumerate(playbook.steps):
            yield from _of_record(part, ("playbooks", name, "steps", str(index)))


def _of_record(part: Any, key: Key) -> Iterator[Placed]:
    written = {entry.attribute: name for name, entry in keys_of(type(part)).items()}
    for field in fields(part):
        value = getattr(part, field.name)
        here = (*key, written.get(field.name, field.name))
        if isinstance(value, dict):
            yield from (((*here, fact), fact, cell) for fact, cell in value.items() if isinstance(cell, Cell))
        elif isinstance(value, tuple) and field.name == "to":
            yield from (((*here, cell.text), part.ask, cell) for cell, _ in value)


def _domain(charter: Charter, key: Key, fact: str) -> Domain:
    """Return what a fact can be where a cell stands: a playbook has facts of its own."""
    own = charter.playbooks[key[1]].facts if key[0] == "playbooks" else {}
    return own[fact].domain if fact in own else domain_of(charter, fact)
