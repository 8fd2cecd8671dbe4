"""What a dispatcher can choose from: options of a repair, and technicians who can take a visit, as shown."""

from __future__ import annotations

from dataclasses import dataclass

from possible.dispatch.fits import Fit, fits
from possible.values import N_, Sentence, sentence
from possible.values.instant import MINUTE
from possible_web.board.words import Said
from possible_web.keeping.decisions import signed
from possible_web.keeping.plans import millis
from possible_web.keeping.repairs import GONE, KEPT, LATE, RELEASED, Change, Option
from possible_web.keeping.rounds import Days
from possible_web.records.models import Visit

MINUTES = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: what is done (a sentence for each visit), what follows, minutes of road, its value."""

    done: tuple[Sentence, ...]
    follows: tuple[tuple[Sentence, bool], ...]
    minutes: int
    value: str
    option: Option


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who can take a visit: when, for how many more minutes on the road, and in which language."""

    name: str
    shown: str
    starts: int
    time: str
    minutes: int
    speaks: bool


def choices(said: Said, options: list[Option]) -> list[Choice]:
    """Return options as they are shown."""
    return [_choice(said, option) for option in options]


def _choice(said: Said, option: Option) -> Choice:
    done = tuple(_done(said, change) for change in option.changes) or (sentence(_REORDERED),)
    follows = [each for change in option.changes for each in _follows(said, change)]
    if option.credit is not None:
        follows.append((sentence(N_("{amount} owed"), amount=said.money(option.credit)), True))
    if not any(change.kind in (GONE, LATE) for change in option.changes):
        follows.insert(0, (sentence(N_("every window kept")), False))
    follows += [(_tighter(row), False) for row in option.tighter]
    return Choice(done, tuple(follows), _minutes(option.seconds), signed(option.decision), option)


_REORDERED = N_("The same people go in another order")


def _tighter(row: Visit) -> Sentence:
    return sentence(N_("{visit} gets tight"), visit=row.case.reference)


def _minutes(seconds: int) -> int:
    return round(seconds / MINUTES)


def _done(said: Said, change: Change) -> Sentence:
    visit, name = change.row.case.reference, said.who(change.after)
    if change.kind == KEPT:
        time = said.time(change.starts or change.row.starts)
        return sentence(N_("{name} takes {visit} at {time}"), name=name, visit=visit, time=time)
    if change.kind == LATE:
        return sentence(N_("Leave {visit} with {name}"), name=name, visit=visit)
    if change.kind == RELEASED:
        return sentence(N_("The window kept for {visit} is let go"), visit=visit)
    customer = str(change.row.case.customer)
    return sentence(
        N_("{visit} is called off: {customer} chooses another window"), visit=visit, customer=customer
    )


def _follows(said: Said, change: Change) -> list[tuple[Sentence, bool]]:
    found: list[tuple[Sentence, bool]] = []
    if change.kind == LATE and change.starts is not None:
        late = -(-(change.starts - change.row.ends) // MINUTE)
        found.append((sentence(N_("{count} min late"), count=late), True))
    if change.loses_language:
        language = said.language(change.row.language)
        text = N_("{name} does not speak {language}")
        found.append((sentence(text, name=said.who(change.after), language=language), True))
    if change.owed.waived is not None:
        found.append(
            (sentence(N_("fee of {amount} falls away"), amount=said.money(change.owed.waived)), True)
        )
    if change.kind in (GONE, LATE) and change.owed.credit is None:
        found.append((sentence(N_("nothing owed under the charter")), False))
    return found


def takers(said: Said, days: Days, row: Visit) -> list[Taker]:
    """Return who can take a visit in its window and keep every other promise; those who speak first."""
    visit = days.plan.visits.get(str(row.pk))
    if visit is None:
        return []
    return [_taker(said, fit) for fit in fits(days.plan, visit, row.day.isoformat())]


def _taker(said: Said, fit: Fit) -> Taker:
    name, starts = fit.key.technician, millis(fit.start)
    return Taker(name, said.who(name), starts, said.time(starts), _minutes(fit.extra), fit.speaks)
