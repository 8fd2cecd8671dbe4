"""What happened in a case, in plain sentences, newest first: by whom, and whether it was kept or late."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from possible.values import N_, Sentence, sentence
from possible.values import events as happened
from possible.values.events import Event
from possible.values.instant import Instant
from possible_web.actions.helpers import INVITED, JOINED, WITHDRAWN
from possible_web.keeping import events_of
from possible_web.keeping.visit_news import VISIT_TOLD
from possible_web.pages.speech import Speech
from possible_web.portal.frame import Scene
from possible_web.records.models import Helper, Journal, Staff
from possible_web.records.prepared import Prepared

SHOWN = 400
RUNNING, KEPT, LATE, PLAIN = "running", "kept", "late", ""
CHANNELS = {
    "phone": N_("by telephone"),
    "chat": N_("in writing"),
    "mail": N_("by letter"),
    "video": N_("by video"),
    "place": N_("in a shop"),
}
Told = tuple[Sentence, str] | None
# What is told of a visit: with the name and the time, without them, and its state.
VISITS_TOLD: dict[str, tuple[str, str, str]] = {
    "other": (
        N_("{name} comes instead; the window stays: {window}"),
        N_("Another technician comes; the window stays as it was"),
        PLAIN,
    ),
    "other-language": (
        N_("{name} comes instead, and does not speak your language; the window stays: {window}"),
        N_("Another technician comes, who does not speak your language; the window stays as it was"),
        PLAIN,
    ),
    "after-all": (
        N_("{name} comes after all; the window stays: {window}"),
        N_("The first technician comes after all; the window stays as it was"),
        PLAIN,
    ),
    "late": (
        N_("{name} will be late: not before {time}"),
        N_("The technician will be late"),
        LATE,
    ),
    "away": (
        N_("{name} rang at your door, and nobody opened"),
        N_("The technician rang at your door, and nobody opened"),
        PLAIN,
    ),
    "asked": (
        N_("We asked whether we may come at another time; nothing moves without you: {window}"),
        N_("We asked whether we may come at another time; nothing moves without you"),
        PLAIN,
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: when, said in a sentence, and its state."""

    at: Instant
    when: Sentence | str
    text: Sentence
    state: str


@dataclass(frozen=True, slots=True)
class Teller:
    """What sentences need: the charter's words, and the names of people."""

    speech: Speech
    people: dict[str, str]
    quotes: dict[str, str]

    def agent(self, name: str) -> str:
        """Return the name of an agent as customers see it."""
        return self.people.get(name, name)


_names = Prepared(lambda: Staff.objects.values_list("name", "shown_name"))


def timeline(scene: Scene) -> list[Line]:
    """Return the lines of a case, the newest first."""
    rows = scene.journal[: -SHOWN - 1 : -1]
    people = dict(_names())
    quotes = {quote.id: quote.remedy for quote in scene.case.quotes}
    teller = Teller(scene.speech, people, quotes)
    lines = [line for row in rows for line in _of_row(scene, teller, row)]
    return [line for line, before in zip(lines, [None, *lines], strict=False) if line != before]


def _of_row(scene: Scene, teller: Teller, row: Journal) -> Iterable[Line]:
    told = _of_helper(row) if row.kind.startswith("shell-helper") else None
    if row.kind == VISIT_TOLD:
        told = visit_told(teller, row.body)
    for event in events_of([row]):
        told = tell(teller, event)
    if told is not None:
        at = Instant(row.at)
        yield Line(at, scene.speech.ago(at, scene.now), told[0], told[1])


def _of_helper(row: Journal) -> Told:
    helper = Helper.objects.filter(pk=row.body.get("helper")).first()
    name = str(helper) if helper else ""
    texts = {
        INVITED: N_("You invited {name} to help you"),
        WITHDRAWN: N_("You withdrew the link of {name}"),
        JOINED: N_("{name} joined, with your consent"),
    }
    return (sentence(texts[row.kind], name=name), PLAIN) if row.kind in texts else None


