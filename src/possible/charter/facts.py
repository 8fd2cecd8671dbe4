"""Facts: what may have to be known, what it can be, and who knows it."""

from __future__ import annotations

from possible.charter.domains import Domain, domain
from possible.charter.kinds import (
    TEXT,
    Kind,
    ListOf,
    MapOf,
    OneOf,
    Path,
    Reader,
    Record,
    Schema,
    Text,
    as_scalar,
    key,
    plain,
    record,
    wrong_type,
)
from possible.charter.nodes import Mapping, Node, Scalar, Sequence
from possible.values import N_, Place, Refused, sentence

SOURCES = ("customer", "records", "playbook", "system")
LANGUAGE_FACT = "language"
_CHOICES = ListOf(Text(plain, "a word"))


class DomainKind(Kind[Domain]):
    """What a fact can be."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> Domain:
        """Return the domain of a list of words or of a text."""
        if isinstance(node, Mapping):
            raise wrong_type(node, sentence(N_("a list or a text")), reader)
        written = _CHOICES.read(node, path, reader) if isinstance(node, Sequence) else node.text
        try:
            found = domain(written)
        except Refused as refused:
            raise reader.bad("wrong-value", node.place, refused.why, refused.attempt) from None
        if found.currency and reader.currency and found.currency != reader.currency:
            message = N_("This sum is in {one}; the charter counts in {other}.")
            filled = sentence(message, one=found.currency, other=reader.currency)
            raise reader.bad("wrong-value", node.place, filled)
        return found

    def schema(self) -> Schema:
        """Return a list of words or a text."""
        return {"anyOf": [{"type": "array", "items": TEXT, "minItems": 1}, {"type": "string"}]}

    def words(self) -> str:
        """Return the description."""
        return (
            "a list of words, `yes/no`, `0 or more`, `1 to 5`, `0 EUR or more`, `0 h or more` or `any date`"
        )


@record
class Fact:
    """One fact: it is asked once, then the case knows it."""

    domain: Domain = key(DomainKind(), "what it can be", name="is")
    source: str = key(OneOf(*SOURCES), "who knows it", name="from")


class FactKind(Record[Fact]):
    """A fact; its domain is remembered under its name for the cells that test it."""

    def __init__(self) -> None:
        """Keep the record."""
        super().__init__(Fact)

    def read(self, node: Node, path: Path, reader: Reader, /, **instead: Kind[object]) -> Fact:
        """Return the fact; a fact of that name elsewhere must say the same."""
        fact = path[-1]
        place = reader.place(path, node)
        if fact == LANGUAGE_FACT:
            message = N_("The fact `language` is known by itself; its values are the promised languages.")
            raise reader.bad("duplicate-name", place, sentence(message))
        reader.domains[fact] = None
        reader.declared.setdefault(fact, (None, place))
        found = super().read(node, path, reader, **instead)
        reader.domains[fact] = found.domain
        self._agrees(fact, found, place, reader)
        return found

    def _agrees(self, fact: str, found: Fact, place: Place, reader: Reader) -> None:
        other, there = reader.declared[fact]
        if there == place:
            reader.declared[fact] = (found, place)
        elif other not in (None, found):
            message = N_("The fact `{fact}` is declared in another way at {place}.")
            attempt = sentence(N_("write both in the same way, or give one of them another name"))
            raise reader.bad("duplicate-name", place, sentence(message, fact=fact, place=there), attempt)


class FactValue(Kind[str]):
    """A value of the fact whose name it stands under, as a story tells it."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> str:
        """Return the value as written, held against the domain of the fact."""
        fact = reader.domain(Scalar(path[-1], reader.place(path, node)))
        text = as_scalar(node, reader).text
        try:
            fact.number(text)
        except Refused as refused:
            raise reader.bad("wrong-value", node.place, refused.why, refused.attempt) from None
        return text

    def schema(self) -> Schema:
        """Return a text."""
        return TEXT

    def words(self) -> str:
        """Return the description."""
        return "a value of the fact"


FACT_VALUES = MapOf(FactValue())
