"""A lost connection opens a callback; a case ends only when the customer agrees, or after notice."""

from __future__ import annotations

from collections.abc import Iterable

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import MINUTE, NOTHING, Handlers, Here, Owed, Watch
from possible.charter import Charter
from possible.charter.promises import CUSTOMER_AGREES
from possible.charter.tariffs import Phase
from possible.values import N_, Sentence, sentence
from possible.values.events import (
    CallbackMade,
    CallbackPromised,
    CaseClosed,
    ConnectionLost,
    ContactArrived,
    ContactEnded,
    CustomerAway,
    CustomerBack,
    Event,
    PromiseMade,
)
from possible.values.instant import Instant

LAW = "never-dropped"
HUNG_UP = LiveRule(
    LAW, "hung-up-live", N_("the company ended a contact that was not over, and promised no callback")
)
LOST = LiveRule(LAW, "line-lost-live", N_("a lost connection opened no callback"))
CLOSED = LiveRule(
    LAW, "closed-alone-live", N_("a case was closed without the customer's agreement or a notice")
)
AFTER_NOTICE = "after notice"
CALLED_BACK_WITHIN = MINUTE
CUT = (Phase.QUEUE, Phase.HOLD, Phase.TRANSFER)
CANNOT_BE_CUT = ("mail", "place")


class NeverDropped(Watch):
    """Knows which contacts broke off, and where a callback has been promised."""

    RULES = (HUNG_UP, LOST, CLOSED)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember callbacks promised by contact and case, and what broke off."""
        super().__init__(charter, debts)
        self.promised_at: dict[str, Instant] = {}
        self.lost: dict[str, bool] = {}
        self.broken_off = Owed()
        self.held = Owed()
        self.kept = (self.promised_at, self.lost)

    def handlers(self) -> Handlers:
        """Look at ends, callbacks and closings."""
        return {
            ConnectionLost: self.line_lost, ContactEnded: self.ended, CallbackPromised: self.callback,
            PromiseMade: self.promise, CallbackMade: self.called, ContactArrived: self.arrived,
            CaseClosed: self.closed, CustomerAway: self.away, CustomerBack: self.not_away,
        }  # fmt: skip

    def line_lost(self, here: Here[ConnectionLost | ContactEnded]) -> Iterable[Breach]:
        """Expect a callback within a minute, once for each contact."""
        self.not_away(here)
        if here.name not in self.lost:
            self.lost[here.name] = True
            self._expect(here, LOST, N_("The line was lost, and nobody promised to call back."))
        return NOTHING

    def ended(self, here: Here[ContactEnded]) -> Iterable[Breach]:
        """Expect a callback, unless one was promised in this contact, where the customer was cut off."""
        event, contact = here.event, here.contact
        self.not_away(here)
        if contact is None or contact.channel in CANNOT_BE_CUT:
            return NOTHING
        if event.how == "lost":
            return self.line_lost(here)
        cut = event.by in ("company", "agent") and contact.phase in CUT
        if event.how == "hung-up" or cut:
            begun = self.promised_at.get(here.name)
            if begun is None:
                self._expect(here, HUNG_UP, N_("The company ended the contact, and promised no callback."))
        return NOTHING

    def away(self, here: Here[CustomerAway]) -> Iterable[Breach]:
        """Expect that a customer who is away is back, or taken as lost, when the contact was held so long."""
        message = sentence(
            N_("The contact was held for the customer, and then forgotten: nobody called back.")
        )
        debt = self.owe(here.event.until + CALLED_BACK_WITHIN, self.breach(here, LOST, message, _CALL))
        self.held.note(debt, here.name)
        return NOTHING

    def not_away(self, here: Here[Event]) -> Iterable[Breach]:
        """Settle that a contact was held: the customer is back, or it is over."""
        self.settle(self.held.open(here.name))
        return NOTHING

    def _expect(self, here: Here[Event], rule: LiveRule, text: str) -> None:
        breach = self.breach(here, rule, sentence(text), _CALL)
        self.broken_off.note(self.owe(here.event.at + CALLED_BACK_WITHIN, breach), *here.names)

    def callback(self, here: Here[CallbackPromised]) -> Iterable[Breach]:
        """Note a callback that says until when."""
        return NOTHING if here.event.due is None else self.called(here)

    def promise(self, here: Here[PromiseMade]) -> Iterable[Breach]:
        """Note a promise to call: one that the charter's promise ends with, else any that has a time."""
        event = here.event
        written = self.charter.promises.get(event.promise) if self.charter else None
        calls = written is None or written.until in ("called", "person")
        return self.called(here) if calls and event.due is not None else NOTHING

    def arrived(self, here: Here[ContactArrived]) -> Iterable[Breach]:
        """Note that we call."""
        return self.called(here) if here.event.outward else NOTHING

    def called(self, here: Here[Event]) -> Iterable[Breach]:
        """Settle what was expected for this contact and case."""
        if here.event.contact:
            self.promised_at[here.name] = here.event.at
        self.settle(self.broken_off.open(*here.names))
        return NOTHING

    def closed(self, here: Here[CaseClosed]) -> Iterable[Breach]:
        """Find a case that was closed in another way."""
        if here.event.how not in (CUSTOMER_AGREES, AFTER_NOTICE):
            text = N_("The case was closed ({how}); the customer had neither agreed nor been told before.")
            attempt = sentence(N_("ask whether it is settled, and close when the customer says so"))
            yield self.breach(here, CLOSED, sentence(text, how=here.event.how), attempt)


_CALL: Sentence = sentence(N_("promise a callback by the same person, with a time (`cases.lost-connection`)"))
