"""A customer served as the laws want it, event by event; one change breaks one law."""

from possible.values import events as h
from tests.core.happenings import DAY, ev

LAST = ev(h.PresenceChanged, 120 * DAY)  # so much later that everything owed has become due

# She rings in English, waits a minute, is put on hold, handed on with the case; a visit is agreed at a price,
# comes too late and is owned up to; the line breaks once; the fault is repaired late, with a credit.
GOOD = [
    ev(h.ContactArrived, 0),
    ev(h.ContactConnected, 2, case=""),
    ev(h.MoveTaken, 2, case="", spot="dialled service", to="welcome 0"),
    ev(h.SentenceSaid, 3, case=""),
    ev(h.FactAsked, 5, case=""),
    ev(h.FactLearnt, 9, case=""),
    ev(h.CaseOpened, 9),
    ev(h.MoveTaken, 9, owner="caller", spot="welcome 0", to="tv-trouble 0"),
    ev(h.PromiseMade, 10, due=2 * DAY),
    ev(h.PersonAsked, 12),
    ev(h.ContactQueued, 12),
    ev(h.WaitTold, 14),
    ev(h.WaitTold, 42),
    ev(h.ContactAnswered, 70),
    ev(h.HoldStarted, 100),
    ev(h.HoldEnded, 110),
    ev(h.TransferAsked, 120),
    ev(h.ContactQueued, 120, team="network"),
    ev(h.ContactAnswered, 140, team="network", agent="marc"),
    ev(h.FactLearnt, 150, fact="fault", value="home", source="playbook"),
    ev(h.AnswerGiven, 160, price="11900 EUR"),
    ev(h.QuoteGiven, 161),
    ev(h.QuoteAccepted, 170),
    ev(h.VisitBooked, 175, starts=DAY, ends=DAY + 7200),
    ev(h.ConnectionLost, 180),
    ev(h.ContactEnded, 180, by="network", how="lost"),
    ev(h.CallbackPromised, 181, kind="owned", promise="same-person-calls", due=500),
    ev(h.CallCharged, 181, phase="talk"),
    ev(h.ContactArrived, 300, contact="k2", case="c1", outward=True),
    ev(h.CallbackMade, 301, contact="k2", promise="same-person-calls"),
    ev(h.ContactAnswered, 302, contact="k2", agent="marc"),
    ev(h.AnswerGiven, 310, contact="k2", question="spare-connection", rows=("tv-short",), answer="no",
       because="repair-is-faster", instead="technician-visit", appeal=("quality",)),
    ev(h.ContactEnded, 400, contact="k2"),
    ev(h.CaseWaits, 400, contact="", state="with-technician", due=3 * DAY),
    ev(h.PromiseBroken, DAY + 7201, contact="", promise="visit-kept", id="p2"),
    ev(h.CreditGiven, DAY + 7202, contact="", credit="visit", promise="visit-kept", amount="3200 EUR"),
    ev(h.VisitArrived, DAY + 9000, contact=""),
    ev(h.VisitDone, DAY + 9900, contact="", cause="home"),
    ev(h.FeeCharged, DAY + 9900, contact=""),
    ev(h.PromiseKept, DAY + 9900, contact=""),
    ev(h.CaseSolved, DAY + 9950, contact=""),
    ev(h.CaseClosed, DAY + 9960, contact=""),
    LAST,
]  # fmt: skip


def index_of(cls, nth=0, events=GOOD):
    """Return where the nth event of a class stands."""
    return [at for at, event in enumerate(events) if isinstance(event, cls)][nth]


def without(cls, nth=0, events=GOOD):
    """Return the stream without the nth event of a class."""
    at = index_of(cls, nth, events)
    return [*events[:at], *events[at + 1 :]]


def changed(cls, nth=0, events=GOOD, **fields):
    """Return the stream with fields of the nth event of a class changed, as the event itself writes them."""
    from dataclasses import replace

    at = index_of(cls, nth, events)
    return [*events[:at], replace(events[at], **fields), *events[at + 1 :]]


def with_(*more, events=GOOD):
    """Return the stream with more events, each after all that are not later."""
    return sorted([*events[:-1], *more, events[-1]], key=lambda event: event.at)
