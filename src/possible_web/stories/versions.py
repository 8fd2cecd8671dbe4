"""Versions of the charter: since when each was in force, and what changed from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from possible.answers.compare import compared
from possible.charter.compare import Change, changes
from possible.values import N_, Sentence, sentence
from possible.values.instant import Instant
from possible_web.keeping.charters import charter_of
from possible_web.records.doors import NotHere
from possible_web.records.models import Activation

SHOWN = 50
LONGEST = 160
NEW = N_("{name} is new: {value}")
GONE = N_("{name} is gone; it was {value}")
OTHER = N_("{name} was {old}, is {new}")


@dataclass(frozen=True, slots=True)
class Version:
    """One time that a charter was put in force."""

    number: int
    digest: str
    dated: str
    at: Instant
    rolled_back: bool
    override: str
    first: bool


def versions() -> list[Version]:
    """Return when which charter was put in force, the newest first, fifty at most."""
    rows = list(Activation.objects.select_related("charter").order_by("-pk")[: SHOWN + 1])
    return [
        Version(
            row.pk,
            row.charter.digest,
            row.charter.version.isoformat(),
            Instant(row.at),
            row.rolled_back,
            row.charter.override,
            place == len(rows) - 1,
        )
        for place, row in enumerate(rows)
    ][:SHOWN]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed: sections with their lines, and the questions that are answered otherwise now."""

    sections: tuple[tuple[str, tuple[Sentence, ...]], ...]
    answers: tuple[str, ...]


def difference(number: int) -> Difference:
    """Return what an activation changed from the one before; `NotHere` for the first one and for none."""
    row = Activation.objects.filter(pk=number).first()
    before = Activation.objects.filter(pk__lt=number).order_by("-pk").first() if row else None
    if row is None or before is None:
        raise NotHere(number)
    old, new = (charter_of(each.charter_id) for each in (before, row))
    return _difference((old.id, old.digest), (new.id, new.digest))


@lru_cache(maxsize=32)
def _difference(before: tuple[int, str], after: tuple[int, str]) -> Difference:
    """Row and digest of two versions: they never change, so what lies between is reckoned once."""
    old, new = charter_of(before[0]).charter, charter_of(after[0]).charter
    sections: dict[str, list[Sentence]] = {}
    for change in changes(old, new):
        sections.setdefault(change.path[0], []).append(_told(change))
    others = dict.fromkeys(other.question for other in compared(old, new).others)
    return Difference(tuple((name, tuple(lines)) for name, lines in sections.items()), tuple(others))


def _told(change: Change) -> Sentence:
    name = ".".join(change.path[1:]) or change.path[0]
    if change.old is None:
        return sentence(NEW, name=name, value=_short(change.new))
    if change.new is None:
        return sentence(GONE, name=name, value=_short(change.old))
    return sentence(OTHER, name=name, old=_short(change.old), new=_short(change.new))


def _short(text: str | None) -> str:
    text = text or ""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