def visit_told(teller: Teller, body: dict[str, Any]) -> Told:
    """Return what the customer was told of who comes and when; older rows say neither name nor window."""
    named = teller.speech.charter.declarations.people_say_their_name is not False
    who = teller.agent(body.get("technician", "")) if named else ""
    found = VISITS_TOLD.get(body.get("told", ""))
    if found is None:
        return None
    starts, ends, comes = body.get("starts"), body.get("ends"), body.get("comes")
    facts = {
        "name": who,
        "window": teller.speech.window(starts, ends) if starts and ends else "",
        "time": teller.speech.time(comes) if comes else "",
    }
    full, short, state = found
    text = full if all(value for gap, value in facts.items() if "{" + gap + "}" in full) else short
    return sentence(text, **{gap: value for gap, value in facts.items() if "{" + gap + "}" in text}), state


def tell(teller: Teller, event: Event) -> Told:
    """Return the sentence of an event and its state; nothing for what only the machine notes."""
    telling = TELLERS.get(type(event))
    return telling(teller, event) if telling else None


def _arrived(_teller: Teller, event: happened.ContactArrived) -> Told:
    channel = sentence(CHANNELS.get(event.channel, N_("in writing")))
    if event.outward:
        return sentence(N_("We called you")), PLAIN
    return sentence(N_("You reached us, {channel}"), channel=channel), PLAIN


def _learnt(teller: Teller, event: happened.FactLearnt) -> Told:
    if event.source != "customer" or event.fact == "language":
        return None
    fact, value = teller.speech.fact(event.fact), teller.speech.value(event.fact, event.value)
    return sentence(N_("You told us: {fact} · {value}"), fact=fact, value=value), PLAIN


def _answered(teller: Teller, event: happened.ContactAnswered) -> Told:
    return sentence(N_("{name} answered you"), name=teller.agent(event.agent)), KEPT


def _owner(teller: Teller, event: happened.OwnerNamed) -> Told:
    text = N_("{name} answers for your case until you say that it is solved")
    return sentence(text, name=teller.agent(event.agent)), PLAIN


def _given(teller: Teller, event: happened.AnswerGiven) -> Told:
    speech = teller.speech
    if event.answer == "no":
        asked = speech.name(event.question)
        return sentence(N_("Not possible, with its reason: {asked}"), asked=asked), PLAIN
    remedy = event.answer in speech.charter.remedies
    name = speech.name(event.answer) if remedy else speech.text("answers", event.answer)
    if event.price is None:
        return sentence(N_("The answer: {name}"), name=name), PLAIN
    return sentence(N_("The answer: {name}, {price}"), name=name, price=speech.money(event.price)), PLAIN


def _remedy(teller: Teller, quote: str) -> str:
    name = teller.quotes.get(quote, "")
    return teller.speech.name(name) if name else ""


def _accepted(teller: Teller, event: happened.QuoteAccepted) -> Told:
    return sentence(N_("You agreed: {name}"), name=_remedy(teller, event.quote)), PLAIN


def _declined(teller: Teller, event: happened.QuoteDeclined) -> Told:
    return sentence(N_("You declined: {name}"), name=_remedy(teller, event.quote)), PLAIN


def _window(text: str, state: str) -> Callable[[Teller, happened.VisitBooked | happened.VisitMoved], Told]:
    def told(teller: Teller, event: happened.VisitBooked | happened.VisitMoved) -> Told:
        return sentence(text, window=teller.speech.window(event.starts, event.ends)), state

    return told


def _cancelled(_teller: Teller, event: happened.VisitCancelled) -> Told:
    if event.by == "customer":
        return sentence(N_("You gave the visit up")), PLAIN
    return sentence(N_("We cannot come as promised: {reason}"), reason=event.reason), LATE


def _done(_teller: Teller, event: happened.VisitDone) -> Told:
    fixed = N_("The technician repaired it")
    return sentence(fixed if event.fixed else N_("The visit is over; it is not repaired yet")), PLAIN


def _called(teller: Teller, event: happened.CallbackPromised) -> Told:
    if event.due is None:
        return None
    time = teller.speech.moment(event.due)
    return sentence(N_("We promised to call you before {time}"), time=time), RUNNING


def _joined(_teller: Teller, event: happened.CaseJoined) -> Told:
    return (sentence(N_("You went on in writing, instead of the call")), PLAIN) if event.call else None


def _tried(_teller: Teller, event: happened.CallbackMade) -> Told:
    if event.reached:
        return None
    return sentence(N_("We called you and did not reach you; we try again")), PLAIN


def _broken(teller: Teller, event: happened.PromiseBroken) -> Told:
    text = teller.speech.charter.promises.get(event.promise)
    if text is None:
        return sentence(N_("We missed what we promised")), LATE
    return sentence(N_("We missed what we promised; what we owe you for it is below")), LATE


