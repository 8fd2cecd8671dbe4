"""A customer who writes, and whose page is open, gone, or open again: held for them, and taken up again."""

from __future__ import annotations

from possible.journey import turns
from possible.journey.case import Case
from possible.values.instant import Instant
from possible_web.keeping import action, attendance, poke
from possible_web.keeping.turning import Turning
from possible_web.records.models import Contact, Timer


@action
def do_follow_contact(contact: str, now: Instant) -> None:
    """Note that an open page of the customer's follows a contact: whoever was away is back."""
    row = _going_on(contact)
    if row is not None:
        _is_there(row, now)
        attendance.follow(row, now)


@action
def do_see_customer(contact: str, now: Instant) -> None:
    """Note that the customer looks at a contact: whoever was away is back."""
    row = _going_on(contact)
    if row is not None:
        _is_there(row, now)


@action
def do_miss_customer(contact: str, now: Instant) -> None:
    """Note that a page that followed a contact is gone; another that is open asks again, and so is seen."""
    row = _going_on(contact)
    if row is not None:
        attendance.page_left(row, now)
        poke(now, f"contact-{contact}")


def is_seen(contact: str, case: Case) -> bool:
    """Tell whether nobody misses the customer of a contact, nor holds it for them."""
    talk = case.talk(contact)
    return talk is None or (talk.away is None and not attendance.is_missed(contact))


def _going_on(contact: str) -> Contact | None:
    there = Contact.objects.filter(token=contact, case__isnull=False)
    return there.exclude(state=Contact.State.ENDED).first()


def _is_there(contact: Contact, now: Instant) -> None:
    """Take the turn of whoever was away; the case is locked before contact and timer, as everywhere."""
    turning = Turning(contact.case_id or 0, now)
    talk = turning.case.talk(contact.token)
    if talk is not None and talk.away is not None:
        turning.take(turns.IsBack(contact=contact.token))
        turning.keep()
    attendance.are_there([contact.token])


def gone(timer: Timer, now: Instant) -> None:
    """Hold the contact of a customer who has been missed: the effect of a timer."""
    contact = str(timer.payload["contact"])
    turning = Turning(timer.case or 0, now)
    talk = turning.case.talk(contact)
    if talk is not None and (talk.agent or talk.queued):
        turning.take(turns.Drops(contact=contact))
        turning.keep()
