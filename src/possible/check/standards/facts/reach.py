"""Where a line leads, by the names alone: more than a caller can meet, never less."""

from __future__ import annotations

from collections.abc import Iterator

from possible.charter import Charter
from possible.charter.kinds import Way, keys_of
from possible.charter.model import HandOnInPractice, Line, SayInPractice
from possible.charter.steps import Ask, Queue, Say, Step

SALES = ("sales", "orders", "new customers")


def help_lines(charter: Charter, *channels: str) -> dict[str, Line]:
    """Return the lines of these channels (all when none is named) that are for more than selling."""
    return {
        name: line
        for name, line in charter.lines.items()
        if (not channels or line.channel in channels) and (not line.for_ or set(line.for_) - set(SALES))
    }


def ways(charter: Charter, step: Step) -> Iterator[str]:
    """Yield every name to which a step can lead, the house's way of waiting included."""
    if isinstance(step, Ask):
        yield from (way for _, way in step.to)
    for entry in keys_of(type(step)).values():
        if isinstance(entry.kind, Way):
            way = getattr(step, entry.attribute)
            default = getattr(charter.waiting, entry.attribute, "") if isinstance(step, Queue) else ""
            yield from filter(None, [way or default])
    if isinstance(step, Say):
        yield from lines_said(charter, step.say)


def lines_said(charter: Charter, sentence: str) -> Iterator[str]:
    """Yield the lines that a sentence names in any language, by name or by number."""
    for words in charter.words.values():
        wording = words.texts.get(f"say.{sentence}")
        if wording:
            yield from sorted(wording.lines)
            yield from (
                n for n, line in charter.lines.items() if line.phone and line.digits in wording.numbers
            )


def reached(charter: Charter, *names: str) -> dict[str, None]:
    """Return all names that can be reached from these (paths, teams, lines, promises), nearest first."""
    found = dict.fromkeys(names)
    waiting = list(names)
    while waiting:
        for name in _next(charter, waiting.pop(0)):
            if name not in found:
                found[name] = None
                waiting.append(name)
    return found


def _next(charter: Charter, name: str) -> Iterator[str]:
    if name in charter.paths:
        walk = charter.paths[name]
        yield from filter(None, [walk.person])
        for step in walk.steps:
            yield from ways(charter, step)
    elif name in charter.teams:
        for act in charter.teams[name].in_practice:
            if isinstance(act, HandOnInPractice):
                yield act.hand_on
            elif isinstance(act, SayInPractice):
                yield from lines_said(charter, act.say)
    elif name in charter.lines:
        yield charter.lines[name].opens


def behind(charter: Charter, line: str) -> dict[str, None]:
    """Return all that a line leads to without dialling another."""
    found = dict.fromkeys([charter.lines[line].opens])
    waiting = list(found)
    while waiting:
        for name in _next(charter, waiting.pop(0)):
            if name not in found and name not in charter.lines:
                found[name] = None
                waiting.append(name)
    return found


def steps(charter: Charter, paths: dict[str, None] | None = None) -> Iterator[tuple[tuple[str, ...], Step]]:
    """Yield each step with the path of keys at which it stands, of all paths or of those named."""
    for name, walk in charter.paths.items():
        if paths is None or name in paths:
            for index, step in enumerate(walk.steps):
                yield ("paths", name, "steps", str(index)), step


def teams_behind(charter: Charter, line: str) -> list[str]:
    """Return the teams whose people a line can lead to, visiting teams left out."""
    return [
        name for name in behind(charter, line) if name in charter.teams and not charter.teams[name].visits
    ]
