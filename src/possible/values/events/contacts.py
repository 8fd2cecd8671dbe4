"""What happens to a contact, from the first ring to its end."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.events.base import Event
from possible.values.instant import Instant
from possible.values.language import Language
from possible.values.money import Money


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactArrived(Event):
    """The first ring, the opened chat, the letter in the box; `outward`: we call (a callback)."""

    customer: str
    line: str
    channel: str
    language: Language
    network: str = ""
    outward: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactConnected(Event):
    """The call is answered, by a machine or a person: from here the network may charge."""

    by: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class MoveTaken(Event):
    """One of `journey.moves` was taken: whose it was, where it is written, and the spot it leads to.

    `sent`: the company sent the customer there although the customer's hand dials.
    """

    owner: str
    key: tuple[str, ...]
    spot: str
    to: str
    sent: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class SentenceSaid(Event):
    """A sentence of the words was said (`say.greeting`), by a machine or an agent; `names`: lines to dial."""

    sentence: str
    language: Language
    agent: str = ""
    names: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FactAsked(Event):
    """The customer was asked for a fact, by a machine or an agent.

    `anew`: it is seen again because something was done since (a light after a restart).
    """

    fact: str
    agent: str = ""
    anew: bool = False


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class FactLearnt(Event):
    """A fact became known: its value as the charter writes it, and who knew it."""

    fact: str
    value: str
    source: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ConsentAsked(Event):
    """The customer was asked to consent, and said yes or no."""

    consent: str
    given: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class PersonAsked(Event):
    """The customer asked for a person."""

    team: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactQueued(Event):
    """The contact waits for a person of a team; `since`: the place in the queue, kept from before."""

    team: str
    language: Language
    since: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class WaitTold(Event):
    """The customer was told how long it will take: the milliseconds of two quantiles (P50 and P80)."""

    low: int
    high: int


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OfferMade(Event):
    """A waiting contact was proposed to an agent, until an instant."""

    agent: str
    team: str
    expires: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class OfferEnded(Event):
    """An offer is over: `accepted`, `declined`, `expired` or `withdrawn`."""

    agent: str
    how: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactAnswered(Event):
    """A person of a team is there, and speaks a language."""

    agent: str
    team: str
    language: Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class LanguageChanged(Event):
    """The contact goes on in another language, with or without the customer's consent."""

    language: Language
    consent: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class HoldStarted(Event):
    """The customer, answered already, waits again."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class HoldEnded(Event):
    """The hold is over."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class TransferAsked(Event):
    """The contact is to be handed on to another team, with the case or without it."""

    agent: str
    from_team: str
    to_team: str
    case_travels: bool = True


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CustomerAway(Event):
    """The customer's end fell silent without a word; the contact is held for them, until an instant."""

    until: Instant


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CustomerBack(Event):
    """The customer whose end was silent is there again: the contact goes on where it stood."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ConnectionLost(Event):
    """The connection broke although nobody wanted it to."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class ContactEnded(Event):
    """The contact is over: by whom (`customer`, `agent`, `company`, `network`), how, and why.

    `how` is `done`, `abandoned` (gave up while waiting), `hung-up` (on the customer), `lost`, `sent-away` or
    the end of the path (`promised`, `solved` ...).
    """

    by: str
    how: str
    why: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class CallCharged(Event):
    """What the network charges the caller for a stretch of a call in one phase."""

    phase: str
    seconds: int
    amount: Money
    network: str
