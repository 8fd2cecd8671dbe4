"""Runs every law over a charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.laws import LAWS
from possible.check.subject import Subject

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.values import Finding


def check(charter: Charter, subject: Subject | None = None) -> list[Finding]:
    """Return everything that the laws find in a charter, errors first, each once.

    A `subject` of the same charter that others use too saves its analyses.
    """
    looked_at = subject or Subject(charter)
    found = [finding for law in LAWS for finding in law.findings(looked_at)]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.order)
