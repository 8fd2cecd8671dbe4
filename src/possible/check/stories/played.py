"""What is kept of a story while it is played, and how it gets stuck."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from possible.journey import Situation, Told

if TYPE_CHECKING:
    from possible.charter.stories import Does
    from possible.journey import Move
    from possible.values import Sentence


class Stuck(Exception):  # noqa: N818 - what happened to the story, said as it reads
    """The story cannot go on, with the reason."""

    def __init__(self, why: Sentence) -> None:
        """Keep the reason."""
        super().__init__(str(why))
        self.why = why


@dataclass(slots=True)
class Played:
    """What happened in a story: the moves taken, the situations passed, and where it ended."""

    situation: Situation
    taken: list[Move] = field(default_factory=list)
    passed: list[Situation] = field(default_factory=list)
    acts: list[Does] = field(default_factory=list)
    team: str = ""  # of the person there, while a question is put to them
    refused: bool = False  # people refused outside every table

    @property
    def answers(self) -> list[Told]:
        """The answers told, in order."""
        return [each.spot for each in self.passed if isinstance(each.spot, Told)]
