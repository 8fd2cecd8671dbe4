"""What a run wants next, and what one can tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from possible.charter import Cell
from possible.values import Money

Why = Literal["goal", "step", "check", "policy"]


@dataclass(frozen=True, slots=True)
class Ask:
    """Find a fact out: ask the customer, or look it up where `source` says; `repeat` counts from 0."""

    fact: str
    source: str
    why: Why
    step: str
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class Agree:
    """Ask for a consent before something is done that costs or uses data; `yes` or `no`."""

    consent: str
    price: Money | None
    step: str
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class Do:
    """Have something done by the customer, an agent or the system; `repeat` counts from 0, and 2 is the
    last.
    """

    action: str
    by: str
    step: str
    arguments: dict[str, str] = field(default_factory=dict)
    minutes: int = 0
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class Solved:
    """The end: the goal was seen."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """The end: not solved, and these facts are known now."""

    facts: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class HandOn:
    """The end: a team takes over with the evidence; an empty team is the person of the path.

    `unknown`: the customer could not say, or did not answer. `stuck`: the playbook has no way on.
    """

    team: str
    why: Literal["asked", "unknown", "stuck"] = "asked"


Over = Solved | Concluded | HandOn
Move = Ask | Agree | Do | Over


@dataclass(frozen=True, slots=True)
class Seen:
    """The answer to a question, in the charter's words: a value of the fact, or `yes` and `no` to a
    consent.
    """

    value: str


class Reply(StrEnum):
    """What can be told besides a value."""

    DONE = "done"
    UNABLE = "unable"  # cannot or will not
    UNKNOWN = "unknown"  # "I don't know"
    SILENCE = "silence"  # no answer in good time


Observation = Seen | Reply
