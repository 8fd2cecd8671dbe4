"""Decision tables: holes and contradictions of large ones, the whole examination of ours, and single answers.

Targets: 1,000 rows over 6 facts, holes and contradictions, under 0.1 s; a grid of 4,096 rows with one
missing, found with its witness, under 0.5 s. Peers: z3 looks for the same things (a point without a row;
a point with two rows), zen-engine gives the same answers. Each is left out, aloud, where it is not
installed.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.timing import Row, Work, compare, table
from possible.answers import Examination, decide
from possible.charter import Charter, load, read

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
charter: 1
company: Bench
version: 2026-12-01
languages: [en]
lines: {one: {chat: here}}
teams: {red: {languages: {en: always}}}
"""
SLOW, GRID_OF_THE_PEER = 1_000, 6  # z3 takes half a minute for a grid: it gets the one with six facts
Box = tuple[tuple[int, int | None], ...]


def main() -> None:
    """Print the tables: analyses beside z3, then answers beside zen-engine."""
    for name, package in (("z3", "z3-solver"), ("zen", "zen-engine")):
        if not find_spec(name):
            print(f"{package} is not installed: no peer (`make bench` installs it)")
    print(table(list(analyses()), "z3"))
    print()
    print(table(list(answers()), "zen-engine"))


def analyses() -> Iterable[Row]:
    """Yield the analyses of large tables, and of those of the charters."""
    whole = cut(1_000, 6)
    yield _row("1,000 x 6, complete", whole, target=0.1)
    broken = [*whole[:500], *whole[501:], tuple((low, None) for low, _ in whole[7])]
    yield _row("1,000 x 6, a hole and contradictions", broken, target=0.1)
    for facts, values in ((12, 2), (6, 4), (4, 8)):
        grid: list[Box] = [
            tuple((value, value) for value in point)
            for point in itertools.product(range(values), repeat=facts)
        ]
        del grid[len(grid) * 2 // 3]
        random.Random(1).shuffle(grid)
        yield _row(f"4,096-row grid ({facts} facts x {values}), one row missing", grid, values, target=0.5)
    for name in ("cest-possible", "as-it-was"):
        charter = load(str(ROOT / "charters" / name))
        yield compare(f"every table of {name}", _examining(charter))


def _row(what: str, boxes: list[Box], values: int = 0, *, target: float) -> Row:
    charter = charter_of(boxes, values)
    slow = len(boxes) > SLOW and len(boxes[0]) != GRID_OF_THE_PEER
    peer = _z3(boxes, values) if find_spec("z3") and not slow else None
    return compare(what, _examining(charter), peer, times=3, target=target)


def _examining(charter: Charter) -> Work:
    """Return the work of finding holes and contradictions in all tables of a charter, from its typed
    model.
    """

    def run() -> None:
        for name in charter.questions:
            examination = Examination(charter, name)
            _ = examination.gaps, list(examination.clashes)

    return run


def cut(count: int, facts: int) -> list[Box]:
    """Return boxes that fill open scales without overlap: a whole, cut in two again and again."""
    rng = random.Random(7)
    boxes: list[Box] = [((0, None),) * facts]
    while len(boxes) < count:
        box = boxes.pop(rng.randrange(len(boxes)))
        fact = rng.randrange(facts)
        low, high = box[fact]
        if high is not None and high - low < 2:
            boxes.append(box)
            continue
        middle = low + rng.randrange(1, 1000) if high is None else rng.randrange(low, high)
        boxes += [(*box[:fact], part, *box[fact + 1 :]) for part in ((low, middle), (middle + 1, high))]
    return boxes


def charter_of(boxes: list[Box], values: int = 0) -> Charter:
    """Return a charter with one question whose rows are these boxes, each with a reason of its own."""
    names = [f"f{index}" for index in range(len(boxes[0]))]
    domain = f"0 to {values - 1}" if values else "0 or more"
    facts = "".join(f"  {name}: {{is: {domain}, from: records}}\n" for name in names)
    rules = "".join(
        f"      - {{id: r{index}, when: {{{_cells(box)}}}, answer: a, because: b{index}}}\n"
        for index, box in enumerate(boxes)
    )
    asks = ", ".join(names)
    text = f"{HEAD}facts:\n{facts}questions:\n  q:\n    asks: [{asks}]\n    answers: [a]\n    rules:\n{rules}"
    return read({"charter.yaml": text.encode()})


def _cells(box: Box) -> str:
    return ", ".join(
        f"f{fact}: {f'{low} or more' if high is None else f'{low} to {high}'}"
        for fact, (low, high) in enumerate(box)
    )


def _z3(boxes: list[Box], values: int) -> Work:
    """Return z3's work: is there a point without a row, and one with two rows?"""
    import z3

    facts = [z3.Int(f"f{index}") for index in range(len(boxes[0]))]
    domain = [z3.And(fact >= 0, fact < values) if values else fact >= 0 for fact in facts]

    def holds(box: Box) -> Any:
        return z3.And(
            [
                z3.And(fact >= low, *([fact <= high] if high is not None else []))
                for fact, (low, high) in zip(facts, box, strict=True)
            ]
        )

    def run() -> None:
        for asked in (lambda rows: z3.Not(z3.Or(rows)), lambda rows: z3.PbGe([(row, 1) for row in rows], 2)):
            solver = z3.Solver()
            solver.set("timeout", 60_000)
            solver.add(domain)
            solver.add(asked([holds(box) for box in boxes]))  # type: ignore[no-untyped-call]
            solver.check()

    return run


def answers() -> Iterable[Row]:
    """Yield the time of a thousand answers of the good charter, all facts known and with one missing."""
    charter = load(str(ROOT / "charters" / "cest-possible"))
    known = {"outage": "no", "fault": "box", "swaps": "0", "contacts": "4"}
    yield compare(
        "1,000 answers, every fact known",
        _deciding(charter, known),
        _zen(charter) if find_spec("zen") else None,
    )
    yield compare(
        "1,000 answers that miss two facts, in the order to ask",
        _deciding(charter, {"outage": "no", "fault": "box"}),
    )


def _deciding(charter: Charter, known: dict[str, str]) -> Work:
    def run() -> None:
        for _ in range(1_000):
            decide(charter, "technician-visit", known)

    return run


def _zen(charter: Charter) -> Work:
    """Return zen-engine's work on the same table."""
    import zen

    decision = zen.ZenEngine().create_decision(json.dumps(_as_zen(charter)))
    known = {"outage": "no", "fault": "box", "swaps": 0, "contacts": 4}
    assert decision.evaluate(known)["result"] == {"answer": "visit"}  # noqa: S101 - the peer does the same work

    def run() -> None:
        for _ in range(1_000):
            decision.evaluate(known)

    return run


def _as_zen(charter: Charter) -> dict[str, Any]:
    question = charter.questions["technician-visit"]
    columns = [{"id": fact, "name": fact, "field": fact} for fact in question.asks]
    rules = [
        {"_id": rule.id, "answer": json.dumps(rule.answer)}
        | {fact: _unary(cell.text) for fact, cell in rule.when.items()}
        for rule in question.rules
    ]
    content = {
        "hitPolicy": "first",
        "inputs": columns,
        "outputs": [{"id": "answer", "name": "answer", "field": "answer"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def _unary(text: str) -> str:
    """Return a cell of the table in zen-engine's words."""
    words = text.split()
    if len(words) == 1:
        return text if text.isdecimal() else json.dumps(text)
    return f">= {words[0]}" if words[1:] == ["or", "more"] else f"< {words[1]}"


if __name__ == "__main__":
    main()
