"""What an automat does: a person from every step, the first menu, never a hang-up."""

from __future__ import annotations

from collections.abc import Iterator

from possible.charter import Charter
from possible.charter.kinds import ListOf, OneOf, Record, YesNo, key, record
from possible.charter.model import HangUpInPractice
from possible.charter.steps import LANGUAGE_FACT, Ask, HangUp, Queue, Walk
from possible.check.law import Broken
from possible.check.standards.facts.reach import Keys, help_lines, reach, steps
from possible.check.standards.facts.register import COUNT, fact
from possible.check.standards.said import sentence
from possible.check.subject import Subject
from possible.values import N_

TALKING = ("phone", "chat", "video")


@fact("person-everywhere", YesNo())
def person_everywhere(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """From every step of every path a person can be asked for."""
    charter = subject.charter
    for name in reach(subject).from_(*help_lines(charter, *TALKING)):
        walk = charter.paths.get(name)
        if (
            walk
            and not _has_person(charter, walk)
            and not all(isinstance(step, Queue) for step in walk.steps)
        ):
            yield _nobody(subject, name, "person")


@fact("person-first", YesNo())
def person_first(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """A person can be asked for before anything about oneself is told."""
    charter = subject.charter
    for name in dict.fromkeys(line.opens for line in help_lines(charter, *TALKING).values()):
        walk = charter.paths.get(name)
        if walk and not (_has_person(charter, walk) or (walk.steps and isinstance(walk.steps[0], Queue))):
            yield _nobody(subject, name)


def _has_person(charter: Charter, walk: Walk) -> bool:
    return walk.person in charter.teams


def _nobody(subject: Subject, path: str, *key: str) -> Broken:
    message = sentence(N_("On the path `{path}` nobody can ask for a person."), path=path)
    place = subject.charter.place("paths", path, *key)
    return Broken(place, message, subject.way_to("paths", path), sentence(N_("write `person: <team>`")))


@fact("no-hang-up", YesNo())
def no_hang_up(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """No contact is ended by the company before the customer is served."""
    charter = subject.charter
    for at, step in steps(charter):
        if isinstance(step, HangUp):
            message = sentence(N_("The company hangs up: {why}."), why=step.hang_up)
            yield Broken(charter.place(*at), message, subject.way_to(*at))
    yield from people_who_hang_up(charter)


def people_who_hang_up(charter: Charter) -> Iterator[Broken]:
    """Find teams whose people end contacts."""
    for name, team in charter.teams.items():
        for index, act in enumerate(team.in_practice):
            if isinstance(act, HangUpInPractice):
                place = charter.place("teams", name, "in-practice", str(index))
                text = N_("The people of `{team}` hang up: {when}.")
                yield Broken(place, sentence(text, team=name, when=act.hang_up))


OFFERS = {
    "person": N_("The first menu of line `{line}` offers no person."),
    "complaint": N_("The first menu of line `{line}` takes no complaint."),
    "leaving": N_("The first menu of line `{line}` does not lead to the end of the contract."),
}


@record
class FirstMenu:
    """How many choices the first menu has at most, and what is among them."""

    at_most: int | None = key(COUNT, "the most choices", default=None)
    has: tuple[str, ...] = key(ListOf(OneOf(*OFFERS)), "what is among them", default=())


@fact("first-menu", Record(FirstMenu))
def first_menu(subject: Subject, want: FirstMenu) -> Iterator[Broken]:
    """The first menu of a phone line is short, and what matters is in it."""
    charter = subject.charter
    told: set[Keys] = set()
    for name, line in help_lines(charter, "phone").items():
        at, menu = _first_menu(charter, line.opens)
        if menu is None or at in told:
            continue
        told.add(at)
        if want.at_most is not None and len(menu.to) > want.at_most:
            text = N_("The first menu has {count} choices; the standard allows {most}.")
            yield Broken(charter.place(*at, "to"), sentence(text, count=len(menu.to), most=want.at_most))
        lacking = [thing for thing in want.has if not _offers(subject, at, menu, thing)]
        for thing in lacking:
            yield Broken(
                charter.place(*at), sentence(OFFERS[thing], line=name), subject.way_to("lines", name)
            )


def _first_menu(charter: Charter, opens: str) -> tuple[Keys, Ask | None]:
    """Return the first choice of a path and where it stands; nothing where one comes straight to a person."""
    for at, step in steps(charter, [opens]):
        if isinstance(step, Ask) and step.ask != LANGUAGE_FACT:
            return at, step
    return (), None


def _offers(subject: Subject, at: Keys, menu: Ask, thing: str) -> bool:
    charter = subject.charter
    if thing == "person":
        return _has_person(charter, charter.paths[at[1]])
    ways = [way for _, way in menu.to]
    if thing == "complaint":
        ladder = {rung.who for rung in charter.complaints.ladder}
        return any(_waits_for(charter, way, ladder) for way in ways)
    return any(_ends_contract(subject, way) for way in ways)


def _waits_for(charter: Charter, way: str, teams: set[str]) -> bool:
    queues = (step for _, step in steps(charter, [way]) if isinstance(step, Queue))
    return way in teams or any(step.queue in teams for step in queues)


def _ends_contract(subject: Subject, way: str) -> bool:
    """Tell whether a way leads to a question whose answers include the end of the contract."""
    charter = subject.charter
    asked = [name for name in reach(subject).from_(way) if name in charter.questions]
    remedies = {rule.answer for name in asked for rule in charter.questions[name].rules}
    promises = {charter.remedies[name].promise for name in remedies if name in charter.remedies}
    return any(charter.promises[name].until == "ended" for name in promises if name in charter.promises)


@fact("always-answered", YesNo())
def always_answered(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Some phone line answers at every hour (a person, an automat, a dated promise), without a hang-up."""
    charter = subject.charter
    ends = {at[1] for at, step in steps(charter) if isinstance(step, HangUp)}
    lines = help_lines(charter, "phone")
    if not any(ends.isdisjoint(reach(subject).behind(name)) for name in lines):
        message = sentence(N_("No phone line for help answers at every hour: each can end with a hang-up."))
        yield Broken(charter.place("lines", *list(lines)[:1]), message)
