"""Visits: the address, a window kept for minutes, agreed to and booked at once, moved, given up, rated."""

from __future__ import annotations

from dataclasses import dataclass

from possible.journey import turns
from possible.journey.case import Quote
from possible.values import N_, Language, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append, booking, places
from possible_web.keeping.slots import Ask, ask_for, visits_by
from possible_web.keeping.turning import Turning
from possible_web.records.models import Case, Customer, Rating, Visit, WorkOrder

PLACED, UNPLACED, RATED = "shell-customer-placed", "shell-place-unknown", "shell-visit-rated"
MOST_STARS = 5
MAY_RATE = Visit.State.DONE


@dataclass(frozen=True, slots=True)
class Address:
    """Where a customer is visited: street, postcode, and how to get in."""

    address: str
    postcode: str
    access: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The quote that is agreed to, in which contact, and the beginning of the window that is wanted.

    `foreign`: the customer agrees to a technician who does not speak their language.
    """

    quote: str
    contact: str
    starts: Instant
    foreign: bool = False


@action
def do_place_customer(case_id: int, where: Address, now: Instant) -> None:
    """Keep where the customer of a case is visited: it is asked once.

    An address whose postcode is not known is kept without a place, for whoever plans to find it, and told by
    `places.UnknownPostcode` once that is written; `Refused` for no address.
    """
    street = places.cleaned(where.postcode, where.address)
    customer = Customer.objects.select_for_update().get(cases=case_id)
    customer.postcode, customer.address = street
    customer.access = where.access.strip()[:500]
    customer.north, customer.east = places.found(*street) or (None, None)
    customer.save(update_fields=["postcode", "address", "access", "north", "east"])
    kind = UNPLACED if customer.north is None else PLACED
    append(
        [
            Entry(
                at=now,
                kind=kind,
                case=case_id,
                body={"customer": customer.token},
                topics=(f"case-{case_id}",),
            )
        ]
    )


@action
def do_reserve_visit(case_id: int, wanted: Wanted, now: Instant) -> Visit:
    """Keep a window for some minutes under a quote that is open or accepted; asked again, it stays as it is.

    Another window that was kept for the case under this quote is let go. `Refused` when the window has gone.
    """
    turning = Turning(case_id, now)
    quote = _quote(turning, wanted.quote)
    there = booking.held_of(turning.row, quote.id, now)
    if there is not None and there.starts == wanted.starts:
        return there
    return booking.hold(
        turning.row, _ask(turning, quote), quote.id, wanted.starts, now, foreign=wanted.foreign
    )


@action
def do_let_go(case_id: int, quote: str, now: Instant) -> None:
    """Let go of the window that is kept for a case under a quote; where there is none, nothing happens."""
    row = Case.objects.select_for_update().get(pk=case_id)
    booking.take_off(list(row.visits.filter(quote=quote, state=Visit.State.RESERVED)), now)


@action
def do_accept_visit(case_id: int, wanted: Wanted, now: Instant) -> Visit:
    """Agree to a visit and book its window, both or neither.

    `Refused` when the offer is another one by now, or somebody else has just had the window.
    """
    turning = Turning(case_id, now)
    talk = turning.case.talk(wanted.contact)
    if talk is None or talk.quote != wanted.quote:
        raise Refused(sentence(N_("This offer is no longer open.")))
    turning.take(turns.Agrees(contact=wanted.contact))
    return _booked(turning, wanted)


@action
def do_book_visit(case_id: int, wanted: Wanted, now: Instant) -> Visit:
    """Book a window for a remedy that was agreed to; `Refused` when somebody else has just had it."""
    return _booked(Turning(case_id, now), wanted)


def _booked(turning: Turning, wanted: Wanted) -> Visit:
    order = _order(turning, wanted.quote)
    ask = _ask(turning, _quote(turning, wanted.quote), order)
    now = turning.now
    held = turning.row.visits.filter(
        quote=wanted.quote, state=Visit.State.RESERVED, starts=wanted.starts
    ).first()
    if held is None:
        held = booking.hold(turning.row, ask, wanted.quote, wanted.starts, now, foreign=wanted.foreign)
    booking.promise(ask, held, now, foreign=wanted.foreign)
    turning.take(turns.Books(quote=wanted.quote, starts=Instant(held.starts), ends=Instant(held.ends)))
    turning.keep()
    name = turning.case.visits[-1].id
    return booking.booked(held, order, name, turning.force.calendar, now)


@action
def do_move_visit(visit: Visit, starts: Instant, now: Instant, *, foreign: bool = False) -> Visit:
    """Move a visit to another window because the customer wants it; `Refused` when it has just gone."""
    turning = Turning(visit.case_id, now)
    visit = Visit.objects.select_related("order").get(pk=visit.pk)
    if visit.state != Visit.State.BOOKED or visit.order is None:
        raise Refused(sentence(N_("This visit is not to come any more.")))
    if visit.starts == starts:
        return visit
    ask = _ask(turning, _quote(turning, visit.quote), visit.order)
    window = booking.move(visit, ask, starts, now, foreign=foreign)
    turning.take(turns.Moves(visit=visit.name, starts=window[0], ends=window[1], consent=True))
    turning.keep()
    return visit


@action
def do_cancel_visit(visit: Visit, now: Instant, *, wants_other: bool) -> None:
    """Give a visit up because the customer wants it; given up already, nothing happens."""
    turning = Turning(visit.case_id, now)
    visit = Visit.objects.get(pk=visit.pk)
    if visit.state == Visit.State.CANCELLED:
        return
    turning.take(turns.Cancels(visit=visit.name, wants_other=wants_other))
    turning.keep()


@action
def do_rate_visit(visit: Visit, stars: int, words: str, now: Instant) -> Rating:
    """Keep what the customer says of a fix, one to five; said again, it is what counts.

    `Refused` for another number, and before the visit is over.
    """
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.state != MAY_RATE:
        raise Refused(sentence(N_("Say how it was once the visit is over.")))
    if not 1 <= stars <= MOST_STARS:
        raise Refused(sentence(N_("Choose one of the five.")))
    values = {"stars": stars, "words": words.strip()[:300], "at": now}
    made, _ = Rating.objects.update_or_create(visit=row, defaults=values)
    append([Entry(at=now, kind=RATED, case=row.case_id, body={"visit": row.name, "stars": stars})])
    return made


def _quote(turning: Turning, name: str) -> Quote:
    found = turning.case.quote(name)
    if found is None or found.state not in ("open", "accepted"):
        raise Refused(sentence(N_("No price was agreed to under this name.")))
    if not visits_by(turning.force.charter, found.remedy):
        raise Refused(sentence(N_("Nobody comes for this: it has no window.")))
    return found


def _ask(turning: Turning, quote: Quote, order: WorkOrder | None = None) -> Ask:
    charter, remedy = turning.force.charter, turning.force.charter.remedies[quote.remedy]
    within = turning.force.calendar.due(turning.now, remedy.within) if remedy.within else None
    language = turning.case.talks[0].language if turning.case.talks else turning.case.language
    latest = order.within if order is not None else within
    return ask_for(
        turning.row, charter, quote.remedy, Language(language), None if latest is None else Instant(latest)
    )


def _order(turning: Turning, quote: str) -> WorkOrder:
    order = WorkOrder.objects.select_for_update().filter(case=turning.row, quote=quote).first()
    if order is None:
        raise Refused(sentence(N_("No price was agreed to under this name.")))
    return order
