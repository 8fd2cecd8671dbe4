"""What no ready-made linter checks: sizes, unfinished work, and addresses that belong to one machine only.

Each function takes the files to read and returns one line per fault, so a test can plant one and see it.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 500
LONGEST_FUNCTION = 40

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError\(\)")
# Package registries, and the places of one machine: a lock or a page that names them works only there.
# (`[.]` and `[/]` keep this file from finding itself.)
ADDRESSES = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian|[/]opt[/]pypi|[/]opt[/]wheels|[/]work[/]"
    r"|--(?:extra-)?index-url|--find-links"
)


def committed(*suffixes: str) -> list[Path]:
    """Return the files that git keeps or would keep here, all or those with one of the suffixes."""
    listed = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split("\0")
    files = (ROOT / name for name in names if name)
    return [file for file in files if file.is_file() and (not suffixes or file.suffix in suffixes)]


def long_files(files: Iterable[Path], longest: int = LONGEST_FILE) -> list[str]:
    """Return the files of more lines than a reader keeps in mind."""
    lengths = ((file, len(file.read_text(encoding="utf-8").splitlines())) for file in files)
    return [f"{file}: {length} lines, {longest} at most" for file, length in lengths if length > longest]


def long_functions(files: Iterable[Path], longest: int = LONGEST_FUNCTION) -> list[str]:
    """Return the functions of more lines than fit on a screen; the docstring does not count."""
    return [
        f"{file}:{function.lineno}: {function.name} has {length} lines, {longest} at most"
        for file in files
        for function, length in _functions(file)
        if length > longest
    ]


def _functions(file: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node, clean=False) is not None
            first = node.body[0]
            docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            yield node, (node.end_lineno or 0) - node.lineno + 1 - docstring


def lines_with(pattern: re.Pattern[str], files: Iterable[Path]) -> list[str]:
    """Return the lines in which a pattern is found; files that are no text are passed over."""
    found = []
    for file in files:
        content = file.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{file}:{number}: {line.strip()[:120]}")
    return found
