"""What is charged, disputed, given back or let go: each with its reason, and a dispute with its clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible import promises
from possible.journey import owed, telling
from possible.values import N_, Money, Refused, sentence
from possible.values.events import (
    ChargeDisputed,
    DisputeSettled,
    DisputeWithdrawn,
    ExceptionGranted,
    FeeWaived,
)

if TYPE_CHECKING:
    from possible.journey import turns
    from possible.journey.case import Quote
    from possible.journey.course import Course


def dispute(course: Course, turn: turns.Disputes) -> None:
    """Take in that a charge is disputed: the first rung of the complaints ladder answers in its time."""
    quote = _charged(course, turn.quote)
    text = turn.text.strip()
    if not text:
        raise Refused(sentence(N_("Say what is wrong with it, in a sentence.")))
    if quote.dispute:
        raise Refused(sentence(N_("This charge is disputed already: it is not collected until we answer.")))
    ladder = course.force.charter.complaints.ladder
    name = course.name("dispute")
    course.happened(ChargeDisputed, dispute=name, quote=quote.id, text=text)
    clock = owed.start(course, promises.rung(0)) if ladder else ""
    telling.keep_quote(course, replace(quote, dispute=name, disputed=clock))


def relent(course: Course, turn: turns.Relents) -> None:
    """Take a dispute back: what is owed is owed again."""
    quote = _disputed(course, turn.quote)
    course.happened(DisputeWithdrawn, dispute=quote.dispute, quote=quote.id)
    owed.end_one(course, quote.disputed)
    telling.keep_quote(course, replace(quote, dispute="", disputed=""))


def settle(course: Course, turn: turns.Settles) -> None:
    """Decide a dispute with its reason: all of the charge is given back, or none, with where to appeal."""
    quote = _disputed(course, turn.quote)
    reason = turn.reason.strip()
    if not reason:
        raise Refused(sentence(N_("A decision needs a reason: the customer reads it.")))
    back = quote.price if turn.upheld and not quote.waived else Money(0, quote.price.currency)
    course.happened(
        DisputeSettled,
        dispute=quote.dispute,
        quote=quote.id,
        amount=back,
        reason=reason,
        agent=turn.agent,
        appeal=() if turn.upheld else _appeal(course),
    )
    owed.keep_one(course, quote.disputed)
    telling.keep_quote(course, replace(quote, dispute="", disputed="", waived=quote.waived or turn.upheld))


def waive(course: Course, turn: turns.Waives) -> None:
    """Let a fee go that was agreed to, charged or not: a departure, written down to be reviewed.

    `Refused` where the charter allows no exceptions, for another team, without a reason, and where there is
    nothing to let go.
    """
    rule = course.force.charter.exceptions
    if rule is None:
        raise Refused(sentence(N_("The charter allows no exceptions.")))
    if turn.team != rule.by:
        raise Refused(sentence(N_("Only {team} may depart from the answers."), team=rule.by))
    reason = turn.reason.strip()
    if not reason:
        raise Refused(sentence(N_("An exception needs a reason.")))
    quote = course.case.quote(turn.quote)
    if quote is None or quote.state not in ("accepted", "done") or quote.waived or not quote.price.cents:
        raise Refused(sentence(N_("There is nothing to pay for this that could be let go.")))
    within = rule.reviewed_within
    review = course.force.calendar.due(course.now, within) if within else None
    course.happened(
        ExceptionGranted,
        question=quote.question,
        answer=quote.remedy,
        agent=turn.agent,
        reason=reason,
        review=review,
    )
    course.happened(
        FeeWaived,
        quote=quote.id,
        remedy=quote.remedy,
        amount=quote.price,
        reason=reason,
        agent=turn.agent,
    )
    telling.keep_quote(course, replace(quote, waived=True))


def _appeal(course: Course) -> tuple[str, ...]:
    """Return where one appeals against the first answer: the further rungs, then whoever decides outside."""
    complaints = course.force.charter.complaints
    outside = (complaints.outside.who,) if complaints.outside else ()
    return (*(rung.who for rung in complaints.ladder[1:]), *outside)


def _charged(course: Course, name: str) -> Quote:
    quote = course.case.quote(name)
    if quote is None or not quote.charged or quote.waived:
        raise Refused(sentence(N_("Nothing was charged that could be disputed.")))
    return quote


def _disputed(course: Course, name: str) -> Quote:
    quote = course.case.quote(name)
    if quote is None or not quote.dispute:
        raise Refused(sentence(N_("This charge is not disputed (any more).")))
    return quote
