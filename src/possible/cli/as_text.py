"""Findings for people: each in two to four lines, then what was counted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from possible.cli.checked import Checked
from possible.cli.findings import told
from possible.cli.ink import Ink
from possible.cli.say import say
from possible.values import N_

if TYPE_CHECKING:
    from possible.check.standards import Report, Row

DIGITS = 12  # of a digest: enough to tell versions apart by eye


def as_text(found: Sequence[Checked]) -> str:
    """Return everything that was found, charter by charter."""
    ink = Ink.on(sys.stdout, os.environ)
    return "\n\n".join("\n\n".join(_of_one(one, ink)) for one in found)


def _of_one(one: Checked, ink: Ink) -> Iterator[str]:
    for finding in one.findings:
        yield told(finding, ink)
    if one.report and one.report.rows:
        yield "\n".join(_standards(one, one.report, ink))
    if live := list(_live(one)):
        yield "\n".join([ink.strong(say(N_("Measured live, which no check can prove:"))), *live])
    yield closing(one, ink)


def closing(one: Checked, ink: Ink) -> str:
    """Return the last line: how many findings of each level, and which version of the charter this was."""
    counts = one.counts
    if not one.digest:
        text = say(
            N_("{charter}: cannot be read (faults: {count})"), charter=one.folder, count=counts["error"]
        )
        return ink.error(text)
    text = say(
        N_("{charter}: errors {errors} · warnings {warnings} · estimates {estimates} · digest {digest}"),
        charter=one.folder,
        errors=counts["error"],
        warnings=counts["warning"],
        estimates=counts["estimate"],
        digest=one.digest[:DIGITS],
    )
    return ink.error(text) if one.code else ink.good(text)


def _live(one: Checked) -> Iterator[str]:
    """Yield the promises for a share of cases, then the standards that only events can show."""
    for name, promise in one.live:
        yield f"  {name}: {say(promise)}"
    for row in one.report.rows if one.report else ():
        if row.state.value == "measured live":
            yield f"  {row.standard.id} · {row.standard.cite}"


def _standards(one: Checked, report: Report, ink: Ink) -> Iterator[str]:
    from possible.check.standards import STATE_SAID, State

    yield ink.strong(say(N_("Standards, on {day}:"), day=report.day))
    width = max(len(name) for name in report.packs)
    for name in report.packs:
        counts = report.counts(name)
        parts = [f"{say(STATE_SAID[state])} {counts[state]}" for state in State if counts[state]]
        yield f"  {name:<{width}}  {' · '.join(parts)}"
        if one.wanted.standards:
            yield from (_row(row, ink) for row in report.packs[name])
    for pair in report.contradictions:
        yield "  " + say(N_("{one} and {other} contradict one another."), one=pair.one, other=pair.other)


def _row(row: Row, ink: Ink) -> str:
    """Return a standard that was asked for: what came of it, where it is written, how we know the text."""
    from possible.check.standards import SEEN_SAID, STATE_SAID, State

    colours = {State.MET: ink.good, State.NOT_MET: ink.error}
    state = colours.get(row.state, ink.faint)(say(STATE_SAID[row.state]))
    parts = [row.standard.id, row.standard.cite, say(SEEN_SAID[row.standard.seen])]
    parts += [say(N_("a part is measured live"))] if row.also_live else []
    why = f"\n      {say(row.why)}" if row.why else ""
    return f"    {state}: {' · '.join(parts)}{why}"
