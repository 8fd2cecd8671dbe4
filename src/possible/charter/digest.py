"""The digest of a charter: of what it says, not of how its files are laid out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from possible.charter.model import Charter

LEFT_OUT = ("source", "path")


def plainly(value: Any) -> Any:  # noqa: ANN401 - any part of the model
    """Return a part of the model as plain lists, objects and texts: the charter's machine-readable form."""
    if dataclasses.is_dataclass(value):
        fields = [found.name for found in dataclasses.fields(value) if found.name not in LEFT_OUT]
        return {name.strip("_"): plainly(getattr(value, name)) for name in fields}
    if isinstance(value, dict):
        return {str(name): plainly(item) for name, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plainly(item) for item in value]
    return str(value) if isinstance(value, (date, Fraction)) else value


def digest(charter: Charter) -> str:
    """Return the SHA-256 of the typed model: the same for another order of names, other comments, another layout."""
    text = json.dumps(plainly(charter), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
