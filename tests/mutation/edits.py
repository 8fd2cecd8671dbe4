"""Edits of the good charter as data: what is exchanged in which file, and what must be found where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from possible.charter import Charter, files_of, read

HERE = Path(__file__).resolve().parents[2]
NAME = "charters/cest-possible"
C, T, N = "charter.yaml", "playbooks/tv-no-picture.yaml", "playbooks/no-internet.yaml"
FR, EN = "words/fr.yaml", "words/en.yaml"
Files = Mapping[str, bytes]
PLAIN = {0x00A0: " ", 0x202F: " "}  # French punctuation keeps its distance with them


@dataclass(frozen=True, slots=True)
class Edit:
    """One text of one file exchanged for another; `old` must stand there exactly once, unless `everywhere`."""

    file: str
    old: str
    new: str
    everywhere: bool = False

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        """Return the files with the edit made; an edit that changes nothing is a mistake of the list."""
        if not self.old:  # a new file
            assert self.file not in files, f"{self.file} is there already"
            return {**files, self.file: self.new.encode()}
        text = files[self.file].decode()
        pieces = _cut(text, self.old)
        assert len(pieces) > 1, f"{self.file} does not hold {self.old!r}"
        assert self.everywhere or len(pieces) == 2, f"{self.file} holds {self.old!r} {len(pieces) - 1} times"
        assert self.old != self.new, f"{self.old!r} is exchanged for itself"
        return {**files, self.file: self.new.join(pieces).encode()}


def _cut(text: str, old: str) -> list[str]:
    """Return what stands between the places of `old`; a plain space of the list stands for any no-break space."""
    plain, pieces, start = text.translate(PLAIN), [], 0
    while (at := plain.find(old, start)) >= 0:
        pieces.append(text[start:at])
        start = at + len(old)
    return [*pieces, text[start:]]


@dataclass(frozen=True, slots=True)
class Gone:
    """A whole file removed."""

    file: str

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        return {name: content for name, content in files.items() if name != self.file}


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file under another name."""

    file: str
    name: str

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        return {self.name if name == self.file else name: content for name, content in files.items()}


Change = Edit | Gone | Renamed


@dataclass(frozen=True, slots=True)
class Mutation:
    """Edits that break one law: the rule that must say so, and a text on the line where it must stand.

    `at` are texts of the edited file `at_file`; the finding stands on a line that holds one of them. `also` are
    rules that may speak as well, because the edit really breaks them too.
    """

    id: str
    rule: str
    edits: tuple[Change, ...]
    at: tuple[str, ...]
    at_file: str
    also: tuple[str, ...] = ()

    def lines(self, files: Files) -> set[int]:
        """Return the lines (from 1) at which the finding may stand."""
        lines = files[self.at_file].decode().translate(PLAIN).splitlines()
        found = {number for number, line in enumerate(lines, 1) for text in self.at if text in line}
        assert found, f"{self.id}: no line of {self.at_file} holds {self.at}"
        return found


@cache
def good() -> Files:
    """Return the files of the good charter."""
    return MappingProxyType(files_of(str(HERE / NAME)))


def edited(edits: Iterable[Change], files: Files | None = None) -> dict[str, bytes]:
    """Return the files after the edits; the digest of the whole must differ from the good one's."""
    done = dict(good() if files is None else files)
    for edit in edits:
        done = edit.done(done)
    return done


def charter_of(files: Files) -> Charter:
    """Return the charter in these files, named as `possible check charters/cest-possible` would."""
    return read(files, NAME)


def m(
    id: str,  # noqa: A002
    rule: str,
    file: str,
    old: str,
    new: str,
    *at: str,
    at_file: str = "",
    also: str = "",
    more: tuple[Change, ...] = (),
) -> Mutation:
    """Return a mutation of one edit (and `more`); without `at` the finding stands on a line of the new text."""
    where = at or tuple(line.strip() for line in new.splitlines() if line.strip())
    return Mutation(id, rule, (Edit(file, old, new), *more), where, at_file or file, tuple(also.split()))
