"""From a stretch of lateness to whole cents, exactly: units, then amounts, then one rounding at the end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from possible.charter.quantities import Amount
from possible.promises.owes import AVERAGE_BILL, DATES, DAY_DUE, DAY_KEPT, FULL, STARTED, Owes
from possible.values import N_, Money, Refused, Span, Unit, sentence
from possible.values.calendar import Calendar
from possible.values.instant import HOUR, SECOND, Instant
from possible.values.wall import DAY

_SHORTEST = {Unit.DAY: DAY - 3 * HOUR, Unit.WORKING_DAY: DAY - 3 * HOUR, Unit.MONTH: 27 * DAY}
_HALF = Fraction(1, 2)
_STEP = timedelta(1)


@dataclass(frozen=True, slots=True)
class Late:
    """From the instant at which it was due until `until`; `over`: what was promised came then."""

    due: Instant
    until: Instant
    over: bool = True


@dataclass(frozen=True, slots=True)
class Prices:
    """What the customer pays: a month for the service, and on average of the last three bills."""

    monthly: Money | None = None
    average: Money | None = None


def reckon(owes: Owes, lates: tuple[Late, ...], calendar: Calendar, prices: Prices) -> Money | None:
    """Return what is owed for a breach, or for several stretches of one matter; None where nothing is.

    `Refused` where a share of a price is owed that is not given, and for amounts in two currencies.
    """
    if not (owes.credit or owes.or_) or not _long_enough(owes, lates, calendar):
        return None
    number = sum((units(owes, late, calendar) for late in lates), Fraction(0))
    if not number:
        return None
    exact, currency, past = Fraction(0), "", Fraction(0)
    steps = [owes.credit, *(step.credit for step in owes.then)]
    ends = [*(Fraction(step.from_ - 1) for step in owes.then), number]
    for credit, end in zip(steps, ends, strict=True):
        highest, currency = _highest(owes, credit, prices)
        exact += highest * max(Fraction(0), min(end, number) - past)
        past = end
    return _whole(owes, exact, currency)


def units(owes: Owes, late: Late, calendar: Calendar) -> Fraction:
    """Return for how many units it is owed: 1 where it is owed once; parts only with `in part`.

    The first unit starts at the due time; a broken promise that is still open owes the unit that starts now.
    """
    if owes.every is None:
        return Fraction(1)
    if owes.counted == DATES:
        return Fraction(sum(1 for _ in _dates(owes, late, calendar)))
    if owes.counted == STARTED:
        return Fraction(_begun(owes.every, late, calendar))
    full = _full(owes.every, late, calendar)
    if owes.counted == FULL:
        return Fraction(full)
    start, end = (_unit_start(owes.every, late.due, number, calendar) for number in (full, full + 1))
    return full + Fraction(late.until - start, end - start)


def next_unit(owes: Owes, late: Late, calendar: Calendar) -> Instant | None:
    """Return when the next unit starts after `late.until`; None for what is owed once or by dates."""
    if owes.every is None or owes.counted == DATES:
        return None
    open_still = Late(late.due, late.until, over=False)
    return _unit_start(owes.every, late.due, _begun(owes.every, open_still, calendar), calendar)


def _unit_start(every: Span, due: Instant, number: int, calendar: Calendar) -> Instant:
    return calendar.due(due, Span(every.count * number, every.unit))


def _begun(every: Span, late: Late, calendar: Calendar) -> int:
    """Count the units that started before the end; one that starts at the end counts while it is open."""
    search = bisect_left if late.over else bisect_right
    return search(
        range(_bound(every, late)), late.until, key=lambda n: _unit_start(every, late.due, n, calendar)
    )


def _full(every: Span, late: Late, calendar: Calendar) -> int:
    """Count the units that were over at the end."""
    starts = range(1, _bound(every, late))
    return bisect_right(starts, late.until, key=lambda n: _unit_start(every, late.due, n, calendar))


def _bound(every: Span, late: Late) -> int:
    shortest = _SHORTEST.get(every.unit, SECOND) * every.count
    return max(0, late.until - late.due) // shortest + 2


def _dates(owes: Owes, late: Late, calendar: Calendar) -> Iterator[None]:
    """Yield once for each day on the calendar that counts."""
    day = calendar.day(late.due) + _STEP * (DAY_DUE not in owes.dates)
    last = calendar.day(late.until) - _STEP * (DAY_KEPT not in owes.dates)
    only_working = owes.every is not None and owes.every.unit is Unit.WORKING_DAY
    while day <= last:
        if calendar.works_on(day) or not only_working:
            yield
        day += _STEP


def _long_enough(owes: Owes, lates: tuple[Late, ...], calendar: Calendar) -> bool:
    if owes.if_longer is None:
        return True
    daily = Calendar(calendar.zone, owes.hours)
    lasted = sum(daily.open_between(late.due, late.until) for late in lates)
    return lasted > owes.if_longer.about * SECOND


def _highest(owes: Owes, credit: tuple[Amount, ...], prices: Prices) -> tuple[Fraction, str]:
    """Return the highest of the amounts for one unit, in cents and parts of cents, and its currency."""
    found = [_valued(amount, owes, prices) for amount in credit]
    if owes.or_ == AVERAGE_BILL:
        average = _given(prices.average)
        found.append((owes.of * average.cents, average.currency))
    if len({currency for _, currency in found}) != 1:
        message = N_("{one} and {other} cannot be added or compared.")
        raise Refused(sentence(message, one=found[0][1], other=found[-1][1]))
    return max(found)


def _valued(amount: Amount, owes: Owes, prices: Prices) -> tuple[Fraction, str]:
    if amount.currency:
        return Fraction(amount.cents), amount.currency
    monthly = _given(prices.monthly)
    return amount.months * owes.of * monthly.cents, monthly.currency


def _given(price: Money | None) -> Money:
    if price is None:
        attempt = sentence(N_("give the monthly price, or the average bill where the rule asks for it"))
        raise Refused(sentence(N_("A share of a price is owed, and the price is not known.")), attempt)
    return price


def _whole(owes: Owes, exact: Fraction, currency: str) -> Money | None:
    """Round once, at the end; then the sum below which nothing is owed, and the most that is owed."""
    cents = -(-exact // 1) if owes.rounded == "up" else (exact + _HALF) // 1
    amount = Money(int(cents), currency)
    if not amount.cents or (owes.if_over is not None and amount <= owes.if_over):
        return None
    return amount if owes.at_most is None else min(amount, owes.at_most)
