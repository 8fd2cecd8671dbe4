"""Phone support that nobody here wrote: the tasks are played by the product's own core, on twins of our own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from possible.check import check
from tests.external.phone_support.tasks import all_graded, charter_of, tasks_in, world_of
from tests.external.phone_support.world import UnknownName

HERE = Path(__file__).parent
OWN = HERE / "phone_support_tasks.json"
DATA = Path(os.environ.get("POSSIBLE_DATA", HERE.parents[2] / "shared" / "data")) / "phone-support"
GIVEN = (DATA / "tau2_telecom_train.json", DATA / "tau2_telecom_small.json")


@pytest.fixture
def given() -> tuple[Path, ...]:
    if not all(path.is_file() for path in GIVEN):
        print(f"the tasks of others are not at {DATA}: set POSSIBLE_DATA")
        pytest.skip(f"no tasks at {DATA} (POSSIBLE_DATA)")
    return GIVEN


def failed(*paths: Path, skip: float = 0.0, seed: int = 0, workflow: str = "repaired") -> list[str]:
    return [one.id for path in paths for one in all_graded(path, skip, seed, workflow) if not one.solved]


def test_our_own_tasks_are_twenty_and_more():
    assert len(tasks_in(OWN)) == 26
    assert len({task["id"] for task in tasks_in(OWN)}) == 26


def test_the_mended_workflow_solves_our_own_tasks():
    assert failed(OWN) == []


def test_the_mended_workflow_solves_the_tasks_of_others(given):
    assert sum(len(tasks_in(path)) for path in given) == 94
    assert failed(*given) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_customers_who_forget_a_fifth_of_what_they_are_asked_still_get_there(given, seed):
    graded = [one for path in given for one in all_graded(path, 0.2, seed)]
    assert sum(one.solved for one in graded) >= 0.9 * len(graded)
    assert max(one.repeats for one in graded) <= 2


def test_the_same_seed_gives_the_same_customers():
    assert list(all_graded(OWN, 0.2, 7)) == list(all_graded(OWN, 0.2, 7))


def test_without_asking_again_many_would_be_left(given, monkeypatch):
    """The gate can fail: with one try for each action the forgetful customers are lost."""
    monkeypatch.setattr("possible.playbooks.interpreter.TRIES", 1)
    graded = [one for path in given for one in all_graded(path, 0.2, 1)]
    assert sum(one.solved for one in graded) < 0.7 * len(graded)


def test_the_published_workflow_read_literally_strands_most_customers(given):
    assert len(failed(*given, workflow="literal")) == 71


def test_the_published_workflow_has_four_steps_that_are_not_there_and_six_cases_without_else():
    charter = charter_of("literal")
    found = {
        rule: sorted(_step(charter, finding.place) for finding in check(charter) if finding.id == rule)
        for rule in {finding.id for finding in check(charter)}
    }
    assert found == {
        "no-dead-end/dangling": [
            ("slow-data", "data-saver-off"),
            ("slow-data", "prefer-5g"),
            ("slow-data", "step-2-2-1"),
            ("slow-data", "step-2-2-2"),
        ],
        "no-dead-end/no-such-choice": [
            ("no-data", "roaming-on"),
            ("no-picture-messages", "give-permissions"),
            ("no-picture-messages", "prefer-5g"),
            ("no-picture-messages", "try-again"),
            ("no-service", "airplane-off"),
            ("no-service", "reseat"),
        ],
    }


def _step(charter, place):
    """Return the playbook and the step in which a place lies."""
    before = [
        (start.line, name, step.name)
        for name, playbook in charter.playbooks.items()
        for at, step in enumerate(playbook.steps)
        for start in [charter.place("playbooks", name, "steps", str(at))]
        if start.file == place.file and start.line <= place.line
    ]
    return max(before)[1:]


def test_the_mended_workflow_is_clean():
    assert check(charter_of("repaired")) == []


def test_the_actions_that_others_know_to_be_right_leave_the_twin_as_asserted(given):
    """The twin itself is tried: the known solution, replayed on it, must satisfy the assertions."""
    for path in (OWN, *given):
        for task in tasks_in(path):
            world = world_of(task, path)
            before = all(world.holds(*assertion) for assertion in task["assertions"])
            transfer = any(action[1] == "transfer_to_human_agents" for action in task["gold_actions"])
            assert before is transfer, task["id"]
            for action in task["gold_actions"]:
                world.act(*action)
            assert all(world.holds(*assertion) for assertion in task["assertions"]), task["id"]


@pytest.mark.parametrize(
    ("key", "entry"), [("init", ["user", "spill_coffee", {}]), ("assertions", ["user", "assert_joy", {}])]
)
def test_a_name_that_is_not_known_is_refused_aloud(tmp_path, key, entry):
    task = tasks_in(OWN)[0]
    task[key] = [*task[key], entry]
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task]))
    with pytest.raises(UnknownName, match=entry[1]):
        failed(path)
    done = run(path)
    assert (done.returncode, done.stdout) == (2, "")
    assert entry[1] in done.stderr


def test_another_form_of_file_is_refused_aloud(tmp_path):
    path = tmp_path / "tasks.json"
    path.write_text('[{"id": "[mms_issue]"}]')
    assert run(path).returncode == 2


def test_the_command_prints_how_many_are_solved():
    done = run(OWN)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "solved 26/26"


def test_the_command_names_who_failed():
    done = run(OWN, "--workflow", "literal")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "solved 10/26"
    assert "failed: [mms_issue]only_2g|wifi_calling|no_sms|no_storage|no_mmsc" in done.stdout.splitlines()


def run(*words):
    command = [sys.executable, "-m", "tests.external.phone_support", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=HERE.parents[1], check=False)
