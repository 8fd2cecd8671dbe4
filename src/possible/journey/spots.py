"""Where a contact can be, and the moves between: small values that `moves`, the graph and the walk share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from possible.charter.domains import Range
from possible.charter.tariffs import Phase
from possible.values import Language, Moment, Sentence

Key = tuple[str, ...]
Known = tuple[tuple[str, "tuple[Range, ...]"], ...]


class Owner(StrEnum):
    """Whose move it is."""

    CALLER = "caller"
    COMPANY = "company"
    CLOCK = "clock"
    CHANCE = "chance"


class End(StrEnum):
    """How a walk ends. The good ends are those that leave the caller with something to hold."""

    SOLVED = "solved"
    AGREED = "agreed"
    ANSWERED = "answered"
    PROMISED = "promised"
    HUNG_UP = "hung-up"
    RAN_OUT = "ran-out"
    CLOSED = "closed"
    DANGLING = "dangling"
    NOBODY = "nobody"
    DECLINED = "declined"


GOOD_ENDS = frozenset({End.SOLVED, End.AGREED, End.ANSWERED, End.PROMISED})


@dataclass(frozen=True, slots=True)
class Dialled:
    """A line was dialled, opened or walked into."""

    line: str


@dataclass(frozen=True, slots=True)
class At:
    """At a step of a path; past the last step the path has run out."""

    path: str
    index: int


@dataclass(frozen=True, slots=True)
class Put:
    """A question is put: at a step of a path (what is offered instead of a no), or aside from all paths."""

    question: str
    path: str = ""
    index: int = -1


@dataclass(frozen=True, slots=True)
class Told:
    """The row of a question's table was told as the answer, at a step of a path (or aside from all paths)."""

    question: str
    row: int
    path: str = ""
    index: int = -1


@dataclass(frozen=True, slots=True)
class Waiting:
    """Waiting for a person of a team, as a step of a path (or `waiting:`) says; `handed`: handed on."""

    team: str
    path: str = ""
    index: int = -1
    handed: bool = False


@dataclass(frozen=True, slots=True)
class With:
    """With a person of a team."""

    team: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The walk is over: how, by which name, and at which key of the charter."""

    how: End
    name: str = ""
    key: Key = ()


Spot = Dialled | At | Put | Told | Waiting | With | Ended


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can come next: whose it is, what it is called, where it leads, and where it is written.

    `sent`: the company sends the caller there, although the caller's own hand dials. `learnt`: the facts that
    it brings and their ranges. `again`: the caller is asked anew each time. `free`: the caller may choose
    otherwise each time. `other_language`: the person reached does not speak the language wanted. `heard`:
    the wording that names the line dialled next; `unasked`: it is said only while this fact is not known.
    `phase`: what the meter calls it.
    """

    owner: Owner
    label: Sentence
    to: Spot
    key: Key
    phase: Phase = Phase.MENU
    learnt: Known = ()
    sent: bool = False
    again: bool = False
    free: bool = False
    other_language: bool = False
    heard: str = ""
    unasked: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """A caller somewhere: the language wanted, a moment of the week, and what is known so far."""

    spot: Spot
    language: Language
    moment: Moment
    known: Known = ()


def is_good(spot: Spot) -> bool:
    """Tell whether a caller who is here has a person, an answer, a dated promise, or the fault solved."""
    return isinstance(spot, (With, Told)) or (isinstance(spot, Ended) and spot.how in GOOD_ENDS)


def has_person_or_promise(spot: Spot) -> bool:
    """Tell whether a caller who is here has a person or a dated promise, or needs neither any more."""
    return isinstance(spot, With) or (
        isinstance(spot, Ended) and spot.how in {End.SOLVED, End.AGREED, End.PROMISED}
    )


@lru_cache(maxsize=10_000)
def text_of(spot: Spot) -> str:
    """Return a spot as one line of text, the same for equal spots: what events and traces write."""
    words: list[str] = []
    match spot:
        case Dialled(line=line):
            words = ["dialled", line]
        case At(path=path, index=index):
            words = ["at", _step_of(path, index)]
        case Put(question=question, path=path, index=index):
            words = ["put", question, _step_of(path, index)]
        case Told(question=question, row=row, path=path, index=index):
            words = ["told", f"{question}#{row}", _step_of(path, index)]
        case Waiting(team=team, path=path, index=index, handed=handed):
            words = ["waiting", team, _step_of(path, index), "handed" if handed else ""]
        case With(team=team):
            words = ["with", team]
        case Ended(how=how, name=name):
            words = ["ended", how.value, name]
    return " ".join(word for word in words if word)


def _step_of(path: str, index: int) -> str:
    return f"{path}/{index}" if path else ""
