"""The grammar of the charter: kinds that read a node, refuse it with a place, and describe themselves as JSON Schema.

A record class of `possible.charter.model` lists its keys with these kinds; reading, the schema, the reference page
and the digest all follow from that one list.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, dataclass_transform

from possible.charter.nodes import Mapping, Node, Scalar, Sequence, type_names
from possible.charter.unreadable import Fault, did_you_mean
from possible.values import N_, Place, Refused, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
REQUIRED: Any = object()
Schema = dict[str, Any]
Path = tuple[str, ...]


class Bad(Exception):  # noqa: N818 - internal: a node was refused and the fault is already written down
    """The node could not be read; the fault is in the reader's list."""


@dataclass(slots=True)
class Reader:
    """What reading gathers besides values: faults, the place of each path, and names to be looked up at the end."""

    faults: list[Fault] = dataclasses.field(default_factory=list)
    places: dict[Path, Place] = dataclasses.field(default_factory=dict)
    names: list[tuple[str, str, Place]] = dataclasses.field(default_factory=list)
    domains: dict[str, Any] = dataclasses.field(default_factory=dict)

    def fault(self, kind: str, place: Place, message: Sentence, attempt: Sentence | None = None) -> None:
        """Write down a fault and go on."""
        self.faults.append(Fault(kind, place, message, attempt))

    def bad(self, kind: str, place: Place, message: Sentence, attempt: Sentence | None = None) -> Bad:
        """Write down a fault and return the exception to raise."""
        self.fault(kind, place, message, attempt)
        return Bad()


