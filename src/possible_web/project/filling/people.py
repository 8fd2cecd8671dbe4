"""Customers by lot: a name, a language, ways to be reached, and the secret names of rows and cases."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from possible.simulate.streams import stream
from possible_web.actions.contacts import LETTERS
from possible_web.project.filling.names import DOMAINS, FAMILY, FIXED, GIVEN, MOBILE

WITH_MAIL, WITH_NUMBER, ABROAD = 0.85, 0.9, 0.22
NUMBERS = 10_000  # of each range: a hundred numbers of it are of our own lines
KEPT_BACK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who could be a customer; `mail` and `phone` are empty where none was said."""

    token: str
    name: str
    language: str
    mail: str = ""
    phone: str = ""


def people(seed: int, languages: tuple[str, ...]) -> Iterator[Person]:
    """Yield people without end, the same for equal seeds: most speak the first language of the charter."""
    draw = stream(seed, "people")
    mails: set[str] = set()
    while True:
        foreign = len(languages) > 1 and draw.random() < ABROAD
        language = draw.choice(languages[1:]) if foreign else languages[0]
        name = _name(draw, language)
        mail = _mail(draw, name, mails) if draw.random() < WITH_MAIL else ""
        phone = number(draw) if draw.random() < WITH_NUMBER else ""
        yield Person(token=token(draw), name=name, language=language, mail=mail, phone=phone)


def _name(draw: Random, language: str) -> str:
    spoken = language if language in GIVEN else "en"
    return f"{draw.choice(GIVEN[spoken])} {draw.choice(FAMILY[spoken])}"


def _mail(draw: Random, name: str, taken: set[str]) -> str:
    """Return an address at an example domain that nobody else of this crowd has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    local, domain = plain.replace(" ", "."), draw.choice(DOMAINS)
    mail, serial = f"{local}@{domain}", 1
    while mail in taken:
        serial += 1
        mail = f"{local}{serial}@{domain}"
    taken.add(mail)
    return mail


def number(draw: Random) -> str:
    """Return a telephone number of a range kept for fiction, none of our own lines."""
    beginning = MOBILE if draw.random() < 0.75 else FIXED
    return f"{beginning}{draw.randrange(KEPT_BACK, NUMBERS):04d}"


def token(draw: Random) -> str:
    """Return the secret name of a row: as long as those that are not made from a seed."""
    return base64.urlsafe_b64encode(draw.randbytes(16)).decode().rstrip("=")


def references(seed: int) -> Iterator[str]:
    """Yield references of cases, none twice."""
    draw, given = stream(seed, "references"), set[str]()
    while True:
        reference = "".join(draw.choices(LETTERS, k=6))
        if reference not in given:
            given.add(reference)
            yield reference
