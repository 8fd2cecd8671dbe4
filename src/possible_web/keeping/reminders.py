"""The day before a visit: its window, its price and the way out, in the customer's language."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from possible.answers import in_language, window_in_language
from possible.journey.case import Case as Value
from possible.values import N_, Language, sentence
from possible.values.instant import Instant
from possible.values.plain import from_plain
from possible_web.keeping.force import force_of
from possible_web.keeping.letters import speaking, write
from possible_web.keeping.links import link_to
from possible_web.keeping.reach import MAIL, newest
from possible_web.records.models import Case, Timer, Visit

SUBJECT = N_("Tomorrow a technician comes: {window}")
TEXT = N_(
    "We come to {address} in this window: {window}. The price is {price}, and it will not change. If it does "
    "not suit you any more, choose another window or give the visit up, at no cost: {link}"
)


def remind(timer: Timer, now: Instant) -> None:
    """Write to the customer of a visit that is still booked (the effect of a timer)."""
    visit = Visit.objects.filter(pk=timer.payload["visit"], state=Visit.State.BOOKED).first()
    if visit is None:
        return
    case = Case.objects.select_related("customer", "charter").get(pk=visit.case_id)
    charter = force_of(case.charter_id).charter
    language = Language(case.language)
    quote = from_plain(Value, case.state).quote(visit.quote)
    with speaking(language):
        window = window_in_language(
            Instant(visit.starts), Instant(visit.ends), ZoneInfo(charter.timezone), language
        )
        subject = sentence(SUBJECT, window=window)
        text = sentence(
            TEXT,
            address=f"{visit.address}, {visit.postcode}",
            window=window,
            price=in_language(quote.price, language) if quote else "",
            link=link_to(case, newest(case.customer, MAIL), visit.pk),
        )
        write(case, f"visit {visit.pk} reminder {visit.starts}", (subject, text), now)
