"""Who is played: customers, agents, and the world with its records. They answer with turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from possible.floor import Offered, Want
    from possible.journey.case import Case, Talk
    from possible.journey.prompts import Prompt
    from possible.simulate.twin import Twin
    from possible.values.events import Event
    from possible.values.instant import Instant


class Customer(Protocol):
    """Somebody with a problem."""

    name: str

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> None:
        """Do something about what is wanted (or wait)."""

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Take in what has just happened to a case of theirs."""

    def picks_up(self, twin: Twin) -> bool:
        """Tell whether the customer is reached when we call."""


class Staff(Protocol):
    """The people at work, taken together."""

    def wanted(self, twin: Twin, want: Want) -> None:
        """Take in that somebody waits."""

    def offered(self, twin: Twin, offer: Offered) -> None:
        """Accept or decline an offer, soon (or let it pass)."""

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> bool:
        """Do what is wanted of an agent; False where it is the customer's to do."""

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Take in what has just happened to a case: some promises are the staff's to keep."""

    def released(self, twin: Twin, agent: str) -> None:
        """Take in that an agent is done with a contact."""


class World(Protocol):
    """The records, systems and technicians behind the charter."""

    def look_up(self, twin: Twin, case: Case, fact: str) -> str:
        """Return the value of a fact as the records have it."""

    def do(self, twin: Twin, case: Case, contact: str, action: str) -> None:
        """Do an action of a playbook that is not the customer's, and tell how it went."""

    def find_windows(self, twin: Twin, case: Case, quote: str, within: Instant | None) -> None:
        """Find a window for a remedy, book it, and let the visit happen."""

    def carry_out(self, twin: Twin, case: Case, quote: str) -> None:
        """Carry a remedy out, and tell its end."""
