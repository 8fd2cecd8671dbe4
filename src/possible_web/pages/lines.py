"""Lines as the public reads them: when somebody is there in which language, and what a minute costs."""

from __future__ import annotations

from dataclasses import dataclass

from possible.charter import Charter
from possible.charter.tariffs import PHASES, Phase
from possible.values import N_, Language, Money, Rate, Sentence, sentence
from possible_web.pages.opening import hours_of_line, said
from possible_web.pages.speech import Speech
from possible_web.pages.welcome import Way, way_of

PHASE_NAMES = {
    Phase.CONNECT: N_("while it rings"),
    Phase.MENU: N_("in the menu"),
    Phase.QUEUE: N_("while you wait"),
    Phase.TALK: N_("while we speak"),
    Phase.HOLD: N_("on hold"),
    Phase.TRANSFER: N_("while you are handed on"),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """When somebody is there who speaks a language."""

    language: str
    name: str
    hours: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A line with its hours in each language, and the dearest price of a minute in each phase, in words."""

    way: Way
    spoken: tuple[Spoken, ...]
    prices: tuple[tuple[Sentence, Sentence], ...]


def open_line(charter: Charter, line: str, language: Language) -> Open:
    """Return a line of a charter in one of its languages."""
    spoken = []
    for tag in charter.languages_of(line):
        open_ = hours_of_line(charter, line, tag)
        name = charter.words[tag].language if tag in charter.words else tag
        spoken.append(Spoken(tag, name, said(open_) if open_ else ()))
    prices = _prices(charter, line, Speech(charter, language)) if charter.lines[line].phone else ()
    return Open(way_of(charter, line, language), tuple(spoken), prices)


def _prices(charter: Charter, line: str, speech: Speech) -> tuple[tuple[Sentence, Sentence], ...]:
    meters = list(charter.tariff_of(line).meters().values())
    rates = {phase: [rate for meter in meters if (rate := meter.rate(phase))] for phase in PHASES}
    if not any(rates.values()):
        return ()
    return tuple(
        (sentence(PHASE_NAMES[Phase(phase)]), _price(found, speech)) for phase, found in rates.items()
    )


def _price(rates: list[Rate], speech: Speech) -> Sentence:
    """Return the dearest price of a minute; a rate finer than a cent is told to the tenth of one."""
    if not rates:
        return sentence(N_("nothing"))
    dearest = max(rates, key=lambda rate: rate.micros)
    cents, finer = divmod(dearest.micros, 10_000)
    exact = f"{dearest.micros / 1_000_000:.3f} {dearest.currency}"
    amount = exact if finer else speech.money(Money(cents, dearest.currency))
    return sentence(N_("{amount} a minute"), amount=amount)
