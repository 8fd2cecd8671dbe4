"""A case survives a JSON round trip, whatever has happened to it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from possible.charter import read
from possible.journey.case import Case
from possible.journey.step import step
from possible.simulate import crowd
from possible.simulate import twin as twins
from possible.simulate.crowd import twin_of
from possible.values import Refused
from possible.values.plain import from_plain, to_plain
from tests.core.journey.test_traces import WRITTEN, charter_at
from tests.truth.charters import charters


def kept(case: Case) -> Case:
    return from_plain(Case, json.loads(json.dumps(to_plain(Case, case))))


def watched(monkeypatch) -> list[Case]:
    """Let every case be kept and read before each turn: the twin lives on what was read."""
    cases = []

    def kept_step(force, case, turn, now):
        read_again = kept(case)
        assert read_again == case
        cases.append(case)
        return step(force, read_again, turn, now)

    monkeypatch.setattr(twins, "step", kept_step)
    return cases


@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)
def test_a_case_that_is_kept_and_read_before_each_turn_lives_the_same_life(folder, monkeypatch):
    charter = charter_at(folder)
    before = crowd(charter, 3, contacts=12)
    cases = watched(monkeypatch)
    assert crowd(charter, 3, contacts=12) == before
    assert any(case.talks for case in cases)


@settings(
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
    max_examples=20,
)
@given(charters(), st.integers(0, 1_000))
def test_any_case_under_any_charter_survives(files: dict[str, bytes], seed: int):
    charter = read(files, "c")
    with pytest.MonkeyPatch.context() as patch:
        watched(patch)
        twin_of(charter, seed, contacts=4, days=3, share=0.5)


def test_what_is_no_case_is_refused():
    charter = charter_at(WRITTEN[0])
    twin = twin_of(charter, 3, contacts=12)
    for case in twin.cases.values():
        whole = to_plain(Case, case)
        for key in ("id", "customer", "language", "opened", "charter"):
            with pytest.raises(Refused):
                from_plain(Case, {name: value for name, value in whole.items() if name != key})
        for wrong in ({"colour": "red"}, {"count": "3"}, {"talks": 7}, {"state": "half"}, {"opened": "soon"}):
            with pytest.raises(Refused):
                from_plain(Case, {**whole, **wrong})
    for nothing in (None, [], "case", 3):
        with pytest.raises(Refused):
            from_plain(Case, nothing)
