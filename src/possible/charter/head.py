"""The kinds of a charter's head: country, time zone, currency, languages, holidays."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from possible.charter.domains import Domain, Sort
from possible.charter.kinds import Kind, ListOf, Path, Reader, Schema, Text
from possible.charter.nodes import Node, Sequence
from possible.charter.quantities import DATE, LANGUAGE
from possible.values import N_, Language, Refused, currency, sentence
from possible.values.holidays import CODES, COUNTRIES, country

NO_LANGUAGES = N_("Write each promised language once, and one at least.")


def _version(text: str) -> int:
    if text != "1":
        attempt = sentence(N_("write `charter: 1`"))
        raise Refused(sentence(N_("This is version 1 of the charter language.")), attempt)
    return 1


def _market(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", text):
        raise Refused(sentence(N_("`{text}` is no country; write `FR` or `US-NY`."), text=text))
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(sentence(N_("`{text}` is no time zone; write `Europe/Paris`."), text=text)) from None
    return text


COUNTRY = Text(country, "a country whose public holidays are known")
MARKET = Text(_market, "a country code", r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
ZONE = Text(_zone, "a time zone")


class VersionKind(Text[int]):
    """The version of the charter language."""

    def schema(self) -> Schema:
        """Return the one version, as the number that YAML editors see."""
        return {"enum": [1, "1"]}


class CurrencyKind(Text[str]):
    """The currency of all sums; from then on the reader holds other sums against it."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> str:
        """Return the code (ISO 4217)."""
        reader.currency = ""
        reader.currency = super().read(node, path, reader)
        return reader.currency


class LanguagesKind(Kind[tuple[Language, ...]]):
    """The promised languages; the fact `language` gets them as its domain."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> tuple[Language, ...]:
        """Return the languages, each once."""
        reader.domains["language"] = None
        found = ListOf(LANGUAGE).read(node, path, reader)
        if not found or len(set(found)) != len(found):
            raise reader.bad("wrong-value", node.place, sentence(NO_LANGUAGES))
        reader.domains["language"] = Domain(Sort.CHOICE, 0, len(found) - 1, found)
        return found

    def schema(self) -> Schema:
        """Return an array of tags."""
        return {"type": "array", "items": LANGUAGE.schema(), "minItems": 1, "uniqueItems": True}

    def words(self) -> str:
        """Return the description."""
        return "list of language tags"


class HolidaysKind(Kind["str | tuple[date, ...]"]):
    """A country whose public holidays count, or a list of dates."""

    def read(self, node: Node, path: Path, reader: Reader, /) -> str | tuple[date, ...]:
        """Return the name of the country, one whose holidays are known, or the dates."""
        if isinstance(node, Sequence):
            return ListOf(DATE).read(node, path, reader)
        return COUNTRY.read(node, path, reader)

    def schema(self) -> Schema:
        """Return a name or dates."""
        return {"anyOf": [{"enum": [*COUNTRIES, *CODES]}, {"type": "array", "items": DATE.schema()}]}

    def words(self) -> str:
        """Return the description."""
        return "a country, or a list of dates"


VERSION = VersionKind(_version, "1")
CURRENCY = CurrencyKind(currency, "a currency code", r"^[A-Z]{3}$")
