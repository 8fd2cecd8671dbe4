"""The kinds of cells: readable tests of one fact, held against what the fact can be."""

from __future__ import annotations

from possible.charter.domains import Cell, Domain, anything, cell, intersected, merged
from possible.charter.kinds import TEXT, Kind, ListOf, MapOf, Path, Reader, Schema, Text, plain
from possible.charter.nodes import Node, Scalar
from possible.values import Refused

CELL_TEXTS = ListOf(Text(plain, "a cell"), single=True)
CELL_WORDS = "a value, a list of values, `3 or more`, `over 3`, `under 3`, `up to 3` or `2 to 5`"


class CellOf(Kind[Cell]):
    """A cell that tests the fact whose name it stands under."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> Cell:
        """Return the cell, held against the domain of the fact."""
        fact = reader.domain(Scalar(path[-1], reader.place(path, node)))
        return as_cell(CELL_TEXTS.read(node, path, reader), fact, node, reader)

    def schema(self) -> Schema:
        """Return a text, number, truth value or a list of them."""
        return {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}

    def words(self) -> str:
        """Return the forms."""
        return CELL_WORDS


def as_cell(texts: tuple[str, ...], fact: Domain, node: Node, reader: Reader) -> Cell:
    """Return the cell of texts that were written at a node, or raise `Bad`."""
    try:
        return cell(texts, fact)
    except Refused as refused:
        raise reader.bad("wrong-value", node.place, refused.why, refused.attempt) from None


FACT_CELLS = MapOf(CellOf())

__all__ = [
    "CELL_TEXTS",
    "FACT_CELLS",
    "Cell",
    "CellOf",
    "anything",
    "as_cell",
    "cell",
    "intersected",
    "merged",
]
