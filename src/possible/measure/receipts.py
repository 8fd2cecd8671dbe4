"""Sorts a stream of many customers into receipts: one for each case, or one for each customer."""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.measure.receipt import Receipt, Tally
from possible.values.events import CaseOpened, ContactArrived, Event


@dataclass(slots=True)
class CaseReceipts:
    """A receipt for each case; a contact counts with the first case that it names, else stands alone.

    What happens in a contact before its case is known is kept until then. `only`: a case; others are skipped.
    """

    only: str = ""
    tallies: dict[str, Tally] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    early: dict[str, list[Event]] = field(default_factory=dict)

    def feed(self, event: Event) -> None:
        """Take one more event, of whichever customer."""
        if event.case and event.contact and event.contact not in self.cases:
            self.cases[event.contact] = event.case
            for before in self.early.pop(event.contact, ()):
                self._tell(event.case, before)
        case = event.case or self.cases.get(event.contact, "")
        if case:
            self._tell(case, event)
        elif event.contact:
            self.early.setdefault(event.contact, []).append(event)

    def _tell(self, case: str, event: Event) -> None:
        if self.only in ("", case):
            self.tallies.setdefault(case, Tally(case)).feed(event)

    @property
    def result(self) -> dict[str, Receipt]:
        """The receipts by case, then those of contacts that have none (by the contact's name)."""
        found = {case: tally.result for case, tally in self.tallies.items()}
        for contact, events in {} if self.only else self.early.items():
            alone = Tally(contact)
            for event in events:
                alone.feed(event)
            found[contact] = alone.result
        return found


@dataclass(slots=True)
class CustomerReceipts:
    """A receipt for each customer, over all cases and contacts. `only`: a customer; others are skipped."""

    only: str = ""
    tallies: dict[str, Tally] = field(default_factory=dict)
    whose: dict[str, str] = field(default_factory=dict)

    def feed(self, event: Event) -> None:
        """Take one more event, of whichever customer."""
        customer = getattr(event, "customer", "") or self._of(event)
        if isinstance(event, ContactArrived | CaseOpened):
            self.whose |= {name: customer for name in (_contact(event), _case(event)) if name}
        if customer and self.only in ("", customer):
            self.tallies.setdefault(customer, Tally(customer)).feed(event)

    def _of(self, event: Event) -> str:
        return self.whose.get(_contact(event), "") or self.whose.get(_case(event), "")

    @property
    def result(self) -> dict[str, Receipt]:
        """The receipts by customer."""
        return {customer: tally.result for customer, tally in self.tallies.items()}


def _contact(event: Event) -> str:
    return f"contact {event.contact}" if event.contact else ""


def _case(event: Event) -> str:
    return f"case {event.case}" if event.case else ""
