"""Travel tables from outside: a CSV text, or an OSRM server through the `fetch` that the caller brings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from possible.dispatch.spots import MICRODEGREES, Spot
from possible.dispatch.travel import TableTravel

OSRM_PLACES = 50
"""Places per side of one question: two sides of them stay within the server's usual limit of 100."""

Fetch = Callable[[str], bytes]


def table_of(name: str, spots: Sequence[Spot], rows: Sequence[Sequence[int]]) -> TableTravel:
    """A table for these spots in this order; ValueError if it is not square or not as long as they are."""
    if len(rows) != len(spots) or len(set(spots)) != len(spots):
        raise ValueError("a travel table has one row for each of its different places")
    return TableTravel(name, {spot: number for number, spot in enumerate(spots)}, tuple(map(tuple, rows)))


def read_table(name: str, text: str) -> TableTravel:
    """A table in CSV: `from-north,from-east,to-north,to-east,seconds`, degrees, one row per pair of places.

    ValueError if a pair is missing, double or no number. A place to itself takes 0 seconds and may be left
    out.
    """
    pairs: dict[tuple[Spot, Spot], int] = {}
    for row in csv.reader(io.StringIO(text)):
        if not row or row[0].strip().startswith("from"):
            continue
        north, east, to_north, to_east, seconds = (float(cell) for cell in row)
        pair = (Spot.at_degrees(north, east), Spot.at_degrees(to_north, to_east))
        if pair in pairs:
            raise ValueError(f"two rows for the same journey: {','.join(row)}")
        pairs[pair] = round(seconds)
    spots = sorted({spot for pair in pairs for spot in pair})
    missing = [pair for pair in product(spots, spots) if pair not in pairs and pair[0] != pair[1]]
    if missing:
        raise ValueError(f"no row from {missing[0][0]} to {missing[0][1]}")
    return table_of(name, spots, [[pairs.get((one, other), 0) for other in spots] for one in spots])


def osrm_table(spots: Sequence[Spot], fetch: Fetch, server: str, profile: str = "driving") -> TableTravel:
    """The table that an OSRM server's `table` service gives, asked for in blocks.

    `fetch` gets a whole address and returns the body. ValueError if the server refuses or finds no way.
    """
    known = sorted(set(spots))
    rows = [[0] * len(known) for _ in known]
    blocks = [range(low, min(low + OSRM_PLACES, len(known))) for low in range(0, len(known), OSRM_PLACES)]
    for sources, targets in product(blocks, blocks):
        answer = _asked(fetch(_address(server, profile, known, sources, targets)))
        for row, seconds in zip(sources, answer, strict=True):
            for column, value in zip(targets, seconds, strict=True):
                rows[row][column] = _whole(value)
    return table_of(f"osrm/v1 {server.rstrip('/')} {profile}", known, rows)


def _address(server: str, profile: str, spots: Sequence[Spot], sources: range, targets: range) -> str:
    """East before north, as OSRM wants it; a place on both sides is sent twice, which it does not mind."""
    places = ";".join(
        f"{spots[n].east / MICRODEGREES:.6f},{spots[n].north / MICRODEGREES:.6f}"
        for n in (*sources, *targets)
    )
    first = ";".join(str(number) for number in range(len(sources)))
    second = ";".join(str(len(sources) + number) for number in range(len(targets)))
    return f"{server.rstrip('/')}/table/v1/{profile}/{places}?sources={first}&destinations={second}"


def _asked(body: bytes) -> list[list[Any]]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise ValueError("the travel server did not answer in JSON") from error
    if not isinstance(answer, dict) or answer.get("code") != "Ok":
        code = answer.get("message", answer.get("code")) if isinstance(answer, dict) else answer
        raise ValueError(f"the travel server refused: {code}")
    durations: list[list[Any]] = answer["durations"]
    return durations


def _whole(value: object) -> int:
    if not isinstance(value, (int, float)) or value < 0:
        raise ValueError("the travel server knows no way between two of the places")
    return round(value)
