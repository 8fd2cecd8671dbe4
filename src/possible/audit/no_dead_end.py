"""Every contact that the company ends leaves a person, an answer, a dated promise, or the fault solved."""

from __future__ import annotations

from collections.abc import Iterable

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import NOTHING, Handlers, Here, Watch
from possible.charter import Charter
from possible.measure.contacts import Contact
from possible.values import N_, sentence
from possible.values.events import (
    AnswerGiven,
    CallbackPromised,
    CaseSolved,
    ContactEnded,
    Event,
    MoveTaken,
    PromiseMade,
    VisitBooked,
)
from possible.values.instant import Instant

LEFT_ALONE = LiveRule(
    "no-dead-end",
    "left-alone-live",
    N_("a contact was ended without person, answer, dated promise or solution"),
)
NOT_THEIR_OWN = ("sent-away", "promised")
LOST = "lost"


class NoDeadEnd(Watch):
    """Notes when a case or contact last got something to hold."""

    RULES = (LEFT_ALONE,)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember the last good moment of each contact and case."""
        super().__init__(charter, debts)
        self.good: dict[str, Instant] = {}
        self.kept = (self.good,)

    def handlers(self) -> Handlers:
        """Look at what helps, and at ends."""
        helps = (AnswerGiven, CaseSolved, VisitBooked)
        return {
            **dict.fromkeys(helps, self.helped), PromiseMade: self.promised, CallbackPromised: self.promised,
            MoveTaken: self.moved, ContactEnded: self.ended,
        }  # fmt: skip

    def helped(self, here: Here[Event]) -> Iterable[Breach]:
        """Note that there is something to hold now."""
        for name in here.names:
            self.good[name] = here.event.at
        return NOTHING

    def promised(self, here: Here[PromiseMade | CallbackPromised]) -> Iterable[Breach]:
        """Note a promise that says until when."""
        return NOTHING if here.event.due is None else self.helped(here)

    def moved(self, here: Here[MoveTaken]) -> Iterable[Breach]:
        """Note that another line was named: whoever is sent there is not left alone by that (`no-loop` looks
        where it leads).
        """
        contact = here.contact
        if here.event.sent and contact is not None and here.event.to != f"dialled {contact.line}":
            self.good[here.name] = here.event.at
        return NOTHING

    def ended(self, here: Here[ContactEnded]) -> Iterable[Breach]:
        """Find an end with empty hands that was not the customer's own."""
        event, contact = here.event, here.contact
        own = event.by == "customer" and event.how not in NOT_THEIR_OWN
        if contact is None or contact.outward or own or contact.how == LOST or contact.served:
            return
        if self._something_to_hold(here, contact):
            return
        text = N_("The contact was ended ({how}) without a person, an answer, a dated promise or a solution.")
        attempt = sentence(N_("end with a person or a dated promise instead"))
        yield self.breach(here, LEFT_ALONE, sentence(text, how=event.how), attempt)

    def _something_to_hold(self, here: Here[Event], contact: Contact) -> bool:
        return any(self.good.get(name, contact.arrived - 1) >= contact.arrived for name in here.names)
