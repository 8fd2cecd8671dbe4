"""No readable charter makes a standard fail to answer, however much of it is missing."""

import pytest

from possible.charter import Unreadable, read
from possible.check.standards import State, pack_names, standards_report
from tests.core.edits import files

NAMES = ("cest-possible", "legal-minimum-fr", "as-it-was")


def without_each_block(name):
    """Yield a charter's files without one of its top-level blocks, for each of them."""
    whole = files(name)
    lines = whole["charter.yaml"].decode().splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if line[0].isalpha()]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start].strip(), {**whole, "charter.yaml": "".join(lines[:start] + lines[end:]).encode()}


@pytest.mark.parametrize("name", NAMES)
def test_a_charter_without_one_of_its_blocks(name):
    read_at_all = 0
    for block, content in without_each_block(name):
        try:
            charter = read(content, name)
        except Unreadable:
            continue
        read_at_all += 1
        report = standards_report(charter, pack_names())
        assert {row.state for row in report.rows} <= set(State), block
        assert all(finding.place.file for finding in report.findings), block
    assert read_at_all >= 8


SMALL = b"""\
charter: 1
company: Tiny
version: 2026-12-01
languages: [en]
lines: {help: {chat: tiny.example}}
teams: {us: {languages: {en: always}}}
"""


def test_the_smallest_charter():
    report = standards_report(read({"charter.yaml": SMALL}, "tiny"), pack_names())
    assert report.counts()[State.NOT_MET] > 40
    assert standards_report(read({"charter.yaml": SMALL}, "tiny")).rows == ()