class Kind(Generic[T]):
    """One kind of value: how it is read, and its JSON Schema."""

    def read(self, node: Node, path: Path, reader: Reader) -> T:
        """Return the value of a node; raises `Bad` after the fault was written down."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """Return the JSON Schema (2020-12) of what is accepted."""
        raise NotImplementedError

    def words(self) -> str:
        """Return what is accepted in a few English words, for the reference page."""
        raise NotImplementedError


def as_scalar(node: Node, reader: Reader) -> Scalar:
    """Return the node as a text, or raise `Bad`."""
    if isinstance(node, Scalar):
        return node
    raise _wrong(node, N_("a text"), reader)


def as_mapping(node: Node, reader: Reader) -> Mapping:
    """Return the node as a mapping; an empty text counts as an empty mapping."""
    if isinstance(node, Mapping):
        return node
    if isinstance(node, Scalar) and node.text == "":
        return Mapping(node.place)
    raise _wrong(node, N_("a mapping"), reader)


def _wrong(node: Node, wanted: str, reader: Reader) -> Bad:
    message = sentence(N_("Here stands {given}, where {wanted} is needed."), given=sentence(type_names[type(node)]), wanted=sentence(wanted))
    return reader.bad("wrong-type", node.place, message)


class Text(Kind[T]):
    """A text that a function turns into a value; the function raises `Refused`."""

    def __init__(self, make: Callable[[str], T], words: str, pattern: str | None = None) -> None:
        """Keep the function, its description and an optional pattern for editors."""
        self.make, self._words, self.pattern = make, words, pattern

    def read(self, node: Node, path: Path, reader: Reader) -> T:
        """Return the value of the text."""
        scalar = as_scalar(node, reader)
        try:
            return self.make(scalar.text)
        except Refused as refused:
            raise reader.bad("wrong-value", node.place, refused.why, refused.attempt) from None

    def schema(self) -> Schema:
        """Return a string (or a number, as YAML editors see it), with the pattern where there is one."""
        return {"type": "string", "pattern": self.pattern} if self.pattern else {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        """Return the description."""
        return self._words


def plain(text: str) -> str:
    """Return a text that says something; `Refused` when it is empty."""
    if not text.strip():
        raise Refused(sentence(N_("Nothing is written here.")))
    return text


class OneOf(Kind[str]):
    """One word of a closed list."""

    def __init__(self, *options: str) -> None:
        """Keep the list."""
        self.options = options

    def read(self, node: Node, path: Path, reader: Reader) -> str:
        """Return the word."""
        text = as_scalar(node, reader).text
        if text in self.options:
            return text
        message = sentence(N_("`{word}` is not one of the words that can stand here."), word=text)
        attempt = did_you_mean(text, self.options) or sentence(N_("one of: {words}"), words=", ".join(self.options))
        raise reader.bad("wrong-value", node.place, message, attempt)

    def schema(self) -> Schema:
        """Return the enumeration; `yes` and `no` also as the booleans that YAML editors see."""
        booleans = [value for word, value in (("yes", True), ("no", False)) if word in self.options]
        return {"enum": [*self.options, *booleans]}

    def words(self) -> str:
        """Return the words."""
        return " / ".join(self.options)


class YesNo(Kind[bool]):
    """`yes` or `no`."""

    def read(self, node: Node, path: Path, reader: Reader) -> bool:
        """Return the truth value."""
        return OneOf("yes", "no").read(node, path, reader) == "yes"

    def schema(self) -> Schema:
        """Return the enumeration."""
        return {"enum": [True, False, "yes", "no"]}

    def words(self) -> str:
        """Return the words."""
        return "yes / no"


class NameOf(Kind[str]):
    """A name that must exist in one of the sections given (looked up when everything is read)."""

    def __init__(self, *sections: str) -> None:
        """Keep the sections in which the name may stand."""
        self.sections = sections

    def read(self, node: Node, path: Path, reader: Reader) -> str:
        """Return the name and remember to look it up."""
        text = as_scalar(node, reader).text
        reader.names.append(("|".join(self.sections), text, node.place))
        return text

    def schema(self) -> Schema:
        """Return a string."""
        return {"type": "string"}

    def words(self) -> str:
        """Return the sections."""
        return "a name of " + " or ".join(self.sections)


class Way(Kind[str]):
    """A way on: any name; `check` tells when it leads nowhere (`no-dead-end/dangling`)."""

    def read(self, node: Node, path: Path, reader: Reader) -> str:
        """Return the name."""
        return plain_name(as_scalar(node, reader), reader)

    def schema(self) -> Schema:
        """Return a string."""
        return {"type": "string"}

    def words(self) -> str:
        """Return what a way on may name."""
        return "a way on: a path, team, line, promise, question or playbook"


def plain_name(scalar: Scalar, reader: Reader) -> str:
    """Return a name that is not empty, or raise `Bad`."""
    if scalar.text.strip():
        return scalar.text
    raise reader.bad("wrong-value", scalar.place, sentence(N_("Nothing is written here.")))


class ListOf(Kind[tuple[T, ...]]):
    """A list; a single value stands for a list of one where `single` says so."""

    def __init__(self, kind: Kind[T], *, single: bool = False) -> None:
        """Keep the kind of the items."""
        self.kind, self.single = kind, single

    def read(self, node: Node, path: Path, reader: Reader) -> tuple[T, ...]:
        """Return the items; every bad item is told."""
        if self.single and not isinstance(node, Sequence):
            return (self.kind.read(node, path, reader),)
        if not isinstance(node, Sequence):
            raise _wrong(node, N_("a list"), reader)
        values: list[T] = []
        before = len(reader.faults)
        for index, item in enumerate(node.items):
            here = (*path, str(index))
            reader.places[here] = item.place
            try:
                values.append(self.kind.read(item, here, reader))
            except Bad:
                continue
        if len(reader.faults) > before and len(values) < len(node.items):
            raise Bad
        return tuple(values)

    def schema(self) -> Schema:
        """Return an array (or the item itself)."""
        array = {"type": "array", "items": self.kind.schema()}
        return {"anyOf": [array, self.kind.schema()]} if self.single else array

    def words(self) -> str:
        """Return the description."""
        return f"list of: {self.kind.words()}" + (" (or one alone)" if self.single else "")


class MapOf(Kind[dict[str, T]]):
    """A mapping from names to values of one kind."""

    def __init__(self, kind: Kind[T], keys: Kind[Any] | None = None) -> None:
        """Keep the kind of the values, and that of the keys where not every word will do."""
        self.kind, self.keys = kind, keys

    def read(self, node: Node, path: Path, reader: Reader) -> dict[str, T]:
        """Return the mapping in the order written; every bad entry is told."""
        mapping = as_mapping(node, reader)
        values: dict[str, T] = {}
        failed = False
        for name, item in mapping.items.items():
            here = (*path, name)
            reader.places[here] = mapping.places[name]
            try:
                if self.keys:
                    self.keys.read(Scalar(name, mapping.places[name]), here, reader)
                values[name] = self.kind.read(item, here, reader)
            except Bad:
                failed = True
        if failed:
            raise Bad
        return values

    def schema(self) -> Schema:
        """Return an object with free names."""
        return {"type": "object", "additionalProperties": self.kind.schema()}

    def words(self) -> str:
        """Return the description."""
        return f"by name: {self.kind.words()}"


class Record(Kind[T]):
    """A mapping with known keys, read into a record class."""

    def __init__(self, cls: type[T]) -> None:
        """Keep the class; its keys are looked at when something is read."""
        self.cls = cls

    def read(self, node: Node, path: Path, reader: Reader) -> T:
        """Return the record; every unknown, missing and bad key is told."""
        mapping = as_mapping(node, reader)
        keys = keys_of(self.cls)
        failed = _unknown_keys(mapping, keys, reader)
        values: dict[str, Any] = {}
        for name, entry in keys.items():
            if name not in mapping.items:
                failed |= _missing(entry, name, mapping, reader)
                continue
            here = (*path, name)
            reader.places[here] = mapping.places[name]
            try:
                values[entry.attribute] = entry.kind.read(mapping.items[name], here, reader)
            except Bad:
                failed = True
        if failed:
            raise Bad
        return self._made(values, node, reader)

    def _made(self, values: dict[str, Any], node: Node, reader: Reader) -> T:
        try:
            return self.cls(**values)
        except Refused as refused:
            raise reader.bad("wrong-value", node.place, refused.why, refused.attempt) from None

    def schema(self) -> Schema:
        """Return an object with these keys and no others."""
        keys = keys_of(self.cls)
        properties = {name: {"description": entry.doc, **entry.kind.schema()} for name, entry in keys.items()}
        required = [name for name, entry in keys.items() if entry.required]
        found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**found, "required": required} if required else found

    def words(self) -> str:
        """Return the keys."""
        return "keys: " + ", ".join(keys_of(self.cls))


def _unknown_keys(mapping: Mapping, keys: dict[str, Key], reader: Reader) -> bool:
    unknown = [name for name in mapping.items if name not in keys]
    for name in unknown:
        message = sentence(N_("The key `{key}` is not known here."), key=name)
        reader.fault("unknown-key", mapping.places[name], message, did_you_mean(name, keys))
    return bool(unknown)


def _missing(entry: Key, name: str, mapping: Mapping, reader: Reader) -> bool:
    if not entry.required:
        return False
    message = sentence(N_("The key `{key}` is missing: {doc}"), key=name, doc=entry.doc)
    reader.fault("missing-key", mapping.place, message)
    return True


class FirstOf(Kind[Any]):
    """Several kinds told apart by the shape of the node: a function picks the kind."""

    def __init__(self, pick: Callable[[Node], Kind[Any]], kinds: Iterable[Kind[Any]]) -> None:
        """Keep the choosing function and the kinds that it may choose."""
        self.pick, self.kinds = pick, tuple(kinds)

    def read(self, node: Node, path: Path, reader: Reader) -> Any:  # noqa: ANN401 - the kinds differ
        """Return the value read by the kind picked."""
        return self.pick(node).read(node, path, reader)

    def schema(self) -> Schema:
        """Return the alternatives."""
        return {"anyOf": [kind.schema() for kind in self.kinds]}

    def words(self) -> str:
        """Return the alternatives."""
        return ", or ".join(kind.words() for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: its kind, its sentence for the reference, and whether it must be there."""

    attribute: str
    kind: Kind[Any]
    doc: str
    required: bool


_KEYS: dict[type, dict[str, Key]] = {}


def keys_of(cls: type) -> dict[str, Key]:
    """Return the keys of a record class by the names written in a charter."""
    if cls not in _KEYS:
        _KEYS[cls] = {
            found.metadata["name"] or found.name.replace("_", "-"): Key(
                found.name, found.metadata["kind"], found.metadata["doc"], found.metadata["required"]
            )
            for found in dataclasses.fields(cls)
            if "kind" in found.metadata
        }
    return _KEYS[cls]


def key(kind: Kind[Any], doc: str, *, name: str | None = None, default: Any = REQUIRED) -> Any:  # noqa: ANN401
    """Declare a key of a record: its kind, one sentence of documentation, and the default where it may be left out."""
    metadata = {"kind": kind, "doc": doc, "name": name, "required": default is REQUIRED}
    if default is REQUIRED:
        return dataclasses.field(metadata=metadata)
    if isinstance(default, (dict, list)):
        return dataclasses.field(metadata=metadata, default_factory=lambda: type(default)(default))
    return dataclasses.field(metadata=metadata, default=default)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
def record(cls: type[T]) -> type[T]:
    """Make a frozen, slotted, keyword-only dataclass whose fields are keys of the charter."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
