"""The one vocabulary of events: what happened, raw, to a contact, a case, a promise or a person at work.

Live runs and simulations write the same events; indicators, receipts and the audit are folds over them. Raw
moments are kept, never only waits derived from them: there are six legal clocks for "waiting" at least.
Instants are milliseconds (see `instant`); names of lines, teams, facts ... are those of the charter.

Events are values by agreement: nobody changes one. Frozen classes cost a sixth of a step, since their slots
are set the long way; a step makes a dozen events.
"""

from possible.values.events import answers, cases, contacts, money, promises, visits, work
from possible.values.events.answers import (
    AnswerGiven,
    ExceptionGranted,
    QuoteAccepted,
    QuoteDeclined,
    QuoteGiven,
    RemedyDone,
)
from possible.values.events.base import Event, Facts
from possible.values.events.cases import (
    CaseClosed,
    CaseJoined,
    CaseOpened,
    CaseReopened,
    CaseSolved,
    CaseWaits,
    NewsTold,
    OwnerNamed,
    ServiceFailed,
    ServiceRestored,
)
from possible.values.events.contacts import (
    CallCharged,
    ConnectionLost,
    ConsentAsked,
    ContactAnswered,
    ContactArrived,
    ContactConnected,
    ContactEnded,
    ContactQueued,
    CustomerAway,
    CustomerBack,
    FactAsked,
    FactLearnt,
    HoldEnded,
    HoldStarted,
    LanguageChanged,
    MoveTaken,
    OfferEnded,
    OfferMade,
    PersonAsked,
    SentenceSaid,
    TransferAsked,
    WaitTold,
)
from possible.values.events.money import (
    ChargeDisputed,
    DisputeSettled,
    DisputeWithdrawn,
    FeeCharged,
    FeeWaived,
    PutOnBill,
)
from possible.values.events.promises import (
    CallbackDeclined,
    CallbackMade,
    CallbackPromised,
    CreditGiven,
    PromiseBroken,
    PromiseEnded,
    PromiseKept,
    PromiseMade,
    PromisePaused,
    PromiseResumed,
)
from possible.values.events.visits import (
    DeviceGiven,
    DeviceReturned,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitDone,
    VisitMoved,
)
from possible.values.events.work import PresenceChanged

SECTIONS = (contacts, cases, answers, visits, money, promises, work)
"""The files of the vocabulary, in its order."""

__all__ = [
    "SECTIONS",
    "AnswerGiven",
    "CallCharged",
    "CallbackDeclined",
    "CallbackMade",
    "CallbackPromised",
    "CaseClosed",
    "CaseJoined",
    "CaseOpened",
    "CaseReopened",
    "CaseSolved",
    "CaseWaits",
    "ChargeDisputed",
    "ConnectionLost",
    "ConsentAsked",
    "ContactAnswered",
    "ContactArrived",
    "ContactConnected",
    "ContactEnded",
    "ContactQueued",
    "CreditGiven",
    "CustomerAway",
    "CustomerBack",
    "DeviceGiven",
    "DeviceReturned",
    "DisputeSettled",
    "DisputeWithdrawn",
    "Event",
    "ExceptionGranted",
    "FactAsked",
    "FactLearnt",
    "Facts",
    "FeeCharged",
    "FeeWaived",
    "HoldEnded",
    "HoldStarted",
    "LanguageChanged",
    "MoveTaken",
    "NewsTold",
    "OfferEnded",
    "OfferMade",
    "OwnerNamed",
    "PersonAsked",
    "PresenceChanged",
    "PromiseBroken",
    "PromiseEnded",
    "PromiseKept",
    "PromiseMade",
    "PromisePaused",
    "PromiseResumed",
    "PutOnBill",
    "QuoteAccepted",
    "QuoteDeclined",
    "QuoteGiven",
    "RemedyDone",
    "SentenceSaid",
    "ServiceFailed",
    "ServiceRestored",
    "TransferAsked",
    "VisitArrived",
    "VisitBooked",
    "VisitCancelled",
    "VisitDone",
    "VisitMoved",
    "WaitTold",
]
