"""The differences between two charters for people and for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from possible.charter import digest
from possible.cli.ink import Ink
from possible.cli.say import say
from possible.values import N_

if TYPE_CHECKING:
    from possible.answers import Outcome
    from possible.answers.compare import Compared, Other
    from possible.charter import Charter
    from possible.charter.compare import Change

FEW = 3
DIGITS = 12
LONGEST = 100  # signs of a value on one line


@dataclass(frozen=True, slots=True)
class Differences:
    """Two charters, what changed, and who gets another answer."""

    old: Charter
    new: Charter
    changes: tuple[Change, ...]
    answers: Compared


def as_text(found: Differences) -> str:
    """Return what changed, section by section, then who is answered otherwise."""
    ink = Ink.on(sys.stdout, os.environ)
    lines: list[str] = []
    for section, group in groupby(found.changes, key=lambda change: change.path[0]):
        lines += [
            ink.strong(section),
            *(line for change in group for line in _change(found, change, ink)),
            "",
        ]
    others = list(_others(found.answers, ink))
    if others:
        lines += [ink.strong(say(N_("Who now gets another answer"))), *others, ""]
    return "\n".join([*lines, _closing(found, ink)])


def _change(found: Differences, change: Change, ink: Ink) -> Iterator[str]:
    name = ".".join(change.path[1:]) or change.path[0]
    place = ink.faint(str(change.place(found.old, found.new)))
    if change.old is None:
        yield "  " + say(N_("{name} is new: {value}"), name=name, value=_short(change.new)) + f"  {place}"
    elif change.new is None:
        yield (
            "  "
            + say(N_("{name} is gone; it was {value}"), name=name, value=_short(change.old))
            + f"  {place}"
        )
    else:
        text = N_("{name} was {old}, is {new}")
        yield "  " + say(text, name=name, old=_short(change.old), new=_short(change.new)) + f"  {place}"


def _short(text: str | None) -> str:
    text = text or ""
    return f"`{text}`" if len(text) <= LONGEST else f"`{text[: LONGEST - 1]}…`"


def _others(compared: Compared, ink: Ink) -> Iterator[str]:
    for question, group in groupby(compared.others, key=lambda other: other.question):
        yield f"  {ink.strong(question)}"
        for other in group:
            yield from _other(other, ink)
    for question, fact in compared.unlike:
        text = N_("{question}: not compared, `{fact}` is of another kind now")
        yield "  " + ink.warning(say(text, question=question, fact=fact))
    for question in compared.undecided:
        yield "  " + ink.warning(
            say(N_("{question}: there are more differences than these"), question=question)
        )


def _other(other: Other, ink: Ink) -> Iterator[str]:
    who = say(N_("{teams} answer"), teams=", ".join(other.teams)) + ": " if other.teams else ""
    was, now = _said(other.old), _said(other.new)
    yield "    " + who + say(N_("was `{old}`, is `{new}`"), old=was, new=now)
    for region in other.regions[:FEW]:
        when = say(N_("when {facts}"), facts=region) if region.facts else say(N_("whatever the facts"))
        example = " ".join(f"{name}={value}" for name, value in region.example.items())
        yield f"      {when}  {ink.faint(say(N_('for example {facts}'), facts=example))}"
    if len(other.regions) > FEW:
        yield "      " + say(N_("and in {count} more cases"), count=len(other.regions) - FEW)


def _said(outcomes: tuple[Outcome, ...]) -> str:
    return " / ".join(map(str, outcomes)) or say(N_("no answer"))


def _closing(found: Differences, ink: Ink) -> str:
    if not found.changes:
        return ink.good(say(N_("no differences · digest {digest}"), digest=digest(found.new)[:DIGITS]))
    return say(
        N_("changes {changes} · questions answered otherwise {questions} · digest {old} → {new}"),
        changes=len(found.changes),
        questions=len({other.question for other in found.answers.others}),
        old=digest(found.old)[:DIGITS],
        new=digest(found.new)[:DIGITS],
    )


def as_json(found: Differences) -> str:
    """Return the differences for programs."""
    plain = {
        "same": not found.changes,
        "digests": {"old": digest(found.old), "new": digest(found.new)},
        "changes": [_plain_change(found, change) for change in found.changes],
        "answers": [_plain_other(other) for other in found.answers.others],
        "not_compared": [{"question": name, "fact": fact} for name, fact in found.answers.unlike],
        "incomplete": list(found.answers.undecided),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _plain_change(found: Differences, change: Change) -> dict[str, Any]:
    place = change.place(found.old, found.new)
    where = {"file": place.file, "line": place.line, "column": place.column}
    return {"path": list(change.path), "old": change.old, "new": change.new, **where}


def _plain_other(other: Other) -> dict[str, Any]:
    return {
        "question": other.question,
        "teams": list(other.teams),
        "old": [_plain_outcome(outcome) for outcome in other.old],
        "new": [_plain_outcome(outcome) for outcome in other.new],
        "when": [{"facts": region.facts, "example": region.example} for region in other.regions],
    }


def _plain_outcome(outcome: Outcome) -> dict[str, Any]:
    price = {"cents": outcome.price.cents, "currency": outcome.price.currency} if outcome.price else None
    names = {"because": outcome.because, "instead": outcome.instead, "appeal": outcome.appeal}
    return {"answer": outcome.answer, "price": price, **{name: text or None for name, text in names.items()}}
