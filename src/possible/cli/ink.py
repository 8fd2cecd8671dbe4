"""Colour and weight on a terminal, and none where the text goes into a file or a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Ink:
    """How strongly words are printed: each method returns its text, dressed or as it is."""

    colour: bool

    @classmethod
    def on(cls, stream: TextIO, environment: Mapping[str, str]) -> Ink:
        """Choose for a stream: colour on a terminal only, and never with NO_COLOR or TERM=dumb."""
        plain = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
        return cls(stream.isatty() and not plain)

    def error(self, text: str) -> str:
        """Red and bold: proved broken."""
        return self._dressed("1;31", text)

    def warning(self, text: str) -> str:
        """Yellow: may be meant."""
        return self._dressed("33", text)

    def good(self, text: str) -> str:
        """Green: it holds."""
        return self._dressed("32", text)

    def strong(self, text: str) -> str:
        """Bold: a heading."""
        return self._dressed("1", text)

    def faint(self, text: str) -> str:
        """Dim: a place, a path, a note."""
        return self._dressed("2", text)

    def _dressed(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text
