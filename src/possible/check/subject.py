"""What rules look at: the charter, and what is worked out of it once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values import Sentence


class Subject:
    """A charter under examination; analyses that several rules need are made once, when first asked for."""

    def __init__(self, charter: Charter) -> None:
        """Keep the charter."""
        self.charter = charter

    def way_to(self, *key: str) -> tuple[Sentence, ...]:
        """Return the shortest caller's path to a part of the charter (`"questions", "technician-visit"`), or nothing."""
        return ()
