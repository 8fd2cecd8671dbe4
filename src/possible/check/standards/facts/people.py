"""Who can be reached: a person from every step, the first menu, hours by language, channels, supervisors."""

from __future__ import annotations

from collections.abc import Iterator

from possible.charter import Charter
from possible.charter.kinds import ListOf, OneOf, Record, YesNo, key, record
from possible.charter.model import CHANNELS, HangUpInPractice
from possible.charter.quantities import SPAN, HoursKind
from possible.charter.steps import LANGUAGE_FACT, Ask, HangUp, Queue
from possible.check.law import Broken
from possible.check.standards.facts.promised import services
from possible.check.standards.facts.reach import behind, help_lines, reached, steps, teams_behind
from possible.check.standards.facts.register import COUNT, fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import no_longer
from possible.check.subject import Subject
from possible.values import ALWAYS, HOLIDAY, N_, Hours, Language, Span

TALKING = ("phone", "chat", "video")
MIDNIGHT = 24 * 60


@fact("person-everywhere", YesNo())
def person_everywhere(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """From every step of every path a person can be asked for."""
    charter = subject.charter
    for name in reached(charter, *help_lines(charter, *TALKING)):
        walk = charter.paths.get(name)
        if (
            walk is None
            or walk.person in charter.teams
            or all(isinstance(step, Queue) for step in walk.steps)
        ):
            continue
        message = sentence(N_("On the path `{path}` nobody can ask for a person."), path=name)
        yield Broken(
            charter.place("paths", name, "person"),
            message,
            subject.way_to("paths", name),
            sentence(N_("write `person: <team>`")),
        )


@fact("no-hang-up", YesNo())
def no_hang_up(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """No contact is ended by the company before the customer is served."""
    charter = subject.charter
    for at, step in steps(charter):
        if isinstance(step, HangUp):
            message = sentence(N_("The company hangs up: {why}."), why=step.hang_up)
            yield Broken(charter.place(*at), message, subject.way_to(*at))
    for name, team in charter.teams.items():
        for index, act in enumerate(team.in_practice):
            if isinstance(act, HangUpInPractice):
                place = charter.place("teams", name, "in-practice", str(index))
                yield Broken(
                    place,
                    sentence(N_("The people of `{team}` hang up: {when}."), team=name, when=act.hang_up),
                )


@record
class FirstMenu:
    """How many choices the first menu has at most, and what is among them."""

    at_most: int | None = key(COUNT, "the most choices", default=None)
    has: tuple[str, ...] = key(
        ListOf(OneOf("person", "complaint", "leaving")), "what is among them", default=()
    )


@fact("first-menu", Record(FirstMenu))
def first_menu(subject: Subject, want: FirstMenu) -> Iterator[Broken]:
    """The first menu of a phone line is short, and what matters is in it."""
    charter = subject.charter
    told: set[tuple[str, ...]] = set()
    for name in help_lines(charter, "phone"):
        at, menu = _first_menu(charter, charter.lines[name].opens)
        if menu is None or at in told:
            continue
        told.add(at)
        if want.at_most is not None and len(menu.to) > want.at_most:
            message = sentence(
                N_("The first menu has {count} choices; the standard allows {most}."),
                count=len(menu.to),
                most=want.at_most,
            )
            yield Broken(charter.place(*at, "to"), message)
        lacking = [thing for thing in want.has if not _offers(charter, at, menu, thing)]
        if lacking:
            message = sentence(
                N_("The first menu of line `{line}` does not offer: {what}."),
                line=name,
                what=", ".join(lacking),
            )
            yield Broken(charter.place(*at), message, subject.way_to("lines", name))


def _first_menu(charter: Charter, opens: str) -> tuple[tuple[str, ...], Ask | None]:
    """Return the first choice of a path and where it stands; nothing where one comes straight to a person."""
    for at, step in steps(charter, {opens: None}):
        if isinstance(step, Ask) and step.ask != LANGUAGE_FACT:
            return at, step
    return (), None


def _offers(charter: Charter, at: tuple[str, ...], menu: Ask, thing: str) -> bool:
    if thing == "person":
        return charter.paths[at[1]].person in charter.teams
    ways = [way for _, way in menu.to]
    if thing == "complaint":
        ladder = {rung.who for rung in charter.complaints.ladder}
        return any(_waits_for(charter, way, ladder) for way in ways)
    return any(_ends_contract(charter, way) for way in ways)


def _waits_for(charter: Charter, way: str, teams: set[str]) -> bool:
    return way in teams or any(
        isinstance(step, Queue) and step.queue in teams for _, step in steps(charter, {way: None})
    )


def _ends_contract(charter: Charter, way: str) -> bool:
    asked = [name for name in reached(charter, way) if name in charter.questions]
    remedies = {rule.answer for name in asked for rule in charter.questions[name].rules}
    promises = {charter.remedies[name].promise for name in remedies if name in charter.remedies}
    return any(charter.promises[name].until == "ended" for name in promises if name in charter.promises)


@record
class Staffed:
    """Hours in which somebody takes calls, in any language or in every promised one."""

    hours: Hours = key(HoursKind(), "the hours")
    languages: str = key(OneOf("any", "every"), "in some language, or in every promised one", default="any")


@fact("staffed", Record(Staffed))
def staffed(subject: Subject, want: Staffed) -> Iterator[Broken]:
    """Some line for help has people in these hours."""
    charter = subject.charter
    languages = charter.languages if want.languages == "every" else [None]
    for language in languages:
        lines = [
            name for name in help_lines(charter, "phone") if language in (None, *charter.languages_of(name))
        ]
        if not any(
            _covers(_there(charter, teams_behind(charter, name), language), want.hours) for name in lines
        ):
            message = sentence(N_("No line for help has people in all the hours that the standard asks for."))
            yield Broken(charter.place("teams"), message)


def _there(charter: Charter, teams: list[str], language: Language | None) -> list[Hours]:
    """Return the hours of teams, in one language or in any."""
    return [
        charter.hours_of(hours)
        for name in teams
        for spoken, hours in charter.teams[name].languages.items()
        if language in (None, spoken)
    ]


def _covers(given: list[Hours], wanted: Hours) -> bool:
    return all(
        _minutes([hours.days[day] for hours in given]) >= {*range(start, end)}
        for day, parts in enumerate(wanted.days)
        for start, end in parts
    )


def _minutes(days: list[tuple[tuple[int, int], ...]]) -> set[int]:
    return {minute for parts in days for start, end in parts for minute in range(start, end)}


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
        given = _there(charter, teams_behind(charter, name), None)
        best = max(best, min(len(_minutes([hours.days[day] for hours in given])) for day in range(want.days)))
    if best < want.hours * 60:
        message = sentence(
            N_("People answer for {given} h a day; the standard asks for {want} h."),
            given=best // 60,
            want=want.hours,
        )
        yield Broken(charter.place("teams"), message)


@fact("every-service-always", YesNo())
def every_service_always(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """At every hour, in every promised language, somebody is there for each service that is promised."""
    charter = subject.charter
    holes: dict[tuple[tuple[str, ...], Language], list[str]] = {}
    for wanted, teams, languages in _groups(charter):
        for language in languages:
            if not _covers(_there(charter, list(teams), language), ALWAYS):
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
        able = tuple(
            name for name, team in charter.teams.items() if service in team.skills and not team.visits
        )
        if able:
            yield service, (*able, *helped), charter.languages


def _hole(charter: Charter, wanted: list[str], teams: tuple[str, ...], language: Language) -> Broken:
    message = sentence(
        N_("Nobody who speaks `{language}` is there at every hour for: {what}."),
        language=language, what=", ".join(dict.fromkeys(wanted)),
    )  # fmt: skip
    attempt = sentence(N_("write `{language}: always` in a team for it"), language=language)
    speaks = next((name for name in teams if language in charter.teams[name].languages), teams[0])
    return Broken(charter.place("teams", speaks, "languages", language), message, (), attempt)


@fact("shop-hours", YesNo())
def shop_hours(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A place that one can go to is open on an evening or at the weekend."""
    charter = subject.charter
    places = help_lines(charter, "place")
    given = [hours for name in places for hours in _there(charter, _at_the_door(charter, name), None)]
    late = any(any(end > 18 * 60 for _, end in day) for hours in given for day in hours.days[:5])
    weekend = any(day for hours in given for day in hours.days[5:HOLIDAY])
    if not (late or weekend):
        message = sentence(N_("No place to go to is open on an evening or at the weekend."))
        at = ("lines", next(iter(places))) if places else ("lines",)
        yield Broken(charter.place(*at), message)


def _at_the_door(charter: Charter, line: str) -> list[str]:
    """Return the teams that one meets where a line opens, without being sent on."""
    walk = charter.paths.get(charter.lines[line].opens)
    names = [walk.person, *(step.queue for step in walk.steps if isinstance(step, Queue))] if walk else []
    return [name for name in names if name in charter.teams]


@record
class Supervisor:
    """How long one waits for a supervisor in the same contact, and how soon one calls back else."""

    wait: Span = key(SPAN, "the longest wait")
    called_within: Span = key(SPAN, "how soon the call comes")


@fact("supervisor", Record(Supervisor))
def supervisor(subject: Subject, want: Supervisor) -> Iterator[Broken]:
    """Who is not satisfied reaches a team of the complaints ladder in the same contact, or is called."""
    charter = subject.charter
    ladder = {rung.who for rung in charter.complaints.ladder}
    queues = [(at, step) for at, step in steps(charter) if isinstance(step, Queue) and step.queue in ladder]
    if not any(_soon(charter, step, want) for _, step in queues):
        message = sentence(
            N_("No path leads to a supervisor within {wait}, with a call back else."), wait=want.wait
        )
        at = queues[0][0] if queues else ("complaints", "ladder")
        yield Broken(charter.place(*at), message)


def _soon(charter: Charter, step: Queue, want: Supervisor) -> bool:
    wait = step.at_most or charter.waiting.at_most
    promise = charter.promises.get(step.then or charter.waiting.then)
    called = promise.within if promise and promise.until == "called" else None
    return bool(
        wait
        and no_longer(wait, want.wait)
        and isinstance(called, Span)
        and no_longer(called, want.called_within)
    )


@fact("languages-kept", YesNo())
def languages_kept(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Every promised language has its wording, and people behind a line who speak it."""
    charter = subject.charter
    spoken = {
        language
        for line in help_lines(charter, *TALKING)
        for team in teams_behind(charter, line)
        for language in charter.teams[team].languages
    }
    for index, language in enumerate(charter.languages):
        if language not in charter.words or language not in spoken:
            message = sentence(
                N_("The language `{language}` is promised, and nobody speaks it or nothing is worded in it."),
                language=language,
            )
            yield Broken(charter.place("languages", str(index)), message)


@fact("complaints-by", ListOf(OneOf(*CHANNELS)))
def complaints_by(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """Complaints are taken on each of these channels."""
    charter = subject.charter
    lines = charter.lines.values()
    given = {line.channel for line in lines if not line.for_ or "complaints" in line.for_}
    lacking = [channel for channel in want if channel not in given]
    if lacking:
        yield Broken(
            charter.place("lines"),
            sentence(N_("No line takes complaints by: {channels}."), channels=", ".join(lacking)),
        )


@fact("relay", YesNo())
def relay(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """People who cannot hear or speak on the phone have a line by text or video, declared as `relay`."""
    charter = subject.charter
    access = charter.declarations.access
    line = charter.lines.get(access.relay) if access else None
    if line is None or line.channel not in ("video", "chat"):
        message = sentence(
            N_("No line by text or video is declared for people who cannot hear or speak on the phone.")
        )
        place = charter.place("declarations", "access", "relay")
        yield Broken(place, message, (), sentence(N_("write `access: {example}`"), example="{relay: <line>}"))


@fact("person-first", YesNo())
def person_first(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A person can be asked for before anything about oneself is told."""
    charter = subject.charter
    for name in help_lines(charter, *TALKING):
        opens = charter.lines[name].opens
        walk = charter.paths.get(opens)
        if walk and not (walk.person in charter.teams or (walk.steps and isinstance(walk.steps[0], Queue))):
            message = sentence(N_("On the path `{path}` nobody can ask for a person."), path=opens)
            yield Broken(charter.place("paths", opens), message, subject.way_to("paths", opens))


@fact("always-answered", YesNo())
def always_answered(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Some phone line answers at every hour (a person, an automat, a dated promise), without a hang-up."""
    charter = subject.charter
    lines = help_lines(charter, "phone")
    for name in lines:
        if not any(isinstance(step, HangUp) for _, step in steps(charter, behind(charter, name))):
            return
    message = sentence(N_("No phone line for help answers at every hour: each can end with a hang-up."))
    yield Broken(charter.place("lines", *list(lines)[:1]), message)
