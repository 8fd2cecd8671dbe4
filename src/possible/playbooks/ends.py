"""Every way a run can end, and the shortest way there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from possible.charter import Cell
from possible.playbooks.explore import explore
from possible.playbooks.moves import Concluded, HandOn
from possible.playbooks.same import Same

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.playbooks.explore import Explored

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


def endings(charter: Charter, name: str) -> tuple[Ending, ...]:
    """Return every way a run of the playbook can end, each once, nearest first; a name that is not there
    gives none.
    """
    return _endings(Same(charter), name) if name in charter.playbooks else ()


@lru_cache(maxsize=64)
def _endings(same: Same, name: str) -> tuple[Ending, ...]:
    explored = explore(same.charter, name)
    found: dict[str, Ending] = {}
    for end in explored.ends:
        ending = _ending(explored, end)
        found.setdefault(f"{ending.kind} {ending.team} {ending.facts}", ending)
    return tuple(found.values())


def _ending(explored: Explored, end: int) -> Ending:
    steps = steps_to(explored, end)
    match explored.runs[end].move:
        case Concluded(facts=facts):
            return Ending("concluded", facts, "", steps)
        case HandOn(team=team, why=why):
            return Ending("stuck" if why == "stuck" else "handed-on", {}, team, steps)
        case _:
            return Ending("solved", {}, "", steps)


def steps_to(explored: Explored, state: int) -> tuple[str, ...]:
    """Return the names of the steps on the shortest way to a state, where something was asked or done."""
    steps: list[str] = []
    for run, _ in explored.way_to(state):
        named = getattr(run.move, "step", "")
        if named and steps[-1:] != [named]:
            steps.append(named)
    return tuple(steps)
