"""The worked examples are whole: real rules, and the sums of the data that they were taken from."""

import yaml

from possible.check.standards import standards
from tests.core.standards.vectors import vectors


def test_each_example_belongs_to_a_rule_that_pays():
    ids = {standard.id for standard in standards()}
    for vector in vectors():
        assert vector.rule in ids
        assert vector.owed.cents > 0
        assert bool(vector.reported) == bool(vector.restored)
        assert vector.reported is None or vector.reported < vector.restored


def test_two_readings_of_one_text_are_two_examples():
    readings = [vector for vector in vectors() if vector.option and vector.monthly.cents == 4000]
    assert [str(vector.owed) for vector in readings] == ["30 EUR", "40 EUR"]


def _sums(expect):
    return {
        round(value * 100)
        for value in expect.values()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def test_nothing_was_lost_from_the_data(data):
    given = yaml.safe_load((data / "standards.yaml").read_text(encoding="utf-8"))["vectors"]
    ours = {(vector.rule, vector.owed.cents) for vector in vectors()}
    for vector in given:
        sums = _sums({k: v for k, v in vector["expect"].items() if k != "days"})
        assert {(vector["rule"], sum_) for sum_ in sums} <= ours, vector
    assert len(ours) == 10
