"""Meeting somebody who comes for the first time: they are known by the session that asks, without a name."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.instant import MINUTE, Instant
from possible_web.keeping.upserts import made, made_unless_there
from possible_web.records.models import Customer
from possible_web.records.prepared import Prepared

REPEATED_WITHIN = 10 * MINUTE
_customer = Prepared(lambda token: Customer.objects.filter(token=token)[:1])


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who comes for the first time, and their language.

    `token`: made of the form's key, which nobody else has. A first click that comes twice (pressed twice, or
    repeated because its answer was lost, and the cookie with it) is of one customer, for some minutes.
    """

    language: str
    token: str = ""


def met(stranger: Stranger, now: Instant) -> Customer:
    """Return the customer that a stranger becomes, within the running transaction."""
    came = Customer(language=stranger.language, since=now)
    if not stranger.token:
        return made(came)
    came.token = stranger.token
    if made_unless_there(came, "token"):
        return came
    there = _customer(stranger.token)[0]
    if there.account_id is None and there.erased_at is None and now - there.since < REPEATED_WITHIN:
        return there
    return made(Customer(language=stranger.language, since=now))
