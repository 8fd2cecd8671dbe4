"""The one vocabulary of events: what happened, raw, to a contact, a case, a promise or a person at work.

Live runs and simulations write the same events; indicators, receipts and the audit are folds over them. Raw
moments are kept, never only waits derived from them: there are six legal clocks for "waiting" at least.
Instants are milliseconds (see `instant`); names of lines, teams, facts ... are those of the charter.

Events are values by agreement: nobody changes one. Frozen classes cost a sixth of a step, since their slots
are set the long way; a step makes a dozen events.
"""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.instant import Instant
from possible.values.language import Language
from possible.values.money import Money

Facts = tuple[tuple[str, str], ...]


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Event:
    """Something that happened: when, to which case and contact (nothing where there is none)."""

    at: Instant
    case: str = ""
    contact: str = ""


# ---- a contact ----------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactArrived(Event):
    """The first ring, the opened chat, the letter in the box; `outward`: we call (a callback)."""

    customer: str
    line: str
    channel: str
    language: Language
    network: str = ""
    outward: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactConnected(Event):
    """The call is answered, by a machine or a person: from here the network may charge."""

    by: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class MoveTaken(Event):
    """One of `journey.moves` was taken: whose it was, where it is written, and the spot it leads to.

    `sent`: the company sent the customer there although the customer's hand dials.
    """

    owner: str
    key: tuple[str, ...]
    spot: str
    to: str
    sent: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class SentenceSaid(Event):
    """A sentence of the words was said (`say.greeting`), by a machine or an agent; `names`: lines to dial."""

    sentence: str
    language: Language
    agent: str = ""
    names: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FactAsked(Event):
    """The customer was asked for a fact, by a machine or an agent.

    `anew`: it is seen again because something was done since (a light after a restart).
    """

    fact: str
    agent: str = ""
    anew: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FactLearnt(Event):
    """A fact became known: its value as the charter writes it, and who knew it."""

    fact: str
    value: str
    source: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ConsentAsked(Event):
    """The customer was asked to consent, and said yes or no."""

    consent: str
    given: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PersonAsked(Event):
    """The customer asked for a person."""

    team: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactQueued(Event):
    """The contact waits for a person of a team; `since`: the place in the queue, kept from before."""

    team: str
    language: Language
    since: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class WaitTold(Event):
    """The customer was told how long it will take: the milliseconds of two quantiles (P50 and P80)."""

    low: int
    high: int


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OfferMade(Event):
    """A waiting contact was proposed to an agent, until an instant."""

    agent: str
    team: str
    expires: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OfferEnded(Event):
    """An offer is over: `accepted`, `declined`, `expired` or `withdrawn`."""

    agent: str
    how: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactAnswered(Event):
    """A person of a team is there, and speaks a language."""

    agent: str
    team: str
    language: Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class LanguageChanged(Event):
    """The contact goes on in another language, with or without the customer's consent."""

    language: Language
    consent: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class HoldStarted(Event):
    """The customer, answered already, waits again."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class HoldEnded(Event):
    """The hold is over."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class TransferAsked(Event):
    """The contact is to be handed on to another team, with the case or without it."""

    agent: str
    from_team: str
    to_team: str
    case_travels: bool = True


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ConnectionLost(Event):
    """The connection broke although nobody wanted it to."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactEnded(Event):
    """The contact is over: by whom (`customer`, `agent`, `company`, `network`), how, and why.

    `how` is `done`, `abandoned` (gave up while waiting), `hung-up` (on the customer), `lost`, `sent-away` or
    the end of the path (`promised`, `solved` ...).
    """

    by: str
    how: str
    why: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallCharged(Event):
    """What the network charges the caller for a stretch of a call in one phase."""

    phase: str
    seconds: int
    amount: Money
    network: str


# ---- a case -------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseOpened(Event):
    """A problem got a case of its own, with a reference."""

    customer: str
    reference: str
    language: Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseJoined(Event):
    """A later contact joined the case."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OwnerNamed(Event):
    """An agent answers for the case from now on."""

    agent: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseWaits(Event):
    """The open case waits in a state, until an instant at most (None: nothing says how long)."""

    state: str
    due: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseSolved(Event):
    """The problem is solved; `agreed`: the customer says so."""

    agreed: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseClosed(Event):
    """The case is over: `customer agrees`, `after notice`, or what the charter writes instead."""

    how: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CaseReopened(Event):
    """The customer says that it is not solved after all."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class NewsTold(Event):
    """The customer was told, unasked, where the matter stands."""

    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ServiceFailed(Event):
    """What the customer pays for does not work from now on."""

    customer: str
    service: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ServiceRestored(Event):
    """It works again."""

    customer: str
    service: str


# ---- answers, quotes, visits --------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class AnswerGiven(Event):
    """An answer was told: the facts, the rows of the table, the outcome; by an agent or a machine.

    `rows` is empty for an answer in somebody's own words, outside every table.
    """

    question: str
    facts: Facts
    rows: tuple[str, ...]
    answer: str
    charter: str
    price: Money | None = None
    because: str = ""
    instead: str = ""
    appeal: tuple[str, ...] = ()
    team: str = ""
    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ExceptionGranted(Event):
    """An agent departed from the table, with a reason; it is reviewed until an instant."""

    question: str
    answer: str
    agent: str
    reason: str
    review: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class QuoteGiven(Event):
    """A price for a remedy, final until it expires (None: nothing says when)."""

    quote: str
    remedy: str
    price: Money
    expires: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class QuoteAccepted(Event):
    """The customer agreed to a quote."""

    quote: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class QuoteDeclined(Event):
    """The customer declined a quote."""

    quote: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class RemedyDone(Event):
    """A remedy was carried out (a box swapped, a bill corrected); `worked`: the fault is gone with it."""

    remedy: str
    worked: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DeviceGiven(Event):
    """The customer got a device for a service under a quote: where (`shop`, `relay`, `technician`).

    `old`: the serial number of the one that it takes the place of; nothing where there was none.
    """

    quote: str
    service: str
    serial: str
    old: str = ""
    place: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DeviceReturned(Event):
    """A device that was exchanged is back with us."""

    serial: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FeeCharged(Event):
    """A remedy was charged, under an accepted quote (nothing: without one)."""

    quote: str
    remedy: str
    amount: Money


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FeeWaived(Event):
    """What is, or would be, charged under a quote need not be paid; `amount`: up to how much.

    One of the three says why: a broken `promise`, the `cause` that the technician found, or the `reason` of
    an `agent` who let it go.
    """

    quote: str
    remedy: str
    amount: Money
    promise: str = ""
    cause: str = ""
    reason: str = ""
    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ChargeDisputed(Event):
    """The customer says that what was charged under a quote is not owed, and why; it is not collected now."""

    dispute: str
    quote: str
    text: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DisputeWithdrawn(Event):
    """The customer takes a dispute back."""

    dispute: str
    quote: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DisputeSettled(Event):
    """A dispute was decided, with the reason: `amount` is given back (nothing: it was rejected).

    `appeal`: where the customer may go who does not agree.
    """

    dispute: str
    quote: str
    amount: Money
    reason: str
    agent: str = ""
    appeal: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PutOnBill(Event):
    """A charge or a credit is on a bill: `of` is its quote or credit, `amount` what it adds to the bill."""

    bill: str
    of: str
    amount: Money


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitBooked(Event):
    """A visit has its window."""

    visit: str
    starts: Instant
    ends: Instant
    language: Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitMoved(Event):
    """The window of a visit was moved, with or without the customer's consent."""

    visit: str
    starts: Instant
    ends: Instant
    consent: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitCancelled(Event):
    """A visit will not take place: given up by `customer` or `company`, for a reason where one was told."""

    visit: str
    by: str
    reason: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitArrived(Event):
    """The technician is at the door."""

    visit: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitDone(Event):
    """The visit is over: fixed or not, and what the cause was (one of `charter.causes`)."""

    visit: str
    fixed: bool
    cause: str = ""


