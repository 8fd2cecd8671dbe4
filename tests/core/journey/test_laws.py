"""A clean charter breaks no law, whoever comes; and each fault planted in floor or journey breaks its own."""

from __future__ import annotations

from collections import Counter

import pytest

from possible.audit import audit
from possible.journey.force import InForce
from possible.simulate import crowd
from possible.values import Level
from tests.core.edits import CHARTERS
from tests.core.journey.faults import FAULTS
from tests.core.journey.test_traces import EXAMPLES, charter_at

CLEAN = (CHARTERS / "cest-possible", EXAMPLES / "coffee-machine")
GOOD = charter_at(CLEAN[0])
MANY = {"contacts": 100, "days": 8, "share": 0.01}


def errors(events, charter=GOOD):
    return Counter(breach.rule.id for breach in audit(events, charter) if breach.rule.level is Level.ERROR)


@pytest.mark.parametrize("folder", CLEAN, ids=lambda folder: folder.name)
def test_a_clean_charter_breaks_no_law_whoever_comes(folder):
    force = InForce(charter_at(folder))
    for seed in range(8):
        assert errors(crowd(force, seed, contacts=20, days=36), force.charter) == {}


def test_a_first_charter_breaks_no_law_whoever_comes(tmp_path, monkeypatch):
    from possible.cli.main import main

    monkeypatch.chdir(tmp_path)
    assert main(["init", "mine"]) == 0
    charter = charter_at(tmp_path / "mine")
    for seed in range(8):
        assert errors(crowd(charter, seed, contacts=20, days=36), charter) == {}


@pytest.mark.endure
def test_a_clean_charter_breaks_no_law_for_thousands_of_customers():
    for folder in CLEAN:
        force = InForce(charter_at(folder))
        for seed in range(300):
            assert errors(crowd(force, seed, contacts=60), force.charter) == {}, (folder, seed)


def test_without_a_fault_none_of_these_customers_breaks_a_law():
    force = InForce(GOOD)
    for seed in range(6):
        assert errors(crowd(force, seed, **MANY)) == {}


@pytest.mark.parametrize(("fault", "rule"), FAULTS.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_each_fault_in_floor_or_journey_breaks_its_law(fault, rule, monkeypatch):
    days = 36 if rule == "remedy-owed/nothing-given-live" else MANY["days"]
    force = InForce(GOOD)
    fault(monkeypatch)
    for seed in range(12):
        found = errors(crowd(force, seed, **{**MANY, "days": days}))
        if rule in found:
            return
    pytest.fail(f"{rule} was not found, but {dict(found)}")
