"""What the first page shows, from a charter in one language: what hurts, whom one reaches, for how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from possible.charter import Charter, Line
from possible.charter.steps import Ask
from possible.charter.tariffs import PHASES
from possible.values import N_, Language, Sentence, sentence
from possible_web.pages.opening import hours_of_line, said

FREE = N_("free of charge, waiting included")
CHARGED = N_("your network charges this call")
FIRST_ANSWER = "answered"


@dataclass(frozen=True, slots=True)
class Way:
    """A line as it is printed: its name, its address and link, what a call costs, when somebody is there."""

    name: str
    address: str
    link: str
    cost: Sentence | None
    hours: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Welcome:
    """The company, the question that it begins with and its choices, its promise of a person, its lines."""

    company: str
    question: str
    choices: tuple[tuple[str, str], ...]
    promise: str
    ways: tuple[Way, ...]
    free_phone: Way | None


def welcome(charter: Charter, interface: str) -> Welcome:
    """Return what the first page shows; in the charter's first language when it does not speak this one."""
    language = Language(interface) if interface in charter.words else charter.languages[0]
    question, choices = _problem(charter, language)
    ways = tuple(_ways(charter, language))
    free = next((way for way in ways if way.link.startswith("tel:") and way.cost == sentence(FREE)), None)
    promise = _text(charter, language, "promises", FIRST_ANSWER)
    return Welcome(charter.company, question, choices, promise, ways, free)


def _problem(charter: Charter, language: Language) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the first question with ways of the path `welcome`, and its values with their names."""
    steps = charter.paths["welcome"].steps
    asked = next((step for step in steps if isinstance(step, Ask) and step.to), None)
    if asked is None:
        return "", ()
    values = charter.domain_of(asked.ask).values
    named = tuple((value, _text(charter, language, "ask", asked.ask, value) or value) for value in values)
    return _text(charter, language, "ask", asked.ask, "ask"), named


def _ways(charter: Charter, language: Language) -> Iterator[Way]:
    for name in charter.lines:
        if language in charter.languages_of(name):
            yield way_of(charter, name, language)


def way_of(charter: Charter, name: str, language: Language) -> Way:
    """Return a line as it is printed."""
    line = charter.lines[name]
    shown = _text(charter, language, "lines", name) or name
    hours = hours_of_line(charter, name, language)
    cost = _cost(charter, name) if line.phone else None
    return Way(shown, line.address, _link(line), cost, said(hours) if hours else ())


def _link(line: Line) -> str:
    if line.phone:
        return f"tel:+{line.digits}"
    return f"mailto:{line.mail}" if "@" in line.mail else ""


def _cost(charter: Charter, line: str) -> Sentence:
    meters = charter.tariff_of(line).meters().values()
    charged = any(meter.rate(phase) for meter in meters for phase in PHASES)
    return sentence(CHARGED if charged else FREE)


def _text(charter: Charter, language: Language, *key: str) -> str:
    words = charter.words.get(language)
    return (words.text(*key) if words else None) or ""
