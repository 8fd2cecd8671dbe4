"""`never-asked`: a line of several languages that serves its caller before it asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.steps import LANGUAGE_FACT, NEXT, Ask, Go, HangUp, Say, SendTo, Step
from possible.charter.ways import Key, ways_of_step
from possible.check.law import Broken, Rule
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.check.subject import Subject

At = tuple[str, int]


def find(subject: Subject) -> Iterator[Broken]:
    """Find what lines of several languages open, when it serves somebody before it asks for the language."""
    charter = subject.charter
    opened: dict[str, list[str]] = {}
    for name, line in charter.lines.items():
        if len(charter.languages_of(name)) > 1:
            opened.setdefault(line.opens, []).append(name)
    for opens, lines in opened.items():
        if opens in charter.teams:
            key = ("lines", lines[0], "opens")
            yield _broken(subject, lines, key, key)
        elif opens in charter.paths and (served := _served(charter, opens)):
            yield _broken(subject, lines, ("paths", opens), served)


def _broken(subject: Subject, lines: list[str], key: Key, served: Key) -> Broken:
    charter = subject.charter
    message = sentence(
        N_("{lines} promise {languages}, and nobody asks which before {place}."),
        lines=", ".join(f"`{name}`" for name in lines),
        languages=", ".join(charter.languages_of(lines[0])),
        place=charter.place(*served),
    )
    attempt = sentence(N_("begin with `ask: language`, or give each language a line of its own"))
    return Broken(charter.place(*key), message, subject.way_to(*served), attempt)


def _served(charter: Charter, path: str) -> Key | None:
    """Return the first step (in order of distance) that serves a caller whose language nobody asked for."""
    seen: set[At] = set()
    waiting: list[At] = [(path, 0)]
    for name, index in waiting:
        steps = charter.paths[name].steps
        if (name, index) in seen or index >= len(steps):
            continue
        seen.add((name, index))
        step, key = steps[index], ("paths", name, "steps", str(index))
        if isinstance(step, Ask) and step.ask == LANGUAGE_FACT:
            continue
        if not isinstance(step, (Ask, Say, Go, SendTo, HangUp)):
            return key
        for way in _onward(step, key):
            if way == NEXT:
                waiting.append((name, index + 1))
            elif way in charter.paths:
                waiting.append((way, 0))
            elif way in charter.teams or way in charter.promises or way in charter.questions:
                return key
    return None


def _onward(step: Step, key: Key) -> list[str]:
    if isinstance(step, (SendTo, HangUp)):
        return []
    return [name for _, name in ways_of_step(step, key)] or [NEXT]


NEVER_ASKED = Rule(
    "never-asked", N_("A line of several languages asks for the language before it serves."), find
)
