"""Findings for programs: one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from possible.cli.checked import Checked
from possible.cli.say import say, spoken

if TYPE_CHECKING:
    from possible.check.standards import Row
    from possible.values import Finding


def as_json(found: Sequence[Checked]) -> str:
    """Return findings, charters and counts; messages are in the language spoken, other words stay."""
    levels = found[0].counts if found else {}
    content = {
        "language": spoken(),
        "findings": [finding_object(finding) for one in found for finding in one.findings],
        "charters": [_charter(one) for one in found],
        "counts": {level: sum(one.counts[level] for one in found) for level in levels},
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return one finding; line and column are null where a whole file is meant, path and try without one."""
    return {
        "law": finding.law,
        "rule": finding.id,
        "level": finding.level.value,
        "file": finding.place.file,
        "line": finding.place.line or None,
        "column": finding.place.column or None,
        "message": say(finding.message),
        "path": [say(step) for step in finding.path] or None,
        "try": say(finding.attempt) if finding.attempt else None,
    }


def _charter(one: Checked) -> dict[str, Any]:
    rows = one.report.rows if one.report else ()
    return {
        "charter": one.folder,
        "company": one.company or None,
        "digest": one.digest or None,
        "readable": bool(one.digest),
        "counts": one.counts,
        "live": [{"promise": name, "what": say(promise)} for name, promise in one.live],
        "standards": [_standard(row) for row in rows],
    }


def _standard(row: Row) -> dict[str, Any]:
    standard = row.standard
    return {
        "id": standard.id,
        "pack": standard.pack,
        "cite": standard.cite,
        "title": standard.title.said(spoken()),
        "status": standard.status.value,
        "seen": standard.seen.value,
        "state": row.state.value,
        "why": say(row.why) if row.why else None,
        "also-live": row.also_live,
    }
