"""A charter by identity, as a key under which what is worked out of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from possible.charter import Charter


class Same:
    """One charter, the very object: a charter is frozen, and to compare it would cost more than to look
    again.
    """

    __slots__ = ("charter",)

    def __init__(self, charter: Charter) -> None:
        """Keep the charter, so that its identity is not given to another."""
        self.charter = charter

    def __hash__(self) -> int:
        """Return the identity."""
        return id(self.charter)

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the very same charter."""
        return isinstance(other, Same) and self.charter is other.charter
