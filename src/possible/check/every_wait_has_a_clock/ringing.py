"""`rings-too-long`: a call not answered until a person comes rings longer than the network lets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.ways import ways_of_path
from possible.check.every_wait_has_a_clock.waits import Wait, waits
from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, Span, sentence, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.check.subject import Subject

RING_LIMIT = span("110 s")  # what a telephone network allows where nothing else is written


def find(subject: Subject) -> Iterator[Broken]:
    """Find lines that ring until a person comes, with a wait that is longer than they may ring."""
    charter = subject.charter
    for name, line in charter.lines.items():
        if line.picks_up != "person":
            continue
        limit = line.at_most or RING_LIMIT
        wait = _longest(charter, _paths_from(charter, line.opens))
        if wait and wait.at_most and wait.at_most.about > limit.about:
            yield _broken(subject, name, limit, wait)


def _broken(subject: Subject, line: str, limit: Span, wait: Wait) -> Broken:
    message = sentence(
        N_("`{line}` rings for {limit} at most, and the wait for `{team}` may take {wait}."),
        line=line, limit=limit.said, team=wait.team, wait=wait.at_most.said if wait.at_most else "",
    )  # fmt: skip
    attempt = sentence(N_("end the wait earlier, or pick up at once and charge nothing"))
    place = first_written(subject.charter, ("lines", line, "at-most"), ("lines", line, "picks-up"))
    return Broken(place, message, subject.way_to(*wait.key), attempt)


def _longest(charter: Charter, paths: set[str]) -> Wait | None:
    found = [
        wait for wait in waits(charter) if wait.key[0] == "paths" and wait.key[1] in paths and wait.at_most
    ]
    return max(found, key=lambda wait: wait.at_most.about if wait.at_most else 0, default=None)


def _paths_from(charter: Charter, start: str) -> set[str]:
    """Return the paths that a call on a line can come to."""
    seen: set[str] = set()
    waiting = [start]
    for path in waiting:
        if path in charter.paths and path not in seen:
            seen.add(path)
            waiting += [name for _, name in ways_of_path(charter, path)]
    return seen


RINGS_TOO_LONG = Rule(
    "rings-too-long",
    N_("A call that is not answered until a person comes may ring as long as the wait."),
    find,
)
