"""`no-technician`: a visit is promised in a language that nobody who can come speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.language_kept.way import way_in
from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.check.subject import Subject
    from possible.values import Language


def find(subject: Subject) -> Iterator[Broken]:
    """Find teams that go to homes and have nobody, at any hour, who speaks a promised language."""
    charter = subject.charter
    visits = {remedy.by: name for name, remedy in reversed(charter.remedies.items())}
    for team, remedy in visits.items():
        if not charter.teams[team].visits:
            continue
        for tag in charter.languages:
            if not _comes(charter, team, tag):
                message = sentence(
                    N_("`{remedy}` is promised in `{language}`, and nobody of `{team}` ever speaks it."),
                    remedy=remedy, language=tag, team=team,
                )  # fmt: skip
                attempt = sentence(N_("give `{team}` hours in `{language}`"), team=team, language=tag)
                at = ("teams", team, "languages")
                place = first_written(charter, (*at, tag), at)
                yield Broken(place, message, way_in(subject, tag, "remedies", remedy), attempt)


def _comes(charter: Charter, team: str, tag: Language) -> bool:
    entry = charter.teams[team]
    hours = entry.languages.get(tag)
    return bool(hours and any(charter.hours_of(hours).days)) and entry.people.get(tag, 1) > 0


NO_TECHNICIAN = Rule(
    "no-technician", N_("Somebody who can come to a home speaks each promised language."), find
)