def _credited(teller: Teller, event: happened.CreditGiven) -> Told:
    amount = teller.speech.money(event.amount)
    return sentence(N_("Credit of {amount}, without your asking"), amount=amount), LATE


def _charged(teller: Teller, event: happened.FeeCharged) -> Told:
    name, amount = teller.speech.name(event.remedy), teller.speech.money(event.amount)
    return sentence(N_("Charged as agreed: {name}, {amount}"), name=name, amount=amount), PLAIN


def _waived(teller: Teller, event: happened.FeeWaived) -> Told:
    name, amount = teller.speech.name(event.remedy), teller.speech.money(event.amount)
    return sentence(N_("Nothing to pay for it: {name}, {amount}"), name=name, amount=amount), KEPT


def _device(_teller: Teller, event: happened.DeviceGiven) -> Told:
    return sentence(N_("You got another device: {serial}"), serial=event.serial), PLAIN


def _back(_teller: Teller, event: happened.DeviceReturned) -> Told:
    return sentence(N_("Your old device is back with us: {serial}"), serial=event.serial), KEPT


OBJECTS = N_("You object to a charge; it is not collected until we answer")


def _settled(teller: Teller, event: happened.DisputeSettled) -> Told:
    if not event.amount.cents:
        return sentence(
            N_("We looked at your objection; it stays as it is: {reason}"), reason=event.reason
        ), PLAIN
    amount = teller.speech.money(event.amount)
    return sentence(
        N_("You were right, we give {amount} back: {reason}"), amount=amount, reason=event.reason
    ), KEPT


def _ended(_teller: Teller, event: happened.ContactEnded) -> Told:
    if event.how == "abandoned":
        return sentence(N_("You left before anybody answered")), LATE
    return None


def _solved(_teller: Teller, event: happened.CaseSolved) -> Told:
    return (sentence(N_("You said that it is solved")), KEPT) if event.agreed else None


def _plain(text: str, state: str = PLAIN) -> Callable[[Teller, Event], Told]:
    return lambda _teller, _event: (sentence(text), state)


TELLERS: dict[type[Event], Callable[[Teller, Any], Told]] = {
    happened.ContactArrived: _arrived,
    happened.FactLearnt: _learnt,
    happened.ContactAnswered: _answered,
    happened.ContactEnded: _ended,
    happened.OwnerNamed: _owner,
    happened.AnswerGiven: _given,
    happened.QuoteAccepted: _accepted,
    happened.QuoteDeclined: _declined,
    happened.VisitBooked: _window(N_("Visit booked: {window}"), RUNNING),
    happened.VisitMoved: _window(N_("Visit moved: {window}"), RUNNING),
    happened.VisitCancelled: _cancelled,
    happened.VisitDone: _done,
    happened.VisitArrived: _plain(N_("The technician arrived"), KEPT),
    happened.CallbackPromised: _called,
    happened.CallbackMade: _tried,
    happened.CallbackDeclined: _plain(N_("You said that nobody need call you")),
    happened.CaseJoined: _joined,
    happened.CustomerAway: _plain(
        N_("Your page was closed, or the connection broke; we held the conversation")
    ),
    happened.CustomerBack: _plain(N_("You were back in the conversation")),
    happened.PromiseBroken: _broken,
    happened.CreditGiven: _credited,
    happened.FeeCharged: _charged,
    happened.FeeWaived: _waived,
    happened.DeviceGiven: _device,
    happened.DeviceReturned: _back,
    happened.ChargeDisputed: _plain(
        N_("You object to a charge; it is not collected until we answer"), RUNNING
    ),
    happened.DisputeWithdrawn: _plain(N_("You took your objection back")),
    happened.DisputeSettled: _settled,
    happened.CaseOpened: _plain(N_("Your case was opened")),
    happened.CaseSolved: _solved,
    happened.CaseReopened: _plain(N_("You said that it is not solved: the case goes on")),
    happened.ServiceRestored: _plain(N_("Your service works again"), KEPT),
    happened.NewsTold: _plain(N_("We told you where it stands"), KEPT),
    happened.ConnectionLost: _plain(N_("The connection broke")),
    happened.TransferAsked: _plain(N_("You were handed on, with all that you had said")),
}
