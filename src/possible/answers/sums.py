"""Sums of money as a customer reads them: `119,00 €` in French, `€119.00` in English. Spaces in them never
break.
"""

from __future__ import annotations

from dataclasses import dataclass

from possible.values import Language, Money

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "PLN": "zł", "CZK": "Kč", "BRL": "R$"}
NO_BREAK = "\u00a0"
NARROW = "\u202f"


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a language writes a sum (Unicode CLDR): point, thousands, and whether the sign comes first."""

    point: str
    thousands: str
    sign_first: bool = False
    sign_gap: str = NO_BREAK


_COMMA = _Manner(",", ".")
_MANNERS = {
    "en": _Manner(".", ",", sign_first=True, sign_gap=""),
    "fr": _Manner(",", NARROW),
    "fsl": _Manner(",", NARROW),
    "de": _COMMA,
    "es": _COMMA,
    "it": _COMMA,
    "pt": _COMMA,
    "nl": _Manner(",", ".", sign_first=True),
    "pl": _Manner(",", NO_BREAK),
    "cs": _Manner(",", NO_BREAK),
    "ar": _Manner(".", ","),
    "zh": _Manner(".", ",", sign_first=True, sign_gap=""),
}
_OTHERS = _Manner(".", NARROW)


def _manner(language: Language) -> _Manner:
    return _MANNERS.get(language.split("-", maxsplit=1)[0], _OTHERS)


def point_in_language(language: Language) -> str:
    """Return what a language writes between whole units and their parts."""
    return _manner(language).point


def in_language(sum_: Money, language: Language) -> str:
    """Return a sum as a language writes it; a currency without a sign of its own is named by its code."""
    manner = _manner(language)
    units, cents = divmod(abs(sum_.cents), 100)
    number = f"{units:,}".replace(",", manner.thousands) + f"{manner.point}{cents:02d}"
    sign = SIGNS.get(sum_.currency, sum_.currency)
    gap = manner.sign_gap if sum_.currency in SIGNS else NO_BREAK
    said = f"{sign}{gap}{number}" if manner.sign_first else f"{number}{NO_BREAK}{sign}"
    return f"-{said}" if sum_.cents < 0 else said
