"""Answers: put, told with reason and price, agreed to or not; a quote comes before every fee."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from possible.answers import Status
from possible.answers.outcome import Outcome
from possible.charter.rules import NO
from possible.journey import asking, owed, waits
from possible.journey.case import CaseWait, Quote
from possible.journey.commands import CarryOut, FindWindows
from possible.journey.spots import Owner, Told, With
from possible.values import N_, Money, Refused, sentence
from possible.values.events import AnswerGiven, ExceptionGranted, QuoteAccepted, QuoteDeclined, QuoteGiven

if TYPE_CHECKING:
    from possible.answers import Answer
    from possible.charter.promises import Exceptions
    from possible.journey.course import Course
    from possible.journey.spots import Move
    from possible.journey.turns import Excepts


class Put(Enum):
    """What became of a question: it was told, a fact is being asked for, or nobody here can answer."""

    TOLD = "told"
    ASKED = "asked"
    NO_ANSWER = "no answer"


def put(course: Course, question: str) -> Put:
    """Answer a question as far as the facts allow, or ask for the fact that is missing."""
    talk = course.here
    team = talk.team if talk.agent and question in course.force.depends_on_who else ""
    answer = course.force.answer(question, asking.facts_of(course), team)
    if answer.status is Status.MISSING:
        return _missing(course, answer.missing[0])
    answer = answer.by_team[0][1] if answer.by_team else answer
    move = _row(course, question, answer)
    if move is None:
        return Put.NO_ANSWER
    course.take(move)
    _tell(course, answer)
    return Put.TOLD


def _row(course: Course, question: str, answer: Answer) -> Move | None:
    """Return the move that tells the first row of an answer."""
    ids = [rule.id for rule in course.force.charter.questions[question].rules]
    rows = {ids.index(row) for row in answer.rows[:1]}
    return next((move for move in course.moves() if getattr(move.to, "row", None) in rows), None)


def _missing(course: Course, fact: str) -> Put:
    """Ask for a fact; what only a playbook finds out needs a person where nobody is there."""
    source = asking.source_of(course, fact)
    if source == "playbook" and not course.here.agent:
        return Put.NO_ANSWER
    asking.put(course, fact)
    return Put.ASKED


def _tell(course: Course, answer: Answer) -> None:
    talk = course.here
    if answer.outcome is None:
        return
    granted = _granted(course, answer.outcome)
    outcome = answer.outcome
    if granted is not None:
        outcome = replace(outcome, price=granted.price, because=granted.because)
    course.happened(
        AnswerGiven,
        question=answer.question,
        facts=answer.facts,
        rows=() if granted else answer.rows,
        answer=outcome.answer,
        charter=course.force.digest,
        price=outcome.price,
        because=outcome.because,
        instead=outcome.instead,
        appeal=answer.appeal,
        team=talk.team if talk.agent else "",
        agent=talk.agent,
    )
    offer(course, answer.question, outcome, granted_by=granted)


def _granted(course: Course, outcome: Outcome) -> Quote | None:
    """Return the quote by which a lower price was granted for the remedy of an outcome, while it holds.

    The table does not take back what somebody departed from it for: a quote is final until it expires.
    """
    held = [each for each in _holding(course, outcome.answer) if each.granted]
    lowest = min(held, key=lambda each: each.price.cents, default=None)
    if lowest is None or outcome.price is None or not lowest.price < outcome.price:
        return None
    return lowest


def _holding(course: Course, remedy: str) -> list[Quote]:
    """Return the quotes of a remedy that hold: neither declined, nor used up, nor expired."""
    known = [each for each in course.case.quotes if each.remedy == remedy]
    return [
        each
        for each in known
        if each.state in ("open", "accepted") and (each.expires is None or course.now <= each.expires)
    ]


def offer(
    course: Course, question: str, outcome: Outcome, *, granted: bool = False, granted_by: Quote | None = None
) -> None:
    """Quote the price of a remedy, also when it is nothing; a departure keeps it for the bill.

    `granted_by`: it was granted by this quote, and holds as long as that, not longer.
    """
    charter = course.force.charter
    remedy = charter.remedies.get(outcome.answer)
    if remedy is None or outcome.price is None:
        course.here.quote = ""
        return
    good_for = charter.quotes.good_for
    expires = course.force.calendar.due(course.now, good_for) if good_for else None
    if granted_by is not None:
        expires = granted_by.expires
    quote = Quote(
        id=course.name("quote"),
        remedy=outcome.answer,
        price=outcome.price,
        question=question,
        because=outcome.because,
        expires=expires,
        granted=granted or granted_by is not None,
    )
    course.case.quotes = (*course.case.quotes, quote)
    course.here.quote = quote.id
    if remedy.price_told == "before":
        course.happened(
            QuoteGiven, quote=quote.id, remedy=quote.remedy, price=quote.price, expires=quote.expires
        )


def told(course: Course, spot: Told) -> bool:
    """Go on after an answer that nobody need agree to; False when the customer has a choice."""
    found = course.moves()
    rule = course.force.charter.questions[spot.question].rules[spot.row]
    theirs = [move for move in found if move.owner is Owner.CALLER]
    ours = next((move for move in found if move.owner is Owner.COMPANY), None)
    refusal = rule.answer == "no"
    if ours is None or (theirs and refusal):
        return False
    course.take(ours)
    return True


def agree(course: Course) -> None:
    """Agree to the remedy on offer, or take the answer as it is; `Refused` when nothing was told."""
    course_quote = course.case.quote(course.here.quote)
    if isinstance(course.here.spot, With) and course_quote is not None:
        accept(course, course_quote)
        return
    found = _choices(course)
    free = [move for move in found if move.free]
    if not free:
        course.take(next(move for move in found if move.owner is Owner.COMPANY))
        return
    if course_quote is None:
        raise Refused(sentence(N_("Nothing was offered that could be agreed to.")))
    accept(course, course_quote)
    course.take(free[0])


def decline(course: Course) -> None:
    """Decline the remedy on offer."""
    quote = course.case.quote(course.here.quote)
    if isinstance(course.here.spot, With) and quote is not None and quote.state == "open":
        keep_quote(course, replace(quote, state="declined"))
        course.happened(QuoteDeclined, quote=quote.id)
        return
    found = [move for move in _choices(course) if move.free]
    if len(found) < 2:
        raise Refused(sentence(N_("Nothing was offered that could be declined.")))
    if quote:
        keep_quote(course, replace(quote, state="declined"))
        course.happened(QuoteDeclined, quote=quote.id)
    course.take(found[1])


def take_instead(course: Course) -> None:
    """Take what is offered instead of a no."""
    move = next((move for move in _choices(course) if move.key[-1] == "instead"), None)
    if move is None:
        raise Refused(sentence(N_("Nothing else is offered here.")))
    course.take(move)


def _choices(course: Course) -> tuple[Move, ...]:
    if not isinstance(course.here.spot, Told):
        raise Refused(sentence(N_("No answer was told that one could agree to or decline.")))
    return course.moves()


def accept(course: Course, quote: Quote) -> None:
    """Accept a quote: its promise begins, and whoever does it is told. `Refused` when it has expired."""
    if quote.state not in ("open", "declined"):
        raise Refused(sentence(N_("This offer is no longer open.")))
    if quote.expires is not None and course.now > quote.expires:
        raise Refused(
            sentence(N_("This price has expired.")), sentence(N_("put the question again: the answer is due"))
        )
    if course.force.charter.remedies[quote.remedy].price_told == "before":
        course.happened(QuoteAccepted, quote=quote.id)
    _begin(course, quote)


def _begin(course: Course, quote: Quote) -> None:
    keep_quote(course, replace(quote, state="accepted"))
    remedy = course.force.charter.remedies[quote.remedy]
    owed.keep(course, ("work started",))
    due = course.force.calendar.due(course.now, remedy.within) if remedy.within else None
    if remedy.window and course.force.charter.teams[remedy.by].visits:
        course.case.waits = CaseWait.WITH_TECHNICIAN
        course.commands.append(FindWindows(quote=quote.id, remedy=quote.remedy, within=due))
        return
    course.case.waits = CaseWait.WITH_SHOP if remedy.by in course.force.counters else CaseWait.WITH_US
    if remedy.promise:
        owed.start(course, remedy.promise, quote=quote.id)
    course.commands.append(CarryOut(quote=quote.id, remedy=quote.remedy, team=remedy.by))


def grant(course: Course, remedy: str) -> None:
    """Give a remedy that is owed: it costs nothing and needs no question."""
    quote = Quote(
        id=course.name("quote"), remedy=remedy, price=Money(0, course.force.charter.currency), waived=True
    )
    course.case.quotes = (*course.case.quotes, quote)
    _begin(course, quote)


def depart(course: Course, turn: Excepts) -> None:
    """Depart from the table with a reason; it is reviewed in the time that the charter gives. `Refused` where
    the charter allows no exceptions, or no reason is given.
    """
    charter, rule = course.force.charter, course.force.charter.exceptions
    if rule is None:
        raise Refused(sentence(N_("The charter allows no exceptions.")))
    if not turn.reason.strip():
        raise Refused(sentence(N_("An exception needs a reason.")))
    talk = course.here
    _may_depart(course, rule, turn)
    within = rule.reviewed_within
    review = course.force.calendar.due(course.now, within) if within else None
    course.happened(
        ExceptionGranted,
        question=turn.question,
        answer=turn.answer,
        agent=talk.agent,
        reason=turn.reason,
        review=review,
    )
    price = turn.price
    if turn.answer in charter.remedies:
        price = _exceptional(course, turn)
    waits.aside(course, With(talk.team))
    outcome = Outcome(turn.answer, price, turn.reason)
    course.happened(
        AnswerGiven,
        question=turn.question,
        facts=asking.facts_for(course, turn.question),
        rows=(),
        answer=turn.answer,
        charter=course.force.digest,
        price=price,
        because=turn.reason,
        team=talk.team,
        agent=talk.agent,
    )
    offer(course, turn.question, outcome, granted=True)


def _may_depart(course: Course, rule: Exceptions, turn: Excepts) -> None:
    """Refuse what is no exception of this charter: another team's, an unknown question or answer, a no."""
    charter, talk = course.force.charter, course.here
    if talk.team != rule.by:
        raise Refused(sentence(N_("Only {team} may depart from the answers."), team=rule.by))
    question = charter.questions.get(turn.question)
    if question is None:
        raise Refused(sentence(N_("The charter has no question `{name}`."), name=turn.question))
    if turn.answer == NO:
        raise Refused(sentence(N_("An exception grants something; it refuses nothing.")))
    if turn.answer not in (*question.answers, *charter.remedies):
        raise Refused(
            sentence(N_("`{answer}` is no answer to `{name}`."), answer=turn.answer, name=turn.question)
        )


def _exceptional(course: Course, turn: Excepts) -> Money:
    """Return the price of an exception: the fee where none is named; never above a quote that still holds."""
    fee = course.force.charter.remedies[turn.answer].fee
    held = [each.price for each in _holding(course, turn.answer)]
    if turn.price is not None and any(price < turn.price for price in held):
        raise Refused(sentence(N_("A lower price was quoted, and it still holds.")))
    return turn.price if turn.price is not None else min([fee, *held])


def keep_quote(course: Course, quote: Quote) -> None:
    """Put a quote back in its place among those of the case."""
    others = course.case.quotes
    course.case.quotes = tuple(quote if each.id == quote.id else each for each in others)
