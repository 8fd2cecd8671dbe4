"""Waiting, said honestly: the place, how long it usually takes from now on, and what happens at the limit."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from possible.floor import Floor, Want
from possible.journey.course import Course
from possible.journey.spots import Waiting as Waits
from possible.journey.waits import limit_of
from possible.values import Language, Refused
from possible.values.instant import SECOND, Instant
from possible_web.keeping.charters import database_name
from possible_web.keeping.force import force_of
from possible_web.keeping.pools import ALL, looked_at
from possible_web.portal.frame import Scene
from possible_web.records.models import Pool, Waiting

_door = threading.Lock()
_last: dict[tuple[str, str, int], Floor] = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in the queue; lengths in milliseconds, None where nothing honest can be said.

    `offered`: somebody is being asked right now. `limit`: the longest that one waits before we call instead.
    """

    place: int
    team: str
    half: int | None
    long: int | None
    waited: int
    limit: int | None
    offered: bool


def standing(scene: Scene) -> Standing | None:
    """Return where the talk of a scene stands in its queue; None when it does not wait."""
    talk = scene.talk
    row = Waiting.objects.filter(contact=talk.id).select_related("pool").first() if talk else None
    if talk is None or row is None:
        return None
    half, long = _estimate(row.pool, row.contact)
    since = talk.place if talk.place is not None else scene.now
    return Standing(
        place=_ahead(row) + 1,
        team=row.team,
        half=half,
        long=long,
        waited=max(0, scene.now - since),
        limit=_limit(scene),
        offered=bool(row.taker),
    )


def _ahead(row: Waiting) -> int:
    """Return how many wait before somebody in the same queue, by the places that they have."""
    others = Waiting.objects.filter(
        pool=row.pool, team=row.team, language=row.language, channel=row.channel
    ).exclude(pk=row.pk)
    return sum(_place(other.body) < _place(row.body) for other in others.only("body"))


def _place(body: dict[str, dict[str, int]]) -> int:
    want = {"credit": 0, **body["want"]}
    return want["since"] - want["credit"]


def _estimate(pool: Pool, contact: str) -> tuple[int | None, int | None]:
    """Return half and P80 of the wait that is left, as the floor reckons it at this moment."""
    try:
        with _door:
            found = _floor_seen(pool).estimate(contact)
    except Refused:
        return None, None
    return found.low, found.high


def expected(team: str, language: Language) -> int | None:
    """Return how long somebody who writes now waits, four times in five; None: nothing honest can be said."""
    pool = Pool.objects.filter(name=ALL).first()
    if pool is None:
        return None
    want = Want(contact="new", team=team, language=language, channel="chat", since=Instant(pool.now))
    with _door:
        return _floor_seen(pool).estimate_for(want).high


def _floor_seen(pool: Pool) -> Floor:
    """Return the floor of a pool to look at, built anew from its rows when it has heard something since."""
    found = _last.get((database_name(), pool.name, pool.pool_seq))
    if found is None:
        told, found = looked_at(pool.name)
        _last.clear()
        _last[database_name(), pool.name, told] = found
    return found


def _limit(scene: Scene) -> int | None:
    """Return the longest wait of this step of the charter, in milliseconds."""
    talk = scene.talk
    if talk is None or not isinstance(talk.spot, Waits):
        return None
    course = Course(force_of(scene.row.charter_id), scene.case, talk.id, scene.now)
    span = limit_of(course, talk.spot)
    return span.about * SECOND if span else None
