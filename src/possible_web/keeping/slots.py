"""Windows for a visit: which can be had, with whom, and why not where not; `possible.dispatch` says so.

A technician who speaks the customer's language comes first. Where only somebody else could come, the window
says so, and is given to nobody who did not agree to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from possible.charter import Charter
from possible.dispatch.board import board_of
from possible.dispatch.explained import because
from possible.dispatch.plan import Plan, Visit, Window
from possible.dispatch.slots import Answer, Impossible, Possible, Tier, slots
from possible.dispatch.spots import Spot
from possible.values import N_, Sentence, Unit, sentence
from possible.values.instant import HOUR, MINUTE, SECOND, Instant, instant, local
from possible_web.keeping import plans
from possible_web.keeping.plans import millis, seconds
from possible_web.keeping.rounds import seen
from possible_web.keeping.shifts import technicians_of
from possible_web.records.models import Case, Customer

DAYS_SHOWN = 14
LEAST_NOTICE = 30 * MINUTE  # a window that begins sooner is not offered: somebody has to drive there
USUAL_WIDTH, USUAL_WORK = 4 * HOUR, 60 * MINUTE
EFFORT = 2_000  # part arrangements looked at for a proof of impossibility: somebody waits for the page
NAME = "asked"
NOT_FOUND = N_("We have found no way to keep this window.")


@dataclass(frozen=True, slots=True)
class Ask:
    """The visit that is asked for: by which team, how long, in how wide a window, until when, where.

    Lengths and instants in milliseconds. `spot`: nothing while the customer's address is not known.
    """

    charter: Charter
    team: str
    language: str
    duration: int
    width: int
    skills: frozenset[str]
    latest: Instant | None
    spot: Spot | None
    postcode: str = ""

    def value(self, starts: Instant, name: str = NAME) -> Visit:
        """Return the visit as the plan is asked for it, in the window that begins then."""
        if self.spot is None:
            raise ValueError("nobody plans a visit to a place that is not known")
        window = Window(seconds(starts), seconds(starts + self.width))
        return Visit(
            name,
            self.spot,
            seconds(self.duration),
            window,
            self.skills,
            language=self.language,
            promised=False,
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """A window: possible, with somebody who `speaks` the customer's language or not; or why it is not."""

    starts: Instant
    ends: Instant
    possible: bool
    speaks: bool = True
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Slots:
    """What can be offered: in time (or later than promised: `late`), and what is impossible, with its why.

    `foreign`: windows with somebody who does not speak the customer's language. `nobody`: no technician has
    been entered for the team.
    """

    free: tuple[Slot, ...] = ()
    foreign: tuple[Slot, ...] = ()
    impossible: tuple[Slot, ...] = ()
    late: bool = False
    nobody: bool = False


def ask_of(
    charter: Charter, remedy: str, language: str, latest: Instant | None, customer: Customer, team: str = ""
) -> Ask:
    """Return what a remedy of the charter asks for at a customer's address."""
    wanted = charter.remedies[remedy]
    known = customer.north is not None and customer.east is not None
    spot = Spot(customer.north or 0, customer.east or 0) if known else None
    return Ask(
        charter,
        team or wanted.by,
        language,
        _length(wanted.takes, USUAL_WORK),
        _length(wanted.window, USUAL_WIDTH),
        frozenset(wanted.skills),
        latest,
        spot,
        customer.postcode,
    )


def _length(span: object, usual: int) -> int:
    unit = getattr(span, "unit", None)
    return int(span.count) * SECOND if unit is Unit.SECOND else usual  # type: ignore[attr-defined]


def ask_for(row: Case, charter: Charter, remedy: str, language: str, latest: Instant | None) -> Ask:
    """Return what a remedy asks for in a case, at its customer's address."""
    return ask_of(charter, remedy, language, latest, row.customer)


def visits_by(charter: Charter, remedy: str) -> bool:
    """Tell whether a remedy brings a technician in a window."""
    found = charter.remedies.get(remedy)
    return bool(found and found.window and charter.teams[found.by].visits)


