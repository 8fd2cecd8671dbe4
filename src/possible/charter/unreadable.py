"""What makes a charter unreadable, collected so that one run tells everything that is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from possible.values import N_, Finding, Level, Place, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 12
MANY = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be read: its kind, place and sentence, and what to try."""

    kind: str
    place: Place
    message: Sentence
    attempt: Sentence | None = None

    def finding(self) -> Finding:
        """Return it in the form in which `check` tells everything."""
        return Finding("reading", self.kind, Level.ERROR, self.place, self.message, (), self.attempt)


class Unreadable(Exception):  # noqa: N818 - it is what the charter is
    """A charter that cannot be read, with every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults; there is at least one."""
        super().__init__("; ".join(f"{fault.place}: {fault.message}" for fault in faults))
        self.faults = tuple(faults)


def did_you_mean(word: str, known: Iterable[str]) -> Sentence | None:
    """Return `did you mean …?` when a known word is close, else the known words when they are few."""
    names = sorted(known)
    if close := close_to(word, names):
        return close
    if 0 < len(names) <= FEW:
        return sentence(N_("one of: {words}"), words=", ".join(f"`{name}`" for name in names))
    return None


def close_to(word: str, known: Iterable[str]) -> Sentence | None:
    """Return `did you mean …?` when a known word is close, else nothing."""
    names = list(known)
    if len(names) > MANY:  # comparing letters with thousands of names takes too long to be told of each fault
        names = [name for name in names if name[:1] == word[:1] and abs(len(name) - len(word)) <= 1][:MANY]
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    return sentence(N_("did you mean `{word}`?"), word=close[0]) if close else None
