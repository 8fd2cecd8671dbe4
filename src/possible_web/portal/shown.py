"""What a talk wants next, as the page shows it: one question, one request, one answer, with its ways out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from possible.answers import named, outcome_told, reason_told
from possible.answers.outcome import Outcome
from possible.charter import Sort
from possible.journey import prompts
from possible.journey.case import Quote
from possible.journey.course import Course
from possible.journey.repair import can_take_back
from possible.playbooks import longest
from possible.values import Sentence
from possible.values.events import AnswerGiven
from possible_web.keeping import events_of, gaps
from possible_web.keeping.force import force_of
from possible_web.pages import booking
from possible_web.pages.causes import free_when
from possible_web.pages.environment import NAMES
from possible_web.pages.speech import SOURCES
from possible_web.portal.frame import Scene
from possible_web.records.models import Visit

Choice = tuple[str, "str | Sentence"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a repair is: answers given, at most so many, about so many minutes left."""

    done: int
    most: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Why:
    """A fact that counted: its name, its value here, who knew it."""

    fact: str
    value: str | Sentence
    source: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its reason, its price and what it usually costs, the facts that counted and the row."""

    told: str
    title: str
    because: str
    price: str
    usual: str
    facts: tuple[Why, ...]
    rows: tuple[str, ...]
    instead: str
    expires: str
    free_when: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """`kind` is `fact`, `consent`, `action`, `offer`, `answer`, `waits`, `person` or `nothing`."""

    kind: str
    place: str
    text: str = ""
    name: str = ""
    choices: tuple[Choice, ...] = ()
    free: str = ""
    price: str = ""
    unknown: bool = False
    ours: bool = False
    minutes: int = 0
    progress: Progress | None = None
    answered: Answered | None = None
    quote: str = ""
    book: booking.Shown | None = None
    speaks: str = ""
    visits: bool = False


def shown(scene: Scene) -> Shown:  # noqa: PLR0911 - one for each prompt
    """Return what the talk of a scene wants next."""
    talk = scene.talk
    if talk is None:
        return Shown("nothing", "")
    wanted = prompts.prompt(scene.speech.charter, scene.case, talk)
    place = _place(scene, wanted)
    match wanted:
        case prompts.AsksFact():
            return _fact(scene, wanted, place)
        case prompts.AsksConsent(consent=consent, price=price):
            sum_ = scene.speech.money(price) if price else ""
            text = scene.speech.voice.asks(talk.run).text if talk.run else ""
            return Shown("consent", place, text, consent, price=sum_, progress=_progress(scene))
        case prompts.AsksAction(action=action, by=by, minutes=minutes):
            text = scene.speech.voice.asks(talk.run).text if talk.run else ""
            ours = by != "customer"
            return Shown("action", place, text, action, ours=ours, minutes=minutes, progress=_progress(scene))
        case prompts.Offers(question=question, quote=quote):
            return _offer(scene, question, quote, place)
        case prompts.AnswerTold(question=question):
            return Shown("answer", place, name=question, answered=_answered(scene, question))
        case prompts.Waits():
            return Shown("waits", place)
        case prompts.WithPerson():
            return Shown("person", place)
        case _:
            return Shown("nothing", place)


def can_go_back(scene: Scene) -> bool:
    """Tell whether the customer can take the last answer back."""
    talk = scene.talk
    return talk is not None and can_take_back(
        Course(force_of(scene.row.charter_id), scene.case, talk.id, scene.now)
    )


def _place(scene: Scene, wanted: prompts.Prompt | None) -> str:
    """Return a mark of what is wanted: an answer to another question is none to this one."""
    talk = scene.talk
    seen = len(talk.run.log) if talk and talk.run else 0
    text = f"{wanted!r} {talk.spot!r} {seen} {len(scene.case.evidence)}" if talk else ""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fact(scene: Scene, wanted: prompts.AsksFact, place: str) -> Shown:
    speech, talk = scene.speech, scene.talk
    if wanted.playbook and talk and talk.run:
        said = speech.voice.asks(talk.run)
        text, playbook = said.text, talk.run.top.playbook
    else:
        text, playbook = speech.text("ask", wanted.fact, "ask") or speech.fact(wanted.fact), ""
    domain = speech.domain(wanted.fact, playbook)
    free = "" if domain is None or domain.sort is Sort.CHOICE else domain.sort.value
    return Shown(
        "fact",
        place,
        text,
        wanted.fact,
        choices=speech.choices(wanted.fact, playbook),
        free=free,
        unknown=bool(wanted.playbook),
        ours=wanted.source != "customer",
        progress=_progress(scene),
    )


def _progress(scene: Scene) -> Progress | None:
    run = scene.talk.run if scene.talk else None
    if run is None:
        return None
    most = longest(scene.speech.charter, run.playbook)
    done = len(run.log)
    left = max(1, round(most.minutes * max(0, most.length - done) / max(1, most.length)))
    return Progress(done, max(most.length, done + 1), left)


def _offer(scene: Scene, question: str, quote: Quote, place: str) -> Shown:
    book = windows_of(scene, quote)
    return Shown(
        "offer",
        place,
        name=question,
        answered=_answered(scene, question, quote),
        quote=quote.id,
        book=book,
        speaks=speaks(scene),
        visits=book is not None,
    )


def windows_of(scene: Scene, quote: Quote, moves: Visit | None = None) -> booking.Shown | None:
    """Return the windows that a visit can have now; nothing where nobody comes for it."""
    force = force_of(scene.row.charter_id)
    return booking.shown(scene.row, scene.case, force, quote, scene.speech.language, scene.now, moves)


def speaks(scene: Scene) -> str:
    """Return the customer's language by its name."""
    tag = scene.case.talks[0].language if scene.case.talks else scene.case.language
    return NAMES.get(tag, tag)


