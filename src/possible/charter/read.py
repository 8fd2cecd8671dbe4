"""Reads a charter's folder into the model, or tells everything that makes it unreadable."""

from __future__ import annotations

import dataclasses
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from possible.charter.defaults import with_default_paths
from possible.charter.kinds import Bad, Kind, ListOf, Reader, Record
from possible.charter.model import Charter, Source
from possible.charter.nodes import LARGEST, Mapping, Node, Sequence, parse
from possible.charter.playbooks import Playbook
from possible.charter.rules import NO
from possible.charter.stories import Story
from possible.charter.unreadable import Fault, Unreadable, did_you_mean
from possible.charter.words import Words, read_words
from possible.values import N_, Language, Place, Refused, language, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Mapping as Files

MAIN = "charter.yaml"
FOLDERS = ("playbooks", "words", "stories")
BUILT_IN = {"hours": ("always",), "tariffs": ("free",)}
ONE_MEANING = ("paths", "teams", "lines", "promises", "questions", "remedies", "playbooks")


def load(folder: str) -> Charter:
    """Return the charter in a folder (or beside a `charter.yaml`); raises `Unreadable`."""
    return read(files_of(folder), folder.removesuffix("/" + MAIN).rstrip("/"))


def files_of(folder: str) -> dict[str, bytes]:
    """Return the YAML files of a charter's folder by their names in it; raises `Unreadable`."""
    top = FilePath(folder)
    if top.name == MAIN and top.is_file():
        top = top.parent
    if not (top / MAIN).is_file():
        place = Place(folder)
        message = sentence(N_("There is no `charter.yaml` in `{folder}`."), folder=folder)
        raise Unreadable([Fault("no-charter", place, message, sentence(N_("`possible init {folder}` writes one"), folder=folder))])
    names = [MAIN, *(str(path.relative_to(top)) for part in FOLDERS for path in sorted((top / part).glob("*.yaml")))]
    strange = [path for path in sorted(top.glob("*.y*ml")) + sorted(top.glob("*/*.y*ml")) if str(path.relative_to(top)) not in names]
    if strange:
        raise Unreadable([_strange(path, top) for path in strange])
    return {name: _content(top / name) for name in names}


def _content(path: FilePath) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable([Fault("no-charter", Place(str(path)), sentence(N_("This file cannot be read: {why}."), why=error.strerror))]) from None


def _strange(path: FilePath, top: FilePath) -> Fault:
    message = sentence(N_("A charter has no such file: it has `charter.yaml`, `playbooks/`, `words/` and `stories/` with `*.yaml`."))
    folder = path.relative_to(top).parts[0]
    return Fault("strange-file", Place(str(path)), message, did_you_mean(folder, (*FOLDERS, MAIN)))


def read(files: Files[str, bytes], name: str = "") -> Charter:
    """Return the charter in these files (as `files_of` gives them); `name` is said before each file; raises `Unreadable`."""
    prefix = f"{name}/" if name else ""
    reader, trees = Reader(), _trees(files, prefix)
    if MAIN not in trees:
        raise Unreadable([Fault("no-charter", Place(name), sentence(N_("There is no `charter.yaml` in `{folder}`."), folder=name))])
    charter = _attempt(lambda: Record(Charter).read(trees[MAIN], (), reader))
    playbooks = dict(_each(trees, "playbooks", reader, _playbook))
    words = dict(_each(trees, "words", reader, _catalogue))
    stories = [story for _, found in _each(trees, "stories", reader, _stories) for story in found]
    if charter is None:
        raise Unreadable(reader.faults)
    root = Place(f"{prefix}{MAIN}", 1, 1)
    source = Source(reader.places, root)
    charter = charter.with_(playbooks=playbooks, words=words, stories=tuple(stories), source=source)
    _look_up_names(charter, reader)
    _one_meaning(charter, reader)
    _answers_exist(charter, reader)
    _line_languages(charter, reader)
    if reader.faults:
        raise Unreadable(sorted(reader.faults, key=lambda fault: fault.place))
    return with_default_paths(charter)


