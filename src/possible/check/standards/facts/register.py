"""The list of static facts that a standard can ask of a charter, each a small predicate with a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from possible.charter.kinds import Kind, Text
from possible.check.law import Broken
from possible.check.standards.said import sentence
from possible.check.subject import Subject
from possible.values import N_, Refused, Sentence

T = TypeVar("T")
Find = Callable[[Subject, T], Iterable[Broken]]


class CannotBeCompared(Exception):  # noqa: N818 - it reads as what happened
    """The charter and the standard speak of different things; the standard does not apply."""

    def __init__(self, why: Sentence) -> None:
        """Keep the reason."""
        super().__init__(str(why))
        self.why = why


def _count(text: str) -> int:
    if not text.isdecimal():
        raise Refused(sentence(N_("`{text}` is no number."), text=text))
    return int(text)


COUNT = Text(_count, "a whole number")


@dataclass(frozen=True, slots=True)
class Fact:
    """A named predicate: how its argument is written, and what finds where a charter does not meet it."""

    name: str
    kind: Kind[Any]
    find: Find[Any]

    @property
    def doc(self) -> str:
        """The one sentence that says what it asks, for the reference page."""
        return (self.find.__doc__ or "").split("\n")[0]


FACTS: dict[str, Fact] = {}


def fact(name: str, kind: Kind[T]) -> Callable[[Find[T]], Find[T]]:
    """Register a predicate under the name that packs use."""

    def keep(find: Find[T]) -> Find[T]:
        FACTS[name] = Fact(name, kind, find)
        return find

    return keep