def last_answer(scene: Scene, question: str) -> AnswerGiven | None:
    """Return the last answer to a question of a case, as it was told."""
    rows = reversed(scene.noted("answer-given")[-20:])
    found = (event for event in events_of(rows) if isinstance(event, AnswerGiven))
    return next((event for event in found if event.question == question), None)


def _answered(scene: Scene, question: str, quote: Quote | None = None) -> Answered:
    event = last_answer(scene, question)
    if event is None:
        name = scene.speech.name(quote.remedy if quote else question)
        price = scene.speech.money(quote.price) if quote else ""
        return Answered(name, name, "", price, "", (), (), "", "")
    return answered(scene, event, quote)


def answered(scene: Scene, event: AnswerGiven, quote: Quote | None = None) -> Answered:
    """Return an answer as the page shows it."""
    speech, charter = scene.speech, scene.speech.charter
    remedy = charter.remedies.get(event.answer)
    dearer = remedy and event.price is not None and event.price.cents < remedy.fee.cents
    facts = tuple(
        Why(speech.fact(name), speech.value(name, value), SOURCES.get(_source(scene, name), ""))
        for name, value in event.facts
    )
    return Answered(
        told=_told(scene, event),
        title=speech.name(event.answer if remedy else event.question),
        because=_because(scene, event),
        price="" if event.price is None else speech.money(event.price),
        usual=speech.money(remedy.fee) if remedy and dearer else "",
        facts=facts,
        rows=event.rows,
        instead=named(charter, event.instead, speech.language) if event.instead else "",
        free_when=free_when(remedy, event.price),
        expires=speech.moment(quote.expires) if quote and quote.expires else "",
    )


def _source(scene: Scene, fact: str) -> str:
    declared = scene.speech.charter.facts.get(fact)
    return scene.case.sources.get(fact, declared.source if declared else "customer")


def _because(scene: Scene, event: AnswerGiven) -> str:
    if not event.because:
        return ""
    written = scene.speech.text("because", event.because)
    return (
        reason_told(scene.speech.charter, event.because, scene.speech.language) if written else event.because
    )


def _told(scene: Scene, event: AnswerGiven) -> str:
    if not event.rows:
        return event.because
    force, language = force_of(scene.row.charter_id), scene.speech.language
    outcome = Outcome(event.answer, event.price, event.because, event.instead, *event.appeal[:1])
    moment = gaps.of_answer(force, scene.row, event.answer, language, scene.now)
    return outcome_told(force.charter, event.question, outcome, language, moment)
