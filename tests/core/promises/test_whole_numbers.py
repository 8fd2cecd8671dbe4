"""No float comes in: neither a literal, nor a true division, nor a call that makes one."""

import ast

import pytest

from tools.lint import ROOT

SOURCE = ROOT / "src" / "possible"
FILES = [
    *(SOURCE / "promises").glob("*.py"),
    *(
        SOURCE / "values" / f"{name}.py"
        for name in ("calendar", "wall", "holidays", "instant", "money", "span")
    ),
]


def floats(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield node.lineno
        if isinstance(node, ast.Name) and node.id in {"float", "round"}:
            yield node.lineno
        if isinstance(node, ast.Attribute) and node.attr in {"total_seconds", "timestamp"}:
            yield node.lineno


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_time_and_money_are_whole_numbers(file):
    assert sorted(floats(file.read_text(encoding="utf-8"))) == []


def test_the_search_finds_what_it_looks_for():
    assert sorted(floats("a = 1.5\nb = c / 2\nb /= 2\nd = round(a)\ne = f.timestamp()\n")) == [1, 2, 3, 4, 5]
