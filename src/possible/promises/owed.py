"""What a broken promise owes at an instant, and what takes its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from possible.charter import Charter
from possible.charter.promises import Else
from possible.promises.clock import Clock, Window, due_of
from possible.promises.named import promise_of
from possible.promises.owes import AmountsByDate, Owes, of_else
from possible.promises.reckon import Late, Prices, next_unit, reckon
from possible.values import Money
from possible.values.calendar import Calendar
from possible.values.instant import Instant


@dataclass(frozen=True, slots=True)
class Credit:
    """Money owed for one broken promise: more than was given before, by when it is paid, asked for or not."""

    promise: str
    clock: str
    amount: Money
    pay_by: Instant | None
    unasked: bool


@dataclass(frozen=True, slots=True)
class Follows:
    """What takes the place of a broken promise beside money: nothing where it is empty."""

    promise: str = ""
    remedy: str = ""
    fee_waived: bool = False


def owed(
    charter: Charter,
    clock: Clock,
    at: Instant,
    monthly_price: Money | None = None,
    given: tuple[Money, ...] = (),
) -> tuple[Credit, ...]:
    """Return the credits that a broken promise owes at `at` on top of what was `given` for it already.

    None while it runs and where it was kept. It is reckoned by the charter under which the promise was made,
    up to `at` or to the instant at which what was promised came. `Refused` where a share of the monthly price
    is owed and the price is not given.
    """
    late = _late(clock, at)
    if late is None:
        return ()
    amount = reckon(of_else(_else(charter, clock)), (late,), charter.calendar(), Prices(monthly_price))
    for sum_ in given:
        amount = amount - sum_ if amount else None
    if amount is None or amount.cents <= 0:
        return ()
    within = charter.credits.paid_within
    pay_by = charter.calendar().due(late.until, within) if within else None
    return (Credit(clock.promise, clock.id, amount, pay_by, charter.credits.unasked),)


def owed_under(
    amounts: AmountsByDate, calendar: Calendar, late: Late, prices: Prices, window: Window | None = None
) -> Money | None:
    """Return what a standard owes for what began at `late.due` and has its `within` from there, or None.

    The day on which it began decides which row holds. `Refused` where no row holds then, where a window or a
    price is needed that is not given, and for amounts in two currencies.
    """
    row = amounts.on(calendar.day(late.due))
    due = due_of(calendar, row.within, late.due, window)
    after = replace(late, due=late.due if due is None else due)
    return reckon(row, (after,), calendar, prices) if after.due < late.until else None


def more_at(
    charter: Charter, clock: Clock, at: Instant, monthly_price: Money | None = None
) -> Instant | None:
    """Return when a broken promise that is still open owes more; None where it does not grow any more.

    Where a share of a price is capped, the price tells when the cap is reached; without it, it seems to grow.
    """
    late, owes = _late(clock, at), of_else(_else(charter, clock))
    if late is None or late.over or _at_the_cap(charter, owes, late, monthly_price):
        return None
    return next_unit(owes, late, charter.calendar())


def follows(charter: Charter, clock: Clock) -> Follows:
    """Return what takes the place of a promise that is broken; nothing for one that is not."""
    if not clock.broken:
        return Follows()
    else_ = _else(charter, clock)
    return Follows(else_.promise, else_.remedy, bool(else_.fee))


def _at_the_cap(charter: Charter, owes: Owes, late: Late, monthly_price: Money | None) -> bool:
    if owes.at_most is None or (monthly_price is None and any(amount.months for amount in owes.credit)):
        return False
    return reckon(owes, (late,), charter.calendar(), Prices(monthly_price)) == owes.at_most


def _late(clock: Clock, at: Instant) -> Late | None:
    if not clock.broken or clock.due is None:
        return None
    until = at if clock.ended is None else Instant(min(at, clock.ended))
    return Late(clock.due, until, over=until == clock.ended) if until >= clock.due else None


def _else(charter: Charter, clock: Clock) -> Else:
    return promise_of(charter, clock.promise).else_ or Else()
