"""Which promises of a day are late or in danger, and why: by the timetable, never by a feeling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from possible.dispatch.plan import TurnKey
from possible.dispatch.timetable import Stop
from possible.values import N_, Sentence, sentence
from possible.values.instant import MINUTE, Instant
from possible_web.keeping.plans import millis
from possible_web.keeping.rounds import Days, Rounds, expected
from possible_web.records.models import Visit


@dataclass(frozen=True, slots=True)
class Stay:
    """When somebody is at a visit, as things stand: planned or true; instants in milliseconds."""

    row: Visit
    key: TurnKey
    starts: Instant
    ends: Instant


@dataclass(frozen=True, slots=True)
class Risk:
    """A promise that is late already, or will be: `minutes` behind the end of its window, and after what.

    `over`: the window has passed, or the technician came after it. `after`: the visit before, if any.
    """

    stay: Stay
    minutes: int
    over: bool
    after: Stay | None


def stays(days: Days | Rounds, key: TurnKey) -> tuple[list[Stay], list[Stop]]:
    """Return a technician's visits to come in their order, and their breaks, as things stand."""
    table = expected(days, key)
    found = [
        Stay(days.visits[stop.visit], key, millis(stop.start), millis(stop.end))
        for stop in table.stops
        if stop.visit
    ]
    return found, [stop for stop in table.stops if not stop.visit]


def risks_of(days: Days | Rounds, now: Instant) -> list[Risk]:
    """Return what is late or in danger on some days, by technician and time; nothing for what is kept."""
    found = []
    for key in sorted(days.plan.turns):
        before: Stay | None = None
        for stay in stays(days, key)[0]:
            risk = _risk(stay, before, now)
            if risk is not None:
                found.append(risk)
            before = stay
    return found


def _risk(stay: Stay, before: Stay | None, now: Instant) -> Risk | None:
    promised = stay.row.ends
    comes = stay.row.arrived_at if stay.row.state == Visit.State.ARRIVED else stay.starts
    late = (comes or stay.starts) - promised
    over = now > promised or (stay.row.state == Visit.State.ARRIVED and late > 0)
    if late <= 0 and not (over and stay.row.state == Visit.State.BOOKED):
        return None
    return Risk(stay, max(1, -(-max(late, 0) // MINUTE)), over, before)


def in_danger(risks: list[Risk]) -> list[Risk]:
    """Return the risks that somebody can still do something about: nobody is at the door."""
    return [risk for risk in risks if risk.stay.row.state == Visit.State.BOOKED and not risk.over]


def why(risk: Risk, name: str, clock: Mapping[str, str]) -> Sentence:
    """Return why a promise is late or in danger.

    `clock`: the times `starts`, `ends` (of the promised window), `before` (end of the visit before), as read.
    """
    stay = risk.stay
    if stay.row.state == Visit.State.ARRIVED:
        text = N_("{name} came at {starts}; the window ended at {ends}.")
        return sentence(text, name=name, starts=clock["starts"], ends=clock["ends"])
    if risk.over:
        text = N_("The window ended at {ends}; {name} is not there before {starts}.")
        return sentence(text, name=name, starts=clock["starts"], ends=clock["ends"])
    if risk.after is None:
        text = N_("{name} is not there before {starts}; the window ends at {ends}.")
        return sentence(text, name=name, starts=clock["starts"], ends=clock["ends"])
    text = N_("{name} ends {visit} at {before} and is not there before {starts}.")
    visit = risk.after.row.case.reference
    return sentence(text, name=name, visit=visit, before=clock["before"], starts=clock["starts"])


def without_technician(days: Days | Rounds) -> list[Visit]:
    """Return the visits that are promised and on nobody's route, the most urgent first."""
    names = days.plan.unserved()
    rows = [days.visits[name] for name in names if days.visits[name].state == Visit.State.BOOKED]
    return sorted(rows, key=lambda row: (row.ends, row.pk))


def nowhere(team: str, day: date) -> list[Visit]:
    """Return the visits of a day whose address nobody has placed on the map: they are in no plan."""
    rows = Visit.objects.filter(team=team, day=day, state=Visit.State.BOOKED, north=None)
    return list(rows.select_related("case__customer", "order").order_by("starts", "pk"))
