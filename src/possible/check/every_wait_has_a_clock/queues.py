"""Waits for a person that have no end, or in which one hears nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.every_wait_has_a_clock.waits import Wait, waits
from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject

WAITING = ("waiting",)


def without_limit(subject: Subject) -> Iterator[Broken]:
    """Find, once, that the general clock of waiting lacks a limit or what follows, where a wait needs it."""
    endless = [wait for wait in waits(subject.charter) if wait.at_most is None or not wait.then]
    if not endless:
        return
    first = endless[0]
    if first.at_most is None:
        message = sentence(N_("Nothing ends a wait for `{team}`: there is no `at-most`."), team=first.team)
        attempt = sentence(N_("`at-most: 90 s` and `then: …`, a promise to call back, under `waiting`"))
    else:
        message = sentence(
            N_("After {limit} of waiting for `{team}` nothing follows: there is no `then`."),
            limit=first.at_most.said, team=first.team,
        )  # fmt: skip
        attempt = sentence(N_("`then: …`, a promise to call back, under `waiting`"))
    endless_wait = sentence(N_("waits for `{team}`, and nothing ends the wait"), team=first.team)
    yield _broken(subject, first, message, endless_wait, attempt)


def silent(subject: Subject) -> Iterator[Broken]:
    """Find, once, that one never hears how long it will take; and clocks that are slower than the wait."""
    found = list(waits(subject.charter))
    mute = next((wait for wait in found if wait.status_every is None), None)
    if mute:
        message = sentence(N_("Who waits for `{team}` never hears how long it will take."), team=mute.team)
        hears = sentence(N_("waits for `{team}`, and hears nothing"), team=mute.team)
        yield _broken(subject, mute, message, hears, sentence(N_("`status-every: 30 s` under `waiting`")))
    slow = {_place_of_status(wait): wait for wait in reversed(found) if _too_slow(wait)}
    for key, wait in slow.items():
        message = sentence(
            N_("The wait for `{team}` is over after {limit}, before one hears how long it will take."),
            team=wait.team, limit=wait.at_most.said if wait.at_most else "",
        )  # fmt: skip
        attempt = sentence(N_("tell it more often than that"))
        yield Broken(subject.charter.place(*key), message, subject.way_to(*wait.key), attempt)


def _too_slow(wait: Wait) -> bool:
    return bool(wait.at_most and wait.status_every and wait.status_every.about > wait.at_most.about)


def _place_of_status(wait: Wait) -> tuple[str, ...]:
    """Return the cause: the step's own words on it, or those of `waiting`."""
    if wait.own and wait.own.status_every:
        return (*wait.key[:-1], "status-every")
    return (*wait.key[:-1], "at-most") if wait.own and wait.own.at_most else (*WAITING, "status-every")


def _broken(subject: Subject, wait: Wait, message: Sentence, last: Sentence, attempt: Sentence) -> Broken:
    place = first_written(subject.charter, WAITING, wait.key)
    return Broken(place, message, (*subject.way_to(*wait.key), last), attempt)


QUEUE_WITHOUT_LIMIT = Rule(
    "queue-without-limit", N_("Every wait for a person has a limit, and something follows it."), without_limit
)
SILENT_WAIT = Rule("silent-wait", N_("Who waits hears how long it will take."), silent)
