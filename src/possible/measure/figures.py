"""Indicators as figures: a value beside the formula that made it, for one group.

Definitions of the field differ, so each has a name of its own; the strict one comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from possible.measure.tally import Group, Tally, quantile
from possible.values import N_, Sentence, sentence

SHARE = "share"
MILLISECONDS = "ms"
COUNT = "count"
CENTS = "cents"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: the indicator, the group, the value and its unit; where nothing was measured there is none.

    `part` of `of` is what a share was reckoned from; for lengths of time `of` is how many there were.
    """

    indicator: str
    group: Group
    value: Fraction | int
    unit: str
    part: int
    of: int
    formula: Sentence


@dataclass(frozen=True, slots=True)
class Share:
    """One sum of counts over another."""

    name: str
    part: tuple[str, ...]
    of: tuple[str, ...]
    formula: str

    def figures(self, tally: Tally, within: int) -> Iterator[Figure]:
        """Yield a figure for each group in which there is something to divide by."""
        for group in tally.groups(*(term.removeprefix("-") for term in self.of)):
            part, of = tally.total(group, *self.part), tally.total(group, *self.of)
            if not of:
                continue
            formula = sentence(self.formula, within=within // 1000)
            yield Figure(self.name, group, Fraction(part, of), SHARE, part, of, formula)


@dataclass(frozen=True, slots=True)
class Length:
    """A mean, a quantile or the longest of lengths of time. `share` None: the mean."""

    name: str
    what: str
    share: Fraction | None
    formula: str

    def figures(self, tally: Tally, within: int) -> Iterator[Figure]:  # noqa: ARG002 - as all definitions
        """Yield a figure for each group in which something was noted."""
        for group in tally.groups(self.what):
            lengths = tally.lengths(self.what, group)
            value = sum(lengths) // len(lengths) if self.share is None else quantile(lengths, self.share)
            yield Figure(
                self.name, group, value, MILLISECONDS, sum(lengths), len(lengths), sentence(self.formula)
            )


@dataclass(frozen=True, slots=True)
class Number:
    """How many, or how much."""

    name: str
    what: str
    unit: str
    formula: str

    def figures(self, tally: Tally, within: int) -> Iterator[Figure]:  # noqa: ARG002 - as all definitions
        """Yield a figure for each group in which something was counted."""
        for group in tally.groups(self.what):
            total = tally.total(group, self.what)
            yield Figure(self.name, group, total, self.unit, total, total, sentence(self.formula))


@dataclass(frozen=True, slots=True)
class Mean:
    """A sum of milliseconds over a count."""

    name: str
    part: tuple[str, ...]
    of: str
    formula: str

    def figures(self, tally: Tally, within: int) -> Iterator[Figure]:  # noqa: ARG002 - as all definitions
        """Yield a figure for each group that has been counted."""
        for group in tally.groups(self.of):
            part, of = tally.total(group, *self.part), tally.total(group, self.of)
            if of:
                formula = sentence(self.formula)
                yield Figure(self.name, group, part // of, MILLISECONDS, part, of, formula)


Definition = Share | Length | Number | Mean
HALF, FOUR_FIFTHS, WHOLE = Fraction(1, 2), Fraction(4, 5), Fraction(1)

DEFINITIONS: tuple[Definition, ...] = (
    Length("time-to-human", "to-human", HALF,
           N_("median time from the first ring to a person, over all tries of a day")),
    Length("time-to-human-p80", "to-human", FOUR_FIFTHS,
           N_("time from the first ring to a person, over all tries of a day, within which 80 % had one")),
    Length("time-to-human-longest", "to-human", WHOLE,
           N_("longest time from the first ring to a person, over all tries of a day")),
    Share("nobody-within-a-day", ("no-human",), ("tries",),
          N_("customers who rang and had no person within a day ÷ customers who rang")),
    Share("service-level", ("answered-in-time",), ("offered",),
          N_("answered within {within} s of joining the queue ÷ offered (who gave up was not answered)")),
    Share("service-level-answered-only", ("answered-in-time",), ("answered",),
          N_("answered within {within} s ÷ answered (who gave up is left out: the kindest to the company)")),
    Share("service-level-without-short", ("answered-in-time",), ("offered", "-gave-up-in-time"),
          N_("answered within {within} s ÷ (offered − gave up within {within} s)")),
    Share("service-level-give-ups-as-served", ("answered-in-time", "gave-up-in-time"), ("offered",),
          N_("(answered or gave up within {within} s) ÷ offered (who gave up early counts as served)")),
    Length("speed-of-answer", "wait", None,
           N_("mean time from joining the queue to a person, over the answered")),
    Length("longest-wait", "queued", WHOLE,
           N_("longest time in the queue: answered, given up, or waiting still")),
    Share("abandonment", ("gave-up",), ("offered",), N_("gave up in the queue ÷ offered")),
    Share("abandonment-without-short", ("gave-up", "-gave-up-in-time"), ("offered", "-gave-up-in-time"),
          N_("gave up after {within} s ÷ (offered − gave up within {within} s)")),
    Mean("handling-time", ("talking", "holding", "wrapping-up"), "answered-contacts",
         N_("(talking + holding + wrap-up) ÷ contacts that a person answered")),
    Share("occupancy", ("busy",), ("busy", "idle"),
          N_("time busy or in wrap-up ÷ time busy, in wrap-up or available")),
    Share("transfers", ("transfers",), ("answered-contacts",),
          N_("transfers ÷ contacts that a person answered")),
    Share("transfers-without-case", ("transfers-bare",), ("transfers",),
          N_("transfers without the case ÷ transfers")),
    Share("repeat-contacts", ("again",), ("contacts",),
          N_("contacts within 7 days of the same customer's last ÷ contacts")),
    Share("solved-at-first-contact", ("solved-at-first",), ("solved",),
          N_("cases solved, as the customer says, with no second contact of that customer ÷ cases solved")),
    Share("asked-again", ("asked-again",), ("asked",), N_("questions whose answer was known ÷ questions")),
    Share("refusals", ("refused",), ("told",), N_("answers that were a no ÷ answers")),
    Share("refusals-without-reason", ("refused-bare",), ("refused",),
          N_("refusals without a reason ÷ refusals")),
    Share("callbacks-kept", ("called-in-time",), ("callbacks-settled",),
          N_("callbacks made in time ÷ callbacks promised whose time has come")),
    Share("promises-kept", ("kept",), ("kept", "broken"), N_("promises kept ÷ (kept + broken)")),
    Number("credits", "credits", COUNT, N_("credits given")),
    Share("credits-unasked", ("credits-unasked",), ("credits",), N_("credits given unasked ÷ credits given")),
    Number("credited", "credited", CENTS, N_("sum of the credits given")),
)  # fmt: skip


def figures_of(tally: Tally, within: int) -> tuple[Figure, ...]:
    """Return every figure of a tally; `within`: the milliseconds of the service level."""
    return tuple(figure for definition in DEFINITIONS for figure in definition.figures(tally, within))
