"""Worlds: what a caller's language and the moment make of a charter.

Which teams speak the language, are open in others, or closed; which lines the sentences name; where asking
for the language leads. Callers with the same world walk the same graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Ask
from possible.journey.moments import moment_classes
from possible.journey.said import FRAME, lines_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.journey.moments import Spoken
    from possible.values import Language, Moment

CLOSED, SPEAKS, OTHER = 0, 1, 2
Likeness = tuple[tuple[int, ...], tuple[tuple[str, ...], ...], str]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A language and a moment that stand for all that are alike, and for each of their languages a moment."""

    language: Language
    moment: Moment
    spoken: Spoken
    status: dict[str, int]
    witnesses: dict[Language, Moment]

    @property
    def languages(self) -> frozenset[Language]:
        """The languages whose callers see this world, each at a moment of its own."""
        return frozenset(self.witnesses)


def worlds_of(charter: Charter, naming: frozenset[str]) -> Iterator[World]:
    """Yield the worlds of a charter, each once; `naming`: the wordings that name a line in some language."""
    first: dict[Likeness, tuple[Language, Moment, Spoken]] = {}
    witnesses: dict[Likeness, dict[Language, Moment]] = {}
    asks = _asks_language(charter)
    for each in moment_classes(charter):
        for language in charter.languages:
            statuses = tuple(status(there, language) for there in each.spoken.values())
            named = tuple(lines_named(charter, name, language) for name in sorted(naming))
            like = (statuses, named, language if asks else "")
            first.setdefault(like, (language, each.witness, each.spoken))
            witnesses.setdefault(like, {}).setdefault(language, each.witness)
    for like, (language, moment, spoken) in first.items():
        yield World(language, moment, spoken, dict(zip(spoken, like[0], strict=True)), witnesses[like])


def status(there: frozenset[Language], language: Language) -> int:
    """Return what a team is for a caller: closed, speaking the language, or open in others only."""
    return CLOSED if not there else SPEAKS if language in there else OTHER


def naming_wordings(charter: Charter) -> frozenset[str]:
    """Return the wordings said on the way (sentences, questions, while waiting) that name a line."""
    keys = {key for words in charter.words.values() for key in words.texts if _is_said(key)}
    tags = charter.languages
    return frozenset(key for key in keys if any(lines_named(charter, key, tag) for tag in tags))


def _is_said(key: str) -> bool:
    return (
        key.startswith(("say.", "waiting.", "because."))
        or key in FRAME
        or (key.startswith("ask.") and key.endswith(".ask"))
    )


def _asks_language(charter: Charter) -> bool:
    """Tell whether some step sends the languages different ways."""
    steps = (step for walk in charter.paths.values() for step in walk.steps)
    return any(isinstance(step, Ask) and step.ask == LANGUAGE_FACT and step.to for step in steps)
