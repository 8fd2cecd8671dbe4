"""In which languages a path is heard: those of the lines from which it can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.model import Refuse, SayInPractice
from possible.charter.steps import Ask, Say
from possible.charter.ways import ways, ways_of_path
from possible.journey.said import lines_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.values import Language

Spoken = frozenset["Language"]


def languages_heard(charter: Charter) -> dict[str, Spoken]:
    """Return for each path the languages of all lines that lead to it; every language where no line does.

    A line that the company names or sends to is reached in the language of whoever was sent there. Waits and
    people are taken as reachable from everywhere: that can only ask for more words, never for fewer.
    """
    heard: dict[str, Spoken] = dict.fromkeys(charter.paths, frozenset())
    aside = frozenset(_paths_of(charter, (name for at, name in ways(charter) if at[0] != "paths")))
    aside |= frozenset(_paths_of(charter, _lines_of_people(charter)))
    edges = {path: frozenset(_paths_of(charter, _names(charter, path))) | aside for path in charter.paths}
    for name, line in charter.lines.items():
        if line.opens in heard:
            _spread(line.opens, frozenset(charter.languages_of(name)), heard, edges)
    return {path: spoken or frozenset(charter.languages) for path, spoken in heard.items()}


def _spread(start: str, spoken: Spoken, heard: dict[str, Spoken], edges: dict[str, frozenset[str]]) -> None:
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if not spoken <= heard[path]:
            heard[path] |= spoken
            waiting += edges[path]


def _names(charter: Charter, path: str) -> Iterator[str]:
    """Yield the names to which a path leads, and the lines that its sentences name in any language."""
    yield from (name for _, name in ways_of_path(charter, path))
    for step in charter.paths[path].steps:
        if isinstance(step, Say):
            yield from _lines_said(charter, f"say.{step.say}")
        elif isinstance(step, Ask):
            yield from _lines_said(charter, f"ask.{step.ask}.ask")


def _lines_of_people(charter: Charter) -> Iterator[str]:
    for team in charter.teams.values():
        for act in team.in_practice:
            if isinstance(act, (Refuse, SayInPractice)) and act.say:
                yield from _lines_said(charter, f"say.{act.say}")


def _lines_said(charter: Charter, heard: str) -> Iterator[str]:
    for language in charter.languages:
        yield from lines_named(charter, heard, language)


def _paths_of(charter: Charter, names: Iterator[str]) -> Iterator[str]:
    """Yield the paths among names: a path itself, or the path that a line opens."""
    for name in names:
        path = charter.lines[name].opens if name in charter.lines else name
        if path in charter.paths:
            yield path
