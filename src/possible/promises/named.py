"""Promises by name: those of the charter, and the rungs of its complaints ladder, which are promises too."""

from __future__ import annotations

from possible.charter import Charter
from possible.charter.promises import Promise, Rung

RUNG = "complaints/"


def rung(number: int) -> str:
    """Return the name of the promise that a rung of the ladder is, the first being 0."""
    return f"{RUNG}{number}"


def is_rung(name: str) -> bool:
    """Tell whether a promise is a rung of the complaints ladder."""
    return name.startswith(RUNG)


def written_promise(charter: Charter | None, name: str) -> Promise | None:
    """Return a promise or a rung as a promise; None where the charter (if there is one) has none."""
    try:
        return promise_of(charter, name) if charter else None
    except (KeyError, ValueError):
        return None


def promise_of(charter: Charter, name: str) -> Promise:
    """Return a promise, or a rung of the complaints ladder as one; KeyError where there is none."""
    if not name.startswith(RUNG):
        return charter.promises[name]
    number = int(name.removeprefix(RUNG))
    if number >= len(charter.complaints.ladder):
        raise KeyError(name)
    return _as_promise(charter.complaints.ladder[number])


def _as_promise(step: Rung) -> Promise:
    return Promise(from_="received", until="answered", within=step.within, else_=step.else_)
