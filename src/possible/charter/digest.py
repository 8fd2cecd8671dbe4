"""The digest of a charter: of what it says, not of how its files are laid out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from possible.charter.domains import Cell

if TYPE_CHECKING:
    from possible.charter.model import Charter


def plainly(value: Any) -> Any:
    """Return a part of the model as plain lists, objects and texts: the charter's machine-readable form."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, dict):
        return {str(name): plainly(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return _listed(value)
    if isinstance(value, date | Fraction):
        return str(value)
    cls: type = type(value)
    said = ((name, getattr(value, name), usual) for name, usual in _names(cls))
    return {name.strip("_"): plainly(each) for name, each, usual in said if each != usual}


def _listed(values: tuple[Any, ...] | list[Any]) -> list[Any]:
    """Return a list; the ways of a step were a mapping, so the order of writing does not count."""
    found = [plainly(item) for item in values]
    ways = values and all(isinstance(item, tuple) and item and isinstance(item[0], Cell) for item in values)
    return sorted(found, key=lambda way: json.dumps(way, sort_keys=True)) if ways else found


@cache
def _names(cls: type) -> tuple[tuple[str, Any], ...]:
    """Return the fields that say something, with what is usual there; places in files do not count.

    What is as usual is left out, so that a key that the language gets later changes no digest.
    """
    return tuple((found.name, _usual(found)) for found in dataclasses.fields(cls) if found.compare)


def _usual(found: dataclasses.Field[Any]) -> Any:
    return found.default_factory() if found.default_factory is not dataclasses.MISSING else found.default


def digest(charter: Charter) -> str:
    """Return the SHA-256 of the typed model: the same for other comments, layout or order of names."""
    text = json.dumps(plainly(charter), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
