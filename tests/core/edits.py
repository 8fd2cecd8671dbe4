"""Charters of the repository with a text or two exchanged, for tests that show a problem by a small edit.

`edited("cest-possible", "closes: customer agrees", "closes: after a week")` is the whole charter, read anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from possible.charter import Charter, files_of, read

if TYPE_CHECKING:
    from possible.check import Law
    from possible.values import Finding

CHARTERS = Path(__file__).resolve().parents[2] / "charters"


def files(name: str, *texts: str, file: str = "") -> dict[str, bytes]:
    """Return the files of a charter with each old text exchanged for the new one that follows it.

    An old text must stand exactly once in all files together (or in `file`, when one is named).
    """
    found = {path: content.decode() for path, content in files_of(str(CHARTERS / name)).items()}
    for old, new in zip(texts[::2], texts[1::2], strict=True):
        places = [path for path, text in found.items() if old in text and path.endswith(file)]
        count = sum(found[path].count(old) for path in places)
        assert count == 1, f"{old!r} stands {count} times in {name}: {places}"
        assert old != new, f"{old!r} is exchanged for itself"
        found[places[0]] = found[places[0]].replace(old, new)
    return {path: text.encode() for path, text in found.items()}


def edited(name: str, *texts: str, file: str = "") -> Charter:
    """Return a charter with each old text exchanged for the new one that follows it."""
    return read(files(name, *texts, file=file), name)


def line_of(mark: str, name: str, *texts: str, file: str = "") -> str:
    """Return `file:line` of the one line (of `file`, when one is named) that holds `mark`, after edits."""
    found = [
        f"{name}/{path}:{number}"
        for path, content in files(name, *texts).items()
        if path.endswith(file)
        for number, line in enumerate(content.decode().splitlines(), 1)
        if mark in line
    ]
    assert len(found) == 1, f"{mark!r} stands on {len(found)} lines: {found}"
    return found[0]


def findings(law: Law, charter: Charter) -> list[Finding]:
    """Return what one law finds in a charter, in the order in which it is told."""
    from possible.check import Subject

    return sorted(law.findings(Subject(charter)), key=lambda finding: finding.order)


def found(law: Law, charter: Charter) -> list[tuple[str, str]]:
    """Return rule and `file:line` of each finding of one law."""
    return [
        (finding.rule, f"{finding.place.file}:{finding.place.line}") for finding in findings(law, charter)
    ]


def finds(law: Law, rule: str, mark: str, *texts: str, file: str = "") -> Finding:
    """Assert that edits of the good charter break one rule of a law, once, on the line that holds `mark`."""
    got = findings(law, edited("cest-possible", *texts))
    where = [(finding.rule, f"{finding.place.file}:{finding.place.line}") for finding in got]
    assert where == [(rule, line_of(mark, "cest-possible", *texts, file=file))]
    return got[0]


def silent(law: Law, *texts: str) -> None:
    """Assert that a law finds nothing in the good charter after harmless edits."""
    assert found(law, edited("cest-possible", *texts)) == []
