"""Mutates the rules' own code, a comparison or a condition at a time, and asks the lists and the rules' tests.

`python -m tests.mutation.of_rules [--seconds 600] [--seed 1] [FOLDER …]` prints the mutants that nobody noticed, and
ends with 1 when one of them is not in `survivors.txt`. A mutant is tried in this process first, by exchanging the code
of one function: the edits of this folder must be found, and stay silent, as before. Who survives that is written into
a copy of the source and shown to the tests beside the rule. All of them take about an hour.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from possible.charter import Charter
from possible.check import LAWS, Law, Subject
from possible.playbooks import explore, mended
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
GUIDED = ("no-dead-end", "no-loop", "every-wait-has-a-clock", "language-kept")
STORIES = "stories/does-not-hold"  # a story may break with any law
SURVIVORS = Path(__file__).with_name("survivors.txt")
SILENT = 25  # harmless edits that each mutant is shown
ENDLESS, MOST_MEMORY = 60, 3 << 30  # seconds and bytes: who takes more is taken to go round for ever


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one function: the file, the line, what it was and what it is."""

    file: Path
    function: str
    line: int
    change: str
    source: str

    @property
    def name(self) -> str:
        """What it is called wherever it stands, so that it can be written down."""
        return f"{self.file.relative_to(CHECK)} {self.function}: {self.change}"

    def __str__(self) -> str:
        return f"{self.name} (line {self.line})"


def mutants(file: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file; what stands in a function within a function is the outer one's."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    whole_functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = {node for outer in whole_functions for node in ast.walk(outer) if node is not outer}
    for function in [node for node in whole_functions if node not in inner]:
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


class Endless(Exception):  # noqa: N818 - what a mutant is, said as it reads
    """A mutant does not come to an end."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise `Endless` in what takes more of this process's own time than so, however busy the machine is."""

    def over(*_: object) -> None:
        raise Endless

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


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
                or any(_speaks(law, charter, {m.rule, *m.also, STORIES}) for m, charter, _ in others)
                or any(_speaks(law, charter, set()) for charter in chance.sample(self.silent, SILENT))
            )
        except Exception:  # noqa: BLE001 - a mutant that falls over is noticed
            return True


GRAPHS: dict[int, tuple[Charter, Subject]] = {}


def looked_at(charter: Charter) -> Subject:
    """Return a charter with its graph and ways, which no mutant changes, worked out once."""
    kept = GRAPHS.setdefault(id(charter), (charter, Subject(charter)))[1]
    fresh = Subject(charter)
    fresh.__dict__["graph"] = kept.graph
    fresh._ways = kept._ways
    return fresh


def keep_runs() -> None:
    """Keep all runs of all playbooks, which no mutant changes either, for as long as the process lives."""
    explore._explored = lru_cache(maxsize=None)(explore._explored.__wrapped__)
    mended._mended = lru_cache(maxsize=None)(mended._mended.__wrapped__)


def _found(law: Law, mutation, charter: Charter, lines: set[int]) -> bool:
    found = law.findings(looked_at(charter))
    right = any(
        f.id == mutation.rule and f.place.line in lines and f.place.file.endswith(mutation.at_file)
        for f in found
    )
    return right and all(f.id in {mutation.rule, *mutation.also, STORIES} for f in found)


def _speaks(law: Law, charter: Charter, allowed: set[str]) -> bool:
    return any(finding.id not in allowed for finding in law.findings(looked_at(charter)))


def own_tests_notice(mutant: Mutant, copied: Path) -> bool:
    """Tell whether the tests beside the rule fail on the mutant, in a copy of the source."""
    file = copied / mutant.file.relative_to(HERE)
    file.write_text(mutant.source, encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(file.parent)]
    if mutant.file.parent.name == "guided":
        playbooks = copied / "tests" / "core" / "playbooks"
        words[-1:] = [str(playbooks / "test_guided.py"), str(playbooks)]
    env = {"PYTHONPATH": f"{copied}/src", "PATH": "/usr/bin:/bin"}
    try:
        done = subprocess.run(words, cwd=copied, env=env, capture_output=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        return True
    finally:
        shutil.copy(mutant.file, file)
    return done.returncode == 1


def laws_of(folder: str) -> list[Law]:
    """Return the laws that the rules of a folder speak for; what is checked inside playbooks is three laws'."""
    names = GUIDED if folder == "guided" else (folder.replace("_", "-"),)
    return [law for law in LAWS if law.name in names]


class Trial:
    """The lists, a copy of the sources, and the mutants that nobody noticed so far."""

    def __init__(self, lists: Lists, copied: Path, seed: int) -> None:
        self.lists, self.copied, self.seed = lists, copied, seed
        self.counts: Counter[str] = Counter()
        self.survivors: list[Mutant] = []
        for name in ("src", "tests", "charters", "pyproject.toml"):
            source = HERE / name
            shutil.copytree(source, copied / name) if source.is_dir() else shutil.copy(source, copied / name)

    def of(self, mutant: Mutant) -> None:
        """Show a mutant to the lists, then to the rules' tests."""
        module = import_module(".".join(mutant.file.relative_to(HERE / "src").with_suffix("").parts))
        chance = random.Random(f"{self.seed} {mutant}")
        with Exchanged(module, mutant), within(ENDLESS):
            noticed = any(self.lists.notice(law, chance) for law in laws_of(mutant.file.parent.name))
        by = (
            "the lists"
            if noticed
            else "the rules' tests"
            if own_tests_notice(mutant, self.copied)
            else "nobody"
        )
        self.counts[by] += 1
        if by == "nobody":
            self.survivors.append(mutant)
            print(f"survives: {mutant}", flush=True)


def known(file: Path) -> set[str]:
    """Return the survivors that are written down, without what is said of them after `  #`."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {line.split("  #")[0].strip() for line in lines if line.strip() and not line.startswith("#")}


def chosen(folders: list[str]) -> list[Mutant]:
    """Return the mutants of all rules, or of some folders under `check`."""
    every = [*(law.name.replace("-", "_") for law in LAWS), "guided"]
    files = [file for name in every for file in sorted((CHECK / name).glob("*.py"))]
    rules = [file for file in files if not file.name.startswith("test_")]
    return [m for file in rules if not folders or file.parent.name in folders for m in mutants(file)]


def main() -> int:
    """Mutate until the time is over; print the survivors and the counts; 1 when one is not written down."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="a folder under src/possible/check")
    parser.add_argument("--seconds", type=int, default=0, help="stop then, after mutants drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    lists, until = Lists(), time.monotonic() + wanted.seconds
    calm = random.Random(wanted.seed)
    todo = chosen(wanted.folders)
    keep_runs()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    laws = {law.name: law for mutant in todo for law in laws_of(mutant.file.parent.name)}
    assert not any(lists.notice(law, calm) for law in laws.values()), "the lists complain without any mutant"
    gc.freeze()  # the charters and their graphs stay; to look through them for garbage takes seconds
    if wanted.seconds:
        calm.shuffle(todo)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(lists, Path(folder), wanted.seed)
        for mutant in todo:
            if wanted.seconds and time.monotonic() > until:
                break
            trial.of(mutant)
    counts = trial.counts
    print(
        f"mutants: {len(todo)}, tried {counts.total()}, noticed by "
        + ", by ".join(f"{by} {n}" for by, n in counts.items())
    )
    new = {mutant.name for mutant in trial.survivors} - known(SURVIVORS)
    print(*(f"not written down in {SURVIVORS.name}: {name}" for name in sorted(new)), sep="\n")
    return int(bool(new))


if __name__ == "__main__":
    sys.exit(main())
