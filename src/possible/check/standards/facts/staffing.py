"""Who is there at which hours, in which languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from possible.charter import Charter
from possible.charter.kinds import OneOf, Record, YesNo, key, record
from possible.charter.quantities import HoursKind
from possible.charter.steps import Queue
from possible.check.law import Broken
from possible.check.standards.facts.menus import TALKING
from possible.check.standards.facts.promised import services
from possible.check.standards.facts.reach import help_lines, reach
from possible.check.standards.facts.register import COUNT, fact
from possible.check.standards.said import sentence
from possible.check.subject import Subject
from possible.values import ALWAYS, HOLIDAY, N_, Hours, Language

EVENING = 18 * 60
Range = tuple[int, int]


def there(charter: Charter, teams: Iterable[str], language: Language | None) -> list[Hours]:
    """Return the hours of teams, in one language or in any, each once."""
    spoken = [charter.teams[name].languages for name in teams]
    names = {hours for each in spoken for tongue, hours in each.items() if language in (None, tongue)}
    return [charter.hours_of(name) for name in sorted(names)]


def covers(given: list[Hours], wanted: Hours) -> bool:
    """Tell whether somebody is there in all of the wanted hours."""
    return all(_within(part, open_on(given, day)) for day, parts in enumerate(wanted.days) for part in parts)


def open_on(given: list[Hours], day: int) -> list[Range]:
    """Return the ranges of minutes of a day in which somebody is there, joined."""
    joined: list[Range] = []
    for start, end in sorted(part for hours in given for part in hours.days[day]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _within(part: Range, given: list[Range]) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in given)


@record
class Staffed:
    """Hours in which somebody takes calls, in any language or in every promised one."""

    hours: Hours = key(HoursKind(), "the hours")
    languages: str = key(OneOf("any", "every"), "in some language, or in every promised one", default="any")


@fact("staffed", Record(Staffed))
def staffed(subject: Subject, want: Staffed) -> Iterator[Broken]:
    """Some line for help has people in these hours."""
    charter = subject.charter
    for language in charter.languages if want.languages == "every" else [None]:
        lines = [
            name for name in help_lines(charter, "phone") if language in (None, *charter.languages_of(name))
        ]
        behind = (reach(subject).teams_behind(name) for name in lines)
        if not any(covers(there(charter, teams, language), want.hours) for teams in behind):
            message = sentence(N_("No line for help has people in all the hours that the standard asks for."))
            yield Broken(charter.place("teams"), message)


@record
class HoursADay:
    """For how many hours a day people answer, and on how many days of the week."""

    hours: int = key(COUNT, "hours a day")
    days: int = key(COUNT, "days a week, from Monday", default=7)


@fact("hours-a-day", Record(HoursADay))
def hours_a_day(subject: Subject, want: HoursADay) -> Iterator[Broken]:
    """People answer for so many hours a day."""
    charter = subject.charter
    best = 0
    for name in help_lines(charter, "phone"):
        given = there(charter, reach(subject).teams_behind(name), None)
        days = [sum(end - start for start, end in open_on(given, day)) for day in range(want.days)]
        best = max(best, *days[:1], min(days)) if min(days) > best else best
    if best < want.hours * 60:
        text = N_("People answer for {given} h a day; the standard asks for {want} h.")
        yield Broken(charter.place("teams"), sentence(text, given=best // 60, want=want.hours))


@fact("every-service-always", YesNo())
def every_service_always(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """At every hour, in every promised language, somebody is there for each service that is promised."""
    charter = subject.charter
    holes: dict[tuple[tuple[str, ...], Language], list[str]] = {}
    for wanted, teams, languages in _groups(charter):
        for language in languages:
            if not covers(there(charter, teams, language), ALWAYS):
                holes.setdefault((teams, language), []).append(wanted)
    yield from (_hole(charter, wanted, teams, language) for (teams, language), wanted in holes.items())


def _groups(charter: Charter) -> Iterator[tuple[str, tuple[str, ...], tuple[Language, ...]]]:
    """Yield what must be there at every hour, the teams that can do it or interpret, and the languages."""
    helped = [charter.waiting.no_speaker] if charter.waiting.no_speaker in charter.teams else []
    for line, opened in help_lines(charter, "phone").items():
        walk = charter.paths.get(opened.opens)
        if walk and walk.person in charter.teams:
            yield walk.person, (walk.person, *helped), charter.languages_of(line)
    for service in services(charter):
        able = [name for name, team in charter.teams.items() if service in team.skills and not team.visits]
        if able:
            yield service, (*able, *helped), charter.languages


def _hole(charter: Charter, wanted: list[str], teams: tuple[str, ...], language: Language) -> Broken:
    text = N_("Nobody who speaks `{language}` is there at every hour for: {what}.")
    message = sentence(text, language=language, what=", ".join(dict.fromkeys(wanted)))
    attempt = sentence(N_("write `{language}: always` in a team for it"), language=language)
    speaks = next((name for name in teams if language in charter.teams[name].languages), teams[0])
    return Broken(charter.place("teams", speaks, "languages", language), message, (), attempt)


@fact("shop-hours", YesNo())
def shop_hours(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A place that one can go to is open on an evening or at the weekend."""
    charter = subject.charter
    places = help_lines(charter, "place")
    given = [hours for name in places for hours in there(charter, _at_the_door(charter, name), None)]
    late = any(end > EVENING for hours in given for day in hours.days[:5] for _, end in day)
    weekend = any(day for hours in given for day in hours.days[5:HOLIDAY])
    if not (late or weekend):
        message = sentence(N_("No place to go to is open on an evening or at the weekend."))
        yield Broken(charter.place("lines", *list(places)[:1]), message)


def _at_the_door(charter: Charter, line: str) -> list[str]:
    """Return the teams that one meets where a line opens, without being sent on."""
    walk = charter.paths.get(charter.lines[line].opens)
    names = [walk.person, *(step.queue for step in walk.steps if isinstance(step, Queue))] if walk else []
    return [name for name in names if name in charter.teams]


@fact("languages-kept", YesNo())
def languages_kept(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Every promised language has its wording, and people behind a line who speak it."""
    charter = subject.charter
    teams = {team for line in help_lines(charter, *TALKING) for team in reach(subject).teams_behind(line)}
    spoken = {language for team in teams for language in charter.teams[team].languages}
    for index, language in enumerate(charter.languages):
        if language not in charter.words or language not in spoken:
            text = N_(
                "The language `{language}` is promised, and nobody speaks it or nothing is worded in it."
            )
            yield Broken(charter.place("languages", str(index)), sentence(text, language=language))
