"""Where in a file something is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, with line and column counted from 1 (0: nowhere in particular)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return `file:line:column`, as compilers and editors write it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


NOWHERE = Place("")
