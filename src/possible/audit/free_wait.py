"""Nobody pays before a person serves, nor on hold, nor across a transfer; or it is given back unasked."""

from __future__ import annotations

from collections.abc import Iterable

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import NOTHING, Handlers, Here, Owed, Watch
from possible.charter import Charter
from possible.charter.tariffs import Phase
from possible.values import N_, sentence
from possible.values.events import CallCharged, CreditGiven

CHARGED = LiveRule(
    "free-wait",
    "charged-live",
    N_("waiting, holding or being handed on was charged and not given back unasked"),
)


class FreeWait(Watch):
    """Charges outside of talking with a person are debts; credits that were not asked for pay the oldest."""

    RULES = (CHARGED,)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember charges that are not given back, by contact and case."""
        super().__init__(charter, debts)
        self.charges = Owed()

    def handlers(self) -> Handlers:
        """Look at charges and credits."""
        return {CallCharged: self.charged, CreditGiven: self.credited}

    def charged(self, here: Here[CallCharged]) -> Iterable[Breach]:
        """Note a charge for a phase in which nobody served; talking counts only once a person was there."""
        event = here.event
        unserved = here.contact is not None and not here.contact.served
        if event.amount.cents <= 0 or (event.phase == Phase.TALK and not unserved):
            return NOTHING
        message = sentence(
            N_("{amount} was charged in the phase `{phase}`, and not given back unasked."),
            amount=event.amount, phase=event.phase,
        )  # fmt: skip
        attempt = sentence(N_("charge nothing until a person is there, or credit it unasked (`refunds`)"))
        breach = self.breach(here, CHARGED, message, attempt)
        if here.contact is not None and not self._gives_back(here.contact.line, event.phase):
            return [breach]
        self.charges.note(self.owe(event.at + self.paid_within, breach, event.amount), *here.names)
        return NOTHING

    def _gives_back(self, line: str, phase: str) -> bool:
        """Tell whether a line may still give a charge back; without its charter it may."""
        found = self.charter.lines.get(line) if self.charter else None
        return found is None or phase in found.refunds

    def credited(self, here: Here[CreditGiven]) -> Iterable[Breach]:
        """Let a credit for no promise, given unasked, pay the oldest charges of its contact and case."""
        event = here.event
        left = event.amount
        for debt in self.charges.open(*here.names) if event.unasked and not event.promise else ():
            if debt.left is None or left.cents <= 0 or left.currency != debt.left.currency:
                continue
            paid = min(left, debt.left)
            left, debt.left = left - paid, debt.left - paid
            if not debt.left.cents:
                self.settle([debt])
        return NOTHING
