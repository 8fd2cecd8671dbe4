"""What one search walked: nodes, the moves from each, and how each was first reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from possible.charter.domains import intersected
from possible.journey.spots import Dialled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from possible.charter import Charter
    from possible.charter.domains import Range
    from possible.journey.spots import Known, Move, Spot
    from possible.journey.worlds import World
    from possible.values import Sentence


@dataclass(slots=True, eq=False)
class Node:
    """A spot, with the tracked facts known there; a graph keeps each once, so nodes are compared by identity.

    (Hashing a spot anew for each move took two thirds of a search's time.)
    """

    spot: Spot
    known: Known = ()


Moves = list[tuple["Move", Node]]


@dataclass(slots=True)
class Web:
    """The graph that one search walked, breadth first: the moves from each node, and its first way in."""

    roots: dict[Node, World]
    moves: dict[Node, Moves] = field(default_factory=dict)
    parents: dict[Node, tuple[Node, Move] | None] = field(default_factory=dict)

    def way(self, node: Node) -> tuple[Node, list[Move]]:
        """Return the root and the moves of the shortest way to a node."""
        found: list[Move] = []
        while step := self.parents[node]:
            node, move = step
            found.append(move)
        return node, found[::-1]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a search found: what makes it the same elsewhere, the moves to it, the way told."""

    same: tuple[str, ...]
    moves: tuple[Move, ...]
    way: tuple[Sentence, ...]
    where: Move | None = None
    about: tuple[str, ...] = ()


def clash(charter: Charter, moves: Iterable[Move]) -> str | None:
    """Return a fact of which a way needs two values, or nothing: then the way can be walked."""
    known: dict[str, tuple[Range, ...]] = {}
    for move in moves:
        if move.unasked in known:
            return move.unasked
        for fact, ranges in move.learnt:
            both = intersected(known[fact], ranges) if fact in known and not move.again else ranges
            if not both:
                return fact
            known[fact] = both
        if charter.cases.joins is None and isinstance(move.to, Dialled):
            known = {}
    return None
