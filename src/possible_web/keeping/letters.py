"""What a customer is written, in their own language: the case with its link, answers, visits, news, the end.

Letters are put into the outbox in the transaction of what they tell. Who gave no address is written nothing;
the page of the case says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from possible.answers import in_language, moment_in_language, named, outcome_told, window_in_language
from possible.answers.outcome import Outcome
from possible.cli.say import say, speak, spoken
from possible.journey.force import InForce
from possible.values import N_, Language, Sentence, sentence
from possible.values.events import (
    AnswerGiven,
    CallbackPromised,
    CaseReopened,
    CaseWaits,
    CreditGiven,
    DisputeSettled,
    Event,
    NewsTold,
    PromiseBroken,
    VisitBooked,
    VisitCancelled,
    VisitMoved,
)
from possible.values.instant import Instant
from possible_web.keeping import gaps
from possible_web.keeping.links import link_to
from possible_web.keeping.outbox import send
from possible_web.keeping.reach import MAIL, newest
from possible_web.records.models import Case

Letter = tuple[Sentence, Sentence]
OPENED = N_("Your case {reference} is open")
KEPT = N_("We keep it under this reference until you say that it is solved.")
FRAME = N_("{text}\n\nYour case, and everything in it: {link}\n\n{company}")
PLAIN: dict[type[Event], tuple[str, str]] = {
    NewsTold: (N_("News of your case {reference}"), N_("There is news on the page of your case.")),
    PromiseBroken: (
        N_("We are late with your case {reference}"),
        N_("We did not keep a promise. What we owe you for it is on the page of your case."),
    ),
    CaseReopened: (
        N_("Your case {reference} goes on"),
        N_("You told us that it is not solved. We go on with all that we know."),
    ),
}
SOLVED = (
    N_("Is your case {reference} solved?"),
    N_("Only you can say so: one click on the page of your case, either way. We close nothing without you."),
)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in a customer's language for a while."""
    before = spoken()
    speak(language)
    try:
        yield
    finally:
        speak(before)


def of_opening(case: Case, now: Instant) -> None:
    """Write the reference and the link of a case, once to each address."""
    mail = newest(case.customer, MAIL)
    letter = sentence(OPENED, reference=case.reference), sentence(KEPT)
    write(case, f"opened {mail}", letter, now)


def of_events(case: Case, force: InForce, events: Iterable[Event], now: Instant) -> None:
    """Write what happened in a case that is worth a letter: one letter for each kind of news of one turn."""
    found = [event for event in events if type(event) in TOLD]
    if not found or not newest(case.customer, MAIL):
        return
    credited = any(isinstance(event, CreditGiven) for event in found)
    for event in found:
        if not (credited and isinstance(event, PromiseBroken)):
            with speaking(case.language):
                letter = _told(case, force, event, now)
            if letter:
                write(case, f"v{case.version} {type(event).__name__}", letter, now)


CALLED_OFF = (
    N_("We cannot come as we had promised"),
    N_(
        "We cannot come in the time that we had promised you: {reason}. We are sorry. What we owe you for it "
        "is on your case already; nothing more is to pay than before. Choose another time on the page of "
        "your case."
    ),
)
TOLD = {
    AnswerGiven,
    VisitBooked,
    VisitMoved,
    VisitCancelled,
    DisputeSettled,
    CallbackPromised,
    CreditGiven,
    CaseWaits,
    *PLAIN,
}


def _told(case: Case, force: InForce, event: Event, now: Instant) -> Letter | None:
    """Return subject and text of the letter that an event is worth; nothing for what is no news."""
    zone, language = ZoneInfo(force.charter.timezone), Language(case.language)
    match event:
        case AnswerGiven():
            text = sentence("{answer}", answer=answer_told(force, case, event, now))
            return sentence(N_("The answer in your case {reference}"), reference=case.reference), text
        case VisitBooked() | VisitMoved() | VisitCancelled():
            return _of_visit(event, zone, language)
        case CallbackPromised(due=due) if due is not None:
            time = moment_in_language(due, zone, language)
            return sentence(N_("We call you back")), sentence(N_("We call you before {time}."), time=time)
        case CreditGiven() | DisputeSettled():
            return _of_money(event, language)
        case CaseWaits(state="with-customer"):
            return sentence(SOLVED[0], reference=case.reference), sentence(SOLVED[1])
        case _:
            plain = PLAIN.get(type(event))
            return (sentence(plain[0], reference=case.reference), sentence(plain[1])) if plain else None


def _of_money(event: CreditGiven | DisputeSettled, language: Language) -> Letter:
    """Return the letter about a credit, or about a decision: what is given back, or why it stands."""
    if isinstance(event, CreditGiven):
        owed = in_language(event.amount, language)
        told = sentence(N_("We did not keep a promise. We credit you {amount}, unasked."), amount=owed)
        return sentence(N_("We owe you {amount}"), amount=owed), told
    subject = sentence(N_("Our answer about the charge that you object to"))
    if event.amount.cents:
        given = in_language(event.amount, language)
        text = N_("You were right. We give you {amount} back on the next bill: {reason}")
        return subject, sentence(text, amount=given, reason=event.reason)
    text = N_(
        "We looked at it again, and it stands: {reason} You do not agree? The page “What you pay” says who "
        "looks at it next."
    )
    return subject, sentence(text, reason=event.reason.rstrip(".") + ".")


def _of_visit(
    event: VisitBooked | VisitMoved | VisitCancelled, zone: ZoneInfo, language: Language
) -> Letter | None:
    """Return the letter about a window; who gives a visit up themselves needs none."""
    if isinstance(event, VisitCancelled):
        by_us = event.by == "company"
        return (sentence(CALLED_OFF[0]), sentence(CALLED_OFF[1], reason=event.reason)) if by_us else None
    window = window_in_language(event.starts, event.ends, zone, language)
    text = sentence(N_("The visit is booked: {window}. We do not move it without you."), window=window)
    return sentence(N_("A technician comes: {window}"), window=window), text


def answer_told(force: InForce, case: Case, event: AnswerGiven, now: Instant) -> str:
    """Return an answer as it was given, in the customer's words; somebody's own words as they are."""
    charter, language = force.charter, Language(case.language)
    if not event.rows:
        remedy = event.answer in charter.remedies
        return f"{named(charter, event.answer, language)}. {event.because}" if remedy else event.because
    appeal = event.appeal[0] if event.appeal else ""
    outcome = Outcome(event.answer, event.price, event.because, event.instead, appeal)
    moment = gaps.of_answer(force, case, event.answer, language, now)
    return outcome_told(charter, event.question, outcome, language, moment)


def write(case: Case, key: str, letter: Letter, now: Instant) -> None:
    """Put a letter about a case into the outbox, once for each key; nothing where no address is known."""
    mail = newest(case.customer, MAIL)
    if not mail:
        return
    with speaking(case.language):
        text = say(FRAME, text=letter[1], link=link_to(case, mail), company=case.charter.company)
        payload = {"subject": say(letter[0]), "text": text}
    send(f"case-{case.pk} {key}", "mail", mail, payload, now)
