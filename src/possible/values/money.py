"""Money in whole cents, and rates fine enough for a tenth of a cent a minute. Never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

from possible.values.text import N_, Refused, sentence

_AMOUNT = re.compile(r"(?P<units>\d{1,12})(?:\.(?P<rest>\d{1,6}))? (?P<currency>[A-Z]{3})", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")
_MICROS = 1_000_000
_MICROS_PER_CENT = 10_000


def _same(one: str, other: str) -> None:
    if one != other:
        raise Refused(sentence(N_("{one} and {other} cannot be added or compared."), one=one, other=other))


def currency(code: str) -> str:
    """Return a currency code (ISO 4217); `Refused` when it is none."""
    if not _CURRENCY.fullmatch(code):
        raise Refused(sentence(N_("`{text}` is no currency; write `EUR`."), text=code))
    return code


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in cents of a currency (ISO 4217); may be negative, as a difference."""

    cents: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse cents that are no whole number, and a currency that is none."""
        if not isinstance(self.cents, int):
            raise Refused(sentence(N_("Money is counted in whole cents, not {cents}."), cents=self.cents))
        currency(self.currency)

    def __add__(self, other: Money) -> Money:
        """Return the sum; `Refused` across currencies."""
        _same(self.currency, other.currency)
        return Money(self.cents + other.cents, self.currency)

    def __sub__(self, other: Money) -> Money:
        """Return the difference; `Refused` across currencies."""
        _same(self.currency, other.currency)
        return Money(self.cents - other.cents, self.currency)

    def __lt__(self, other: Money) -> bool:
        """Tell whether this is less; `Refused` across currencies."""
        _same(self.currency, other.currency)
        return self.cents < other.cents

    def __str__(self) -> str:
        """Return the charter's way of writing it: `119 EUR`, `2.50 EUR`."""
        sign, cents = ("-" if self.cents < 0 else ""), abs(self.cents)
        units, rest = divmod(cents, 100)
        return f"{sign}{units}.{rest:02d} {self.currency}" if rest else f"{sign}{units} {self.currency}"


@dataclass(frozen=True, slots=True)
class Rate:
    """What a minute (or a call) costs, in millionths of the currency's unit."""

    micros: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse a rate below nothing: nobody is paid for calling."""
        if self.micros < 0:
            raise Refused(sentence(N_("A rate cannot be negative.")))
        currency(self.currency)

    def __bool__(self) -> bool:
        """Tell whether it costs anything at all."""
        return self.micros > 0

    def __str__(self) -> str:
        """Return the charter's way of writing it: `0.028 EUR`."""
        units, rest = divmod(self.micros, _MICROS)
        text = f"{rest:06d}".rstrip("0")
        return f"{units}.{text.ljust(2, '0')} {self.currency}" if text else f"{units} {self.currency}"

    def charge(self, seconds: int) -> Money:
        """Return what `seconds` cost at this rate a minute, a started cent counted whole (the worst case)."""
        return Money(-(-self.micros * seconds // (60 * _MICROS_PER_CENT)), self.currency)


def rate(text: str) -> Rate:
    """Return the rate written as `0.028 EUR`; `Refused` for anything else."""
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise Refused(sentence(N_("`{text}` is no sum of money; write `2.50 EUR`."), text=text))
    micros = int(found["units"]) * _MICROS + int((found["rest"] or "").ljust(6, "0"))
    return Rate(micros, found["currency"])


def money(text: str) -> Money:
    """Return the money written as `119 EUR` or `2.50 EUR`; `Refused` for anything else or parts of a cent."""
    fine = rate(text)
    cents, rest = divmod(fine.micros, _MICROS_PER_CENT)
    if rest:
        raise Refused(sentence(N_("`{text}` has parts of a cent; write `2.50 EUR`."), text=text))
    return Money(cents, fine.currency)
