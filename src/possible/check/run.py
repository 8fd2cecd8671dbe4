"""Runs every law over a charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.laws import LAWS
from possible.check.subject import Subject

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values import Finding


def check(charter: Charter) -> list[Finding]:
    """Return everything that the laws find in a charter, errors first, each once."""
    subject = Subject(charter)
    found = [finding for law in LAWS for finding in law.findings(subject)]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.order)
