"""Findings for editors and code hosts: SARIF 2.1.0 (OASIS, 2020)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from possible._version import __version__
from possible.check import LAWS
from possible.cli.checked import READING, STANDARDS, Checked
from possible.cli.rules import page
from possible.cli.say import say, spoken
from possible.values import N_, Finding, Level

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ESTIMATE: "note"}
UNREADABLE = N_("the charter can be read")
STANDARD = N_("the standard is met")


def as_sarif(found: Sequence[Checked]) -> str:
    """Return one run with every finding as a result."""
    findings = [finding for one in found for finding in one.findings]
    rules = _rules(findings)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "possible", "semanticVersion": __version__, "rules": rules}},
        "language": spoken(),
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.id]) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rules(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return the rules of all laws, then those that only these findings name (reading, standards).

    A rule that was broken brings its page, which hosts show beside the finding.
    """
    broken = {finding.id for finding in findings}
    known: dict[str, dict[str, Any]] = {}
    for law in LAWS:
        for rule in law.rules:
            name = f"{law.name}/{rule.name}"
            help_ = {"help": _help(page(law, rule))} if name in broken else {}
            known[name] = _rule(name, say(rule.title), rule.level) | help_
    titles = {READING: UNREADABLE, STANDARDS: STANDARD}
    for finding in findings:
        if finding.id not in known:
            known[finding.id] = _rule(finding.id, say(titles[finding.law]), finding.level)
    return list(known.values())


def _rule(name: str, title: str, level: Level) -> dict[str, Any]:
    return {"id": name, "shortDescription": {"text": title}, "defaultConfiguration": {"level": LEVELS[level]}}


def _help(text: str) -> dict[str, str]:
    return {"text": text, "markdown": text}


def _result(finding: Finding, index: int) -> dict[str, Any]:
    return {
        "ruleId": finding.id,
        "ruleIndex": index,
        "level": LEVELS[finding.level],
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": _location(finding)}],
    }


def _message(finding: Finding) -> str:
    """Return the sentence, the path and what to try, one below the other: hosts show nothing else."""
    lines = [say(finding.message)]
    if finding.path:
        lines.append(say(N_("path: {steps}"), steps=" → ".join(map(say, finding.path))))
    if finding.attempt:
        lines.append(say(N_("try: {attempt}"), attempt=finding.attempt))
    return "\n".join(lines)


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.place.file or ".")}}
    if finding.place.line:
        location["region"] = {"startLine": finding.place.line, "startColumn": finding.place.column}
    return location
