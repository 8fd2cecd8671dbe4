"""A case as JSON, and back again without loss: what is kept between two turns.

What is as usual (a field's default) is left out, so that a case kept by an earlier version can still be read.
"""

from __future__ import annotations

from typing import Any

from possible.journey.case import Case
from possible.values.plain import from_plain, to_plain


def as_json(case: Case) -> dict[str, Any]:
    """Return a case as an object that `json.dumps` takes."""
    found: dict[str, Any] = to_plain(Case, case)
    return found


def case_from(content: object) -> Case:
    """Return the case that an object says; `Refused` when it is none."""
    found: Case = from_plain(Case, content)
    return found
