"""Mutates the rules' own code, a comparison or a condition at a time, and asks the lists and the rules' tests.

`python -m tests.mutation.of_rules [--seconds 600] [--seed 1] [LAW …]` prints the mutants that nobody noticed. A mutant
is tried in this process first, by exchanging the code of one function: the edits of this folder must be found, and
stay silent, as before. Who survives that is written into a copy of the source and shown to the tests beside the rule.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from possible.charter import Charter
from possible.check import LAWS, Law, Subject
from tests.mutation.edits import HERE, charter_of, edited
from tests.mutation.everyday import EVERYDAY
from tests.mutation.harmless import HARMLESS
from tests.mutation.mutations import MUTATIONS

CHECK = HERE / "src" / "possible" / "check"
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
SILENT = 25  # harmless edits that each mutant is shown


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one function: the file, the line, what it was and what it is."""

    file: Path
    function: str
    line: int
    change: str
    source: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(CHECK)}:{self.line} {self.function}: {self.change}"


def mutants(file: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        for number, node in enumerate(ast.walk(function)):
            for change, mutate in _changes(node):
                whole = copy.deepcopy(tree)
                twin = next(
                    n
                    for n in ast.walk(whole)
                    if isinstance(n, ast.FunctionDef) and n.lineno == function.lineno
                )
                mutate(list(ast.walk(twin))[number])
                line = getattr(node, "lineno", function.lineno)
                yield Mutant(file, function.name, line, change, ast.unparse(ast.fix_missing_locations(whole)))


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield what can be changed at a node: how it is called, and how it is done to a copy of the node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        new = SWAPS[type(node.ops[0])]
        yield f"{ast.unparse(node)} -> {new.__name__}", lambda n: n.ops.__setitem__(0, new())
    if isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPS:
        new = SWAPS[type(node.op)]
        yield f"{ast.unparse(node)} -> {new.__name__}", lambda n: setattr(n, "op", new())
    if isinstance(node, (ast.If, ast.IfExp)):
        for value in (True, False):
            yield (
                f"if {ast.unparse(node.test)} -> {value}",
                lambda n, v=value: setattr(n, "test", ast.Constant(v)),
            )
    if isinstance(node, ast.comprehension) and node.ifs:
        yield f"… if {ast.unparse(node.ifs[0])} -> gone", lambda n: n.ifs.pop(0)
    if isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        new_value = not node.value if isinstance(node.value, bool) else node.value + 1
        yield f"{node.value} -> {new_value}", lambda n: setattr(n, "value", new_value)
    if isinstance(node, ast.Continue):
        yield "continue -> break", lambda n: setattr(n, "__class__", ast.Break)


def codes(code: CodeType) -> dict[str, CodeType]:
    """Return the code of each function of a module by its qualified name."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return {each.co_qualname: each for each in inner}


def functions(module: ModuleType) -> dict[str, FunctionType]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    }


class Exchanged:
    """While it is entered, the functions of a module run a mutant's code."""

    def __init__(self, module: ModuleType, mutant: Mutant) -> None:
        self.functions = functions(module)
        self.codes = codes(compile(mutant.source, str(mutant.file), "exec"))
        self.own = {name: function.__code__ for name, function in self.functions.items()}

    def __enter__(self) -> None:
        for name, function in self.functions.items():
            if name in self.codes and len(self.codes[name].co_freevars) == len(function.__code__.co_freevars):
                function.__code__ = self.codes[name]

    def __exit__(self, *_: object) -> None:
        for name, function in self.functions.items():
            function.__code__ = self.own[name]


class Lists:
    """The mutated and the harmless charters, read once."""

    def __init__(self) -> None:
        self.wanted = [(m, charter_of(edited(m.edits)), m.lines(edited(m.edits))) for m in MUTATIONS]
        self.silent = [charter_of(h.files()) for h in HARMLESS + EVERYDAY]

    def notice(self, law: Law, chance: random.Random) -> bool:
        """Tell whether the lists notice that a law does not do what it did."""
        own = [(m, charter, lines) for m, charter, lines in self.wanted if m.rule.startswith(law.name + "/")]
        chance.shuffle(own)
        others = chance.sample(self.wanted, SILENT)
        try:
            return (
                any(not _found(law, m, charter, lines) for m, charter, lines in own)
                or any(_speaks(law, charter, {m.rule, *m.also}) for m, charter, _ in others)
                or any(_speaks(law, charter, set()) for charter in chance.sample(self.silent, SILENT))
            )
        except Exception:  # noqa: BLE001 - a mutant that falls over is noticed
            return True


def _found(law: Law, mutation, charter: Charter, lines: set[int]) -> bool:
    found = law.findings(Subject(charter))
    right = any(
        f.id == mutation.rule and f.place.line in lines and f.place.file.endswith(mutation.at_file)
        for f in found
    )
    return right and all(f.id in {mutation.rule, *mutation.also} for f in found)


def _speaks(law: Law, charter: Charter, allowed: set[str]) -> bool:
    return any(finding.id not in allowed for finding in law.findings(Subject(charter)))


def own_tests_notice(mutant: Mutant, copied: Path) -> bool:
    """Tell whether the tests beside the rule fail on the mutant, in a copy of the source."""
    file = copied / mutant.file.relative_to(HERE)
    file.write_text(mutant.source, encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(file.parent)]
    if mutant.file.parent.name == "guided":
        words[-1:] = [str(copied / "tests" / "core" / "playbooks")]
    done = subprocess.run(
        words,
        cwd=copied,
        env={"PYTHONPATH": f"{copied}/src", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    shutil.copy(mutant.file, file)
    return done.returncode == 1


def main() -> None:
    """Mutate until the time is over; print the survivors and the counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("laws", nargs="*")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance, lists, until = random.Random(wanted.seed), Lists(), time.monotonic() + wanted.seconds
    laws = {law.name.replace("-", "_"): law for law in LAWS}
    assert not [law.name for law in LAWS if lists.notice(law, chance)], (
        "the lists complain without any mutant"
    )
    files = [
        file for name in laws for file in (CHECK / name).glob("*.py") if not file.name.startswith("test_")
    ]
    todo = [
        mutant
        for file in files
        if not wanted.laws or file.parent.name in wanted.laws
        for mutant in mutants(file)
    ]
    chance.shuffle(todo)
    tried = by_lists = by_tests = 0
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder)
        for name in ("src", "tests", "charters", "pyproject.toml"):
            source = HERE / name
            shutil.copytree(source, copied / name) if source.is_dir() else shutil.copy(source, copied / name)
        for mutant in todo:
            if time.monotonic() > until:
                break
            tried += 1
            law = laws[mutant.file.parent.name]
            module = import_module(".".join(mutant.file.relative_to(HERE / "src").with_suffix("").parts))
            with Exchanged(module, mutant):
                noticed = lists.notice(law, chance)
            by_lists += noticed
            if not noticed and own_tests_notice(mutant, copied):
                by_tests += 1
            elif not noticed:
                print(f"survives: {mutant}", flush=True)
    print(
        f"mutants: {len(todo)}, tried {tried}: noticed by the lists {by_lists}, by the rules' tests {by_tests}, by nobody {tried - by_lists - by_tests}"
    )


if __name__ == "__main__":
    main()
