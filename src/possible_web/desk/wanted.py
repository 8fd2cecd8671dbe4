"""What the talk wants next, side by side with the customer: the question as they read it, and its answers."""

from __future__ import annotations

from dataclasses import dataclass

from possible.answers import in_language
from possible.charter import Sort
from possible.journey import prompts
from possible.journey.case import Case, Quote, Talk
from possible.journey.spots import At
from possible.playbooks import Voice
from possible.values import Language
from possible_web.desk.words import Words

FIELDS = {Sort.NUMBER: "number", Sort.DATE: "date"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kind`: `fact`, `consent`, `action`, `offer`, `answer`, `waits` or `person`.

    `asked`: as the customer reads it, in `language`; `here`: in the page's, where it is another.
    `field`: how a value is typed where there are no `choices`. `theirs`: the customer can answer too.
    """

    kind: str
    asked: str = ""
    here: str = ""
    language: str = ""
    name: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    field: str = ""
    playbook: str = ""
    theirs: bool = True
    unknown: bool = False
    minutes: int = 0
    team: str = ""
    since: int | None = None
    quote: Quote | None = None
    instead: str = ""


def wanted_of(  # noqa: PLR0911 - one shape for each prompt
    case: Case, talk: Talk, words: Words
) -> Wanted:
    """Return what a talk wants next, as a form of the desk shows it."""
    charter = words.charter
    found = prompts.prompt(charter, case, talk)
    match found:
        case prompts.AsksFact():
            return _fact(found, talk, words)
        case prompts.AsksConsent(consent=consent, price=price):
            theirs = Voice(charter, talk.language)
            said = in_language(price, talk.language) if price else ""
            return Wanted(
                "consent",
                theirs.text("consents", consent, "ask", price=said),
                language=talk.language,
                name=consent,
                playbook=found.playbook,
            )
        case prompts.AsksAction():
            return _action(found, talk, words)
        case prompts.Offers(quote=quote):
            return Wanted("offer", quote=quote, name=found.question)
        case prompts.AnswerTold():
            return Wanted("answer", name=found.question, instead=found.instead)
        case prompts.Waits(team=team, since=since):
            return Wanted("waits", team=team, since=since)
        case _:
            return Wanted("person")


def _fact(found: prompts.AsksFact, talk: Talk, words: Words) -> Wanted:
    fact, playbook = found.fact, found.playbook
    here = _asked(words, fact, talk)
    theirs = Words(words.charter, Language(talk.language))
    domain = words.domain(fact, playbook)
    choices = words.choices(fact, playbook)
    return Wanted(
        "fact",
        asked=_asked(theirs, fact, talk),
        here=here if words.language != talk.language else "",
        language=talk.language,
        name=fact,
        choices=choices,
        field="" if choices else FIELDS.get(domain.sort, "text") if domain else "text",
        playbook=playbook,
        theirs=found.source in ("customer", "playbook"),
        unknown=talk.run is not None,
    )


def _asked(words: Words, fact: str, talk: Talk) -> str:
    said = Voice(words.charter, words.language).asks(talk.run).text if talk.run is not None else ""
    if said and "⟨words/" not in said:
        return said
    return words.text("ask", fact, "ask") or words.fact(fact)


def _action(found: prompts.AsksAction, talk: Talk, words: Words) -> Wanted:
    asked = Voice(words.charter, talk.language).asks(talk.run).text if talk.run else found.action
    here = Voice(words.charter, words.language).asks(talk.run).text if talk.run else ""
    return Wanted(
        "action",
        asked=asked,
        here=here if words.language != talk.language else "",
        language=talk.language,
        name=found.action,
        playbook=found.playbook,
        theirs=found.by == "customer",
        unknown=True,
        minutes=found.minutes,
    )


def path_questions(words: Words, talk: Talk | None) -> list[str]:
    """Return the questions of the path that a talk is or was on, in its order."""
    spot = talk.spot if talk else None
    if not isinstance(spot, At):
        return []
    steps = words.charter.paths[spot.path].steps
    return [name for step in steps if (name := getattr(step, "decide", ""))]
