"""People of the company, by the names that the core has for them."""

from __future__ import annotations

from possible_web.records.models import Staff
from possible_web.records.prepared import Prepared


def staff_named(name: str) -> Staff | None:
    """Return somebody of the staff; None for a name that is empty, or nobody's."""
    return _named.first(name) if name else None


_named = Prepared(lambda name: Staff.objects.filter(name=name)[:1])