# ---- promises -----------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseMade(Event):
    """A promise of the charter runs for a case (or a contact), until it is due (None: without a time)."""

    promise: str
    id: str
    due: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromisePaused(Event):
    """The clock of a promise stands still while the customer must move."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseResumed(Event):
    """The clock of a promise runs on, to a later due time."""

    promise: str
    id: str
    due: Instant | None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseKept(Event):
    """What was promised happened in time."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseBroken(Event):
    """The time of a promise has passed."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PromiseEnded(Event):
    """The matter ended before the promise was due: there is nothing left to keep."""

    promise: str
    id: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CreditGiven(Event):
    """Something was paid back, for a broken promise (`id`: which) or a phase of a call; asked for or not."""

    credit: str
    promise: str
    amount: Money
    unasked: bool = True
    id: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallbackPromised(Event):
    """We will call: `kept-place`, `scheduled` or `owned`, for which promise, and when at the latest."""

    kind: str
    promise: str
    due: Instant | None
    agent: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallbackMade(Event):
    """We called, and reached the customer or not."""

    promise: str
    reached: bool


# ---- people at work -----------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PresenceChanged(Event):
    """An agent is `available`, `busy`, `wrap-up`, `break` or `offline` from now on, with a reason."""

    agent: str
    state: str
    reason: str = ""
