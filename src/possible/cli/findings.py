"""A finding as people read it: where and which rule, the sentence, the path, what to try."""

from __future__ import annotations

from possible.cli.ink import Ink
from possible.cli.say import say
from possible.values import N_, Finding, Level

PLAIN = Ink(colour=False)
LEVELS = {Level.ERROR: N_("error"), Level.WARNING: N_("warning"), Level.ESTIMATE: N_("estimate")}


def told(finding: Finding, ink: Ink = PLAIN) -> str:
    """Return a finding as two to four lines; an error is not named as such, other levels are."""
    head = f"{ink.faint(str(finding.place))}  {_rule(finding, ink)}"
    lines = [head, f"  {say(finding.message)}"]
    if finding.path:
        lines.append("  " + say(N_("path: {steps}"), steps=" → ".join(map(say, finding.path))))
    if finding.attempt:
        lines.append("  " + say(N_("try: {attempt}"), attempt=finding.attempt))
    return "\n".join(lines)


def _rule(finding: Finding, ink: Ink) -> str:
    if finding.level is Level.ERROR:
        return ink.error(finding.id)
    return f"{ink.warning(finding.id)} ({say(LEVELS[finding.level])})"
