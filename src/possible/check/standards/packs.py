"""The packs that ship with us, read with the grammar of charters, and the pairs that contradict."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from possible.charter.kinds import Bad, ListOf, Reader, Record, key, record
from possible.charter.nodes import Node, parse
from possible.charter.quantities import WORD
from possible.charter.unreadable import Unreadable
from possible.check.standards.standard import Pack, Standard, Told

FOLDER = Path(__file__).parent / "packs"
CONTRADICTIONS = "contradictions"


@record
class Contradiction:
    """Two standards that no charter can meet together, or not without harm; they are never merged."""

    one: str = key(WORD, "the id of one")
    other: str = key(WORD, "the id of the other")
    why: Told = key(Record(Told), "what they disagree about")


def pack_names() -> tuple[str, ...]:
    """Return the names of all packs, without reading them."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml") if file.stem != CONTRADICTIONS))


@cache
def pack(name: str) -> Pack:
    """Return one pack; KeyError when there is none of that name, `Unreadable` when its data is damaged."""
    if name not in pack_names():
        raise KeyError(name)
    reader = Reader()
    try:
        found: Pack = Record(Pack).read(_tree(name), (), reader)
    except Bad:
        raise Unreadable(reader.faults) from None
    return found


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """Return every pair of standards that are known to contradict one another."""
    reader = Reader()
    try:
        return ListOf(Record(Contradiction)).read(_tree(CONTRADICTIONS), (), reader)
    except Bad:
        raise Unreadable(reader.faults) from None


def standards() -> tuple[Standard, ...]:
    """Return every standard of every pack, pack by pack."""
    return tuple(standard for name in pack_names() for standard in pack(name).rules)


def _tree(name: str) -> Node:
    file = FOLDER / f"{name}.yaml"
    return parse(file.read_bytes(), str(file))