def _trees(files: Files[str, bytes], prefix: str) -> dict[str, Node]:
    trees: dict[str, Node] = {}
    faults: list[Fault] = []
    for name, content in files.items():
        try:
            trees[name] = parse(content, f"{prefix}{name}")
        except Unreadable as unreadable:
            faults += unreadable.faults
    if faults:
        raise Unreadable(faults)
    return trees


def _attempt(make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
    try:
        return make()
    except Bad:
        return None


def _each(trees: dict[str, Node], folder: str, reader: Reader, make: Callable[[str, Node, Reader], Any]) -> Iterable[tuple[Any, Any]]:
    for name, tree in trees.items():
        if name.startswith(folder + "/"):
            found = _attempt(lambda name=name, tree=tree: make(name.removeprefix(folder + "/").removesuffix(".yaml"), tree, reader))
            if found is not None:
                yield found


def _playbook(name: str, tree: Node, reader: Reader) -> tuple[str, Playbook]:
    path = ("playbooks", name)
    reader.places[path] = tree.place
    inner = dataclasses.replace(reader, domains=dict(reader.domains))
    found = Record(Playbook).read(tree, path, inner)
    if found.playbook != name:
        message = sentence(N_("The playbook `{name}` stands in the file `{file}.yaml`."), name=found.playbook, file=name)
        raise reader.bad("wrong-value", reader.places[(*path, "playbook")], message, sentence(N_("give both the same name")))
    return name, found


def _catalogue(name: str, tree: Node, reader: Reader) -> tuple[Language, Words]:
    reader.places["words", name] = tree.place
    try:
        return language(name), read_words(tree, ("words", name), reader)
    except Refused as refused:
        raise reader.bad("wrong-value", tree.place, refused.why) from None


def _stories(name: str, tree: Node, reader: Reader) -> tuple[str, tuple[Story, ...]]:
    path = ("stories", name)
    reader.places[path] = tree.place
    kind: Kind[Any] = ListOf(Record(Story))
    found: tuple[Story, ...] = kind.read(tree if isinstance(tree, Sequence) else Sequence(tree.place, [tree]), path, reader)
    return name, tuple(dataclasses.replace(story, path=(*path, str(index))) for index, story in enumerate(found))


def _look_up_names(charter: Charter, reader: Reader) -> None:
    for sections, name, place in reader.names:
        known = [known for section in sections.split("|") for known in (*getattr(charter, section), *BUILT_IN.get(section, ()))]
        if name not in known:
            message = sentence(N_("There is no `{name}` among the {section} of this charter."), name=name, section=sections)
            reader.fault("unknown-name", place, message, did_you_mean(name, known))


def _one_meaning(charter: Charter, reader: Reader) -> None:
    seen: dict[str, str] = {}
    for section in ONE_MEANING:
        for name in getattr(charter, section):
            if name in seen:
                message = sentence(N_("`{name}` means two things: it stands under {one} and under {other}."), name=name, one=seen[name], other=section)
                reader.fault("duplicate-name", charter.place(section, name), message, sentence(N_("give one of them another name")))
            seen[name] = section


def _answers_exist(charter: Charter, reader: Reader) -> None:
    for name, question in charter.questions.items():
        known = (NO, *charter.remedies, *question.answers)
        for index, rule in enumerate(question.rules):
            if rule.answer not in known:
                place = charter.place("questions", name, "rules", str(index), "answer")
                message = sentence(N_("`{answer}` is neither a remedy, nor `no`, nor one of the answers of `{question}`."), answer=rule.answer, question=name)
                reader.fault("unknown-name", place, message, did_you_mean(rule.answer, known))


def _line_languages(charter: Charter, reader: Reader) -> None:
    for name, line in charter.lines.items():
        for index, tag in enumerate(line.languages):
            if tag not in charter.languages:
                place = charter.place("lines", name, "languages", str(index))
                message = sentence(N_("The line promises `{language}`, which the charter does not promise."), language=tag)
                reader.fault("wrong-value", place, message, sentence(N_("add it to `languages` at the top")))


__all__ = ["Mapping", "files_of", "load", "read"]
