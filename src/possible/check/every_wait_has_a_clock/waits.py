"""The waits for a person: each with the step's own clock where it has one, or else that of `waiting`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.steps import Queue
from possible.charter.ways import Key, ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.values import Span


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait for a team: where it is written, how long at most, what follows, how often one hears of it."""

    key: Key
    team: str
    at_most: Span | None
    then: str
    status_every: Span | None
    own: Queue | None = None


def waits(charter: Charter) -> Iterator[Wait]:
    """Yield every wait for a team that a way on, a queue or a hand-on leads to."""
    for key, name in ways(charter):
        if name in charter.teams:
            yield _wait(charter, key, name)


def _wait(charter: Charter, key: Key, team: str) -> Wait:
    general, own = charter.waiting, _queue_at(charter, key)
    return Wait(
        key,
        team,
        (own.at_most if own else None) or general.at_most,
        (own.then if own else "") or general.then,
        (own.status_every if own else None) or general.status_every,
        own,
    )


def _queue_at(charter: Charter, key: Key) -> Queue | None:
    """Return the step of a `queue` key; ways out of a queue lead to other waits, with the general clock."""
    if key[0] != "paths" or key[-1] != "queue":
        return None
    step = charter.paths[key[1]].steps[int(key[3])]
    return step if isinstance(step, Queue) else None
