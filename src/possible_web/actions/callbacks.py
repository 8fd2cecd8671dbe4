"""Calls that a customer asks for: now or at a time of their choice, under the number that they give."""

from __future__ import annotations

from dataclasses import dataclass

from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import HOUR, Instant
from possible_web.keeping import action
from possible_web.keeping.reach import PHONE, checked_number, keep_identity
from possible_web.keeping.turning import Turning
from possible_web.records.models import Contact

LATEST = 14 * 24 * HOUR


@dataclass(frozen=True, slots=True)
class Wish:
    """To be called under a number, at once (`at` is None) or not before an instant; by the contact that goes
    on, where there is one.
    """

    number: str
    at: Instant | None = None
    contact: str = ""


@action
def do_ask_call(case_id: int, wish: Wish, now: Instant) -> None:
    """Promise the call that a customer asks for; the place of somebody who waits is kept.

    `Refused` without a number, for a time that is past or too far away, and where a call is owed already.
    """
    number = checked_number(wish.number)
    if not number:
        raise Refused(sentence(N_("Give a number at which we can call you.")))
    if wish.at is not None and not now < wish.at < now + LATEST:
        raise Refused(sentence(N_("We cannot call at this time.")), sentence(N_("choose another time")))
    turning = Turning(case_id, now)
    if turning.case.callbacks:
        raise Refused(
            sentence(N_("We owe you a call already.")), sentence(N_("it is on the page of your case"))
        )
    turning.take(turns.WantsCall(contact=wish.contact, at=wish.at))
    turning.keep()
    keep_identity(turning.row.customer, PHONE, number, now)
    Contact.objects.filter(case_id=case_id, outward=True, state=Contact.State.WAITING).update(number=number)
