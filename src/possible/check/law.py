"""What a law and a rule are: a name, a level, a sentence, and a function that finds where it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.values import Finding, Level, Place, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from possible.check.subject import Subject


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a rule is broken: the place, the sentence, the caller's path, what to try."""

    place: Place
    message: Sentence
    path: tuple[Sentence, ...] = ()
    attempt: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a law; its name is stable and never reused, and `docs/<name>.md` beside it is its page."""

    name: str
    title: str
    find: Callable[[Subject], Iterable[Broken]]
    level: Level = Level.ERROR


def together(*finders: Callable[[Subject], Iterable[Broken]]) -> Callable[[Subject], Iterable[Broken]]:
    """Return one finder that yields what each of these finds."""
    return lambda subject: (broken for find in finders for broken in find(subject))


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its name, the sentence that says when it holds, and its rules."""

    name: str
    title: str
    rules: tuple[Rule, ...]

    def findings(self, subject: Subject) -> list[Finding]:
        """Return what all rules of the law find."""
        return [
            Finding(
                self.name, rule.name, rule.level, broken.place, broken.message, broken.path, broken.attempt
            )
            for rule in self.rules
            for broken in rule.find(subject)
        ]
