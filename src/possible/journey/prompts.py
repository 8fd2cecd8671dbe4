"""What a talk wants next, and of whom: what the portal shows, the phone reads out, and the twin answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.steps import Ask
from possible.journey.spots import At, Put, Told, Waiting, With
from possible.playbooks import Agree, Do
from possible.playbooks import Ask as AskOfPlaybook

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.journey.case import Case, Quote, Talk
    from possible.values import Money
    from possible.values.instant import Instant


@dataclass(frozen=True, slots=True)
class AsksFact:
    """A fact is wanted: of the customer, or looked up where `source` says; `repeat` counts from 0."""

    fact: str
    source: str
    playbook: str = ""
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class AsksConsent:
    """A consent is wanted before a playbook does something; `price` where it costs."""

    consent: str
    price: Money | None
    playbook: str


@dataclass(frozen=True, slots=True)
class AsksAction:
    """Something is to be done, by the customer, an agent or the system; `minutes`: how long it takes."""

    action: str
    by: str
    minutes: int
    playbook: str
    arguments: tuple[tuple[str, str], ...] = ()
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class Offers:
    """A remedy is on offer, at its price: agree or decline."""

    question: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """An answer was told (a no with its alternative): take it as it is, take the alternative, or a person."""

    question: str
    row: str
    answer: str
    because: str
    instead: str


@dataclass(frozen=True, slots=True)
class Waits:
    """It waits for a person of a team, since an instant (the place that it has)."""

    team: str
    since: Instant | None


@dataclass(frozen=True, slots=True)
class WithPerson:
    """A person is there, and nothing is asked by the charter."""

    agent: str
    team: str


Prompt = AsksFact | AsksConsent | AsksAction | Offers | AnswerTold | Waits | WithPerson


def prompt(  # noqa: PLR0911 - one answer for each spot
    charter: Charter, case: Case, talk: Talk
) -> Prompt | None:
    """Return what a talk wants next; None where nothing is wanted (it is about to end)."""
    spot = talk.spot
    match spot:
        case At() if talk.run is not None:
            return _of_playbook(talk)
        case At(path=path, index=index):
            step = charter.paths[path].steps[index]
            wanted = talk.asked or (step.ask if isinstance(step, Ask) else "")
            return _fact(charter, wanted) if wanted else None
        case Put():
            return _fact(charter, talk.asked) if talk.asked else None
        case Told():
            return _told(charter, case, talk, spot)
        case Waiting(team=team):
            return Waits(team, talk.place)
        case With(team=team):
            return _with(case, talk, team)
        case _:
            return None


def _with(case: Case, talk: Talk, team: str) -> Prompt:
    quote = case.quote(talk.quote)
    if quote is not None and quote.state == "open":
        return Offers(quote.question, quote)
    return WithPerson(talk.agent, team)


def _fact(charter: Charter, fact: str) -> AsksFact:
    source = charter.facts[fact].source if fact in charter.facts else "customer"
    return AsksFact(fact, source)


def _of_playbook(talk: Talk) -> Prompt | None:
    run = talk.run
    match run.move if run else None:
        case AskOfPlaybook(fact=fact, source=source, repeat=repeat):
            return AsksFact(fact, source, run.playbook if run else "", repeat)
        case Agree(consent=consent, price=price):
            return AsksConsent(consent, price, run.playbook if run else "")
        case Do(action=action, by=by, minutes=minutes, arguments=arguments, repeat=repeat):
            name = run.playbook if run else ""
            return AsksAction(action, by, minutes, name, tuple(arguments.items()), repeat)
        case _:
            return None


def _told(charter: Charter, case: Case, talk: Talk, spot: Told) -> Prompt:
    rule = charter.questions[spot.question].rules[spot.row]
    quote = case.quote(talk.quote)
    if quote is not None and quote.state in ("open", "declined") and rule.answer in charter.remedies:
        return Offers(spot.question, quote)
    return AnswerTold(spot.question, rule.id, rule.answer, rule.because, rule.instead)
