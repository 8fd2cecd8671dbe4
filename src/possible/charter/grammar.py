"""The grammar of the charter: kinds that read a node, refuse it with a place, and describe themselves.

The records of the charter list their keys with these kinds; reading, the JSON Schema, the reference page and
the digest all follow from that one list.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from possible.charter.nodes import Mapping, Node, Scalar, Sequence
from possible.charter.reader import Bad, Path, Reader
from possible.charter.unreadable import did_you_mean
from possible.values import N_, Place, Refused, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Schema = dict[str, Any]
# As YAML 1.2 editors see a plain word: `8` is a number and `true` a truth value there, a text to us.
TEXT: Schema = {"type": ["string", "number", "boolean"]}


class Kind(ABC, Generic[T]):
    """One kind of value: how it is read, and how it is described."""

    @abstractmethod
    def read(self, node: Node, path: Path, reader: Reader, /) -> T:
        """Return the value of a node; raises `Bad` after the fault was written down."""

    @abstractmethod
    def schema(self) -> Schema:
        """Return the JSON Schema (2020-12) of what is accepted; records stand in it whole."""

    @abstractmethod
    def words(self) -> str:
        """Return what is accepted in a few English words, for the reference page."""


def as_scalar(node: Node, reader: Reader) -> Scalar:
    """Return the node as a text, or raise `Bad`."""
    if isinstance(node, Scalar):
        return node
    raise wrong_type(node, sentence(N_("a text")), reader)


def as_mapping(node: Node, reader: Reader) -> Mapping:
    """Return the node as a mapping; an empty text counts as an empty mapping."""
    if isinstance(node, Mapping):
        return node
    if isinstance(node, Scalar) and node.text == "":
        return Mapping(node.place)
    raise wrong_type(node, sentence(N_("a mapping")), reader)


def wrong_type(node: Node, wanted: Sentence, reader: Reader) -> Bad:
    """Write down that another type of node is needed, and return the exception to raise."""
    message = sentence(
        N_("Here stands {given}, where {wanted} is needed."), given=_given(node), wanted=wanted
    )
    return reader.bad("wrong-type", node.place, message)


def _given(node: Node) -> Sentence:
    if isinstance(node, Mapping):
        return sentence(N_("a mapping"))
    if isinstance(node, Sequence):
        return sentence(N_("a list"))
    return sentence(N_("a text")) if node.text else sentence(N_("nothing"))


class Text(Kind[T]):
    """A text that a function turns into a value; the function raises `Refused`."""

    def __init__(self, make: Callable[[str], T], words: str, pattern: str | None = None) -> None:
        """Keep the function, its description and an optional pattern for editors."""
        self._make, self._words, self._pattern = make, words, pattern

    def read(self, node: Node, path: Path, reader: Reader, /) -> T:  # noqa: ARG002 - a kind may need its path
        """Return the value of the text."""
        scalar = as_scalar(node, reader)
        try:
            return self._make(scalar.text)
        except Refused as refused:
            raise reader.bad("wrong-value", node.place, refused.why, refused.attempt) from None

    def schema(self) -> Schema:
        """Return a string (or a number, as YAML editors see it), with the pattern where there is one."""
        return {"type": "string", "pattern": self._pattern} if self._pattern else TEXT

    def words(self) -> str:
        """Return the description."""
        return self._words


def plain(text: str) -> str:
    """Return a text that says something; `Refused` when it is empty."""
    if not text.strip():
        raise Refused(sentence(N_("Nothing is written here.")))
    return text


def name(text: str) -> str:
    """Return a name that a charter gives to one of its parts; `Refused` when no placeholder could hold it."""
    if not text.strip() or text != text.strip() or set(text) & set(".{}\n"):
        raise Refused(
            sentence(N_("`{text}` is no name: a name has no dots, braces or line breaks."), text=text)
        )
    return text


NAME_PATTERN = r"^[^\s.{}]([^.{}\n]*[^\s.{}])?$"


class OneOf(Kind[str]):
    """One word of a closed list."""

    def __init__(self, *options: str) -> None:
        """Keep the list."""
        self.options = options

    def read(self, node: Node, _path: Path, reader: Reader, /) -> str:
        """Return the word."""
        text = as_scalar(node, reader).text
        if text in self.options:
            return text
        message = sentence(N_("`{word}` is not one of the words that can stand here."), word=text)
        known = sentence(N_("one of: {words}"), words=", ".join(f"`{word}`" for word in self.options))
        raise reader.bad("wrong-value", node.place, message, did_you_mean(text, self.options) or known)

    def schema(self) -> Schema:
        """Return the enumeration; `yes` and `no` also as the truth values that YAML 1.1 makes of them."""
        booleans = [value for word, value in (("yes", True), ("no", False)) if word in self.options]
        return {"enum": [*self.options, *booleans]}

    def words(self) -> str:
        """Return the words."""
        return " / ".join(f"`{word}`" for word in self.options)


class YesNo(Kind[bool]):
    """`yes` or `no`."""

    def __init__(self) -> None:
        """Keep the two words."""
        self._word = OneOf("yes", "no")

    def read(self, node: Node, path: Path, reader: Reader, /) -> bool:
        """Return the truth value."""
        return self._word.read(node, path, reader) == "yes"

    def schema(self) -> Schema:
        """Return the enumeration."""
        return self._word.schema()

    def words(self) -> str:
        """Return the words."""
        return self._word.words()


class NameOf(Kind[str]):
    """A name that must stand in a section of the charter."""

    def __init__(self, section: str) -> None:
        """Keep the section."""
        self.section = section

    def read(self, node: Node, _path: Path, reader: Reader, /) -> str:
        """Return the name, looked up."""
        scalar = as_scalar(node, reader)
        reader.look_up(self.section, scalar)
        return scalar.text

    def schema(self) -> Schema:
        """Return a text."""
        return TEXT

    def words(self) -> str:
        """Return the section."""
        return f"a name under `{self.section}`"


class Way(Kind[str]):
    """A way on: any name; `check` tells when it leads nowhere (`no-dead-end/dangling`)."""

    def read(self, node: Node, _path: Path, reader: Reader, /) -> str:
        """Return the name."""
        scalar = as_scalar(node, reader)
        if scalar.text.strip():
            return scalar.text
        raise reader.bad("wrong-value", scalar.place, sentence(N_("Nothing is written here.")))

    def schema(self) -> Schema:
        """Return a text."""
        return TEXT

    def words(self) -> str:
        """Return what a way on may name."""
        return "a way on: the name of a path, team, line, promise, question, remedy or playbook"


class ListOf(Kind[tuple[T, ...]]):
    """A list; with `single` one value stands for a list of one; `unique` is a key that differs in each."""

    def __init__(self, kind: Kind[T], *, single: bool = False, unique: str = "") -> None:
        """Keep the kind of the items."""
        self.kind, self.single, self.unique = kind, single, unique

    def read(self, node: Node, path: Path, reader: Reader, /) -> tuple[T, ...]:
        """Return the items; every bad item is told."""
        if self.single and not isinstance(node, Sequence):
            return (self.kind.read(node, path, reader),)
        if not isinstance(node, Sequence):
            raise wrong_type(node, sentence(N_("a list")), reader)
        failed = self._twice(node, reader)
        values: list[T] = []
        for index, item in enumerate(node.items):
            here = (*path, str(index))
            reader.places[here] = item.place
            try:
                values.append(self.kind.read(item, here, reader))
            except Bad:
                failed = True
        if failed:
            raise Bad
        return tuple(values)

    def _twice(self, node: Sequence, reader: Reader) -> bool:
        """Write down each item whose name another has already."""
        seen: dict[str, Place] = {}
        found = False
        for item in node.items:
            named = item.items.get(self.unique) if isinstance(item, Mapping) else None
            if isinstance(named, Scalar) and named.text in seen:
                message = N_("The name `{name}` is here twice; it stands in line {line} already.")
                filled = sentence(message, name=named.text, line=seen[named.text].line)
                reader.fault("duplicate-name", named.place, filled)
                found = True
            elif isinstance(named, Scalar):
                seen[named.text] = named.place
        return found

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
        """Keep the kind of the values, and that of the keys where not every name will do."""
        self.kind, self.keys = kind, keys or Text(name, "a name", NAME_PATTERN)

    def read(self, node: Node, path: Path, reader: Reader, /) -> dict[str, T]:
        """Return the mapping in the order written; every bad entry is told."""
        mapping = as_mapping(node, reader)
        values: dict[str, T] = {}
        failed = False
        for key, item in mapping.items.items():
            here = (*path, key)
            reader.places[here] = mapping.places[key]
            try:
                self.keys.read(Scalar(key, mapping.places[key]), here, reader)
            except Bad:
                failed = True
            try:
                values[key] = self.value(item, here, reader)
            except Bad:
                failed = True
        if failed:
            raise Bad
        return values

    def value(self, node: Node, path: Path, reader: Reader, /) -> T:
        """Return one value; the last part of the path is its name."""
        return self.kind.read(node, path, reader)

    def schema(self) -> Schema:
        """Return an object with free names."""
        found: Schema = {"type": "object", "additionalProperties": self.kind.schema()}
        names = self.keys.schema()
        return {**found, "propertyNames": names} if "pattern" in names or "enum" in names else found

    def words(self) -> str:
        """Return the description."""
        return f"by name: {self.kind.words()}"


class ByShape(Kind[Any]):
    """One kind for mappings, another for texts and lists."""

    def __init__(self, text: Kind[Any], mapping: Kind[Any]) -> None:
        """Keep the two."""
        self._text, self._mapping = text, mapping

    def read(self, node: Node, path: Path, reader: Reader, /) -> Any:
        """Return the value read by the kind that fits the shape of the node."""
        return (self._mapping if isinstance(node, Mapping) else self._text).read(node, path, reader)

    def schema(self) -> Schema:
        """Return the alternatives."""
        return {"anyOf": [self._text.schema(), self._mapping.schema()]}

    def words(self) -> str:
        """Return the alternatives."""
        return f"{self._text.words()}, or {self._mapping.words()}"
