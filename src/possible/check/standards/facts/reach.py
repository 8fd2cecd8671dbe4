"""Where a line leads, by the names alone: more than a caller can meet, never less. So a pass is a proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from weakref import WeakKeyDictionary

from possible.charter import Charter
from possible.charter.kinds import Way, keys_of
from possible.charter.model import HandOnInPractice, Line, SayInPractice
from possible.charter.steps import Ask, Queue, Say, Step
from possible.check.subject import Subject

SALES = ("sales", "orders", "new customers")
Keys = tuple[str, ...]


def help_lines(charter: Charter, *channels: str) -> dict[str, Line]:
    """Return the lines of these channels (all when none is named) that are for more than selling."""
    return {
        name: line
        for name, line in charter.lines.items()
        if (not channels or line.channel in channels) and (not line.for_ or set(line.for_) - set(SALES))
    }


def steps(charter: Charter, paths: Iterable[str] | None = None) -> Iterator[tuple[Keys, Step]]:
    """Yield each step of these paths (of all by default) with the keys at which it stands."""
    for name in charter.paths if paths is None else paths:
        walk = charter.paths.get(name)
        for index, step in enumerate(walk.steps if walk else ()):
            yield ("paths", name, "steps", str(index)), step


class Reach:
    """The names that lead to one another in a charter; each is looked at once."""

    def __init__(self, charter: Charter) -> None:
        """Keep the charter."""
        self.charter = charter
        self._next: dict[str, tuple[str, ...]] = {}
        self._behind: dict[str, dict[str, None]] = {}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The lines by the digits of their numbers."""
        return {line.digits: name for name, line in self.charter.lines.items() if line.phone}

    @cached_property
    def ways(self) -> dict[Keys, tuple[str, ...]]:
        """Every name to which a step can lead, by its keys; the house's way of waiting is included."""
        return {at: tuple(self._ways(step)) for at, step in steps(self.charter)}

    def _ways(self, step: Step) -> Iterator[str]:
        if isinstance(step, Ask):
            yield from (way for _, way in step.to)
        for entry in keys_of(type(step)).values():
            if isinstance(entry.kind, Way):
                default = (
                    getattr(self.charter.waiting, entry.attribute, "") if isinstance(step, Queue) else ""
                )
                yield from filter(None, [getattr(step, entry.attribute) or default])
        if isinstance(step, Say):
            yield from self._said(step.say)

    def _said(self, sentence: str) -> Iterator[str]:
        """Yield the lines that a sentence names in any language, by name or by number."""
        for words in self.charter.words.values():
            wording = words.texts.get(f"say.{sentence}")
            if wording:
                yield from sorted(wording.lines)
                yield from (self.numbers[digits] for digits in wording.numbers if digits in self.numbers)

    def next(self, name: str) -> tuple[str, ...]:
        """Return the names to which a path, team or line leads at once."""
        if name not in self._next:
            self._next[name] = tuple(dict.fromkeys(self._leads(name)))
        return self._next[name]

    def _leads(self, name: str) -> Iterator[str]:
        charter = self.charter
        if name in charter.paths:
            yield from filter(None, [charter.paths[name].person])
            for index in range(len(charter.paths[name].steps)):
                yield from self.ways["paths", name, "steps", str(index)]
        elif name in charter.teams:
            for act in charter.teams[name].in_practice:
                if isinstance(act, HandOnInPractice):
                    yield act.hand_on
                elif isinstance(act, SayInPractice):
                    yield from self._said(act.say)
        elif name in charter.lines:
            yield charter.lines[name].opens

    def from_(self, *names: str, redial: bool = True) -> dict[str, None]:
        """Return all names that can be reached from these, nearest first; without redialling where asked."""
        found = dict.fromkeys(names)
        waiting = list(names)
        for name in waiting:
            for other in self.next(name):
                if other not in found and (redial or other not in self.charter.lines):
                    found[other] = None
                    waiting.append(other)
        return found

    def behind(self, line: str) -> dict[str, None]:
        """Return all that a line leads to without dialling another."""
        opens = self.charter.lines[line].opens
        if opens not in self._behind:
            self._behind[opens] = self.from_(opens, redial=False)
        return self._behind[opens]

    def teams_behind(self, line: str) -> tuple[str, ...]:
        """Return the teams whose people a line can lead to, visiting teams left out."""
        teams = self.charter.teams
        return tuple(name for name in self.behind(line) if name in teams and not teams[name].visits)


_KNOWN: WeakKeyDictionary[Subject, Reach] = WeakKeyDictionary()


def reach(subject: Subject) -> Reach:
    """Return the reach of a subject's charter, worked out once."""
    if subject not in _KNOWN:
        _KNOWN[subject] = Reach(subject.charter)
    return _KNOWN[subject]
