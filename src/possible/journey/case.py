"""A case: one problem of one customer, with its owner, what is known, what was promised, and who is talking.

Values by agreement: `step` works on a copy and never changes what it was given (frozen classes would cost a
third of its time). Everything inside is a tuple, a mapping that is never written to, or a frozen value. Cases
and talks have no slots: a copy of their whole dictionary takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from possible.journey.spots import Spot, Waiting
from possible.playbooks import Evidence, Run
from possible.promises import Clock
from possible.values import Language, Money
from possible.values.instant import Instant


class CaseState(StrEnum):
    """Whether the matter goes on: only the customer (or notice) ends it."""

    OPEN = "open"
    SOLVED = "solved"
    CLOSED = "closed"


class CaseWait(StrEnum):
    """With whom an open case is."""

    WITH_US = "with-us"
    WITH_TECHNICIAN = "with-technician"
    WITH_SHOP = "with-shop"
    WITH_CUSTOMER = "with-customer"


@dataclass(kw_only=True)
class Talk:
    """A contact that goes on: on which line and in which language, where in the charter, with whom.

    `spot`: where it stands among `journey.moves`; with an agent it may be an aside, whose end leads back.
    `waited`: the last spot at which it waited. `asked`: the fact that was asked and is not answered yet.
    `place`: since when it waits, kept over callbacks and transfers. `sought`: the language in which somebody
    is sought while it waits. `phases`: milliseconds spent in each phase of the call; `phase_since`: since
    when the present one runs; nothing runs before the call is connected. `quote`: what was offered last.
    `named`: the lines that it was told to dial. `looked`: how many facts were looked up since somebody spoke.
    `away`: since when the customer's end is silent, while the talk is held for them. `first`: who is asked
    before the owner of the case when it waits: whoever was to call.
    """

    id: str
    line: str
    channel: str
    language: Language
    began: Instant
    spot: Spot
    network: str = ""
    out: bool = False
    connected: bool = False
    agent: str = ""
    team: str = ""
    speaks: str = ""
    asked: str = ""
    place: Instant | None = None
    on_hold: bool = False
    waited: Waiting | None = None
    queued: bool = False
    sought: str = ""
    run: Run | None = None
    phase: str = ""
    phase_since: Instant | None = None
    phases: tuple[tuple[str, int], ...] = ()
    quote: str = ""
    named: tuple[str, ...] = ()
    looked: int = 0
    away: Instant | None = None
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A price for a remedy, final until it expires; `state`: `open`, `accepted`, `declined` or `done`.

    `granted`: somebody departed from the table for it, with a reason. `dispute`: the dispute of its charge
    that is not decided yet; `disputed`: the clock of it.
    """

    id: str
    remedy: str
    price: Money
    question: str = ""
    clock: str = ""
    because: str = ""
    expires: Instant | None = None
    state: str = "open"
    granted: bool = False
    waived: bool = False
    charged: bool = False
    dispute: str = ""
    disputed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit with its window; `state`: `booked`, `arrived`, `done` or `cancelled`."""

    id: str
    quote: str
    starts: Instant
    ends: Instant
    clock: str = ""
    state: str = "booked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """A call that we owe: what it takes up again, who is to call, and the clock that it must keep."""

    contact: str
    clock: str
    promise: str
    kind: str
    waited: Waiting
    line: str
    language: Language
    since: Instant
    not_before: Instant
    owner: str = ""
    tries: int = 0


@dataclass(kw_only=True)
class Case:
    """One problem until the customer agrees that it is solved; `charter`: the version it was opened under.

    `sources`: who knew each fact. `credits`: what each clock was given. `monthly_price`: what is paid.
    `evidence`: what playbooks saw and did. `runs`: playbooks that were put aside or did not solve it: they go
    on where they stood until something has been done. `reported`: the promises that a report has begun.
    `contacts`: how many there were.
    `count` numbers what the case makes (quotes, clocks, callbacks): the same turns give the same names.
    """

    id: str
    customer: str
    language: Language
    opened: Instant
    charter: str
    reference: str = ""
    state: CaseState = CaseState.OPEN
    waits: CaseWait = CaseWait.WITH_US
    waits_since: Instant | None = None
    owner: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    clocks: tuple[Clock, ...] = ()
    quotes: tuple[Quote, ...] = ()
    visits: tuple[Visit, ...] = ()
    consents: Mapping[str, str] = field(default_factory=dict)
    credits: tuple[tuple[str, Money], ...] = ()
    monthly_price: Money | None = None
    evidence: tuple[Evidence, ...] = ()
    runs: Mapping[str, Run] = field(default_factory=dict)
    reported: tuple[str, ...] = ()
    contacts: int = 0
    touched: Instant | None = None
    count: int = 0

    def talk(self, contact: str) -> Talk | None:
        """Return the talk of a contact that goes on."""
        for talk in self.talks:
            if talk.id == contact:
                return talk
        return None

    def quote(self, name: str) -> Quote | None:
        """Return a quote by its name."""
        return next((quote for quote in self.quotes if quote.id == name), None)
