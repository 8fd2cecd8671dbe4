"""Events in a few words: seconds after Tuesday, 1 December 2026, 09:00 UTC, of case `c1` and contact `k1`."""

from possible.values import Language, Money
from possible.values import events as happened
from possible.values.instant import Instant, read_instant

NINE = read_instant("2026-12-01T09:00:00Z")
DAY = 86_400
USUAL = {
    happened.ContactArrived: {
        "customer": "carter", "line": "service", "channel": "phone", "language": "en", "case": "",
    },
    happened.ContactConnected: {"by": "machine"},
    happened.MoveTaken: {"owner": "company", "key": ("paths", "welcome")},
    happened.SentenceSaid: {"sentence": "greeting", "language": "en"},
    happened.FactAsked: {"fact": "problem"},
    happened.FactLearnt: {"fact": "problem", "value": "fault", "source": "customer"},
    happened.PersonAsked: {"team": "tv"},
    happened.ContactQueued: {"team": "tv", "language": "en"},
    happened.WaitTold: {"low": 20_000, "high": 60_000},
    happened.ContactAnswered: {"agent": "ines", "team": "tv", "language": "en"},
    happened.LanguageChanged: {"language": "fr", "consent": True},
    happened.TransferAsked: {"agent": "ines", "from_team": "tv", "to_team": "network"},
    happened.ContactEnded: {"by": "customer", "how": "done"},
    happened.CallCharged: {"phase": "queue", "seconds": 60, "amount": "34 EUR", "network": "other-network"},
    happened.CustomerAway: {"until": 240},
    happened.CaseOpened: {"customer": "carter", "reference": "R1", "language": "en"},
    happened.CaseWaits: {"state": "with-us", "due": DAY},
    happened.CaseSolved: {"agreed": True},
    happened.CaseClosed: {"how": "customer agrees"},
    happened.AnswerGiven: {
        "question": "technician-visit", "facts": (("fault", "home"),), "rows": ("at-home",), "answer": "visit",
        "charter": "d1", "because": "fault-at-home",
    },
    happened.ExceptionGranted: {
        "question": "technician-visit", "answer": "visit", "agent": "ines", "reason": "fragile", "review": None,
    },
    happened.QuoteGiven: {"quote": "q1", "remedy": "visit", "price": "11900 EUR", "expires": 14 * DAY},
    happened.QuoteAccepted: {"quote": "q1"},
    happened.QuoteDeclined: {"quote": "q1"},
    happened.FeeCharged: {"quote": "q1", "remedy": "visit", "amount": "11900 EUR"},
    happened.DeviceGiven: {"quote": "q1", "service": "tv", "serial": "A1"},
    happened.DeviceReturned: {"serial": "A1"},
    happened.FeeWaived: {"quote": "q1", "remedy": "visit", "amount": "11900 EUR"},
    happened.ChargeDisputed: {"dispute": "d1", "quote": "q1", "text": "not mine"},
    happened.DisputeWithdrawn: {"dispute": "d1", "quote": "q1"},
    happened.DisputeSettled: {"dispute": "d1", "quote": "q1", "amount": "0 EUR", "reason": "as agreed"},
    happened.PutOnBill: {"bill": "2026-12", "of": "q1", "amount": "11900 EUR"},
    happened.RemedyDone: {"remedy": "visit", "worked": True},
    happened.VisitBooked: {"visit": "v1", "language": "en"},
    happened.VisitMoved: {"visit": "v1", "consent": True},
    happened.VisitCancelled: {"visit": "v1", "by": "company"},
    happened.VisitArrived: {"visit": "v1"},
    happened.VisitDone: {"visit": "v1", "fixed": True},
    happened.PromiseMade: {"promise": "repair", "id": "p1", "due": 2 * DAY},
    happened.PromiseKept: {"promise": "repair", "id": "p1"},
    happened.PromiseBroken: {"promise": "repair", "id": "p1"},
    happened.CreditGiven: {"credit": "repair", "promise": "repair", "amount": "800 EUR"},
    happened.CallbackPromised: {"kind": "kept-place", "promise": "call-back", "due": 1800},
    happened.CallbackMade: {"promise": "call-back", "reached": True},
    happened.ServiceFailed: {"customer": "carter", "service": "tv"},
    happened.ServiceRestored: {"customer": "carter", "service": "tv"},
    happened.PresenceChanged: {"agent": "ines", "state": "available", "case": "", "contact": ""},
}  # fmt: skip
INSTANTS = {"until", "due", "since", "starts", "ends", "expires", "review"}
MONEY = {"amount", "price"}


def later(seconds):
    """Return the instant so many seconds after nine."""
    return Instant(NINE + int(seconds * 1000))


def ev(cls, second, /, **fields):
    """Return an event; instants are seconds after nine, money is cents and a currency."""
    given = {"case": "c1", "contact": "k1"} | USUAL.get(cls, {}) | fields
    if cls is happened.ContactQueued:
        given.setdefault("since", second)
    return cls(at=later(second), **{name: _value(name, value) for name, value in given.items()})


def _value(name, value):
    if name in INSTANTS and value is not None:
        return later(value)
    if name in MONEY and isinstance(value, str):
        cents, currency = value.split()
        return Money(int(cents), currency)
    return Language(value) if name == "language" else value