def windows(ask: Ask, now: Instant, until: Instant | None = None) -> Iterator[tuple[Instant, Instant]]:
    """Yield the windows of the team's hours, one after the other, that begin late enough and end in time."""
    hours = ask.charter.teams[ask.team].languages
    calendar = ask.charter.calendar(hours.get(ask.language) or next(iter(hours.values())))
    zone = ZoneInfo(ask.charter.timezone)
    midnight = local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    latest = until or instant(midnight + timedelta(days=DAYS_SHOWN))
    for number in range(DAYS_SHOWN + 1):
        start = instant(midnight + timedelta(days=number))
        opening = calendar.next_opening(start)
        end = instant(midnight + timedelta(days=number + 1))
        while opening is not None and opening + ask.width <= end and calendar.is_open(opening):
            closing = calendar.next_closing(opening)
            if closing is not None and opening + ask.width > closing:
                break
            if opening >= now + LEAST_NOTICE and opening + ask.width <= latest:
                yield opening, Instant(opening + ask.width)
            opening = Instant(opening + ask.width)


def slots_for(ask: Ask, now: Instant, without: str = "") -> Slots:
    """Return what can be offered: what is promised in time, else what comes after. `without`: a visit of the
    plan that is asked for again (it is to be moved).
    """
    if not technicians_of(ask.team):
        return Slots(nobody=True)
    if ask.spot is None:
        return Slots()
    within = list(windows(ask, now, ask.latest))
    found = _answered(ask, within, now, without)
    if any(slot.possible for slot in found) or ask.latest is None:
        return _sorted(found, late=False)
    later = [each for each in windows(ask, now) if each not in within]
    return _sorted([*found, *_answered(ask, later, now, without)], late=True)


def _sorted(found: Sequence[Slot], *, late: bool) -> Slots:
    return Slots(
        tuple(slot for slot in found if slot.possible and slot.speaks),
        tuple(slot for slot in found if slot.possible and not slot.speaks),
        tuple(slot for slot in found if not slot.possible),
        late=late and any(slot.possible for slot in found),
    )


def _answered(
    ask: Ask, wanted: Sequence[tuple[Instant, Instant]], now: Instant, without: str = ""
) -> list[Slot]:
    if not wanted:
        return []
    calendar = ask.charter.calendar()
    plan = seen(ask.team, {calendar.day(starts) for starts, _ in wanted}, now, ask.charter).plan
    plan = plans.without(plan, without) if without else plan
    visit = ask.value(wanted[0][0])
    asked = [Window(seconds(starts), seconds(ends)) for starts, ends in wanted]
    visit = _anytime(visit, asked)
    answers = slots(board_of(plan), visit, asked, Tier.EXCHANGE, effort=EFFORT)
    return [_slot(plan, ask, answer) for answer in answers]


def _anytime(visit: Visit, asked: Sequence[Window]) -> Visit:
    whole = Window(asked[0].start, asked[-1].end)
    return Visit(
        visit.id, visit.spot, visit.duration, whole, visit.skills, language=visit.language, promised=False
    )


def _slot(plan: Plan, ask: Ask, answer: Answer) -> Slot:
    starts, ends = millis(answer.window.start), millis(answer.window.end)
    match answer:
        case Possible():
            return Slot(starts, ends, possible=True, speaks=answer.speaks)
        case Impossible():
            return Slot(starts, ends, possible=False, why=because(plan, answer.certificate, _clock(ask)))
        case _:
            return Slot(starts, ends, possible=False, why=sentence(NOT_FOUND))


def _clock(ask: Ask) -> _Clock:
    return _Clock(ZoneInfo(ask.charter.timezone))


@dataclass(frozen=True, slots=True)
class _Clock:
    zone: ZoneInfo

    def __call__(self, at: int) -> str:
        return f"{local(millis(at), self.zone):%H:%M}"
