"""A booked window does not move without the customer's consent, and a missed one is owned up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debt, Debts
from possible.audit.watch import DAY, NOTHING, Handlers, Here, Watch
from possible.charter import Charter
from possible.values import N_, Sentence, sentence
from possible.values.events import (
    CaseClosed,
    CreditGiven,
    Event,
    PromiseBroken,
    VisitArrived,
    VisitBooked,
    VisitCancelled,
    VisitDone,
    VisitMoved,
)
from possible.values.instant import Instant, written

LAW = "kept-slot"
MOVED = LiveRule(LAW, "moved-live", N_("a window was moved or cancelled without the customer's consent"))
MISSED = LiveRule(
    LAW, "missed-live", N_("a window was missed, and neither a broken promise nor a credit followed")
)
OWNED_UP_WITHIN = DAY


@dataclass(slots=True)
class Window:
    """A booked window; `debt`: what is owed when it is missed. `here`: the technician has been."""

    starts: Instant
    ends: Instant
    debt: Debt
    here: bool = False


class KeptSlot(Watch):
    """Knows the windows of each case."""

    RULES = (MOVED, MISSED)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember windows by case and visit."""
        super().__init__(charter, debts)
        self.windows: dict[str, dict[str, Window]] = {}
        self.given_up: dict[str, Debt] = {}
        self.kept = (self.windows, self.given_up)

    def handlers(self) -> Handlers:
        """Look at visits, and at what owns up to a missed one."""
        return {
            VisitBooked: self.booked, VisitMoved: self.moved, VisitCancelled: self.cancelled,
            VisitArrived: self.arrived, VisitDone: self.arrived, PromiseBroken: self.owned_up,
            CreditGiven: self.owned_up, CaseClosed: self.closed,
        }  # fmt: skip

    def booked(self, here: Here[VisitBooked | VisitMoved]) -> Iterable[Breach]:
        """Note a window: nobody there at its end must be owned up to within a day."""
        event = here.event
        text = N_(
            "Nobody came for visit {visit} until {ends}, and neither a broken promise nor a credit followed."
        )
        breach = self.breach(
            here, MISSED, sentence(text, visit=event.visit, ends=written(event.ends)), _OWN_UP
        )
        window = Window(event.starts, event.ends, self.owe(event.ends + OWNED_UP_WITHIN, breach))
        self.windows.setdefault(here.matter, {})[event.visit] = window
        return NOTHING

    def moved(self, here: Here[VisitMoved]) -> Iterable[Breach]:
        """Find a window that was moved without consent; the new one is kept like the old."""
        self._drop(here, here.event.visit)
        if not here.event.consent:
            text = N_("Visit {visit} was moved to {starts} without the customer's consent.")
            message = sentence(text, visit=here.event.visit, starts=written(here.event.starts))
            yield self.breach(here, MOVED, message, _CONSENT)
        self.booked(here)

    def cancelled(self, here: Here[VisitCancelled]) -> Iterable[Breach]:
        """Find a window that the company gave up by itself, unless the promise of it is broken with that.

        Who says before the window is over that nobody will come, and gives what is owed in the same instant,
        owns up to it.
        """
        event = here.event
        self._drop(here, event.visit)
        if event.by != "customer":
            text = N_("Visit {visit} was cancelled by {by}, without the customer's consent.")
            breach = self.breach(here, MOVED, sentence(text, visit=event.visit, by=event.by), _CONSENT)
            self.given_up[here.matter] = self.owe(event.at, breach)
        return NOTHING

    def arrived(self, here: Here[VisitArrived | VisitDone]) -> Iterable[Breach]:
        """Note an arrival; outside of its window it is owned up to, or a breach of its own."""
        event = here.event
        window = self.windows.get(here.matter, {}).get(event.visit)
        if window is None or window.here:
            return NOTHING
        window.here = True
        open_still = window.debt.open
        self.debts.settle(window.debt)
        if open_still and not window.starts <= event.at <= window.ends:
            text = N_(
                "Visit {visit} came at {at}, outside its window; no broken promise and no credit followed."
            )
            message = sentence(text, visit=event.visit, at=written(event.at))
            window.debt = self.owe(event.at + OWNED_UP_WITHIN, self.breach(here, MISSED, message, _OWN_UP))
        return NOTHING

    def owned_up(self, here: Here[PromiseBroken | CreditGiven]) -> Iterable[Breach]:
        """Let a broken promise or a credit own up to the windows of its case that are over or were missed."""
        for window in self.windows.get(here.matter, {}).values():
            if window.here or here.event.at >= window.ends:
                self.debts.settle(window.debt)
        if here.matter in self.given_up and self._of_a_visit(here.event.promise):
            debt = self.given_up.pop(here.matter)
            if here.event.at == debt.due:
                self.debts.settle(debt)
        return NOTHING

    def _of_a_visit(self, promise: str) -> bool:
        """Tell whether a promise may be that of a window; without a charter any may."""
        if self.charter is None:
            return True
        visits = (each for each in self.charter.remedies.values() if self.charter.teams[each.by].visits)
        return promise in {each.promise for each in visits}

    def closed(self, here: Here[CaseClosed]) -> Iterable[Breach]:
        """Expect nobody any more who had not been due yet."""
        for window in self.windows.get(here.matter, {}).values():
            if here.event.at <= window.ends:
                self.debts.settle(window.debt)
        return NOTHING

    def _drop(self, here: Here[Event], visit: str) -> None:
        window = self.windows.get(here.matter, {}).pop(visit, None)
        if window and here.event.at <= window.ends:
            self.debts.settle(window.debt)


_OWN_UP: Sentence = sentence(N_("say that the window was missed, and give what is owed for it unasked"))
_CONSENT: Sentence = sentence(N_("ask the customer before a window is moved or given up"))
