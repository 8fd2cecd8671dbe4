"""Records: mappings with known keys, read into frozen dataclasses that list their keys."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

from possible.charter.grammar import Kind, Schema, as_mapping, wrong_type
from possible.charter.nodes import Mapping, Node
from possible.charter.reader import Bad, Path, Reader
from possible.charter.unreadable import close_to, did_you_mean
from possible.values import N_, Refused, sentence

T = TypeVar("T")
REQUIRED: Any = object()


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


def key(kind: Kind[Any], doc: str, *, name: str | None = None, default: Any = REQUIRED) -> Any:
    """Declare a key of a record: its kind, one sentence of documentation, and the default when left out."""
    metadata = {"kind": kind, "doc": doc, "name": name, "required": default is REQUIRED}
    if default is REQUIRED:
        return dataclasses.field(metadata=metadata)
    if isinstance(default, dict | list):
        return dataclasses.field(metadata=metadata, default_factory=lambda: type(default)(default))
    return dataclasses.field(metadata=metadata, default=default)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
def record(cls: type[T]) -> type[T]:
    """Make a frozen, slotted, keyword-only dataclass whose fields are keys of the charter."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


class Record(Kind[T]):
    """A mapping with known keys, read into a record class."""

    def __init__(self, cls: type[T]) -> None:
        """Keep the class; its keys are looked at when something is read."""
        self.cls = cls

    def read(self, node: Node, path: Path, reader: Reader, /, **instead: Kind[Any]) -> T:
        """Return the record; every unknown, missing and bad key is told.

        `instead` gives other kinds for some keys, where a kind depends on what stands beside it.
        """
        mapping = as_mapping(node, reader)
        keys = keys_of(self.cls)
        failed = _unknown_keys(mapping, keys, reader)
        values: dict[str, Any] = {}
        for name, entry in keys.items():
            if name not in mapping.items:
                failed |= entry.required and _missing(name, path, mapping, reader)
                continue
            here = (*path, name)
            reader.places[here] = mapping.places[name]
            try:
                values[entry.attribute] = instead.get(name, entry.kind).read(
                    mapping.items[name], here, reader
                )
            except Bad:
                failed = True
        if failed:
            raise Bad
        return self._made(values, path, node, reader)

    def _made(self, values: dict[str, Any], path: Path, node: Node, reader: Reader) -> T:
        try:
            return self.cls(**values)
        except Refused as refused:
            raise reader.bad("wrong-value", reader.place(path, node), refused.why, refused.attempt) from None

    def schema(self) -> Schema:
        """Return an object with these keys and no others; its title is the name of the record."""
        keys = keys_of(self.cls)
        found: Schema = {
            "title": re.sub(r"(?<=[a-z])(?=[A-Z])", "-", self.cls.__name__).lower(),
            "description": (self.cls.__doc__ or "").strip().splitlines()[0],
            "type": "object",
            "properties": {name: described(entry) for name, entry in keys.items()},
            "additionalProperties": False,
        }
        required = [name for name, entry in keys.items() if entry.required]
        return {**found, "required": required} if required else found

    def words(self) -> str:
        """Return the keys."""
        return "keys: " + ", ".join(f"`{name}`" for name in keys_of(self.cls))


def described(entry: Key) -> Schema:
    """Return the schema of a key; its own sentence stands beside that of a record."""
    inner = entry.kind.schema()
    return {"description": entry.doc, **({"allOf": [inner]} if "description" in inner else inner)}


def _unknown_keys(mapping: Mapping, keys: dict[str, Key], reader: Reader) -> bool:
    unknown = [name for name in mapping.items if name not in keys]
    for name in unknown:
        message = sentence(N_("The key `{key}` is not known here."), key=name)
        reader.fault("unknown-key", mapping.places[name], message, did_you_mean(name, keys))
    return bool(unknown)


def _missing(name: str, path: Path, mapping: Mapping, reader: Reader) -> bool:
    message = sentence(N_("The key `{key}` is missing here."), key=name)
    reader.fault("missing-key", reader.place(path, mapping), message)
    return True


class OneRecordOf(Kind[Any]):
    """One of several records, told apart by the first of their main keys that is there."""

    def __init__(self, kinds: dict[str, Kind[Any]]) -> None:
        """Keep the records by their main keys."""
        self.kinds = kinds

    def read(self, node: Node, path: Path, reader: Reader, /) -> Any:
        """Return the record."""
        if not isinstance(node, Mapping):
            raise wrong_type(node, sentence(N_("a mapping")), reader)
        found = next((kind for name, kind in self.kinds.items() if name in node.items), None)
        if found:
            return found.read(node, path, reader)
        words = ", ".join(f"`{name}`" for name in self.kinds)
        message = sentence(N_("Nothing that is known is done here; write one of {words}."), words=words)
        close = next((hint for name in node.items if (hint := close_to(name, self.kinds))), None)
        raise reader.bad("unknown-key", node.place, message, close)

    def schema(self) -> Schema:
        """Return the alternatives."""
        return {"anyOf": [kind.schema() for kind in self.kinds.values()]}

    def words(self) -> str:
        """Return the main keys."""
        return "one of: " + ", ".join(f"`{name}`" for name in self.kinds)
