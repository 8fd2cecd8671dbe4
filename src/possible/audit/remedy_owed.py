"""Every broken promise has its remedy, within its time and without being asked for."""

from __future__ import annotations

from collections.abc import Iterable

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import NOTHING, Handlers, Here, Owed, Watch
from possible.charter import Charter
from possible.charter.promises import Else
from possible.promises import written_promise
from possible.values import N_, sentence
from possible.values.events import (
    CallbackPromised,
    CreditGiven,
    Event,
    PromiseBroken,
    PromiseMade,
    RemedyDone,
)

LAW = "remedy-owed"
NOTHING_GIVEN = LiveRule(LAW, "nothing-given-live", N_("a broken promise had no remedy within its time"))
ASKED_FOR = LiveRule(LAW, "asked-for-live", N_("a remedy was given only when it was asked for"))


class RemedyOwed(Watch):
    """Knows which broken promises still want their remedy."""

    RULES = (NOTHING_GIVEN, ASKED_FOR)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember what is owed by contact or case, and promise."""
        super().__init__(charter, debts)
        self.owed = Owed()

    def handlers(self) -> Handlers:
        """Look at broken promises and at what makes up for them."""
        return {
            PromiseBroken: self.broken, CreditGiven: self.credited, PromiseMade: self.promised,
            CallbackPromised: self.promised, RemedyDone: self.repaired,
        }  # fmt: skip

    def broken(self, here: Here[PromiseBroken]) -> Iterable[Breach]:
        """Note what is owed; a promise for a share of cases is measured over its period instead."""
        event = here.event
        written = written_promise(self.charter, event.promise)
        if written and written.share is not None:
            return NOTHING
        text = N_("{promise} was broken, and nothing was given for it within its time.")
        attempt = sentence(N_("give what the promise says (`else`) unasked, within `credits.paid-within`"))
        breach = self.breach(here, NOTHING_GIVEN, sentence(text, promise=event.promise), attempt)
        if self.charter and not (written and written.else_):
            return [breach]  # nothing is written that could still be given
        debt = self.owe(event.at + self.paid_within, breach)
        keys = [event.promise, f"{event.promise} {event.id}"]
        remedy = written.else_ if written else None
        keys += [f"or {name}" for name in _others(remedy)] if written else [f"or at {event.at}"]
        self.owed.note(debt, *(f"{name} {key}" for name in here.names for key in keys))
        if remedy and remedy.fee and not remedy.credit:
            self.settle([debt])  # the fee falls away: what is charged in spite of it, `price-before` finds
        return NOTHING

    def credited(self, here: Here[CreditGiven]) -> Iterable[Breach]:
        """Let a credit make up for the oldest breach of its promise (or for the one that it names)."""
        event = here.event
        if not event.promise:
            return
        key = f"{event.promise} {event.id}" if event.id else event.promise
        open_now = self.owed.open(*(f"{name} {key}" for name in here.names))
        self.settle(open_now[:1])
        if not event.unasked:
            text = N_("{amount} was given for {promise} only when the customer asked.")
            attempt = sentence(N_("give it unasked (`credits: {example}`)"), example="{unasked: yes}")
            message = sentence(text, amount=event.amount, promise=event.promise)
            yield self.breach(here, ASKED_FOR, message, attempt)

    def promised(self, here: Here[PromiseMade | CallbackPromised]) -> Iterable[Breach]:
        """Let the promise that takes a broken one's place make up for it."""
        return self._instead(here, here.event.promise, f"at {here.event.at}")

    def repaired(self, here: Here[RemedyDone]) -> Iterable[Breach]:
        """Let the remedy that is owed make up for it."""
        return self._instead(here, here.event.remedy)

    def _instead(self, here: Here[Event], *keys: str) -> Iterable[Breach]:
        self.settle(self.owed.open(*(f"{name} or {key}" for name in here.names for key in keys)))
        return NOTHING


def _others(remedy: Else | None) -> list[str]:
    return [name for name in (remedy.promise, remedy.remedy) if name] if remedy else []
