"""Departures from the table: granted with a reason, listed for review, made a rule or explained."""

from __future__ import annotations

from dataclasses import dataclass, replace

from possible.answers import decide
from possible.charter import Charter
from possible.charter.facts import LANGUAGE_FACT
from possible.journey import turns
from possible.values import N_, Money, Refused, sentence
from possible.values.events import ExceptionGranted
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.keeping.turning import Turning
from possible_web.records.models import Contact, Departure, Staff

REVIEWED = "shell-exception-reviewed"
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an agent wants to give instead of what the table says; `price` None: the fee of the remedy."""

    question: str
    answer: str
    reason: str
    price: Money | None = None


@action
def do_grant_exception(
    contact: str, staff: Staff, wanted: Wanted, now: Instant, version: int | None = None
) -> Departure:
    """Depart from the table with a reason; it is noted in the journal and listed for review.

    `Refused` as the charter says (`exceptions:`), without a reason, or when the contact is somebody else's.
    """
    turning = Turning(Contact.objects.get(token=contact).case_id or 0, now)
    talk = turning.case.talk(contact)
    if talk is None or talk.agent != staff.name:
        raise Refused(sentence(N_("This contact is not with you (any more).")))
    if version is not None:
        turning.must_be(version)
    facts = {**turning.case.facts, LANGUAGE_FACT: str(talk.language)}
    wanted = replace(wanted, reason=wanted.reason.replace("\x00", "").strip()[:LONGEST])
    turning.take(
        turns.Excepts(
            contact=contact,
            question=wanted.question,
            answer=wanted.answer,
            reason=wanted.reason,
            price=wanted.price,
        )
    )
    granted = next(event for event in turning.events if isinstance(event, ExceptionGranted))
    turning.keep()
    asks = turning.force.charter.questions[wanted.question].asks
    known = {fact: facts[fact] for fact in asks if fact in facts}
    return Departure.objects.create(
        case=turning.row,
        contact=contact,
        staff=staff,
        question=wanted.question,
        facts=known,
        said=said_by_the_table(turning.force.charter, wanted.question, known),
        answer=wanted.answer,
        price=_price(turning, wanted),
        reason=wanted.reason,
        at=now,
        review_by=granted.review,
    )


def said_by_the_table(charter: Charter, question: str, known: dict[str, str]) -> dict[str, object]:
    """Return what the table said to the facts; nothing of it where facts were missing."""
    answer = decide(charter, question, known)
    outcome = answer.outcome
    if outcome is None:
        return {"answer": "", "price": "", "because": "", "instead": "", "rows": []}
    price = str(outcome.price) if outcome.price is not None else ""
    kept = {"answer": outcome.answer, "price": price, "because": outcome.because}
    return {**kept, "instead": outcome.instead, "rows": list(answer.rows)}


def _price(turning: Turning, wanted: Wanted) -> str:
    remedy = turning.force.charter.remedies.get(wanted.answer)
    price = wanted.price if wanted.price is not None else remedy.fee if remedy else None
    return "" if price is None else str(price)


@action
def do_review_exception(
    departure_id: int, verdict: str, explanation: str, staff: Staff, now: Instant
) -> Departure:
    """Close the review of an exception: it is to become a `rule`, or it is `explained`.

    `Refused` for another verdict, without an explanation, or when somebody else has reviewed it meanwhile.
    """
    row = Departure.objects.select_for_update().get(pk=departure_id)
    explanation = explanation.replace("\x00", "").strip()[:LONGEST]
    if row.closed_at is not None:
        raise Refused(sentence(N_("This exception was reviewed meanwhile.")))
    if verdict not in Departure.Verdict.values:
        raise Refused(sentence(N_("An exception becomes a rule, or it is explained.")))
    if not explanation:
        raise Refused(sentence(N_("Say why, in a sentence: it is kept with the exception.")))
    row.verdict, row.explanation, row.closed_by, row.closed_at = verdict, explanation, staff, now
    row.save(update_fields=["verdict", "explanation", "closed_by", "closed_at"])
    append([entry_of(row, staff, now)])
    return row


def entry_of(row: Departure, by: Staff, now: Instant) -> Entry:
    """Return the line of the journal that says that an exception was reviewed."""
    body = {"agent": by.name, "question": row.question, "verdict": row.verdict, "exception": row.pk}
    topics = (f"case-{row.case_id}", f"agent-{row.staff.name}", "desk-exceptions")
    return Entry(at=now, kind=REVIEWED, body=body, case=row.case_id, topics=topics)
