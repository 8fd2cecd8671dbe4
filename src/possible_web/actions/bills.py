"""Charges: disputed by the customer, decided by a lead, let go by those who may depart from the answers."""

from __future__ import annotations

from possible.journey import turns
from possible.values.events import ExceptionGranted
from possible.values.instant import Instant
from possible_web.keeping import action
from possible_web.keeping.turning import Turning
from possible_web.records.models import Departure, Staff

LONGEST = 2_000


def _cleaned(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST]


@action
def do_dispute_charge(case_id: int, quote: str, text: str, now: Instant) -> None:
    """Note that the customer disputes a charge, and why; `Refused` for what was not charged."""
    turning = Turning(case_id, now)
    turning.take(turns.Disputes(quote=quote, text=_cleaned(text)))
    turning.keep()


@action
def do_withdraw_dispute(case_id: int, quote: str, now: Instant) -> None:
    """Take a dispute back, on the customer's word; `Refused` when it is decided already."""
    turning = Turning(case_id, now)
    turning.take(turns.Relents(quote=quote))
    turning.keep()


@action
def do_settle_dispute(
    case_id: int, quote: str, verdict: str, reason: str, staff: Staff, now: Instant
) -> None:
    """Decide a dispute: `upheld` gives the charge back, anything else leaves it; both with a reason.

    `Refused` without a reason, and when somebody else has decided meanwhile.
    """
    turning = Turning(case_id, now)
    upheld = verdict == "upheld"
    turning.take(turns.Settles(quote=quote, upheld=upheld, reason=_cleaned(reason), agent=staff.name))
    turning.keep()


@action
def do_waive_fee(case_id: int, quote: str, reason: str, staff: Staff, now: Instant) -> Departure:
    """Let a fee go that was agreed to, with a reason; it is listed for review like every exception.

    `Refused` as the charter says (`exceptions:`), without a reason, and where nothing is to be paid.
    """
    turning = Turning(case_id, now)
    rule = turning.force.charter.exceptions
    team = rule.by if rule and rule.by in staff.teams else "".join(staff.teams[:1])
    reason = _cleaned(reason)
    turning.take(turns.Waives(quote=quote, reason=reason, agent=staff.name, team=team))
    granted = next(event for event in turning.events if isinstance(event, ExceptionGranted))
    turning.keep()
    given = turning.case.quote(quote)
    assert given is not None  # noqa: S101 - the turn was taken under it
    known = dict(turning.case.facts)
    asks = turning.force.charter.questions[given.question].asks if given.question else ()
    return Departure.objects.create(
        case=turning.row,
        contact="",
        staff=staff,
        question=given.question,
        facts={fact: known[fact] for fact in asks if fact in known},
        said={"answer": given.remedy, "price": str(given.price), "because": given.because, "rows": []},
        answer=given.remedy,
        price=f"0 {given.price.currency}",
        reason=reason,
        at=now,
        review_by=granted.review,
    )
