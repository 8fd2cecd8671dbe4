"""What a broken promise owes, as declared parameters: the same few for a charter and for every standard.

A charter writes the short form (`else: {credit: 8 EUR, every: day, at-most: 240 EUR}`); a standard's pack may
need more: which days count, amounts that rise, a time that must be exceeded, days between which it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from possible.charter.kinds import ListOf, OneOf, Record, Text, key, record
from possible.charter.opening import TIMES
from possible.charter.promises import WITHIN, Else
from possible.charter.quantities import AMOUNTS, DATE, MONEY, SPAN, Amount, whole
from possible.values import DAYS, N_, Hours, Money, Refused, Span, Unit, sentence, span

STARTED, FULL, DATES, IN_PART = "started", "full", "dates", "in part"
DAY_DUE, DAY_KEPT = "due", "kept"
AVERAGE_BILL = "the average bill"
CALENDAR_DAYS = (Span(1, Unit.DAY), Span(1, Unit.WORKING_DAY))


def _part(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Refused(sentence(N_("`{text}` is no part of a whole; write `1/2`."), text=text)) from None


@record
class Step:
    """From which unit on another credit is owed."""

    from_: int = key(whole(10_000, "a number"), "the first unit for which it holds, from 1", name="from")
    credit: tuple[Amount, ...] = key(AMOUNTS, "a sum; of several the highest")


@record
class Owes:
    """What is owed when a promise is broken, and how it is counted."""

    within: Span | str | None = key(WITHIN, "how long it may take; unwritten: nothing is free", default=None)
    credit: tuple[Amount, ...] = key(AMOUNTS, "a sum; of several the highest", default=())
    or_: str = key(OneOf(AVERAGE_BILL), "another candidate for the highest", name="or", default="")
    every: Span | None = key(SPAN, "it is owed again for each; unwritten: once", default=None)
    then: tuple[Step, ...] = key(ListOf(Record(Step)), "higher credits from a later unit on", default=())
    counted: str = key(
        OneOf(STARTED, FULL, DATES, IN_PART),
        "whether a unit counts once it has started, once it is full, by days on the calendar, or in part",
        default=STARTED,
    )
    dates: tuple[str, ...] = key(
        ListOf(OneOf(DAY_DUE, DAY_KEPT)),
        "with `counted: dates`: whether the day counts on which it was due, and on which it was kept",
        default=(),
    )
    at_most: Money | None = key(MONEY, "the most that is owed for one breach", default=None)
    if_over: Money | None = key(MONEY, "nothing is owed up to this sum", default=None)
    if_longer: Span | None = key(SPAN, "nothing is owed unless it lasted longer", default=None)
    between: tuple[tuple[int, int], ...] = key(
        TIMES, "the hours of each day in which `if-longer` is measured", default=()
    )
    of: Fraction = key(
        Text(_part, "a part, such as `1/2`"), "of which part of the prices", default=Fraction(1)
    )
    rounded: str = key(
        OneOf("up", "nearest"),
        "how parts of a cent end: a started cent, or the nearest (half up)",
        default="up",
    )
    since: date | None = key(DATE, "for what began from this day on", default=None)
    until: date | None = key(DATE, "for what began before this day", default=None)
    written: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Refuse steps that do not rise, and dates that are counted by anything but days."""
        firsts = [1, *(step.from_ for step in self.then)]
        if firsts != sorted(set(firsts)):
            raise Refused(sentence(N_("Steps begin at the second unit or later, each after the one before.")))
        if (self.counted == DATES and self.every not in CALENDAR_DAYS) or (
            self.dates and self.counted != DATES
        ):
            raise Refused(sentence(N_("Dates are counted with `every: 1 day` or `every: 1 working day`.")))
        if (self.then or self.counted != STARTED) and self.every is None:
            raise Refused(sentence(N_("What is counted needs `every`.")))

    @property
    def hours(self) -> Hours:
        """The hours in which `if_longer` is measured, the same each day."""
        return Hours((tuple(self.between) or ((0, 24 * 60),),) * len(DAYS))


@dataclass(frozen=True, slots=True)
class AmountsByDate:
    """Rows that hold one after the other: what is owed goes by the day on which the matter began."""

    rows: tuple[Owes, ...]

    def on(self, day: date) -> Owes:
        """Return the row that holds on a day; `Refused` where none does, or more than one."""
        found = [
            row
            for row in self.rows
            if (row.since or date.min) <= day and (row.until is None or day < row.until)
        ]
        if len(found) != 1:
            message = N_("{count} rows say what is owed for {day}; one is needed.")
            raise Refused(sentence(message, count=len(found), day=day.isoformat()))
        return found[0]


def of_else(else_: Else | None) -> Owes:
    """Return what a charter's `else` owes: each started unit from the due time on, parts of a cent up."""
    if else_ is None or not else_.credit:
        return Owes()
    every = span(f"1 {else_.every}") if else_.every else None
    return Owes(credit=else_.credit, every=every, at_most=else_.at_most)
