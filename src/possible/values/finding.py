"""What `possible check` and `possible audit` find: law, rule, place, sentence, path, something to try."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from possible.values.place import Place
from possible.values.text import Sentence


class Level(StrEnum):
    """How sure and how grave: an error is proved broken; an estimate is never called proved."""

    ERROR = "error"
    WARNING = "warning"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: where it stands, what is wrong, the caller's path there, and what to try."""

    law: str
    rule: str
    level: Level
    place: Place
    message: Sentence
    path: tuple[Sentence, ...] = ()
    attempt: Sentence | None = None

    @property
    def id(self) -> str:
        """The rule's stable name: `law/rule`."""
        return f"{self.law}/{self.rule}"

    @property
    def order(self) -> tuple[int, Place, str, str]:
        """Errors first, then by place: the order in which findings are told."""
        return (list(Level).index(self.level), self.place, self.id, str(self.message))
