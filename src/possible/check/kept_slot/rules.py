"""What a remedy that brings somebody to a home must say: when, by whom, and who may move it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, Refused, Sentence, sentence, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.promises import Remedy
    from possible.check.subject import Subject

AS_WE_NEED = "as we need"
ARRIVED = "arrived"
_BEFORE = re.compile(r"(?:\d\d:\d\d )?(?P<span>.*?) ?before(?: .*)?")


def no_window(subject: Subject) -> Iterator[Broken]:
    """Find visits that say no window, or not how soon they can be had."""
    for name, remedy in _visits(subject.charter):
        key = ("remedies", name)
        if remedy.window is None:
            message = sentence(N_("`{remedy}` says no window in which somebody arrives."), remedy=name)
            yield _broken(subject, name, message, sentence(N_("`window: 2 h`")))
        elif not remedy.window.count:
            message = sentence(N_("`{remedy}` has a window of no length."), remedy=name)
            yield _broken(subject, name, message, sentence(N_("`window: 2 h`")), (*key, "window"))
        if remedy.within is None:
            message = sentence(N_("`{remedy}` does not say how soon it can be had."), remedy=name)
            yield _broken(subject, name, message, sentence(N_("`within: 3 days`")))


def moved_without_consent(subject: Subject) -> Iterator[Broken]:
    """Find remedies whose window the company moves as it needs."""
    for name, remedy in subject.charter.remedies.items():
        if remedy.moved == AS_WE_NEED:
            message = sentence(
                N_("The window of `{remedy}` is moved without the customer's consent."), remedy=name
            )
            attempt = sentence(N_("leave `moved` out: a window moves with consent"))
            yield _broken(subject, name, message, attempt, ("remedies", name, "moved"))


def no_cancel_limit(subject: Subject) -> Iterator[Broken]:
    """Find visits that the company may cancel at any moment."""
    attempt = sentence(N_("`cancel-until: 18:00 the day before`"))
    for name, remedy in _visits(subject.charter):
        if not remedy.cancel_until:
            message = sentence(N_("Nothing says until when the company may cancel `{remedy}`."), remedy=name)
            yield _broken(subject, name, message, attempt)
        elif not _is_a_limit(remedy.cancel_until):
            message = sentence(
                N_("`{text}` is no moment before the window of `{remedy}`."),
                text=remedy.cancel_until,
                remedy=name,
            )
            yield _broken(subject, name, message, attempt, ("remedies", name, "cancel-until"))


def no_such_skill(subject: Subject) -> Iterator[Broken]:
    """Find remedies by a team that lacks a skill of theirs, or that goes to nobody's home."""
    charter = subject.charter
    for name, remedy in charter.remedies.items():
        team = charter.teams[remedy.by]
        for index, skill in enumerate(remedy.skills):
            if skill not in team.skills:
                message = sentence(
                    N_("`{remedy}` needs the skill `{skill}`, which `{team}` has not."),
                    remedy=name, skill=skill, team=remedy.by,
                )  # fmt: skip
                attempt = sentence(N_("give `{team}` the skill, or name a team that has it"), team=remedy.by)
                yield _broken(subject, name, message, attempt, ("remedies", name, "skills", str(index)))
        if _arrives(charter, remedy) and not team.visits:
            message = sentence(
                N_("`{remedy}` promises that somebody arrives, and `{team}` goes to nobody's home."),
                remedy=name, team=remedy.by,
            )  # fmt: skip
            attempt = sentence(
                N_("write `visits: yes` for `{team}`, or name a team that visits"), team=remedy.by
            )
            yield _broken(subject, name, message, attempt, ("remedies", name, "by"))


def _visits(charter: Charter) -> Iterator[tuple[str, Remedy]]:
    """Yield the remedies that bring somebody to a home."""
    for name, remedy in charter.remedies.items():
        if charter.teams[remedy.by].visits or _arrives(charter, remedy):
            yield name, remedy


def _arrives(charter: Charter, remedy: Remedy) -> bool:
    promise = charter.promises.get(remedy.promise)
    return remedy.window is not None or bool(promise and promise.until == ARRIVED)


def _is_a_limit(text: str) -> bool:
    """Tell whether a text names a moment before the window: `18:00 the day before`, `2 h before`."""
    found = _BEFORE.fullmatch(text)
    if not found:
        return False
    words = found["span"]
    if not words[:1].isdigit():
        return bool(words) and "any" not in words.split()
    try:
        return span(words).count > 0
    except Refused:
        return False


def _broken(
    subject: Subject, remedy: str, message: Sentence, attempt: Sentence, *keys: tuple[str, ...]
) -> Broken:
    place = first_written(subject.charter, *keys, ("remedies", remedy))
    return Broken(place, message, subject.way_to("remedies", remedy), attempt)


RULES = (
    Rule("no-window", N_("A visit has a window, and a day until which it can be had."), no_window),
    Rule(
        "moved-without-consent",
        N_("Only the customer's consent moves a booked window."),
        moved_without_consent,
    ),
    Rule(
        "no-cancel-limit",
        N_("The company cancels a visit only until a moment that is known."),
        no_cancel_limit,
    ),
    Rule("no-such-skill", N_("The team that does a remedy has the skills that it needs."), no_such_skill),
)
