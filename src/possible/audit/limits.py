"""The longest waits that a charter allows, in milliseconds: of several that may apply, the longest."""

from __future__ import annotations

from collections.abc import Iterator

from possible.audit.watch import longest
from possible.charter import Charter
from possible.charter.steps import Queue
from possible.values import Span


class Limits:
    """How long one may wait for a team, and how long without a word; None where nothing is written."""

    def __init__(self, charter: Charter | None) -> None:
        """Read the charter once; without one there are no limits."""
        self.waits: dict[str, int | None] = {}
        self.words: dict[str, int | None] = {}
        if charter:
            for team in charter.teams:
                steps = list(_queues(charter, team))
                waiting = charter.waiting
                self.waits[team] = _most([*(step.at_most for step in steps), waiting.at_most])
                self.words[team] = _most([*(step.status_every for step in steps), waiting.status_every])

    def wait(self, team: str) -> int | None:
        """Return the longest wait for a team."""
        return self.waits.get(team)

    def word(self, team: str) -> int | None:
        """Return the longest silence while waiting for a team."""
        return self.words.get(team)


def _queues(charter: Charter, team: str) -> Iterator[Queue]:
    for walk in charter.paths.values():
        for step in walk.steps:
            if isinstance(step, Queue) and step.queue == team:
                yield step


def _most(spans: list[Span | None]) -> int | None:
    return max((longest(span) for span in spans if span), default=None)
