"""Facts: what may have to be known, what it can be, and who knows it."""

from __future__ import annotations

from possible.charter.domains import Domain
from possible.charter.kinds import Kind, OneOf, Path, Reader, Record, Schema, key, record
from possible.charter.nodes import Node
from possible.charter.quantities import DomainKind

SOURCES = ("customer", "records", "playbook", "system")


@record
class Fact:
    """One fact: each is asked once, then the case knows it."""

    domain: Domain = key(DomainKind(), "what it can be", name="is")
    source: str = key(OneOf(*SOURCES), "who knows it", name="from")


class FactKind(Kind[Fact]):
    """A fact; its domain is remembered under its name."""

    def read(self, node: Node, path: Path, reader: Reader) -> Fact:
        """Return the fact."""
        return Record(Fact).read(node, path, reader)

    def schema(self) -> Schema:
        """Return the record's schema."""
        return Record(Fact).schema()

    def words(self) -> str:
        """Return the record's keys."""
        return Record(Fact).words()
