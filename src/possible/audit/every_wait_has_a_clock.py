"""Whoever waits for the company hears from it in time: in the queue, with a case, with a promise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debt, Debts
from possible.audit.limits import Limits
from possible.audit.watch import DAY, GRACE, MINUTE, NOTHING, Handlers, Here, Watch
from possible.charter import Charter
from possible.values import N_, Sentence, sentence
from possible.values import events as e
from possible.values.events import Event
from possible.values.instant import written

LAW = "every-wait-has-a-clock"
TOO_LONG = LiveRule(
    LAW, "past-limit-live", N_("somebody waited past the charter's limit, and nothing followed")
)
NO_LIMIT = LiveRule(
    LAW, "no-limit-live", N_("somebody waited three minutes without a word, and no limit is written")
)
SILENT = LiveRule(LAW, "silent-live", N_("somebody waited without a word for longer than the charter says"))
CASE = LiveRule(LAW, "case-waits-live", N_("a case waits, and nothing says how long"))
STUCK = LiveRule(LAW, "case-stuck-live", N_("a case waited past its time, and nothing followed"))
UNDATED = LiveRule(LAW, "undated-live", N_("something was promised without a time"))
FORGOTTEN = LiveRule(
    LAW, "forgotten-live", N_("a promise's time has passed, and it is neither kept nor broken")
)
NO_WORD = 3 * MINUTE
NOTED_WITHIN = DAY
OfPromise = (
    e.PromiseMade | e.PromiseResumed | e.PromiseKept | e.PromiseBroken | e.PromisePaused | e.PromiseEnded
)
LIVE_CHANNELS = ("phone", "chat", "video")


@dataclass(slots=True)
class Queued:
    """A contact in a queue: what is owed at its limit, and what at the next word."""

    limit: Debt | None = None
    word: Debt | None = None


@dataclass(slots=True)
class Clocks:
    """The clocks that run for one case or contact: its state, its promises."""

    state: Debt | None = None
    promises: dict[str, Debt] = field(default_factory=dict)


class EveryWaitHasAClock(Watch):
    """Knows who is in which queue, in which state each case waits, and which promises run."""

    RULES = (TOO_LONG, NO_LIMIT, SILENT, CASE, STUCK, UNDATED, FORGOTTEN)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember queued contacts, and clocks by case."""
        super().__init__(charter, debts)
        self.limits = Limits(charter)
        self.queued: dict[str, Queued] = {}
        self.clocks: dict[str, Clocks] = {}
        self.kept = (self.queued,)

    def handlers(self) -> Handlers:
        """Look at queues and words, at states, at promises."""
        leaves = (e.ContactAnswered, e.ContactEnded, e.ConnectionLost)
        moves_on = (e.CaseSolved, e.RemedyDone, e.VisitArrived, e.CallbackMade, e.CaseJoined)
        return {
            e.ContactQueued: self.joined, e.WaitTold: self.heard, e.SentenceSaid: self.heard,
            e.MoveTaken: self.moved, **dict.fromkeys(leaves, self.left),
            **dict.fromkeys(moves_on, self.went_on),
            e.CaseWaits: self.waits, e.CaseClosed: self.closed, e.CallbackPromised: self.callback,
            e.PromiseMade: self.promised, e.PromiseResumed: self.promised, e.PromiseKept: self.settled,
            e.PromiseBroken: self.settled, e.PromisePaused: self.settled, e.PromiseEnded: self.settled,
            e.NewsTold: self.told,
        }  # fmt: skip

    # ---- the queue

    def joined(self, here: Here[e.ContactQueued]) -> Iterable[Breach]:
        """Start the clocks of a contact that waits on the line; one that waits already keeps its clocks."""
        event = here.event
        if here.contact is None or here.contact.outward or here.contact.channel not in LIVE_CHANNELS:
            return NOTHING
        name = here.name
        if self.charter is None or name in self.queued:
            return NOTHING
        waits = self.queued[name] = Queued()
        limit = self.limits.wait(event.team)
        if limit is not None:
            text = N_("The customer waited for {team} past the limit of {limit} s, and nothing followed.")
            message = sentence(text, team=event.team, limit=limit // 1000)
            waits.limit = self.owe(event.at + limit + GRACE, self.breach(here, TOO_LONG, message, _GO_ON))
        self._next_word(here, waits, event.team)
        return NOTHING

    def _next_word(self, here: Here[Event], waits: Queued, team: str) -> None:
        every, limit = self.limits.word(team), self.limits.wait(team)
        if every is None and limit is not None:
            return
        rule, within = (NO_LIMIT, NO_WORD) if every is None else (SILENT, every)
        text = N_("The customer waited for {team} and heard nothing for {within} s.")
        message = sentence(text, team=team, within=within // 1000)
        waits.word = self.owe(here.event.at + within + GRACE, self.breach(here, rule, message, _GO_ON))

    def told(self, here: Here[e.NewsTold]) -> Iterable[Breach]:
        """Let news be a word in the queue, and a move of the case."""
        self.went_on(here)
        return self.heard(here)

    def heard(self, here: Here[e.WaitTold | e.SentenceSaid | e.NewsTold]) -> Iterable[Breach]:
        """Start the clock of silence anew: there was a word."""
        waits = self.queued.get(here.name) if here.contact else None
        if waits and waits.word and here.contact:
            self.debts.settle(waits.word)
            self._next_word(here, waits, here.contact.team)
        return NOTHING

    def moved(self, here: Here[e.MoveTaken]) -> Iterable[Breach]:
        """Stop the clocks of a contact that is led on, by the company or the clock."""
        return NOTHING if here.event.owner == "caller" else self._leave(here)

    def left(self, here: Here[Event]) -> Iterable[Breach]:
        """Stop the clocks of a contact that waits no more; who gave up is owed no person in it any more."""
        if isinstance(here.event, e.ContactEnded) and here.event.how == "abandoned":
            clocks = self.clocks.get(here.matter)
            promises = clocks.promises.values() if clocks else ()
            self.settle(debt for debt in promises if self._of_contact(debt, here.event.contact))
        return self._leave(here)

    def _of_contact(self, debt: Debt, contact: str) -> bool:
        """Tell whether a debt is a person promised in a contact (without a charter: anything promised)."""
        event = debt.breach.event
        name = event.promise if isinstance(event, e.PromiseMade | e.PromiseResumed) else ""
        written = self.charter.promises.get(name) if self.charter else None
        return event.contact == contact and (written is None or written.until == "person")

    def _leave(self, here: Here[Event]) -> Iterable[Breach]:
        waits = self.queued.pop(here.name, None)
        if waits:
            self.settle(debt for debt in (waits.limit, waits.word) if debt)
        return NOTHING

    # ---- the case

    def waits(self, here: Here[e.CaseWaits]) -> Iterable[Breach]:
        """Find a state without an end; start the clock of one that has one."""
        event = here.event
        self.went_on(here)
        if event.due is None:
            text = N_("The case waits in the state `{state}`, and nothing says how long.")
            attempt = sentence(N_("write `at-most` and `then` for this state (`cases.waits`)"))
            return (self.breach(here, CASE, sentence(text, state=event.state), attempt),)
        text = N_("The case waited in the state `{state}` until {due}, and nothing followed.")
        message = sentence(text, state=event.state, due=written(event.due))
        debt = self.owe(event.due + NOTED_WITHIN, self.breach(here, STUCK, message, _GO_ON))
        self.clocks.setdefault(here.matter, Clocks()).state = debt
        return NOTHING

    def went_on(self, here: Here[Event]) -> Iterable[Breach]:
        """Stop the clock of a state: something happened to the case."""
        clocks = self.clocks.get(here.matter)
        if clocks and clocks.state:
            self.debts.settle(clocks.state)
            clocks.state = None
        return NOTHING

    def closed(self, here: Here[Event]) -> Iterable[Breach]:
        """Stop all clocks of a case that is over."""
        clocks = self.clocks.pop(here.matter, None)
        if clocks:
            self.settle(debt for debt in (clocks.state, *clocks.promises.values()) if debt)
        return NOTHING

    # ---- promises

    def callback(self, here: Here[e.CallbackPromised]) -> Iterable[Breach]:
        """Find a callback without a time; a customer who will be called waits on the line no more."""
        self._leave(here)
        self.went_on(here)
        return () if here.event.due is not None else (self._undated(here, here.event.promise),)

    def promised(self, here: Here[e.PromiseMade | e.PromiseResumed]) -> Iterable[Breach]:
        """Find a promise without a time; start the clock of one that has one."""
        event = here.event
        self.settled(here)
        if event.due is None:
            return (self._undated(here, event.promise),)
        text = N_("{promise} was due at {due}; it is neither kept nor broken.")
        message = sentence(text, promise=event.promise, due=written(event.due))
        debt = self.owe(event.due + NOTED_WITHIN, self.breach(here, FORGOTTEN, message, _NOTE))
        self.clocks.setdefault(here.matter, Clocks()).promises[f"{event.promise} {event.id}"] = debt
        return NOTHING

    def _undated(self, here: Here[Event], promise: str) -> Breach:
        attempt = sentence(N_("say until when: `within` in the promise"))
        return self.breach(
            here, UNDATED, sentence(N_("{promise} was promised without a time."), promise=promise), attempt
        )

    def settled(self, here: Here[OfPromise]) -> Iterable[Breach]:
        """Stop the clock of a promise: kept, broken, paused, ended, or it runs anew; the case has moved."""
        self.went_on(here)
        event = here.event
        clocks = self.clocks.get(here.matter)
        debt = clocks.promises.pop(f"{event.promise} {event.id}", None) if clocks else None
        if debt:
            self.debts.settle(debt)
        if clocks and not clocks.promises and not clocks.state:
            del self.clocks[here.matter]
        return NOTHING


_GO_ON: Sentence = sentence(
    N_("when the time is over, lead to a callback, another team or a word on how long it takes")
)
_NOTE: Sentence = sentence(N_("note when a promise is kept, and when its time has passed"))
