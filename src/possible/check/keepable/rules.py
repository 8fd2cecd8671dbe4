"""`too-few-people`: hours that are promised in a language, and not enough people to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.forecast import Service, Week, carried, people_for
from possible.values import N_, Level, Sentence, Span, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.promises import Promise
    from possible.check.subject import Subject

WEEK = Week()
ASKED_FOR = ("first ring", "connected", "person asked", "transfer asked")
PERSON = "person"


def find(subject: Subject) -> Iterator[Broken]:
    """Find languages of a team whose planned people cannot fill one place in all of its hours."""
    charter = subject.charter
    for name, team in charter.teams.items():
        if not team.people:
            continue  # the charter plans no people here: there is nothing to reckon with
        for tag, hours in team.languages.items():
            minutes = charter.hours_of(hours).weekly_minutes
            people, needed = team.people.get(tag, 0), people_for(1, minutes, WEEK)
            if people < needed:
                message = sentence(
                    N_(
                        "`{team}` promises `{language}` for {hours} hours a week (`{name}`) "
                        "with {people} people; one place takes {needed}."
                    ),
                    team=name, language=tag, hours=_hours(minutes), name=hours, people=people, needed=needed,
                )  # fmt: skip
                place = first_written(charter, ("teams", name, "people", tag), ("teams", name, "people"))
                attempt = sentence(N_("plan {needed} people or more, or promise fewer hours"), needed=needed)
                yield Broken(place, message, tuple(_reckoning(charter, minutes)), attempt)


def _reckoning(charter: Charter, minutes: int) -> Iterator[Sentence]:
    """Yield the numbers of the estimate: what one person gives, and what one place can carry."""
    yield sentence(
        N_("one person gives {given} hours a week: {hours} less {away} % for leave, holidays and breaks"),
        given=_hours(WEEK.minutes), hours=WEEK.hours, away=WEEK.away,
    )  # fmt: skip
    yield sentence(N_("one place is filled for {hours} hours a week"), hours=_hours(minutes))
    promise = next((found for found in charter.promises.values() if _of_answering(found)), None)
    if promise and promise.share and isinstance(promise.within, Span):
        service = Service(float(promise.share), promise.within.about)
        yield sentence(
            N_(
                "one place answers {share} % within {within} while at most {carried} contacts "
                "of {minutes} minutes come in an hour (Erlang C)"
            ),
            share=f"{float(promise.share) * 100:g}", within=promise.within.said,
            carried=f"{carried(1, service):.1f}", minutes=service.each // 60,
        )  # fmt: skip


def _of_answering(promise: Promise) -> bool:
    return promise.from_ in ASKED_FOR and promise.until == PERSON


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}"


TOO_FEW_PEOPLE = Rule(
    "too-few-people",
    N_("The people planned for a language can be there in all of its hours."),
    find,
    Level.ESTIMATE,
)
