"""Promises, remedies, cases and complaints, as written."""

from __future__ import annotations

from fractions import Fraction

from possible.charter.causes import CAUSES
from possible.charter.kinds import Kind, ListOf, MapOf, NameOf, OneOf, Record, Text, Way, YesNo, key, record
from possible.charter.quantities import AMOUNTS, MONEY, SHARE, SPAN, WORD, Amount
from possible.values import Money, Span, span

MOMENTS = (
    "first ring", "connected", "person asked", "transfer asked", "asked", "opening", "line lost", "received",
    "reported", "opened", "booked", "agreed", "agreed day", "ordered", "person", "called", "answered", "told",
    "work started", "restored", "arrived", "handed over", "credited", "ended", "working", "acknowledged",
    "closed",
)  # fmt: skip
THE_WINDOW = "the window"


def _within(text: str) -> Span | str:
    return THE_WINDOW if text == THE_WINDOW else span(text)


WITHIN: Kind[Span | str] = Text(_within, "a length of time, or `the window` that was agreed")
MOMENT_NAME = OneOf(*MOMENTS)


@record
class Else:
    """What is owed when a promise is broken."""

    credit: tuple[Amount, ...] = key(AMOUNTS, "a sum; of several the highest", default=())
    every: str = key(
        OneOf("day", "week", "month", "hour", "working day"), "the credit is owed again for each", default=""
    )
    at_most: Money | None = key(MONEY, "the most that is owed for one breach", default=None)
    fee: str = key(OneOf("waived"), "`waived`: the fee of the remedy falls away", default="")
    promise: str = key(NameOf("promises"), "another promise takes its place", default="")
    remedy: str = key(NameOf("remedies"), "a remedy is owed", default="")


@record
class Promise:
    """The one kind of clock: from a moment, until a moment, within a time, and what is owed else."""

    from_: str = key(MOMENT_NAME, "the moment at which the clock starts", name="from")
    until: str = key(MOMENT_NAME, "the moment that keeps the promise")
    within: Span | str | None = key(WITHIN, "how long it may take", default=None)
    share: Fraction | None = key(SHARE, "in how many of a hundred; unwritten: each time", default=None)
    each: str = key(
        OneOf("day", "week", "month", "quarter", "year"),
        "the period in which the share is measured",
        default="",
    )
    for_: tuple[str, ...] = key(ListOf(WORD), "the services that it covers", name="for", default=())
    keeps_place: bool = key(YesNo(), "the place in the queue is kept", default=False)
    again_every: Span | None = key(SPAN, "it starts anew so often until the matter ends", default=None)
    else_: Else | None = key(Record(Else), "what is owed when it is broken", name="else", default=None)


@record
class Remedy:
    """What can be done for a customer, for how much, by whom and how soon."""

    fee: Money = key(MONEY, "the most that it can ever cost")
    by: str = key(NameOf("teams"), "the team that does it")
    skills: tuple[str, ...] = key(ListOf(WORD), "the skills that it needs", default=())
    takes: Span | None = key(SPAN, "how long the work takes", default=None)
    window: Span | None = key(SPAN, "the width of the window in which we arrive", default=None)
    within: Span | None = key(SPAN, "how soon it can be had", default=None)
    cancel_until: str = key(
        WORD, "until when the company may cancel, such as `18:00 the day before`", default=""
    )
    promise: str = key(NameOf("promises"), "the promise that agreeing to it starts", default="")
    counts_in: str = key(NameOf("facts"), "the fact that counts how often it was tried", default="")
    once_per: str = key(NameOf("facts"), "the fact for each value of which it is offered once", default="")
    free_when: tuple[str, ...] = key(
        ListOf(OneOf(*CAUSES)),
        "the causes that make it nothing when it is done, whatever was quoted; never dearer",
        default=(),
    )
    price_told: str = key(
        OneOf("before", "on the bill", "afterwards"),
        "when the price is learnt (other than `before`: a departure)",
        default="before",
    )
    moved: str = key(
        OneOf("with consent", "as we need"),
        "who may move the window (other than `with consent`: a departure)",
        default="with consent",
    )


@record
class Quotes:
    """How long a quoted price holds."""

    good_for: Span | None = key(SPAN, "how long a quote holds", default=None)


@record
class Exceptions:
    """Who may depart from the answers, and when that is looked at."""

    by: str = key(NameOf("teams"), "the team that may grant one")
    reviewed_within: Span | None = key(
        SPAN, "when each is reviewed: it becomes a rule or is explained", default=None
    )


@record
class Credits:
    """How credits are paid."""

    paid_within: Span | None = key(SPAN, "how soon a credit is on the account", default=None)
    unasked: bool = key(YesNo(), "paid without being asked for", default=True)


@record
class CaseWait:
    """A state in which an open case waits: for how long at most, and what follows."""

    at_most: Span | None = key(SPAN, "the longest wait in this state", default=None)
    then: str = key(Way(), "what follows: a promise, team or path", default="")


CUSTOMER_AGREES = "customer agrees"


def _joins(text: str) -> Span | None:
    return None if text == "no" else span(text)


@record
class Cases:
    """One problem, one owner, until the customer agrees that it is solved."""

    joins: Span | None = key(
        Text(_joins, "a length of time, or `no`"),
        "how long a new contact on the same matter joins the case; `no` is a departure",
        default=None,
    )
    reference: str = key(WORD, "when the customer gets the reference", default="")
    lost_connection: str = key(NameOf("promises"), "the promise that a lost connection starts", default="")
    closes: str = key(WORD, "`customer agrees`; anything else is a departure", default=CUSTOMER_AGREES)
    waits: dict[str, CaseWait] = key(
        MapOf(Record(CaseWait)), "the states in which an open case waits", default={}
    )


@record
class Rung:
    """One step of the complaints ladder."""

    who: str = key(NameOf("teams"), "the team that answers")
    within: Span | None = key(SPAN, "how soon", default=None)
    else_: Else | None = key(Record(Else), "what is owed when it is later", name="else", default=None)


@record
class Outside:
    """Who decides when the company and the customer do not agree."""

    who: str = key(WORD, "a sentence of the words, section `outside`")
    after: Span | None = key(SPAN, "after how long", default=None)
    or_: str = key(
        OneOf("at deadlock"), "`at deadlock`: earlier, when neither side moves", name="or", default=""
    )


@record
class Complaints:
    """Where a customer goes who disagrees."""

    ladder: tuple[Rung, ...] = key(
        ListOf(Record(Rung)), "the teams that look at it, one after the other", default=()
    )
    outside: Outside | None = key(Record(Outside), "the body outside the company", default=None)
