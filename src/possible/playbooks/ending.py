"""How a run of a playbook can end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from possible.charter import Cell

Kind = Literal["solved", "concluded", "handed-on", "stuck"]


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a run can end, with the shortest way there.

    `solved`: the goal is met. `concluded`: not solved, and `facts` are known. `handed-on`: `team` takes over;
    an empty team is the person of the path (the customer did not know, or did not answer). `stuck`: the
    playbook has no way on, which is a finding of its own.
    """

    kind: Kind
    facts: dict[str, Cell]
    team: str
    steps: tuple[str, ...]
