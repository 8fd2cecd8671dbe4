"""Every trace of `step` is a path that `check` explored."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from possible.charter import Charter, files_of, read
from possible.simulate import crowd
from possible.values.events import MoveTaken
from tests.core.edits import CHARTERS
from tests.core.journey.traces import Explored
from tests.truth.charters import charters

EXAMPLES = CHARTERS.parent / "examples"
WRITTEN = [
    *(CHARTERS / name for name in ("cest-possible", "legal-minimum-fr", "as-it-was")),
    EXAMPLES / "coffee-machine",
]


def charter_at(folder) -> Charter:
    return read(files_of(str(folder)), folder.name)


@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)
def test_every_trace_is_a_path_that_check_explored(folder):
    charter = charter_at(folder)
    explored = Explored(charter)
    for seed in range(4):
        events = crowd(charter, seed, contacts=25)
        assert sum(isinstance(each, MoveTaken) for each in events) > 100
        assert explored.wrong(events) == []


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=40)
@given(charters(), st.integers(0, 1_000))
def test_every_trace_under_any_charter_is_a_path_that_check_explored(files: dict[str, bytes], seed: int):
    charter = read(files, "c")
    events = crowd(charter, seed, contacts=8, share=0.5)
    event(f"moves: {sum(isinstance(each, MoveTaken) for each in events) // 50 * 50}")
    assert Explored(charter).wrong(events) == []


def test_a_move_of_another_moment_place_or_owner_is_found():
    charter = charter_at(WRITTEN[0])
    explored = Explored(charter)
    events = crowd(charter, 1, contacts=10)
    moves = [
        index for index, each in enumerate(events) if isinstance(each, MoveTaken) and each.owner != "agent"
    ]
    for change in (
        {"owner": "clock"},
        {"to": "at letter/0"},
        {"key": ("paths",)},
        {"sent": True},
        {"spot": "x"},
    ):
        for index in moves[:12]:
            changed = [*events[:index], replace(events[index], **change), *events[index + 1 :]]
            if changed != events:
                assert explored.wrong(changed), change
