"""Reads a charter's files into the model, or tells everything that makes them unreadable."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TypeVar

from possible.charter import nodes
from possible.charter.defaults import WELCOME, with_default_paths
from possible.charter.facts import LANGUAGE_FACT
from possible.charter.folder import MAIN, files_of
from possible.charter.kinds import Bad, ListOf, Reader, Record, TooMany
from possible.charter.model import Charter, Source
from possible.charter.nodes import Node, Sequence, parse
from possible.charter.playbooks import Playbook
from possible.charter.rules import NO
from possible.charter.steps import NEXT
from possible.charter.stories import Story
from possible.charter.unreadable import Fault, Unreadable
from possible.charter.words import Words, read_words
from possible.values import N_, Language, Place, Refused, language, sentence

T = TypeVar("T")
BUILT_IN = {"hours": {"always"}, "tariffs": {"free"}}
ONE_MEANING = ("paths", "teams", "lines", "promises", "questions", "remedies", "playbooks")
NAMED = (*ONE_MEANING, "hours", "tariffs", "facts")
Trees = dict[str, Node]


def load(folder: str) -> Charter:
    """Return the charter in a folder (or beside a `charter.yaml`); raises `Unreadable`."""
    return read(files_of(folder), folder.removesuffix(MAIN).rstrip("/") or ("." if folder == MAIN else "/"))


def read(files: Mapping[str, bytes], name: str = "") -> Charter:
    """Return the charter in files (as of `files_of`); `name` stands before each; raises `Unreadable`."""
    prefix = f"{name.rstrip('/')}/" if name and name != "." else ""
    reader = Reader()
    charter = None
    try:
        trees = _trees(files, prefix, reader)
        charter = _charter(trees, files, reader)
    except TooMany:
        pass
    if not reader.faults and charter is None:
        message = sentence(N_("There is no `charter.yaml` in `{folder}`."), folder=name)
        reader.fault("no-charter", Place(name), message)
    if reader.faults or charter is None:
        raise Unreadable(sorted(reader.faults, key=lambda fault: fault.place))
    source = Source(reader.places, Place(f"{prefix}{MAIN}", 1, 1))
    return with_default_paths(charter.with_(source=source))


def _trees(files: Mapping[str, bytes], prefix: str, reader: Reader) -> Trees:
    trees: Trees = {}
    for name, content in sorted(files.items()):
        try:
            trees[name] = parse(content, f"{prefix}{name}")
        except Unreadable as unreadable:
            reader.faults += unreadable.faults
    return trees


def _charter(trees: Trees, files: Mapping[str, bytes], reader: Reader) -> Charter | None:
    """Return the charter, or nothing; what can be read is read to the end, so that every fault is told."""
    if MAIN not in trees:
        return None
    reader.sections = _sections(trees[MAIN], files)
    charter = _attempt(lambda: Record(Charter).read(trees[MAIN], (), reader))
    _one_meaning(reader)
    playbooks = _each(trees, "playbooks", reader, _playbook)
    words = _each(trees, "words", reader, _catalogue)
    readable = {name for name, tree in trees.items() if _has_facts(tree)}
    lost = any(name.startswith("playbooks/") and name not in readable for name in files)
    stories = _each(trees, "stories", _knowing_all(reader, lost=lost), _stories)
    if charter is None:
        return None
    _one_line_each(charter, reader)
    return charter.with_(
        playbooks={found.playbook: found for found in playbooks},
        words=dict(words),
        stories=tuple(story for found in stories for story in found),
    )


def _has_facts(playbook: Node) -> bool:
    """Tell whether the facts of a playbook can be named, be they none."""
    return (
        isinstance(playbook, nodes.Mapping) and _names(playbook.items.get("facts"), nodes.Mapping) is not None
    )


def _knowing_all(reader: Reader, *, lost: bool) -> Reader:
    """Return a reader that knows the facts of all playbooks; with some lost, any fact may be among them."""
    everywhere = {fact: found.domain if found else None for fact, (found, _) in reader.declared.items()}
    sections = reader.sections | {"facts": None} if lost else reader.sections
    return dataclasses.replace(reader, domains=reader.domains | everywhere, sections=sections)


def _sections(root: Node, files: Mapping[str, bytes]) -> dict[str, frozenset[str] | None]:
    """Return the names under each part of the charter, unreadable ones too; None for a lost part."""
    parts = root.items if isinstance(root, nodes.Mapping) else {}
    found: dict[str, frozenset[str] | None] = {}
    for section in NAMED:
        found[section] = _names(parts.get(section), nodes.Mapping)
        if (names := found[section]) is not None:
            found[section] = names | BUILT_IN.get(section, set())
    found["consents"] = _names(parts.get("consents"), Sequence)
    if not found["paths"] and found["paths"] is not None:
        found["paths"] = frozenset({WELCOME})
    found["playbooks"] = frozenset(
        _stem(name, "playbooks") for name in files if name.startswith("playbooks/")
    )
    return found


def _names(part: Node | None, shape: type[Node]) -> frozenset[str] | None:
    """Return the names that a part declares; None when it has another shape, so that they are lost."""
    if part is None or (isinstance(part, nodes.Scalar) and not part.text):
        return frozenset()
    if not isinstance(part, shape):
        return None
    if isinstance(part, nodes.Mapping):
        return frozenset(part.items)
    items = part.items if isinstance(part, Sequence) else []
    return frozenset(item.text for item in items if isinstance(item, nodes.Scalar))


def _stem(name: str, folder: str) -> str:
    return name.removeprefix(f"{folder}/").removesuffix(".yaml")


def _attempt(make: Callable[[], T]) -> T | None:
    try:
        return make()
    except Bad:
        return None


def _each(trees: Trees, folder: str, reader: Reader, make: Callable[[str, Node, Reader], T]) -> list[T]:
    found = []
    for name, tree in trees.items():
        if name.startswith(f"{folder}/"):
            reader.places[folder, _stem(name, folder)] = tree.place
            try:
                found.append(make(_stem(name, folder), tree, reader))
            except Bad:
                continue
    return found


def _playbook(name: str, tree: Node, reader: Reader) -> Playbook:
    path = ("playbooks", name)
    inner = dataclasses.replace(reader, domains=dict(reader.domains))
    found = Record(Playbook).read(tree, path, inner)
    if found.playbook != name:
        message = N_("The playbook `{name}` stands in the file `{file}.yaml`.")
        attempt = sentence(N_("give both the same name"))
        filled = sentence(message, name=found.playbook, file=name)
        raise reader.bad("wrong-value", reader.places[(*path, "playbook")], filled, attempt)
    return found


def _catalogue(name: str, tree: Node, reader: Reader) -> tuple[Language, Words]:
    try:
        tag = language(name)
    except Refused as refused:
        reader.fault("wrong-value", Place(tree.place.file), refused.why)
        raise Bad from None
    return tag, read_words(tree, ("words", name), reader)


def _stories(name: str, tree: Node, reader: Reader) -> tuple[Story, ...]:
    path = ("stories", name)
    several = tree if isinstance(tree, Sequence) else Sequence(tree.place, [tree])
    found = ListOf(Record(Story), unique="name").read(several, path, reader)
    return tuple(dataclasses.replace(story, path=(*path, str(i))) for i, story in enumerate(found))


def _one_line_each(charter: Charter, reader: Reader) -> None:
    """Tell lines that have one telephone number: who dials it would reach both, or nobody knows which."""
    seen: dict[str, str] = {}
    for name, line in charter.lines.items():
        if line.phone and line.digits in seen:
            message = N_("`{phone}` is the number of line `{line}` already.")
            place = reader.places["lines", name, "phone"]
            reader.fault("duplicate-name", place, sentence(message, phone=line.phone, line=seen[line.digits]))
        elif line.phone:
            seen[line.digits] = name


def _one_meaning(reader: Reader) -> None:
    """Tell names that stand for two things, and those that mean something by themselves."""
    seen: dict[str, str] = {}
    for section in ONE_MEANING:
        for name in sorted(reader.sections[section] or ()):
            place = reader.places.get((section, name), reader.places.get((section,), Place("")))
            if name in (NEXT, NO, LANGUAGE_FACT):
                message = N_("`{name}` means something by itself; it cannot be a name under `{section}`.")
                reader.fault("duplicate-name", place, sentence(message, name=name, section=section))
            if name in seen:
                message = N_("`{name}` means two things: it stands under `{one}` and under `{other}`.")
                filled = sentence(message, name=name, one=seen[name], other=section)
                attempt = sentence(N_("give one of them another name"))
                reader.fault("duplicate-name", place, filled, attempt)
            seen[name] = section


__all__ = ["Fault", "files_of", "load", "read"]
