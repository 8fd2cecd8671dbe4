"""A window for a visit as portal and desk show it: what can be had, what cannot and why, what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import QueryDict

from possible.answers import day_in_language, hours_in_language, length_in_language, time_in_language
from possible.journey.case import Case, Quote
from possible.journey.force import InForce
from possible.values import N_, Language, Refused, Sentence, sentence
from possible.values.instant import MINUTE, Instant
from possible_web.actions.visits import Address, Wanted
from possible_web.keeping import booking
from possible_web.keeping.slots import Slot, ask_for, slots_for, visits_by
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Visit, WorkOrder

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A window: when it begins, its day and hours in words, and why it cannot be had (nothing: it can)."""

    starts: int
    day: str
    hours: str
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A window that is kept: until which time of day, and how long that is from now."""

    starts: int
    day: str
    hours: str
    until: str
    left: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of the windows of a quote.

    `placed`: we know where the customer lives; `unknown`: their postcode, which nobody has placed yet.
    """

    placed: bool
    unknown: str
    where: Mapping[str, str]
    free: tuple[Choice, ...] = ()
    foreign: tuple[Choice, ...] = ()
    impossible: tuple[Choice, ...] = ()
    late: bool = False
    nobody: bool = False
    kept: Kept | None = None

    @property
    def any(self) -> bool:
        """Whether there is a window to choose."""
        return bool(self.free or self.foreign)


def shown(  # noqa: PLR0913, PLR0917 - what a page of windows is made from
    row: CaseRow,
    case: Case,
    force: InForce,
    quote: Quote,
    language: Language,
    now: Instant,
    moves: Visit | None = None,
) -> Shown | None:
    """Return what is shown of a quote's windows, in a language; nothing where nobody comes for it.

    `moves`: the visit for which another window is looked for.
    """
    charter = force.charter
    if not visits_by(charter, quote.remedy):
        return None
    order = WorkOrder.objects.filter(case=row, quote=quote.id).first()
    within = charter.remedies[quote.remedy].within
    latest = order.within if order else (force.calendar.due(now, within) if within else None)
    theirs = case.talks[0].language if case.talks else case.language
    ask = ask_for(row, charter, quote.remedy, theirs, None if latest is None else Instant(latest))
    found = slots_for(ask, now, str(moves.pk) if moves else "")
    zone = ZoneInfo(charter.timezone)
    customer = row.customer
    held = booking.held_of(row, quote.id, now)
    return Shown(
        placed=ask.spot is not None,
        unknown=customer.postcode if customer.address and ask.spot is None else "",
        where={"address": customer.address, "postcode": customer.postcode, "access": customer.access},
        free=_choices(found.free, zone, language),
        foreign=_choices(found.foreign, zone, language),
        impossible=_choices(found.impossible, zone, language),
        late=found.late,
        nobody=found.nobody,
        kept=_kept(held, zone, language, now) if held else None,
    )


def _choices(found: tuple[Slot, ...], zone: ZoneInfo, language: Language) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            each.starts,
            day_in_language(each.starts, zone, language),
            hours_in_language(each.starts, each.ends, zone, language),
            each.why,
        )
        for each in found[:SHOWN]
    )


def _kept(held: Visit, zone: ZoneInfo, language: Language, now: Instant) -> Kept:
    until = Instant(held.held_until or now)
    return Kept(
        held.starts,
        day_in_language(Instant(held.starts), zone, language),
        hours_in_language(Instant(held.starts), Instant(held.ends), zone, language),
        time_in_language(until, zone, language),
        length_in_language(max(MINUTE // 60, until - now), language),
    )


def wanted_in(fields: QueryDict, quote: str, contact: str = "") -> Wanted | None:
    """Return the window that a form names; nothing where none was chosen."""
    starts = fields.get("starts", "")
    if not (starts.isascii() and starts.isdecimal() and len(starts) < 16):
        return None
    return Wanted(quote, contact, Instant(int(starts)), foreign=fields.get("foreign") == "yes")


def chosen_in(fields: QueryDict, quote: str, contact: str = "") -> Wanted:
    """Return the window that a form names; `Refused` where none was chosen."""
    found = wanted_in(fields, quote, contact)
    if found is None:
        raise Refused(sentence(N_("Choose when we shall come.")))
    return found


def address_in(fields: QueryDict) -> Address:
    """Return the address that a form holds."""
    return Address(*(fields.get(name, "").replace("\x00", "") for name in ("address", "postcode", "access")))
