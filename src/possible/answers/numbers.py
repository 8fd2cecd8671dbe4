"""What a fact is, as it is read: its number written as a sum, a length of time, a date or a number."""

from __future__ import annotations

from datetime import date

from possible.answers.moments import date_in_language, length_in_language
from possible.answers.sums import in_language, point_in_language
from possible.charter.domains import Domain, Sort
from possible.values import Language, Money, Refused
from possible.values.instant import SECOND


def number_in_language(domain: Domain, number: int, language: Language) -> str:
    """Return a number of a domain as a language writes it; a choice as the charter does."""
    match domain.sort:
        case Sort.MONEY:
            return in_language(Money(number, domain.currency), language)
        case Sort.DURATION:
            return length_in_language(number * SECOND, language)
        case Sort.DATE:
            return date_in_language(date.fromordinal(number), language)
        case Sort.DECIMAL:
            return domain.text(number).replace(".", point_in_language(language))
        case _:
            return domain.text(number)


def value_in_language(domain: Domain, value: str, language: Language) -> str:
    """Return a value that was written for a fact as a language writes it.

    As it was written where it is no such value: another version of the charter may have meant another sort.
    """
    try:
        return number_in_language(domain, domain.parse(value), language)
    except Refused:
        return value
