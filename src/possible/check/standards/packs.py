"""The packs that ship with us, read with the grammar of charters, and the pairs that contradict."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

from possible.charter.kinds import Bad, Kind, ListOf, MapOf, Reader, Record, key, record
from possible.charter.nodes import parse
from possible.charter.quantities import WORD
from possible.charter.unreadable import Unreadable
from possible.check.standards.standard import Pack, Standard, Told

T = TypeVar("T")
FOLDER = Path(__file__).parent / "packs"
CONTRADICTIONS = "contradictions"
MARKETS = "markets"


@record
class Contradiction:
    """Two standards that no charter can meet together, or not without harm; they are never merged."""

    one: str = key(WORD, "the id of one")
    other: str = key(WORD, "the id of the other")
    why: Told = key(Record(Told), "what they disagree about")


def pack_names() -> tuple[str, ...]:
    """Return the names of all packs, without reading them."""
    return tuple(
        sorted(file.stem for file in FOLDER.glob("*.yaml") if file.stem not in (CONTRADICTIONS, MARKETS))
    )


@cache
def pack(name: str) -> Pack:
    """Return one pack; KeyError when there is none of that name, `Unreadable` when its data is damaged."""
    if name not in pack_names():
        raise KeyError(name)
    found: Pack = _read(Record(Pack), name)
    return found


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """Return every pair of standards that are known to contradict one another."""
    return _read(ListOf(Record(Contradiction)), CONTRADICTIONS)


@cache
def markets() -> dict[str, tuple[str, ...]]:
    """Return the countries in which each pack holds unasked; packs that must be named are left out."""
    return _read(MapOf(ListOf(WORD)), MARKETS)


def standards() -> tuple[Standard, ...]:
    """Return every standard of every pack, pack by pack."""
    return tuple(standard for name in pack_names() for standard in pack(name).rules)


def _read(kind: Kind[T], name: str) -> T:
    file = FOLDER / f"{name}.yaml"
    reader = Reader()
    try:
        return kind.read(parse(file.read_bytes(), str(file)), (), reader)
    except Bad:
        raise Unreadable(reader.faults) from None
