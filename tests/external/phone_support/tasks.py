"""Tasks: read, played by the product's own core, and graded on the state in which the world is left."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from possible.charter import load
from possible.playbooks import HandOn, Over, advance, begin
from tests.external.phone_support.operator_records import operator_for
from tests.external.phone_support.people import People
from tests.external.phone_support.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter

HERE = Path(__file__).parent
PLAYBOOKS = {
    "service_issue": "no-service",
    "mobile_data_issue": "slow-data",
    "mms_issue": "no-picture-messages",
}


@dataclass(frozen=True)
class Graded:
    """How a task ended: whether it is solved, how many questions and actions it took, the most repeats of one."""

    id: str
    solved: bool
    moves: int
    repeats: int


def charter_of(name: str) -> Charter:
    """Return the workflow, `repaired` or `literal`."""
    return load(str(HERE / name))


def tasks_in(path: Path) -> list[dict[str, Any]]:
    """Return the tasks of a file; ValueError when it has another form."""
    tasks = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(tasks, dict):
        tasks = tasks.get("tasks")
    needed = {"id", "init", "assertions"}
    if not isinstance(tasks, list) or not all(
        isinstance(task, dict) and needed <= set(task) for task in tasks
    ):
        raise ValueError(f"{path}: no list of tasks with {', '.join(sorted(needed))}")
    return tasks


def playbook_of(task: dict[str, Any]) -> str:
    """Return the playbook of a task's kind, which its id begins with; ValueError for a kind that is not known."""
    kind = task["id"].removeprefix("[").split("]")[0]
    if kind not in PLAYBOOKS:
        raise ValueError(f"{task['id']}: no playbook for the kind `{kind}`")
    return PLAYBOOKS[kind]


def world_of(task: dict[str, Any], path: Path) -> World:
    """Return the world in which a task begins."""
    world = World(operator_for(path))
    for who, name, arguments in task["init"]:
        world.act(who, name, arguments)
    world.line_id = _line(task) or world.line_id
    return world


def _line(task: dict[str, Any]) -> str:
    """Return the line that the task's own actions name."""
    named = [arguments.get("line_id") for _, _, arguments in (*task["init"], *task["assertions"])]
    return next((line for line in named if line), "")


def graded(charter: Charter, task: dict[str, Any], path: Path, skip: float, rng: random.Random) -> Graded:
    """Play one task and grade what is left."""
    world = world_of(task, path)
    people = People(world, skip, rng)
    run, moves, repeats = begin(charter, playbook_of(task)), 0, 0
    while not isinstance(run.move, Over):
        repeats = max(repeats, run.move.repeat)
        run = advance(charter, run, people.answer(run.move))
        moves += 1
    world.operator.transferred = isinstance(run.move, HandOn)
    return Graded(task["id"], _solved(task, world), moves, repeats)


def _solved(task: dict[str, Any], world: World) -> bool:
    transfer = any(name == "transfer_to_human_agents" for _, name, _ in task.get("gold_actions", ()))
    needed = transfer and "ACTION" in task.get("reward_basis", ())
    holds = all(world.holds(who, name, arguments) for who, name, arguments in task["assertions"])
    return holds and (world.operator.transferred or not needed)


def all_graded(path: Path, skip: float = 0.0, seed: int = 0, workflow: str = "repaired") -> Iterator[Graded]:
    """Yield how each task of a file ends; the same seed gives the same forgetful customers."""
    charter = charter_of(workflow)
    for task in tasks_in(path):
        yield graded(charter, task, path, skip, random.Random(f"{seed} {task['id']}"))
