"""Each mutation of the good charter is found by the right rule at the right place; each rule has mutations."""

from __future__ import annotations

from collections import Counter

import pytest

from possible.check import LAWS, check
from tests.mutation.edits import NAME, Mutation, charter_of, edited, good
from tests.mutation.mutations import MUTATIONS, NOT_MUTATED

STORIES = "stories/does-not-hold"  # what breaks a law may break a story too; what it is stands at the law


def test_the_good_charter_is_silent():
    assert check(charter_of(good())) == []


def test_each_mutation_has_a_name_of_its_own():
    assert [name for name, times in Counter(mutation.id for mutation in MUTATIONS).items() if times > 1] == []


def test_each_rule_is_tried_by_a_mutation():
    rules = {f"{law.name}/{rule.name}" for law in LAWS for rule in law.rules}
    assert rules - {mutation.rule for mutation in MUTATIONS} == set(NOT_MUTATED)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.id)
def test_it_is_found_by_the_right_rule_at_the_right_place_and_nothing_else_is(mutation: Mutation):
    files = edited(mutation.edits)
    found = check(charter_of(files))
    places = [finding.place for finding in found if finding.id == mutation.rule]
    assert places, f"found only {sorted({finding.id for finding in found})}"
    file = f"{NAME}/{mutation.at_file}"
    assert any(place.file == file and place.line in mutation.lines(files) for place in places), list(
        map(str, places)
    )
    allowed = {mutation.rule, *mutation.also, STORIES}
    assert [str(finding.message) for finding in found if finding.id not in allowed] == []
