"""What happened, as one short sentence for each event: the steps of a path, the lines of a receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from possible.charter.causes import CAUSES
from possible.values import N_, Sentence, sentence
from possible.values import events as e
from possible.values.events import Event
from possible.values.instant import written


def told(event: Event) -> Sentence:
    """Return an event as a sentence; names stay those of the charter, moments are UTC."""
    return _SAID[type(event)](event)


def _said(text: str, *names: str) -> Callable[[Any], Sentence]:
    def say(event: Event) -> Sentence:
        return sentence(text, **{name: getattr(event, name) for name in names})

    return say


def _either(field: str, yes: str, no: str, *names: str) -> Callable[[Any], Sentence]:
    def say(event: Event) -> Sentence:
        return _said(yes if getattr(event, field) else no, *names)(event)

    return say


def _until(field: str, dated: str, undated: str, *names: str) -> Callable[[Any], Sentence]:
    def say(event: Event) -> Sentence:
        due = getattr(event, field)
        facts = {name: getattr(event, name) for name in names}
        return sentence(undated, **facts) if due is None else sentence(dated, **facts, due=written(due))

    return say


def _window(text: str) -> Callable[[Any], Sentence]:
    def say(event: Any) -> Sentence:
        return sentence(text, visit=event.visit, starts=written(event.starts), ends=written(event.ends))

    return say


def _answered(event: e.AnswerGiven) -> Sentence:
    if event.price is None:
        return sentence(N_("{question}: {answer}"), question=event.question, answer=event.answer)
    text = N_("{question}: {answer}, {price}")
    return sentence(text, question=event.question, answer=event.answer, price=event.price)


def _cancelled(event: e.VisitCancelled) -> Sentence:
    facts = {"visit": event.visit, "by": event.by}
    if not event.reason:
        return sentence(N_("visit {visit} cancelled by {by}"), **facts)
    return sentence(N_("visit {visit} cancelled by {by}: {reason}"), **facts, reason=event.reason)


def _settled(event: e.DisputeSettled) -> Sentence:
    facts = {"dispute": event.dispute, "reason": event.reason}
    if not event.amount.cents:
        return sentence(N_("{dispute} is rejected: {reason}"), **facts)
    return sentence(N_("{dispute} is upheld, {amount} given back: {reason}"), **facts, amount=event.amount)


def _waived(event: e.FeeWaived) -> Sentence:
    facts = {"amount": event.amount, "remedy": event.remedy}
    if event.promise:
        return sentence(N_("{amount} for {remedy} need not be paid: {promise} was broken"), **facts,
                        promise=event.promise)  # fmt: skip
    if event.cause:
        cause = sentence(CAUSES.get(event.cause, event.cause))
        return sentence(N_("{amount} for {remedy} need not be paid: {cause}"), **facts, cause=cause)
    text = N_("{agent} lets {amount} for {remedy} go: {reason}")
    return sentence(text, **facts, agent=event.agent, reason=event.reason)


_SAID: dict[type[Event], Callable[[Any], Sentence]] = {
    e.ContactArrived: _either(
        "outward", N_("we call ({channel})"), N_("first ring on {line}"), "line", "channel"
    ),
    e.ContactConnected: _said(N_("the call is answered by {by}"), "by"),
    e.MoveTaken: _said(N_("{to}"), "to"),
    e.SentenceSaid: _said(N_("“{sentence}” is said in {language}"), "sentence", "language"),
    e.FactAsked: _said(N_("asked for {fact}"), "fact"),
    e.FactLearnt: _said(N_("{fact}: {value}"), "fact", "value"),
    e.ConsentAsked: _either(
        "given", N_("consents to {consent}"), N_("does not consent to {consent}"), "consent"
    ),
    e.PersonAsked: _said(N_("“a person, please”")),
    e.ContactQueued: _said(N_("waits for {team}"), "team"),
    e.WaitTold: _said(N_("told how long it will take")),
    e.OfferMade: _said(N_("proposed to {agent}"), "agent"),
    e.OfferEnded: _said(N_("the proposal to {agent}: {how}"), "agent", "how"),
    e.ContactAnswered: _said(N_("{agent} ({team}) answers in {language}"), "agent", "team", "language"),
    e.LanguageChanged: _either(
        "consent",
        N_("goes on in {language}, with consent"),
        N_("goes on in {language}, without consent"),
        "language",
    ),
    e.HoldStarted: _said(N_("put on hold")),
    e.HoldEnded: _said(N_("the hold is over")),
    e.TransferAsked: _either(
        "case_travels",
        N_("handed on to {to_team}"),
        N_("handed on to {to_team}, without the case"),
        "to_team",
    ),
    e.CustomerAway: _until("until", N_("the customer is away; held until {due}"), N_("the customer is away")),
    e.CustomerBack: _said(N_("the customer is back")),
    e.ConnectionLost: _said(N_("the line is lost")),
    e.ContactEnded: _said(N_("ended by {by}: {how}"), "by", "how"),
    e.CallCharged: _said(N_("{amount} charged ({phase})"), "amount", "phase"),
    e.CaseOpened: _said(N_("a case is opened: {reference}"), "reference"),
    e.CaseJoined: _said(N_("joins the case")),
    e.OwnerNamed: _said(N_("{agent} answers for the case"), "agent"),
    e.CaseWaits: _until(
        "due", N_("the case waits ({state}) until {due}"), N_("the case waits ({state})"), "state"
    ),
    e.CaseSolved: _either(
        "agreed", N_("solved, the customer agrees"), N_("solved, nobody asked the customer")
    ),
    e.CaseClosed: _said(N_("the case is closed: {how}"), "how"),
    e.CaseReopened: _said(N_("it is not solved after all")),
    e.NewsTold: _said(N_("told where the matter stands")),
    e.ServiceFailed: _said(N_("{service} does not work"), "service"),
    e.ServiceRestored: _said(N_("{service} works again"), "service"),
    e.AnswerGiven: _answered,
    e.ExceptionGranted: _said(N_("{agent} departs from the table: {reason}"), "agent", "reason"),
    e.QuoteGiven: _until(
        "expires", N_("{remedy} for {price}, good until {due}"), N_("{remedy} for {price}"), "remedy", "price"
    ),
    e.QuoteAccepted: _said(N_("agrees to {quote}"), "quote"),
    e.QuoteDeclined: _said(N_("declines {quote}"), "quote"),
    e.RemedyDone: _either("worked", N_("{remedy}: done, it works"), N_("{remedy}: done, in vain"), "remedy"),
    e.DeviceGiven: _said(N_("device {serial} given ({place})"), "serial", "place"),
    e.DeviceReturned: _said(N_("device {serial} is back"), "serial"),
    e.FeeCharged: _said(N_("{amount} charged for {remedy}"), "amount", "remedy"),
    e.FeeWaived: _waived,
    e.ChargeDisputed: _said(N_("disputes {quote}: {text}"), "quote", "text"),
    e.DisputeWithdrawn: _said(N_("no longer disputes {quote}"), "quote"),
    e.DisputeSettled: _settled,
    e.PutOnBill: _said(N_("{amount} on bill {bill}"), "amount", "bill"),
    e.VisitBooked: _window(N_("visit {visit} booked from {starts} to {ends}")),
    e.VisitMoved: _window(N_("visit {visit} moved: from {starts} to {ends}")),
    e.VisitCancelled: _cancelled,
    e.VisitArrived: _said(N_("visit {visit}: at the door"), "visit"),
    e.VisitDone: _either("fixed", N_("visit {visit}: fixed"), N_("visit {visit}: not fixed"), "visit"),
    e.PromiseMade: _until("due", N_("promised until {due}: {promise}"), N_("promised: {promise}"), "promise"),
    e.PromisePaused: _said(N_("the clock of {promise} stands still"), "promise"),
    e.PromiseResumed: _until(
        "due", N_("the clock of {promise} runs until {due}"), N_("the clock of {promise} runs"), "promise"
    ),
    e.PromiseKept: _said(N_("kept: {promise}"), "promise"),
    e.PromiseBroken: _said(N_("broken: {promise}"), "promise"),
    e.PromiseEnded: _said(N_("nothing left to keep: {promise}"), "promise"),
    e.CreditGiven: _either(
        "unasked",
        N_("{amount} paid back ({credit})"),
        N_("{amount} paid back when asked ({credit})"),
        "amount",
        "credit",
    ),
    e.CallbackPromised: _until("due", N_("we will call by {due}"), N_("we will call")),
    e.CallbackDeclined: _said(N_("needs no call any more")),
    e.CallbackMade: _either("reached", N_("we called and reached them"), N_("we called and reached nobody")),
    e.PresenceChanged: _said(N_("{agent}: {state}"), "agent", "state"),
}
