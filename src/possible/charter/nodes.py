"""YAML as text with places: every scalar stays the text that was written, every node knows where it stands.

Read event by event from PyYAML's C parser, with our own stack: so depth, size, aliases and duplicate keys are
ours to refuse, and `no`, `on`, `08:00` stay words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from possible.charter.unreadable import Fault, Unreadable
from possible.values import N_, Place, Sentence, sentence

LARGEST = 4_000_000
DEEPEST = 40
# What YAML 1.2 allows in a file (section 5.1); libyaml refuses the rest without saying where.
_NOT_ALLOWED = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
)


@dataclass(slots=True)
class Scalar:
    """A piece of text."""

    text: str
    place: Place


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys with their nodes, in the order written."""

    place: Place
    items: dict[str, Node] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


def parse(content: bytes, file: str) -> Node:
    """Return the root node of one YAML document; raises `Unreadable` with the place of what is wrong."""
    text = _decoded(content, file)
    try:
        return _Builder(file).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        problem = " ".join(part for part in (error.context, error.problem) if part)
        raise _broken(place, sentence(N_("This is not YAML: {problem}."), problem=problem)) from None
    except yaml.YAMLError as error:
        raise _broken(Place(file), sentence(N_("This is not YAML: {problem}."), problem=error)) from None


def _broken(place: Place, message: Sentence, attempt: Sentence | None = None) -> Unreadable:
    return Unreadable([Fault("not-yaml", place, message, attempt)])


def _decoded(content: bytes, file: str) -> str:
    if len(content) > LARGEST:
        message = N_("The file has more than {limit} bytes; so large a file is not read.")
        raise _broken(Place(file), sentence(message, limit=LARGEST))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        byte = f"0x{content[error.start]:02x}"
        message = N_("This is not UTF-8: byte {byte} cannot stand here.")
        attempt = sentence(N_("save the file as UTF-8"))
        raise _broken(Place(file, line, column), sentence(message, byte=byte), attempt) from None
    if bad := _NOT_ALLOWED.search(text):
        line, column = text.count("\n", 0, bad.start()) + 1, bad.start() - text.rfind("\n", 0, bad.start())
        message = N_("There is a control character ({code}) in the file.")
        raise _broken(Place(file, line, column), sentence(message, code=f"U+{ord(bad[0]):04X}"))
    return text


class _Builder:
    """Folds the parser's events into nodes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[tuple[Sequence | Mapping, Scalar | None]] = []
        self.root: Node | None = None
        self.documents = 0

    def build(self, text: str) -> Node:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.NodeEvent):
                self.start(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                self.document(event)
        if self.root is None:
            raise _broken(Place(self.file, 1, 1), sentence(N_("The file is empty.")))
        return self.root

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _broken(self.place(event), sentence(N_("The file holds more than one document.")))

    def start(self, event: yaml.NodeEvent) -> None:
        place = self.place(event)
        if event.anchor is not None:
            raise _broken(place, sentence(N_("Anchors and aliases are not part of the charter language.")))
        if getattr(event, "tag", None) is not None:  # an alias has none
            raise _broken(place, sentence(N_("Tags (`!…`) are not part of the charter language.")))
        if isinstance(event, yaml.ScalarEvent):
            self.add(Scalar(event.value, place))
        else:
            self.open(Sequence(place) if isinstance(event, yaml.SequenceStartEvent) else Mapping(place))

    def open(self, node: Sequence | Mapping) -> None:
        if len(self.stack) >= DEEPEST:
            message = N_("This is nested more than {limit} levels deep.")
            raise _broken(node.place, sentence(message, limit=DEEPEST))
        self.add(node)
        self.stack.append((node, None))

    def add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            self.stack[-1] = (parent, _key(node, parent))
        else:
            parent.items[key.text], parent.places[key.text] = node, key.place
            self.stack[-1] = (parent, None)


def _key(node: Node, parent: Mapping) -> Scalar:
    if not isinstance(node, Scalar):
        raise _broken(node.place, sentence(N_("A key must be a word.")))
    if node.text in parent.items:
        first = parent.places[node.text].line
        message = sentence(
            N_("The key `{key}` is here twice; it stands in line {line} already."), key=node.text, line=first
        )
        raise _broken(node.place, message, sentence(N_("keep one of them")))
    return node
