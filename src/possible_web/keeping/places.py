"""Where a customer lives, as a place on the map: a port, with a table of postcodes as its embedded default.

An address is asked once, when the first window is picked. A postcode that the table does not hold is said
so, and goes to a person: no visit is planned to a place that somebody guessed.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from possible.dispatch.spots import MICRODEGREES, Spot
from possible.values import N_, Refused, sentence

EMBEDDED = Path(__file__).with_name("places.csv")
SPREAD = 4_000  # micro-degrees to each side of a postcode's centre: some 400 m north, 300 m east in Paris
LONGEST_ADDRESS, LONGEST_POSTCODE = 200, 16


class UnknownPostcode(Refused):
    """We do not know where this postcode is; whoever asks goes on with a person."""


@dataclass(frozen=True, slots=True)
class Town:
    """A postcode's name and rounded centre."""

    postcode: str
    name: str
    centre: Spot


def towns() -> dict[str, Town]:
    """Return every postcode that is known: of the file `POSSIBLE_PLACES`, else of the embedded table.

    `Refused` for a file that is no table of `postcode,name,north,east` (degrees).
    """
    return _read(str(settings.PLACES or EMBEDDED))


@lru_cache(maxsize=4)
def _read(path: str) -> dict[str, Town]:
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            return {town.postcode: town for town in map(_town, csv.DictReader(file))}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(
            sentence(N_("{file} is no table of places: {why}"), file=path, why=str(error)),
            sentence(N_("each line holds postcode, name, and degrees north and east")),
        ) from error


def _town(line: dict[str, str]) -> Town:
    centre = Spot.at_degrees(float(line["north"]), float(line["east"]))
    return Town(line["postcode"].strip(), line["name"].strip(), centre)


def spot_of(postcode: str, address: str) -> Spot:
    """Return the place of an address: near the centre of its postcode.

    Two addresses of one postcode lie some hundred metres apart, always at the same places, so that driving
    from one to the other takes the time of parking and stairs, and never none. `UnknownPostcode` where the
    table does not hold it; `Refused` for no address, or one that is too long.
    """
    code, street = cleaned(postcode, address)
    at = found(code, street)
    if at is None:
        raise UnknownPostcode(
            sentence(N_("We do not know yet where the postcode {postcode} is."), postcode=code),
            sentence(N_("check it; if it is right, ask for a person: the dispatcher finds the place")),
        )
    return Spot(*at)


def found(postcode: str, address: str) -> tuple[int, int] | None:
    """Return the place of a cleaned address in micro-degrees north and east; nothing where none is known."""
    town = towns().get(postcode)
    if town is None:
        return None
    digest = sha256(" ".join(address.lower().split()).encode()).digest()
    north, east = (int.from_bytes(part, "big") % (2 * SPREAD + 1) for part in (digest[:4], digest[4:8]))
    return town.centre.north - SPREAD + north, town.centre.east - SPREAD + east


def cleaned(postcode: str, address: str) -> tuple[str, str]:
    """Return a postcode without blanks and an address without blanks around it; `Refused` where one lacks."""
    code, street = "".join(postcode.split()), address.strip()
    if not street:
        raise Refused(sentence(N_("Say at which address we shall come.")))
    if not code:
        raise Refused(sentence(N_("Say the postcode of the address.")))
    if len(street) > LONGEST_ADDRESS or len(code) > LONGEST_POSTCODE:
        raise Refused(sentence(N_("This address is too long.")), sentence(N_("200 characters at most")))
    return code, street


def degrees(micro: int) -> float:
    """Return micro-degrees as degrees, for maps."""
    return micro / MICRODEGREES
