"""Tables that no method decides quickly end after the same number of steps everywhere, and those that look so do not."""

from __future__ import annotations

import itertools
import random

import pytest

from possible.answers.sweep import Steps, TooTangled, hole, holes
from possible.answers.table import Table, compiled, described
from possible.charter import Domain, Sort


def choices(count: int, values: int) -> dict[str, Domain]:
    words = tuple(f"v{index}" for index in range(values))
    return {f"f{index}": Domain(Sort.CHOICE, 0, values - 1, words) for index in range(count)}


def pigeons(holes_: int) -> Table:
    """A complete table whose completeness is hard to see: more pigeons than holes."""
    names = {(p, h): f"p{p}h{h}" for p in range(holes_ + 1) for h in range(holes_)}
    facts = {name: Domain(Sort.CHOICE, 0, 1, ("in", "out")) for name in names.values()}
    homeless = [{names[p, h]: ((1, 1),) for h in range(holes_)} for p in range(holes_ + 1)]
    crowded = [
        {names[p, h]: ((0, 0),), names[q, h]: ((0, 0),)}
        for h in range(holes_)
        for p, q in itertools.combinations(range(holes_ + 1), 2)
    ]
    return compiled(facts, homeless + crowded)


def test_a_small_tangle_is_decided():
    table = pigeons(4)
    assert hole(table, table.every_row, table.whole, Steps()) is None
    fewer = table.every_row & ~1  # the first pigeon may now stay outside
    found = hole(table, fewer, table.whole, Steps())
    assert found is not None
    assert not table.meeting(found, fewer)


def test_a_large_tangle_is_given_up():
    table = pigeons(9)
    with pytest.raises(TooTangled):
        hole(table, table.every_row, table.whole, Steps())


@pytest.mark.parametrize("disjoint", [True, False])
@pytest.mark.parametrize(("facts", "values"), [(12, 2), (6, 4), (3, 16), (2, 64)])
def test_one_missing_row_of_a_grid_is_found(facts, values, disjoint):
    points = list(itertools.product(range(values), repeat=facts))
    gone = points.pop(len(points) * 2 // 3)
    random.Random(1).shuffle(points)
    table = compiled(
        choices(facts, values), [{f"f{i}": ((v, v),) for i, v in enumerate(point)} for point in points]
    )
    found = list(holes(table, table.every_row, Steps(), table.every_row if disjoint else 0))
    assert [described(table, box) for box in found] == [
        {f"f{i}": f"v{value}" for i, value in enumerate(gone)}
    ]


def test_many_disjoint_rows_need_no_search():
    """A thousand boxes cut from one another fill six open scales: counted, not searched."""
    rng, boxes = random.Random(7), [tuple([(0, None)] * 6)]
    while len(boxes) < 1000:
        box = boxes.pop(rng.randrange(len(boxes)))
        fact = rng.randrange(6)
        low, high = box[fact]
        if high is not None and high - low < 2:
            boxes.append(box)
            continue
        cut = low + rng.randrange(1, 1000) if high is None else rng.randrange(low, high)
        boxes += [(*box[:fact], part, *box[fact + 1 :]) for part in ((low, cut), (cut + 1, high))]
    facts = {f"f{index}": Domain(Sort.NUMBER, 0, None) for index in range(6)}
    rows = [{f"f{index}": (part,) for index, part in enumerate(box)} for box in boxes]
    table = compiled(facts, rows)
    assert not any(table.meeting(box) & ~(1 << row) for row, box in enumerate(table.boxes))
    steps = Steps()
    assert hole(table, table.every_row, table.whole, steps, table.every_row) is None
    assert steps.left == Steps().left
    fewer = table.every_row & ~(1 << 500)
    assert hole(table, fewer, table.whole, steps, table.every_row) == table.boxes[500]
