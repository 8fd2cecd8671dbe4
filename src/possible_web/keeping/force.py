"""A published charter with all that a step asks of it, once for each process."""

from __future__ import annotations

from functools import lru_cache

from possible.journey.force import InForce
from possible_web.keeping.charters import charter_of


def force_of(version_id: int) -> InForce:
    """Return a published charter in force, by its row; a published version never changes."""
    found = charter_of(version_id)
    return _force(version_id, found.digest)


@lru_cache(maxsize=16)
def _force(version_id: int, digest: str) -> InForce:  # noqa: ARG001 - the digest keeps databases apart
    return InForce(charter_of(version_id).charter)
