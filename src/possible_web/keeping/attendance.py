"""Whether a customer who writes is still there: an open page follows the contact, and is missed when it goes.

A stream of `/live` that ends, or a message of ours that no page asks for, sets a timer; whatever page of
theirs asks for the talk again stops it. Who has no page with scripts is never missed.
"""

from __future__ import annotations

from collections.abc import Iterable

from possible.values.instant import SECOND, Instant
from possible_web.keeping.timers import set_timer, stop_timers
from possible_web.records.models import Contact, Timer

GONE = "contact-gone"
ANEW = 20 * SECOND  # a page that is loaded anew, or another of ours that is looked at
UNASKED = 45 * SECOND  # an open page asks for a message at once


def follow(contact: Contact, now: Instant) -> None:
    """Note that an open page of the customer's follows a contact."""
    if contact.followed_at is None:
        contact.followed_at = now
        contact.save(update_fields=["followed_at"])


def page_left(contact: Contact, now: Instant) -> None:
    """Miss the customer soon: the page that followed the contact is gone."""
    _miss(contact, Instant(now + ANEW))


def told(contact: Contact, now: Instant) -> None:
    """Miss the customer soon where a page follows the contact and does not ask for what was just said."""
    if contact.followed_at is not None and not is_missed(contact.token):
        _miss(contact, Instant(now + UNASKED))


def _miss(contact: Contact, due: Instant) -> None:
    set_timer(key_of(contact.token), GONE, due, {"contact": contact.token}, contact.case_id)


def is_missed(contact: str) -> bool:
    """Tell whether the customer of a contact is missed."""
    return Timer.objects.filter(key=key_of(contact), done_at=None, stopped_at=None).exists()


def are_there(contacts: Iterable[str]) -> None:
    """Miss the customer of these contacts no longer."""
    stop_timers([key_of(each) for each in contacts])


def key_of(contact: str) -> str:
    """Return the key of the timer that rings when a customer has been missed for so long."""
    return f"{GONE} {contact}"
