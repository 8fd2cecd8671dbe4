"""The order in which facts are asked: no other order settles the answer in fewer questions."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given

from possible.answers import asking, decide
from possible.answers.asking import in_order, plan_of
from possible.answers.decide import numbered
from possible.answers.differences import Side
from possible.answers.outcome import domains_of, outcome_of
from possible.answers.table import compiled
from possible.charter import read
from tests.core.answers.tables import HEAD, Small, small_tables


def plan(table: Small):
    charter = table.charter()
    question = charter.questions["q"]
    rows = [{fact: cell.ranges for fact, cell in rule.when.items()} for rule in question.rules]
    compiled_ = compiled(domains_of(charter, question), rows)
    side = Side((1 << len(rows)) - 1, tuple(range(len(rows))), table.first_wins)
    outcomes = numbered(outcome_of(charter, rule) for rule in question.rules)
    return plan_of(compiled_, outcomes, side, list(range(len(compiled_.facts))))


def fewest(table: Small) -> int:
    """Try every tree of questions over every point."""
    points = table.points

    @cache
    def worst(left: tuple[int, ...], asked: frozenset[int]) -> int:
        if len({table.says(points[i]) for i in left}) <= 1:
            return 0
        best = 99
        for fact in set(range(len(table.domains))) - asked:
            groups: dict[int, list[int]] = {}
            for i in left:
                groups.setdefault(points[i][fact], []).append(i)
            best = min(best, 1 + max(worst(tuple(group), asked | {fact}) for group in groups.values()))
        return best

    return worst(tuple(range(len(points))), frozenset())


@given(small_tables())
def test_no_order_needs_fewer_questions(table: Small):
    assert plan(table).worst == fewest(table)


@given(small_tables())
def test_the_greedy_order_settles_it_too(table: Small):
    exact = asking.EXACT
    asking.EXACT = 0
    try:
        greedy = plan(table)
    finally:
        asking.EXACT = exact
    best = plan(table)
    if greedy.fact is None:
        assert best.says == greedy.says
    else:
        assert set(in_order(best)) <= set(in_order(greedy))
    if all(len(table.says(point)) <= 1 for point in table.points):  # where rows contradict, it may ask on
        assert (greedy.fact is None) == (best.fact is None)


def charter_with(facts: str, rules: str):
    asks = ", ".join(line.split(":")[0] for line in facts.splitlines())
    body = "".join(f"  {line}\n" for line in facts.splitlines())
    rows = "".join(f"      - {{id: r{i}, {line}}}\n" for i, line in enumerate(rules.splitlines()))
    text = f"{HEAD}facts:\n{body}questions:\n  q:\n    asks: [{asks}]\n    answers: [a, b, c]\n    rules:\n{rows}"
    return read({"charter.yaml": text.encode()})


def test_the_fact_that_settles_most_comes_first():
    charter = charter_with(
        "x: {is: yes/no, from: customer}\ny: {is: yes/no, from: customer}\nz: {is: yes/no, from: customer}",
        "when: {z: yes}, answer: a, because: s\n"
        "when: {z: no, x: yes}, answer: b, because: s\n"
        "when: {z: no, x: no, y: yes}, answer: b, because: s\n"
        "when: {z: no, x: no, y: no}, answer: c, because: s",
    )
    assert decide(charter, "q", {}).missing == ("z", "x", "y")
    assert decide(charter, "q", {"x": "yes"}).missing == ("z",)


@pytest.mark.parametrize(
    ("first", "second", "missing"),
    [
        ("customer", "customer", ("x", "y")),
        ("customer", "records", ("y", "x")),
        ("playbook", "customer", ("y", "x")),
        ("system", "records", ("x", "y")),
    ],
)
def test_of_equal_orders_the_easier_begins(first, second, missing):
    charter = charter_with(
        f"x: {{is: yes/no, from: {first}}}\ny: {{is: yes/no, from: {second}}}",
        "when: {x: yes, y: yes}, answer: a, because: s\n"
        "when: {x: yes, y: no}, answer: b, because: s\n"
        "when: {x: no, y: yes}, answer: b, because: s\n"
        "when: {x: no, y: no}, answer: a, because: s",
    )
    assert decide(charter, "q", {}).missing == missing


def test_the_mean_breaks_a_tie_of_worst_cases():
    """Both begin with at most two questions; `y` first settles four of five values at once."""
    charter = charter_with(
        "x: {is: yes/no, from: customer}\ny: {is: [p, q, r, s, t], from: customer}",
        "when: {y: [p, q, r, s]}, answer: a, because: s\n"
        "when: {y: t, x: yes}, answer: b, because: s\n"
        "when: {y: t, x: no}, answer: c, because: s",
    )
    assert decide(charter, "q", {}).missing == ("y", "x")


def test_the_mean_counts_the_values_of_a_choice_and_the_slots_of_a_scale():
    """Asking `f0` settles all its values but one, which needs `f1` too."""
    rows = (
        ({0: (0, 2)}, None, "answer: a, because: x"),
        ({0: (1,), 1: (0,)}, None, "answer: a, because: x"),
        ({0: (1,), 1: (1,)}, None, "answer: b, because: x"),
    )
    yes_no = ("['0', '1']", (0, 1))
    choice = plan(Small((("['0', '1', '2']", (0, 1, 2)), yes_no), rows))
    assert (choice.fact, choice.worst, choice.mean) == (0, 2, pytest.approx(1 + 1 / 3))
    wide = ({0: (0, 2, 3, 4)}, None, "answer: a, because: x")
    scale = plan(Small((("0 to 4", (0, 1, 2, 3, 4)), yes_no), (wide, *rows[1:])))
    assert (scale.fact, scale.worst, scale.mean) == (0, 2, pytest.approx(1 + 1 / 3))  # 0, 1, 2 to 4
    words = plan(Small((("['0', '1', '2', '3', '4']", (0, 1, 2, 3, 4)), yes_no), (wide, *rows[1:])))
    assert (words.fact, words.worst, words.mean) == (0, 2, pytest.approx(1 + 1 / 5))
